"""How polls stand: their results, who voted, those of friends that wait, and their end."""

from datetime import timedelta

import pytest

from shop.consent import Purpose, withdraw_consent
from shop.customers import update_customer
from shop.notifications import pending
from shop.questions.polls import PollResults, ask_friends, poll_results, polls_of
from shop.questions.votes import vote_in_poll
from shop.store import Store
from tests.actions.small_shop import Clock
from tests.actions.social_shop import maya, open_social_shop
from tests.actions.talk import Answered, Talk

Entities = list[tuple[str, str]]


def hear(talk: Talk, text: str, entities: Entities = []) -> Answered:  # noqa: B006
    return talk.hear("action_poll_status", text, intent="poll_status", entities=entities)


def only_poll(store: Store) -> PollResults:
    (found,) = polls_of(store, "maya")
    return found


def with_votes(clock: Clock | None = None) -> Talk:
    store = open_social_shop(clock)
    poll = ask_friends(
        store, "maya", "Which one?", ("Cloudline", "Tempo"), ["ana", "kofi", "ben"], product_ids=("cloudline", "tempo")
    )
    vote_in_poll(store, "ana", poll.id, 0, "Softer.")
    vote_in_poll(store, "kofi", poll.id, 0)
    return maya(store)


@pytest.mark.parametrize("text", ["what did they say", "show me the results", "who voted?", "how is my poll going"])
def test_results_name_the_winner_the_voters_and_their_words(text: str) -> None:
    talk = with_votes()
    answered = hear(talk, text)
    assert answered.responses == ["poll_results"]
    values = answered.said[0].values
    assert (values["leader"], values["most"], values["votes"], values["waiting"]) == ("Cloudline", 2, 2, 1)
    assert values["named"] == "Ana and Kofi for Cloudline"
    assert "Softer." in answered.text
    assert list(answered.said[0].facts["poll"]["votes"]) == [2, 0]


def test_a_vote_of_somebody_who_is_not_to_be_named_only_counts() -> None:
    talk = with_votes()
    withdraw_consent(talk.store, "kofi", Purpose.FRIENDS_SEE, source="test")
    answered = hear(talk, "results")
    assert answered.said[0].values["votes"] == 2
    assert "Kofi" not in answered.text


def test_a_tie_is_called_one_and_has_no_next_step() -> None:
    talk = with_votes()
    vote_in_poll(talk.store, "kofi", only_poll(talk.store).poll.id, 1)
    answered = hear(talk, "results")
    assert answered.said[0].values["tied"]
    assert answered.said[0].titles == []


def test_no_votes_and_no_poll_are_told_apart() -> None:
    assert hear(maya(), "show the results").responses == ["no_poll"]
    talk = maya()
    ask_friends(talk.store, "maya", "Swan?", ("Yes", "No"), ["ana"])
    assert hear(talk, "any answers yet?").responses == ["poll_no_votes"]


def test_a_poll_is_closed_or_taken_back_by_the_words() -> None:
    talk = with_votes()
    assert hear(talk, "close the poll").responses == ["poll_closed"]
    assert not only_poll(talk.store).open
    assert hear(talk, "delete the poll").responses == ["poll_revoked"]
    assert only_poll(talk.store).poll.revoked_at is not None
    assert hear(talk, "results").responses == ["no_poll"]


def test_a_poll_that_waits_for_ones_vote_is_shown_without_the_votes_of_others() -> None:
    talk = Talk(with_votes().store, "ben")
    answered = hear(talk, "is there a poll waiting for my vote")
    assert answered.responses == ["poll_waits"]
    card = answered.said[0].facts["poll"]
    assert (card["mine"], list(card["votes"])) == (False, [])
    assert hear(Talk(talk.store, "ana"), "anything waiting for my vote").responses == ["no_poll_waits"]


@pytest.mark.parametrize(("text", "choice"), [("i vote yes", 0), ("my vote is no", 1), ("I'd vote for the second", 1)])
def test_a_vote_can_be_cast_in_words_and_changed(text: str, choice: int) -> None:
    store = open_social_shop()
    poll = ask_friends(store, "ana", "Should I?", ("Yes", "No"), ["maya"])
    talk = maya(store)
    assert hear(talk, "what is Ana asking", [("person", "Ana")]).responses == ["poll_waits"]
    said = [("ordinal", "second")] if "second" in text else []
    assert hear(talk, text, said).responses == ["voted"]
    assert poll_results(store, "ana", poll.id).counts[choice] == 1
    answered = hear(talk, "do i have open polls")
    assert answered.said[0].values["voted"] == ("Yes", "No")[choice]
    hear(talk, "change my vote to no")
    assert poll_results(store, "ana", poll.id).counts == (0, 1)


