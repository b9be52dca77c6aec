"""Friend requests: asking, answering, taking back."""

import pytest

from shop.customers import Customer, add_customer
from shop.friends.blocks import block_person
from shop.friends.follows import followed_by
from shop.friends.friendships import friends_of
from shop.friends.requests import ask_friend, decline_friend_request, requests_for
from shop.notifications import pending
from shop.store import Store
from tests.actions.social_shop import guest, maya, open_social_shop
from tests.actions.talk import Answered, Talk


def add(talk: Talk, text: str, *people: str, intent: str = "add_friend") -> Answered:
    return talk.hear("action_add_friend", text, intent=intent, entities=[("person", person) for person in people])


def accept(talk: Talk, text: str, *people: str) -> Answered:
    entities = [("person", person) for person in people]
    return talk.hear("action_accept_friend", text, intent="accept_friend", entities=entities)


def confirm(talk: Talk) -> Answered:
    return talk.hear("action_confirm", "yes", intent="affirm")


def friends(store: Store, customer_id: str = "maya") -> set[str]:
    return {person.id for person in friends_of(store, customer_id)}


def sent(store: Store, customer_id: str = "maya") -> list[tuple[str, str]]:
    return [(request.person_id, request.message) for request in requests_for(store, customer_id).sent]


# Asking


def test_a_request_goes_out_after_a_yes_and_not_before() -> None:
    talk = maya()
    assert add(talk, "add Omar as a friend", "Omar").responses == ["shall_i_ask_friend"]
    assert (talk.slots["flow"], talk.slots["asking"]) == ("add_friend", "confirm")
    assert sent(talk.store) == []
    assert confirm(talk).responses == ["friend_asked"]
    assert sent(talk.store) == [("omar", "")]
    assert talk.slots["flow"] == "none"
    assert [note.kind for note in pending(talk.store, "omar")] == ["friend_request"]


def test_a_no_sends_nothing() -> None:
    talk = maya()
    add(talk, "add Omar", "Omar")
    assert talk.hear("action_decline", "no", intent="deny").responses == ["friend_not_asked"]
    assert sent(talk.store) == []
    assert talk.slots["flow"] == "none"


def test_words_go_with_it_from_the_start_or_afterwards() -> None:
    talk = maya()
    assert "met at the run" in add(talk, 'ask Omar to be friends, saying "met at the run"', "Omar").text
    add(talk, "we met at the race on Sunday", intent="inform")
    confirm(talk)
    assert sent(talk.store) == [("omar", "we met at the race on Sunday")]


def test_it_asks_whom_and_takes_a_bare_name() -> None:
    talk = maya()
    assert add(talk, "how do I add friends").responses == ["whom_to_add"]
    assert talk.slots["asking"] == "person"
    assert add(talk, "her name is Omar", intent="inform").responses == ["shall_i_ask_friend"]


def test_an_exact_address_finds_somebody() -> None:
    talk = maya()
    assert "Omar" in add(talk, "add omar@example.com please").text


@pytest.mark.parametrize("name", ["Lena", "lena@example.com", "Nobody At All", "my sister", "Maya"])
def test_hidden_and_missing_people_look_the_same(name: str) -> None:
    """Lena is private; Maya is oneself."""
    answered = add(maya(), f"add {name}", name)
    assert answered.responses == ["whom_to_add"]
    assert answered.text == add(maya(), "add Xyzzy", "Xyzzy").text.replace("Xyzzy", name)


def test_several_who_may_be_meant_are_asked_about() -> None:
    store = open_social_shop()
    talk = maya(store)
    answered = add(talk, "add om", "om")
    assert answered.responses == ["shall_i_ask_friend"]  # only Omar has it in his name
    add_customer(store, Customer("oma2", "O", "Omar Two", "oma2@example.com"))
    answered = add(maya(store), "add mar", "mar")
    assert answered.responses == ["which_person"]
    assert set(answered.said[0].titles) == {"Omar", "Omar Two"}


def test_the_one_chosen_of_several_is_proposed() -> None:
    store = open_social_shop()
    add_customer(store, Customer("oma2", "O", "Omar Two", "oma2@example.com"))
    talk = maya(store)
    titles = add(talk, "add mar", "mar").said[0].titles
    place = titles.index("Omar Two") + 1
    answered = talk.hear("action_add_friend", "Omar Two", intent="choose_option", entities=[("ordinal", str(place))])
    assert answered.responses == ["shall_i_ask_friend"]
    confirm(talk)
    assert [id for id, _ in sent(store)] == ["oma2"]


def test_a_friend_and_an_open_request_are_said_to_be_so() -> None:
    talk = maya()
    assert add(talk, "add Ana", "Ana").responses == ["already_friends"]
    ask_friend(talk.store, "maya", "omar")
    answered = add(talk, "send another request to Omar", "Omar")
    assert answered.responses == ["friend_asked_already"]
    assert "4 March 2026" in answered.text
    assert answered.said[0].titles == ["Take my request back"]
    assert talk.slots.get("flow", "none") == "none"


