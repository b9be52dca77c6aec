"""Distance between people: blocks, friendships that end, blocks that are lifted."""

import pytest

from shop.access import open_eyes
from shop.customers import update_customer
from shop.friends.blocks import block_person, blocked_by
from shop.friends.friendships import friends_of
from shop.friends.requests import ask_friend
from shop.store import Store
from tests.actions.social_shop import guest, maya, open_social_shop
from tests.actions.talk import Answered, Talk


def block(talk: Talk, text: str, *people: str, intent: str = "block_person") -> Answered:
    return talk.hear("action_block_person", text, intent=intent, entities=[("person", person) for person in people])


def confirm(talk: Talk) -> Answered:
    return talk.hear("action_confirm", "yes", intent="affirm")


def friends(store: Store, customer_id: str = "maya") -> set[str]:
    return {person.id for person in friends_of(store, customer_id)}


def asked_by(*ids: str, message: str = "") -> Talk:
    store = open_social_shop()
    for id in ids:
        ask_friend(store, id, "maya", message)
    return maya(store)


def test_a_block_is_explained_and_waits_for_a_yes() -> None:
    talk = maya()
    answered = block(talk, "block Ben", "Ben")
    assert answered.responses == ["shall_i_block"]
    assert answered.said[0].values["friends"]
    assert answered.said[0].titles == ["Block", "Only unfriend", "No, leave it"]
    assert "ben" in friends(talk.store)
    assert confirm(talk).responses == ["block_done"]
    assert "ben" not in friends(talk.store)
    assert [person.id for person in blocked_by(talk.store, "maya")] == ["ben"]


def test_only_unfriending_is_a_tap_away() -> None:
    talk = maya()
    block(talk, "block Ben", "Ben")
    assert block(talk, "Only unfriend").responses == ["shall_i_unfriend"]
    assert confirm(talk).responses == ["unfriend_done"]
    assert "ben" not in friends(talk.store)
    assert blocked_by(talk.store, "maya") == ()


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("block Ben", "shall_i_block"),
        ("hide me from Ben", "hiding_from_one"),
        ("make sure Ben can't see my wishlist anymore", "hiding_from_one"),
        ("stop showing my reviews to Ben", "hiding_from_one"),
        ("I don't want Ben to see what I buy", "hiding_from_one"),
        ("so can Ben still find me", "who_can_find_you"),
        ("is Ben still friends with Omar", "how_far_from"),
        ("I do not wish contact with Ben any longer", "shall_i_block"),
        ("ban Ben from messaging me", "shall_i_block"),
        ("unfriend Ben", "shall_i_unfriend"),
        ("remove Ben from my friends", "shall_i_unfriend"),
        ("we broke up, get Ben off my list", "shall_i_unfriend"),
        ("I fell out with Ben, take him out please", "shall_i_unfriend"),
        ("end friendship with Ben", "shall_i_unfriend"),
        ("pls unfreind Ben", "shall_i_unfriend"),
    ],
)
def test_the_words_say_how_far_it_goes(text: str, response: str) -> None:
    assert block(maya(), text, "Ben").responses == [response]


def test_nobody_is_blocked_by_a_yes_to_what_was_only_explained() -> None:
    talk = maya()
    answered = block(talk, "hide it from Ben", "Ben")
    assert answered.said[0].titles == ["Who sees what?", "Unfriend Ben", "Block Ben"]
    assert talk.slots.get("asking", "none") == "none"
    confirm(talk)
    assert "ben" in friends(talk.store)


def test_who_can_find_the_shopper_is_told_by_what_is_so() -> None:
    talk = maya()
    assert block(talk, "can Omar find me", "Omar").said[0].values["private"] is False
    update_customer(talk.store, "maya", private=True)
    told = block(talk, "can Omar find me", "Omar").said[0].values
    assert (told["friends"], told["private"]) == (False, True)
    assert block(talk, "can Ben find me", "Ben").said[0].values["friends"] is True