def test_a_vote_is_taken_back_and_can_be_cast_again() -> None:
    store = open_social_shop()
    poll = ask_friends(store, "ana", "Should I?", ("Yes", "No"), ["maya"])
    talk = maya(store)
    assert hear(talk, "take back my vote").responses == ["no_vote_to_take_back"]
    hear(talk, "i vote yes")
    assert hear(talk, "pls remove my vote again").responses == ["vote_taken_back"]
    assert poll_results(store, "ana", poll.id).counts == (0, 0)
    assert not [note for note in pending(store, "ana") if note.kind == "vote"]
    hear(talk, "i vote no")
    assert poll_results(store, "ana", poll.id).counts == (0, 1)


def test_a_vote_just_cast_or_changed_is_undone() -> None:
    store = open_social_shop()
    poll = ask_friends(store, "ana", "Should I?", ("Yes", "No"), ["maya"])
    talk = maya(store)
    hear(talk, "i vote yes")
    hear(talk, "change my vote to no")
    assert talk.hear("action_search", "undo that", intent="refine_search").responses == ["voted"]
    assert poll_results(store, "ana", poll.id).counts == (1, 0)


def test_other_peoples_polls_are_nobodys_business() -> None:
    store = with_votes().store
    assert hear(Talk(store, "priya"), "show me the results").responses == ["no_poll"]
    (told,) = hear(Talk(store, "ana"), "show me the results").said  # she is asked herself
    assert (told.response, list(told.facts["poll"]["votes"])) == ("poll_waits", [])


def test_no_nickname_ends_a_poll() -> None:
    talk = maya()
    poll = ask_friends(talk.store, "maya", "Swan or mug?", ["Swan", "Mug"], ["ana"])
    for name in ("Close my poll", "Delete my poll"):
        update_customer(talk.store, "kofi", nickname=name)
        people = [("person", name)]
        talk.hear("action_poll_status", f"What does {name} say?", intent="poll_status", entities=people)
    (found,) = polls_of(talk.store, "maya")
    assert (found.poll.id, found.open, found.poll.revoked_at) == (poll.id, True, None)


def test_one_friend_has_voted_has_not_or_was_not_asked() -> None:
    talk = with_votes()
    assert "Ana" in (told := hear(talk, "what did Ana pick", [("person", "Ana")])).text
    assert (told.responses, told.said[0].values["choice"]) == (["poll_of_person"], "Cloudline")
    told = hear(talk, "has Ben voted", [("person", "Ben")])
    assert (told.said[0].values["choice"], told.said[0].values["unsure"]) == ("", False)
    assert hear(talk, "did Priya answer", [("person", "Priya")]).responses == ["poll_not_asked"]


def test_a_vote_that_may_not_be_named_stays_unsaid() -> None:
    talk = with_votes()
    withdraw_consent(talk.store, "kofi", Purpose.FRIENDS_SEE, source="test")
    told = hear(talk, "has Kofi voted", [("person", "Kofi")])
    assert (told.said[0].values["choice"], told.said[0].values["unsure"]) == ("", True)
    told = hear(talk, "has Ben voted", [("person", "Ben")])
    assert told.said[0].values["unsure"]  # it might be his


def test_who_asks_is_shown_when_nothing_was_asked_of_them() -> None:
    store = open_social_shop()
    ask_friends(store, "maya", "Swan?", ("Yes", "No"), ["ana"])
    ask_friends(store, "kofi", "Mug?", ("Yes", "No"), ["maya"])
    talk = maya(store)
    for text in ("did kofi ask me something?", "open the poll Kofi sent"):
        assert hear(talk, text, [("person", "kofi")]).responses == ["poll_waits"]
    assert hear(talk, "did ana vote", [("person", "ana")]).responses == ["poll_of_person"]


