"""Asking friends: what is asked, whom, and what came of it."""

import pytest

from shop.catalogue import put_product
from shop.consent import Purpose, grant_consent, withdraw_consent
from shop.friends.circles import add_to_circle, make_circle
from shop.notifications import pending
from shop.questions.polls import PollResults, polls_of
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant
from tests.actions.social_shop import guest, maya, open_social_shop
from tests.actions.talk import Answered, Talk

Entities = list[tuple[str, str]]
SWAN: Entities = [("product", "Swan")]
EVERYBODY = {"ana", "ben", "kofi", "priya"}  # Eve does not consent


def ask(talk: Talk, text: str, entities: Entities = [], *, intent: str = "ask_friends") -> Answered:  # noqa: B006
    return talk.hear("action_ask_friends", text, intent=intent, entities=entities)


def confirm(talk: Talk) -> Answered:
    return talk.hear("action_confirm", "yes", intent="affirm")


def only_poll(store: Store) -> PollResults:
    (found,) = polls_of(store, "maya")
    return found


def invited(store: Store) -> set[str]:
    return set(only_poll(store).poll.invited_ids)


def test_one_product_is_a_yes_or_no_to_all_friends_after_a_yes() -> None:
    talk = maya()
    answered = ask(talk, "ask my friends what they think", SWAN)
    assert answered.responses == ["shall_i_ask_friends"]
    assert polls_of(talk.store, "maya") == ()
    sent = confirm(talk)
    assert sent.responses == ["poll_sent"]
    poll = only_poll(talk.store).poll
    assert poll.choices == ("Yes", "No")
    assert "Brewlund Swan" in poll.question
    assert invited(talk.store) == EVERYBODY
    card = sent.said[0].facts["poll"]
    assert (card["mine"], card["open"], list(card["votes"])) == (True, True, [0, 0])
    assert talk.slots["shown"] == "poll"
    assert talk.slots["flow"] == "none"
    assert [note.kind for note in pending(talk.store, "ana")][-1] == "poll_invitation"


def test_a_no_asks_nobody() -> None:
    talk = maya()
    ask(talk, "ask my friends", SWAN)
    assert talk.hear("action_decline", "no", intent="deny").responses == ["poll_not_sent"]
    assert polls_of(talk.store, "maya") == ()


TWO = [("product", "Cloudline 2"), ("product", "Tempo R")]
PLACES = [("ordinal", "first"), ("ordinal", "third")]


@pytest.mark.parametrize(
    ("text", "entities", "products"),
    [
        ("ask everyone Cloudline 2 or Tempo R", TWO, ("cloudline", "tempo")),
        ("a vote among my friends between the first and the third", PLACES, ("cloudline", "daily")),
        ("let my friends vote on these", [], ("cloudline", "tempo", "daily")),
        ("poll my friends on these two", [("quantity", "two")], ("cloudline", "tempo")),
        (
            "poll my friends: cloudline or tempo?",
            [("person", "Cloudline 2"), ("product", "Tempo")],
            ("cloudline", "tempo"),
        ),
        ("poll my friends on the first two", [("ordinal", "first"), ("quantity", "two")], ("cloudline", "tempo")),
        ("ask my friends which", [], ("cloudline", "tempo", "daily")),
        ("ask my mates which i should get", [], ("cloudline", "tempo", "daily")),
    ],
)
def test_several_products_are_voted_on(text: str, entities: Entities, products: tuple[str, ...]) -> None:
    talk = maya(shown="products", memory={"product_ids": ["cloudline", "tempo", "daily"]})
    answered = ask(talk, text, entities)
    assert answered.responses == ["shall_i_ask_friends"]
    assert [card["product_id"] for card in answered.said[0].facts["products"]] == list(products)
    confirm(talk)
    poll = only_poll(talk.store).poll
    assert poll.product_ids == products
    assert len(poll.choices) == len(products)


def test_two_looks_of_one_product_are_a_choice() -> None:
    talk = maya(memory={"product_id": "cloudline"})
    ask(talk, "poll my friends: black or grey?", [("colour", "black"), ("colour", "grey")])
    confirm(talk)
    poll = only_poll(talk.store).poll
    assert poll.choices == ("black", "grey")
    assert "Cloudline" in poll.question


def test_ones_own_question_is_asked_word_for_word() -> None:
    talk = maya()
    ask(talk, 'ask my friends "Is it worth 89 euro?"', SWAN)
    confirm(talk)
    assert only_poll(talk.store).poll.question == "Is it worth 89 euro?"


def test_a_named_friend_alone_is_asked() -> None:
    talk = maya()
    answered = ask(talk, "ask Ana if she likes it", [*SWAN, ("person", "Ana")])
    assert "Ana" in answered.text
    confirm(talk)
    assert invited(talk.store) == {"ana"}