def test_a_stranger_and_one_who_asked_can_be_blocked() -> None:
    talk = asked_by("lena")
    assert block(talk, "block Lena", "Lena").responses == ["shall_i_block"]
    confirm(talk)
    assert [person.id for person in blocked_by(talk.store, "maya")] == ["lena"]
    assert block(maya(), "block Omar", "Omar").responses == ["shall_i_block"]


def test_him_is_who_was_spoken_of() -> None:
    talk = maya(memory={"person_id": "omar"})
    assert "Omar" in block(talk, "block him").text


def test_who_is_no_friend_cannot_be_unfriended() -> None:
    assert block(maya(), "unfriend Omar", "Omar").responses == ["whom_to_keep_away"]


def test_somebody_who_only_asked_has_no_friendship_to_end() -> None:
    assert block(asked_by("lena"), "remove Lena from my friends", "Lena").responses == ["no_friends_to_remove"]


def test_the_one_who_asked_is_meant_without_a_name() -> None:
    talk = asked_by("lena")
    assert "Lena" in block(talk, "that person who asked to be friends is a bot, block it").text


def test_unblocking_lists_whom_and_lifts_it() -> None:
    talk = maya()
    assert block(talk, "unblock somebody").responses == ["nobody_blocked"]
    block_person(talk.store, "maya", "omar")
    answered = block(talk, "who have I blocked")
    assert answered.responses == ["whom_to_unblock"]
    assert answered.said[0].titles == ["Omar"]
    assert block(talk, "unblock Omar", "Omar").responses == ["shall_i_unblock"]
    assert confirm(talk).responses == ["unblock_done"]
    assert blocked_by(talk.store, "maya") == ()


def test_the_only_one_who_is_blocked_needs_no_name() -> None:
    talk = maya()
    block_person(talk.store, "maya", "omar")
    block(talk, "whom have i blocked")
    assert block(talk, "unblock him").responses == ["shall_i_unblock"]
    confirm(talk)
    assert blocked_by(talk.store, "maya") == ()


def test_blocking_asks_whom_and_leaves_on_no() -> None:
    talk = maya()
    assert block(talk, "how do I block someone").responses == ["whom_to_keep_away"]
    assert block(talk, "no", intent="deny").responses == ["people_stay"]
    assert talk.slots["flow"] == "none"
    block(talk, "block Ben", "Ben")
    assert talk.hear("action_decline", "no", intent="deny").responses == ["people_stay"]
    assert "ben" in friends(talk.store)


def test_a_block_in_the_other_direction_stays_unknown() -> None:
    talk = maya()
    block_person(talk.store, "omar", "maya")
    assert block(talk, "block Omar", "Omar").responses == ["whom_to_keep_away"]
    with talk.store.read() as tx:
        assert "omar" in open_eyes(tx, "maya").hidden_ids


def test_a_friendship_that_ended_in_between_is_as_good_as_ended() -> None:
    talk = maya()
    block(talk, "unfriend Ben", "Ben")
    block_person(talk.store, "ben", "maya")
    assert confirm(talk).responses == ["unfriend_done"]


def test_guests_sign_in_first() -> None:
    assert block(guest(), "block Omar", "Omar").responses == ["please_sign_in"]


def test_who_blocks_whom_is_asked_in_vain() -> None:
    talk = maya()
    for text in ("is Omar blocking Ana?", "who blocked me", "has Omar blocked Ana"):
        answered = talk.hear("action_block_person", text, intent="block_person", entities=[("person", "Omar")])
        assert answered.responses == ["blocks_are_not_told"], text
        assert talk.slots.get("flow", "none") == "none"
    for text in ("block Omar", "can you block Omar"):
        answered = talk.hear("action_block_person", text, intent="block_person", entities=[("person", "Omar")])
        assert answered.responses == ["shall_i_block"], text