def test_a_declined_request_looks_like_an_open_one() -> None:
    talk = maya()
    ask_friend(talk.store, "maya", "omar")
    decline_friend_request(talk.store, "omar", "maya~omar")
    assert add(talk, "add Omar", "Omar").responses == ["friend_asked_already"]


def test_a_request_that_crosses_another_makes_friends_private_people_too() -> None:
    talk = maya()
    ask_friend(talk.store, "lena", "maya")
    answered = add(talk, "add Lena", "Lena")
    assert answered.said[0].values["asked_you"]
    assert confirm(talk).responses == ["friends_now"]
    assert "lena" in friends(talk.store)


def test_several_at_once_each_by_how_things_stand() -> None:
    talk = maya()
    answered = add(talk, "add Omar, Ana and Xyzzy", "Omar", "Ana", "Xyzzy")
    assert answered.responses == ["person_not_found", "already_friends", "shall_i_ask_friend"]
    assert answered.said[-1].values["people"] == "Omar"


def test_somebody_who_blocks_in_between_is_out_of_reach_without_a_word_why() -> None:
    talk = maya()
    add(talk, "add Omar", "Omar")
    block_person(talk.store, "omar", "maya")
    assert confirm(talk).responses == ["friend_out_of_reach"]
    assert talk.slots["flow"] == "none"


def test_following_takes_no_request() -> None:
    talk = maya()
    assert add(talk, "can I follow Omar", "Omar").responses == ["following"]
    assert [person.id for person in followed_by(talk.store, "maya")] == ["omar"]
    assert sent(talk.store) == []


def test_another_task_waits_until_this_one_ends() -> None:
    talk = maya(flow="write_review", asking="rating", memory={"flow": {"product_id": "swan"}})
    add(talk, "add Omar", "Omar")
    confirm(talk)
    assert (talk.slots["flow"], talk.slots["asking"]) == ("write_review", "rating")
    assert talk.memory.flow == {"product_id": "swan"}


def test_guests_sign_in_first() -> None:
    for hear in (add, accept):
        assert hear(guest(), "Omar", "Omar").responses == ["please_sign_in"]


# Answering


def asked_by(*ids: str, message: str = "") -> Talk:
    store = open_social_shop()
    for id in ids:
        ask_friend(store, id, "maya", message)
    return maya(store)


def test_waiting_requests_are_listed_with_their_words_and_private_askers() -> None:
    talk = asked_by("omar", "lena", message="It's me")
    answered = accept(talk, "do I have friend requests")
    assert answered.responses == ["friend_requests"]
    assert answered.said[0].values["count"] == 2
    assert "Omar (“It's me”)" in answered.text
    assert set(talk.memory.person_ids) == {"omar", "lena"}
    assert len(answered.said[0].titles) == 4
    assert friends(talk.store) == {"ana", "priya", "kofi", "ben", "eve"}


def test_no_requests_are_said_to_be_none() -> None:
    assert accept(maya(), "any new friend requests?").said[0].values["count"] == 0


@pytest.mark.parametrize(
    ("text", "names", "accepted", "declined"),
    [
        ("accept Omar", ["Omar"], {"omar"}, set()),
        ("decline the request from Omar", ["Omar"], set(), {"omar"}),
        ("yes I know Omar, let him in", ["Omar"], {"omar"}, set()),
        ("no, I don't know this Omar, reject his request", ["Omar"], set(), {"omar"}),
        ("accept Omar but not Lena", ["Omar", "Lena"], {"omar"}, {"lena"}),
        ("let's accept Omar and ignore the rest", ["Omar"], {"omar"}, {"lena"}),
        ("Lena added me, how do I say yes", ["Lena"], {"lena"}, set()),
        ("accept all", [], {"omar", "lena"}, set()),
        ("approve everybody that's waiting", [], {"omar", "lena"}, set()),
        ("remove the request from Omar, don't want it", ["Omar"], set(), {"omar"}),
        ("that's Lena, accept her", ["Lena"], {"lena"}, set()),
        ("turn down Lena", ["Lena"], set(), {"lena"}),
        ("cancel Omar's request", ["Omar"], set(), {"omar"}),
        ("Accept", ["Omar"], {"omar"}, set()),
    ],
)
def test_each_is_answered_as_the_words_say(text: str, names: list[str], accepted: set[str], declined: set[str]) -> None:
    talk = asked_by("omar", "lena")
    before = friends(talk.store)
    assert accept(talk, text, *names).responses == ["requests_answered"]
    assert friends(talk.store) - before == accepted
    waiting = {request.person_id for request in requests_for(talk.store, "maya").received}
    assert waiting == {"omar", "lena"} - accepted - declined


@pytest.mark.parametrize(
    "text",
    [
        "ok accept Lena but she must not see my wishlist",
        "sure accept Lena but she shouldnt see what i buy",
        "yes take Lena, but dont show her my orders",
    ],
)
def test_what_a_friend_shall_not_see_is_no_refusal(text: str) -> None:
    talk = asked_by("lena")
    answered = accept(talk, text, "Lena")
    assert answered.responses == ["requests_answered", "friends_see_alike"]
    assert "lena" in friends(talk.store)