def test_several_polls_are_listed_and_closed_together() -> None:
    talk = with_votes()
    ask_friends(talk.store, "maya", "Swan?", ("Yes", "No"), ["ana"])
    told = hear(talk, "show my polls")
    assert told.responses == ["poll_list"]
    assert "“Which one?” (open, 2 of 3 voted)" in told.text
    assert hear(talk, "close all my polls").responses == ["poll_closed", "poll_closed"]
    assert not any(found.open for found in polls_of(talk.store, "maya"))


@pytest.mark.parametrize("text", ["put me down for the second", "i'd take no", "switch my vote to no"])
def test_votes_come_in_many_words(text: str) -> None:
    store = open_social_shop()
    poll = ask_friends(store, "ana", "Should I?", ("Yes", "No"), ["maya"])
    said = [("ordinal", "second")] if "second" in text else []
    assert hear(maya(store), text, said).responses == ["voted"]
    assert poll_results(store, "ana", poll.id).counts == (0, 1)


def test_the_poll_whose_words_are_said_is_meant() -> None:
    talk = with_votes()
    ask_friends(talk.store, "maya", "Which stove for the coast?", ("Duo", "Solo"), ["ana"])
    assert hear(talk, "how is my poll about the stove").said[0].values["question"] == "Which stove for the coast?"
    assert hear(talk, "and cloudline or tempo?").said[0].values["question"] == "Which one?"


@pytest.mark.parametrize(("text", "response"), [("ok close it", "poll_closed"), ("take it back", "poll_revoked")])
def test_the_poll_that_was_shown_is_it(text: str, response: str) -> None:
    talk = with_votes()
    hear(talk, "how is it going")
    assert hear(talk, text).responses == [response]


def with_two_polls() -> Talk:
    """Maya's poll on shoes, and a newer one on mugs."""
    clock = Clock()
    talk = with_votes(clock)
    clock.now += timedelta(hours=1)
    ask_friends(talk.store, "maya", "A mug for the desk?", ("Yes", "No"), ["ana"])
    return talk


@pytest.mark.parametrize("text", ["so which one wins", "who voted for what", "how is it going"])
def test_the_poll_just_shown_stays_the_one_talked_about(text: str) -> None:
    talk = with_two_polls()
    shoes = hear(talk, "how is my cloudline poll going").said[0].facts["poll"]["poll_id"]
    assert hear(talk, text).said[0].facts["poll"]["poll_id"] == shoes
    assert hear(talk, "close it").said[0].facts["poll"]["poll_id"] == shoes
    assert [found.open for found in polls_of(talk.store, "maya") if found.poll.id != shoes] == [True]


@pytest.mark.parametrize(
    ("text", "who", "choice"),
    [("remind ben", "Ben", ""), ("ask ana again", "Ana", "Cloudline"), ("can you send a reminder", "", "")],
)
def test_nobody_is_reminded_and_that_is_said(text: str, who: str, choice: str) -> None:
    talk = with_two_polls()
    hear(talk, "how is my cloudline poll going")
    (told,) = hear(talk, text, [("person", who)] if who else []).said
    assert (told.response, told.values["who"], told.values["choice"]) == ("poll_no_reminder", who, choice)
    assert told.values["question"] == "Which one?"


def asked_by_ana() -> Talk:
    """Maya, who has a poll of her own, before one of Ana's that is shown."""
    talk = with_votes()
    ask_friends(talk.store, "ana", "Which tent?", ("Tarn 2", "Popdome"), ["maya"])
    hear(talk, "what does ana ask", [("person", "Ana")])
    return talk


@pytest.mark.parametrize(
    ("text", "choice"), [("the tarn", "Tarn 2"), ("second one", "Popdome"), ("popdome!", "Popdome")]
)
def test_a_plain_answer_to_a_poll_just_shown_is_a_vote(text: str, choice: str) -> None:
    (told,) = hear(asked_by_ana(), text).said
    assert (told.response, told.values["choice"]) == ("voted", choice)


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("yes", False),
        ("sure why not", False),
        ("both look nice tbh", False),
        ("can't decide", False),
        ("none of them", True),
        ("nah", True),
        ("neither, sorry", True),
    ],
)
def test_an_answer_that_chooses_none_is_asked_which(text: str, *, against: bool) -> None:
    talk = asked_by_ana()
    (told,) = hear(talk, text).said
    assert told.response == "vote_for_which"
    assert told.values == {"who": "Ana", "choices": "Tarn 2 or Popdome", "against": against}
    assert hear(talk, "the tarn").responses == ["voted"]
    assert hear(talk, text).responses == ["acknowledged"]
    assert hear(talk, "did i vote").said[0].values["voted"] == "Tarn 2"