def test_it_asks_about_what_then_whom() -> None:
    talk = maya()
    assert ask(talk, "new poll").responses == ["poll_about_what"]
    assert talk.slots["asking"] == "product"
    answered = ask(talk, "the Swan", SWAN, intent="inform")
    assert answered.responses == ["poll_whom"]
    assert answered.said[0].titles == ["All 4 friends", "Ana", "Ben", "Kofi", "Pri"]
    answered = ask(talk, "All 4 friends", [("ordinal", "1")], intent="choose_option")
    assert answered.responses == ["shall_i_ask_friends"]
    confirm(talk)
    assert invited(talk.store) == EVERYBODY


def test_friends_can_be_told_by_name_when_asked_whom_and_added_later() -> None:
    talk = maya(memory={"product_id": "swan"})
    ask(talk, "new poll")
    ask(talk, "Ana and Kofi", intent="inform")
    answered = ask(talk, "and also Ben", [("person", "Ben")], intent="inform")
    assert answered.said[0].values["people"] == "Ana, Kofi and Ben"
    confirm(talk)
    assert invited(talk.store) == {"ana", "kofi", "ben"}


def test_a_poll_can_be_mended_before_it_is_sent() -> None:
    talk = maya()
    products = [("product", "Swan"), ("product", "Ember mug")]
    ask(talk, "ask Ana and Kofi: Swan or Ember mug", [*products, ("person", "Ana"), ("person", "Kofi")])
    answered = ask(talk, "leave out Kofi, add Ben", [("person", "Kofi"), ("person", "Ben")])
    assert answered.said[0].values["people"] == "Ana and Ben"
    ask(talk, "for a week pls")
    answered = ask(talk, "make the question: which one for guests?")
    assert answered.said[0].values["question"] == "which one for guests?"
    confirm(talk)
    found = only_poll(talk.store)
    assert (invited(talk.store), len(found.poll.choices)) == ({"ana", "ben"}, 2)
    assert (found.poll.closes_at - found.poll.asked_at).days == 7


def test_a_circle_is_asked_by_its_name() -> None:
    store = open_social_shop()
    circle = make_circle(store, "maya", "running crew")
    for id in ("ana", "ben"):
        add_to_circle(store, "maya", circle.id, id)
    talk = maya(store)
    ask(talk, "ask my running crew about the Swan", SWAN)
    confirm(talk)
    assert invited(store) == {"ana", "ben"}
    other = maya(store, memory={"product_id": "mug"})
    answered = ask(other, "new poll")
    assert "running crew" in answered.said[0].titles
    place = answered.said[0].titles.index("running crew") + 1
    answered = ask(other, "running crew", [("ordinal", str(place))], intent="choose_option")
    assert answered.said[0].values["people"] == "Ana and Ben"


def test_a_circle_is_asked_without_one_of_it() -> None:
    store = open_social_shop()
    circle = make_circle(store, "maya", "running crew")
    for id in ("kofi", "ben"):
        add_to_circle(store, "maya", circle.id, id)
    answered = ask(maya(store), "ask my running crew, but not Ben, about the Swan", [*SWAN, ("person", "Ben")])
    assert answered.responses == ["shall_i_ask_friends"]
    assert answered.said[0].values["people"] == "Kofi"
    everybody = ask(maya(store), "ask all my friends except Ben about the Swan", [*SWAN, ("person", "Ben")])
    assert "Ben" not in everybody.said[0].values["people"]


def test_hours_end_it() -> None:
    answered = ask(maya(), "ask Kofi about the Swan, for two hours", [*SWAN, ("person", "Kofi")])
    assert "UTC" in answered.said[0].values["until"]


def test_who_is_to_be_surprised_is_not_asked() -> None:
    talk = maya()
    answered = ask(talk, "collect votes from my friends for the present of Ana", [*SWAN, ("person", "Ana")])
    assert "Ana" in answered.said[0].values["surprised"]
    confirm(talk)
    assert invited(talk.store) == EVERYBODY - {"ana"}


def test_a_gift_under_way_keeps_its_receiver_out() -> None:
    talk = maya(
        flow="recommend_gift", asking="budget", memory={"flow": {"company": {"ids": ["ben"]}}, "product_id": "swan"}
    )
    ask(talk, "ask my friends which is better", SWAN)
    confirm(talk)
    assert invited(talk.store) == EVERYBODY - {"ben"}
    assert talk.slots["flow"] == "recommend_gift"