def test_places_in_the_list_name_requests() -> None:
    talk = asked_by("omar", "lena")
    first, second = (request.person_id for request in requests_for(talk.store, "maya").received)
    accept(talk, "take the first request and dismiss the second")
    assert first in friends(talk.store)
    assert second not in friends(talk.store)


def test_the_only_request_needs_no_name() -> None:
    talk = asked_by("omar")
    assert accept(talk, "accept it please").responses == ["requests_answered"]
    assert "omar" in friends(talk.store)


def test_several_and_no_name_are_listed_not_guessed() -> None:
    talk = asked_by("omar", "lena")
    assert accept(talk, "accept the request").responses == ["friend_requests"]
    assert accept(talk, "how do i accept someone").responses == ["friend_requests"]
    assert not {"omar", "lena"} & friends(talk.store)


def test_somebody_without_a_request_is_not_confused_with_another() -> None:
    talk = asked_by("omar")
    answered = accept(talk, "accept Kofi", "Kofi")
    assert answered.responses == ["friend_requests"]
    assert answered.said[0].values["said"] == "Kofi"
    assert "omar" not in friends(talk.store)


def test_the_one_who_is_declined_is_not_told() -> None:
    talk = asked_by("omar")
    accept(talk, "decline Omar", "Omar")
    assert [request.person_id for request in requests_for(talk.store, "omar").sent] == ["maya"]
    assert pending(talk.store, "omar") == ()


def test_ones_own_request_is_taken_back() -> None:
    talk = maya()
    ask_friend(talk.store, "maya", "omar")
    assert accept(talk, "Take my request back", "Omar").responses == ["request_withdrawn"]
    assert sent(talk.store) == []


def test_with_several_sent_it_asks_which_to_take_back() -> None:
    store = open_social_shop()
    add_customer(store, Customer("max", "Max", "Max", "max@example.com"))
    for id in ("omar", "max"):
        ask_friend(store, "maya", id)
    talk = maya(store)
    assert accept(talk, "withdraw my request").responses == ["which_request_to_withdraw"]
    assert len(sent(store)) == 2
    assert accept(Talk(store, "kofi"), "withdraw my request").responses == ["which_request_to_withdraw"]


@pytest.mark.parametrize("nickname", ["Rosa, ok", "Rosa, accept all", "Accept me", "Omar", "Yes"])
@pytest.mark.parametrize("said", ["Decline {}", "decline {} please"])
def test_no_nickname_answers_for_the_shopper(nickname: str, said: str) -> None:
    talk = maya()
    add_customer(talk.store, Customer("rosa", "Rosa Rot", f"{nickname}\u200b", "rosa@example.com"))
    ask_friend(talk.store, "omar", "maya")
    ask_friend(talk.store, "rosa", "maya")
    before = friends(talk.store)
    accept(talk, said.format(f"{nickname}\u200b"), f"{nickname}\u200b")
    assert friends(talk.store) == before
    assert [request.person_id for request in requests_for(talk.store, "maya").received] == ["omar"]


def test_who_is_named_letter_by_letter_is_meant_alone() -> None:
    talk = maya()
    add_customer(talk.store, Customer("other", "Omar Other", "Ómar", "other@example.com"))
    ask_friend(talk.store, "omar", "maya")
    ask_friend(talk.store, "other", "maya")
    accept(talk, "Accept", "Omar")
    assert "omar" in friends(talk.store)
    assert "other" not in friends(talk.store)


@pytest.mark.parametrize(
    ("text", "intent", "names", "message"),
    [
        ("say: hi from lisbon", "add_friend", (), "hi from lisbon"),
        ("hi from the run club", "inform", (), "hi from the run club"),
        ("hi its maia from the run club", "inform", ("maia",), "hi its maia from the run club"),
    ],
)
def test_a_few_words_after_the_proposal_go_with_the_request(
    text: str, intent: str, names: tuple[str, ...], message: str
) -> None:
    talk = maya()
    add(talk, "add Omar as a friend", "Omar")
    assert add(talk, text, *names, intent=intent).said[-1].values["message"] == message
    confirm(talk)
    assert sent(talk.store) == [("omar", message)]


def test_who_somebody_is_who_asked_is_told_and_she_is_accepted() -> None:
    store = open_social_shop()
    ask_friend(store, "omar", "maya")
    ask_friend(store, "lena", "maya")
    talk = maya(store)
    who = talk.hear("action_friend_activity", "who is omar", intent="friend_activity", entities={"person": "omar"})
    assert who.responses == ["friend_requests"]
    assert who.said[0].titles == ["Accept Omar", "Decline Omar"]
    done = talk.hear("action_accept_friend", "accept him", intent="accept_friend")
    assert done.said[0].values["accepted"] == "Omar"