def test_a_vote_by_name_is_cast_and_changed_whatever_came_between() -> None:
    talk = asked_by_ana()
    ask_friends(talk.store, "kofi", "Swan?", ("Yes", "No"), ["maya"])
    talk.slots["shown"] = "products"
    for said, choice in (("i vote tarn", "Tarn 2"), ("i vote popdome", "Popdome")):
        (told,) = hear(talk, said, [("person", said.split()[-1])]).said
        assert (told.response, told.values["choice"], told.values["who"]) == ("voted", choice, "Ana")


@pytest.mark.parametrize("text", ["close it", "who voted for what", "show the results"])
def test_what_only_an_asker_may_is_not_done_to_ones_own_poll_instead(text: str) -> None:
    talk = asked_by_ana()
    assert hear(talk, text).responses == ["poll_of_another"]
    assert only_poll(talk.store).open
    assert hear(talk, "how is my own poll going").responses == ["poll_results"]


def test_a_poll_of_those_listed_is_meant_by_its_place() -> None:
    talk = with_two_polls()
    hear(talk, "what polls do i have")
    listed = talk.memory.poll_ids
    shown = hear(talk, "how is the second one doing", [("ordinal", "second")])
    assert shown.said[0].facts["poll"]["poll_id"] == listed[1]
    assert hear(talk, "close the second one", [("ordinal", "second")]).responses == ["poll_closed"]
    assert [found.open for found in polls_of(talk.store, "maya")] == [True, False]
    assert hear(talk, "delete the first one", [("ordinal", "first")]).responses == ["poll_revoked"]


def test_polls_that_ask_the_same_are_told_apart_by_their_choices() -> None:
    talk = with_votes()
    ask_friends(talk.store, "maya", "Which one?", ("Swan", "Mug"), ["ana"])
    assert "“Which one?” (Swan / Mug; open, 0 of 1 voted)" in hear(talk, "show my polls").text


def test_what_was_voted_in_is_told_beside_what_waits() -> None:
    store = open_social_shop()
    first = ask_friends(store, "ana", "Swan or mug?", ("Swan", "Mug"), ["maya"])
    vote_in_poll(store, "maya", first.id, 1)
    talk = maya(store)
    (alone,) = hear(talk, "anything waiting for my vote").said
    assert (alone.response, alone.values["voted"]) == ("no_poll_waits", "“Swan or mug?” of Ana (Mug)")
    assert hear(talk, "any polls for me").said[0].values["voted"] == "Mug"
    ask_friends(store, "kofi", "Shoes?", ("Yes", "No"), ["maya"])
    values = hear(talk, "any polls for me").said[0].values
    assert (values["who"], values["more"], values["others"]) == ("Kofi", 0, "“Swan or mug?” of Ana (Mug)")
    assert hear(talk, "which polls did i vote in").said[0].values["question"] == "Swan or mug?"


def test_only_its_asker_closes_a_poll_also_where_one_has_asked_nothing() -> None:
    store = open_social_shop()
    ask_friends(store, "ana", "Which tent?", ("Tarn 2", "Popdome"), ["maya"])
    talk = maya(store)
    hear(talk, "any polls for me")
    assert hear(talk, "close it").responses == ["poll_of_another"]


@pytest.mark.parametrize(
    ("text", "person", "begins"),
    [("can my mum see that", "", "Only Ana"), ("who sees it?", "", "Only Ana"), ("can ana see it", "Ana", "Yes, Ana")],
)
def test_who_sees_a_poll_is_told(text: str, person: str, begins: str) -> None:
    talk = with_votes()
    answered = hear(talk, text, [("person", person)] if person else [])
    assert answered.responses == ["poll_audience"]
    assert answered.said[0].values["who"] == "Ana, Ben, Kofi and you"
    assert answered.text.startswith(begins)


def test_who_was_not_asked_does_not_see_a_poll() -> None:
    answered = hear(with_votes(), "does lena see it?", [("person", "Lena")])
    assert answered.responses == ["poll_audience"]
    assert answered.said[0].values["sees"] is False