def test_a_day_ends_it() -> None:
    talk = maya()
    answered = ask(talk, "ask my friends until Saturday", [*SWAN, ("date", "Saturday")])
    assert "Saturday, 7 March" in answered.text
    confirm(talk)
    assert f"{only_poll(talk.store).poll.closes_at:%Y-%m-%d %H:%M}" == "2026-03-07 23:59"


@pytest.mark.parametrize("name", ["Eve", "Omar", "my sister", "Xyzzy"])
def test_who_cannot_be_asked_is_said_and_all_look_the_same(name: str) -> None:
    answered = ask(maya(), f"ask {name}", [*SWAN, ("person", name)])
    assert answered.responses == ["poll_cannot_ask", "poll_whom"]
    assert "Eve" not in answered.said[1].titles


def test_asking_needs_the_consent_to_be_seen() -> None:
    store = open_social_shop()
    withdraw_consent(store, "maya", Purpose.FRIENDS_SEE, source="test")
    answered = ask(maya(store), "ask my friends", SWAN)
    assert answered.responses == ["poll_needs_consent"]
    assert answered.said[0].titles == ["Let friends see my things"]


def test_without_friends_there_is_nobody_to_ask() -> None:
    store = open_social_shop()

    grant_consent(store, "omar", Purpose.FRIENDS_SEE, source="test")
    answered = ask(Talk(store, "omar"), "ask my friends", SWAN)
    assert answered.responses == ["poll_nobody_to_ask"]
    assert answered.said[0].titles == ["Add a friend"]


def test_a_friend_who_withdraws_in_between_is_left_out_and_nobody_is_too_few() -> None:
    talk = maya()
    ask(talk, "ask Ana", [*SWAN, ("person", "Ana")])
    withdraw_consent(talk.store, "ana", Purpose.FRIENDS_SEE, source="test")
    assert confirm(talk).responses == ["poll_nobody_left"]
    assert talk.slots["flow"] == "none"


def test_guests_sign_in_first() -> None:
    assert ask(guest(), "ask my friends", SWAN).responses == ["please_sign_in"]


def test_what_is_asked_anew_takes_the_place_of_what_was_about_to_be_sent() -> None:
    talk = maya()
    ask(talk, "ask Ana", [*SWAN, ("person", "Ana")])
    answered = ask(talk, "no, about the mug", [("product", "Ember mug")])
    assert "Ember mug" in answered.text
    confirm(talk)
    assert "Ember mug" in only_poll(talk.store).poll.question


def test_of_a_name_that_several_have_the_one_like_the_other_is_asked_about() -> None:
    talk = maya()
    case = make_product("case", "Varento Tempo cabin case", "Varento", "suitcase")
    put_product(talk.store, case, [make_variant("case-1", 9900)])
    ask(talk, "ask my friends: the Tempo or the Cloudline 2?", [("product", "Tempo"), ("product", "Cloudline 2")])
    confirm(talk)
    assert only_poll(talk.store).poll.product_ids == ("tempo", "cloudline")


@pytest.mark.parametrize("text", ["ok ask him", "send it to him", "just him"])
def test_who_was_spoken_of_last_is_asked(text: str) -> None:
    talk = maya()
    said = [("person", "kofi"), ("product", "cloudline")]
    talk.hear("action_friends_reviews", "what does kofi say of the cloudline", intent="friends_reviews", entities=said)
    assert ask(talk, text).facts("shall_i_ask_friends")["values"]["people"] == "Kofi"
    asked = ask(talk, "ask ben and him", [("person", "ben")])
    assert asked.facts("shall_i_ask_friends")["values"]["people"] == "Ben and Kofi"


def test_the_others_are_all_but_whom_the_present_is_for() -> None:
    gift = {"as": "gift", "company": {"ids": ["kofi"], "nicknames": ["Kofi"]}, "ids": ["cloudline", "tempo"]}
    memory = {"product_ids": ["cloudline", "tempo"], "chosen_by": gift}
    talk = maya(shown="products", memory=memory)
    ask(talk, "poll the others on the first two but not kofi", [("person", "kofi"), ("quantity", "two")])
    confirm(talk)
    assert invited(talk.store) == EVERYBODY - {"kofi"}
    untold = maya(shown="products", memory=memory)
    ask(untold, "ask my friends which")
    confirm(untold)
    assert invited(untold.store) == EVERYBODY - {"kofi"}, "a poll would tell him of the present"


def test_below_a_poll_the_first_one_is_of_the_list_that_it_was_made_from() -> None:
    talk = maya(shown="poll", memory={"product_ids": ["cloudline", "tempo"], "poll_id": "poll_1"})
    said = [("ordinal", "first"), ("person", "Ana")]
    shared = talk.hear("action_share", "send the first one to ana", intent="share_product", entities=said)
    assert "Cloudline" in shared.text
