"""Circles in words: made, filled, emptied; and people who are followed no longer."""

import pytest

from shop.friends.circles import add_to_circle, circles_of, make_circle
from shop.friends.follows import follow_person, followed_by
from shop.friends.friendships import friends_of
from shop.store import Store
from tests.actions.social_shop import maya, open_social_shop
from tests.actions.talk import Answered, Talk


def add(talk: Talk, text: str, *people: str) -> Answered:
    return talk.hear("action_add_friend", text, intent="add_friend", entities=[("person", one) for one in people])


def block(talk: Talk, text: str, *people: str) -> Answered:
    return talk.hear("action_block_person", text, intent="block_person", entities=[("person", one) for one in people])


def members(store: Store) -> dict[str, set[str]]:
    return {one.circle.name: {person.id for person in one.members} for one in circles_of(store, "maya")}


def test_a_circle_is_made_with_friends() -> None:
    talk = maya()
    answered = add(talk, "Make a circle called Tuesday runners with Ana, Kofi and Zorro", "Ana", "Kofi", "Zorro")
    assert answered.responses == ["circle_made"]
    assert answered.said[0].values["unknown"] == "Zorro"
    assert members(talk.store) == {"Tuesday runners": {"ana", "kofi"}}
    again = add(talk, "make a circle called tuesday runners")
    assert members(talk.store) == {"Tuesday runners": {"ana", "kofi"}}
    assert again.responses == ["whom_to_add"]


def test_a_circle_without_a_name_is_not_made() -> None:
    talk = maya()
    assert add(talk, "make a new circle").responses == ["name_the_circle"]
    assert members(talk.store) == {}


def test_friends_come_and_go_and_stay_friends() -> None:
    store = open_social_shop()
    circle = make_circle(store, "maya", "running crew")
    add_to_circle(store, "maya", circle.id, "ana")
    talk = maya(store)
    assert add(talk, "put Kofi into my running crew too", "Kofi").responses == ["circle_joined"]
    assert members(store) == {"running crew": {"ana", "kofi"}}
    assert block(talk, "take Ana out of my running crew", "Ana").responses == ["circle_left"]
    assert members(store) == {"running crew": {"kofi"}}
    assert "ana" in {person.id for person in friends_of(store, "maya")}


@pytest.mark.parametrize("text", ["add Kofi to it too", "and Kofi", "put Kofi in as well"])
def test_who_comes_to_the_circle_just_made_needs_no_name_of_it(text: str) -> None:
    talk = maya()
    add(talk, "make a circle called climbers with Ana", "Ana")
    assert add(talk, text, "Kofi").responses == ["circle_joined"]
    assert members(talk.store) == {"climbers": {"ana", "kofi"}}


def test_nobody_but_friends_is_in_a_circle() -> None:
    store = open_social_shop()
    make_circle(store, "maya", "running crew")
    talk = maya(store, flow="checkout", asking="confirm")
    assert add(talk, "add Omar to the running crew", "Omar").responses == ["no_friend_for_circle"]
    assert members(store) == {"running crew": set()}
    assert talk.slots["flow"] == "checkout"


def test_a_circle_that_is_not_there_ends_no_friendship() -> None:
    talk = maya()
    answered = block(talk, "remove Ana from the hiking circle", "Ana")
    assert answered.responses == ["no_such_circle"]
    assert talk.slots.get("flow", "none") == "none"


def test_who_is_followed_no_longer_is_not_blocked() -> None:
    store = open_social_shop()
    follow_person(store, "maya", "omar")
    talk = maya(store)
    assert block(talk, "stop following Omar", "Omar").responses == ["shall_i_unfollow"]
    assert talk.hear("action_confirm", "yes", intent="affirm").responses == ["unfollow_done"]
    assert followed_by(store, "maya") == ()
    assert block(talk, "unfollow Kofi", "Kofi").responses == ["not_followed"]


def test_who_is_taken_out_again_stays_a_friend() -> None:
    talk = maya()
    add(talk, "make a circle called mums with Ana and Kofi", "Ana", "Kofi")
    assert block(talk, "take ana out again", "ana").responses == ["circle_left"]
    assert members(talk.store) == {"mums": {"kofi"}}
    assert block(talk, "remove kofi from my friends again", "kofi").responses == ["shall_i_unfriend"]


def test_circles_and_whom_one_follows_are_told() -> None:
    store = open_social_shop()
    talk = maya(store)
    assert "no circle" in talk.hear("action_friend_activity", "which circles do i have").text.lower()
    add(talk, "make a circle called mums with Ana and Kofi", "Ana", "Kofi")
    assert "mums (Ana and Kofi)" in talk.hear("action_friend_activity", "which circles do i have").text
    assert "mums (Ana and Kofi)" in talk.hear("action_friend_activity", "who is in mums").text
    follow_person(store, "maya", "omar")
    assert "Omar" in talk.hear("action_friend_activity", "who do i follow").text


def test_who_is_blocked_joins_no_circle_that_is_named() -> None:
    store = open_social_shop()
    make_circle(store, "maya", "running crew")
    answered = block(maya(store), "block Ben, he bothers my running crew", "Ben")
    assert answered.responses == ["shall_i_block"]
    assert members(store) == {"running crew": set()}


def test_a_circle_goes_after_a_yes_and_friends_stay() -> None:
    store = open_social_shop()
    crew = make_circle(store, "maya", "book club")
    add_to_circle(store, "maya", crew.id, "ana")
    for text in ("delete the circle book club", "please delete my book club circle"):
        talk = maya(store)
        answered = add(talk, text)
        assert answered.responses == ["shall_i_delete_circle"]
        assert "Ana" in answered.text
        assert talk.hear("action_decline", "no", intent="deny").responses == ["circle_kept"]
    assert len(circles_of(store, "maya")) == 1
    talk = maya(store)
    add(talk, "delete the circle book club")
    assert talk.hear("action_confirm", "yes", intent="affirm").responses == ["circle_deleted"]
    assert circles_of(store, "maya") == ()
    assert "ana" in {person.id for person in friends_of(store, "maya")}
    assert add(talk, "delete the circle ski trip").responses == ["no_such_circle"]


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("action_erase_data", "delete family"),
        ("action_remove_from_cart", "please delete flat 3"),
        ("action_out_of_scope", "get rid of family"),
    ],
)
def test_a_circle_is_deleted_by_its_name_whatever_was_heard(action: str, text: str) -> None:
    store = open_social_shop()
    for name in ("family", "flat 3"):
        make_circle(store, "maya", name)
    talk = maya(store)
    assert talk.hear(action, text).responses == ["shall_i_delete_circle"]
    talk.hear("action_confirm", "yes", intent="affirm")
    assert len(members(store)) == 1
    account = talk.hear("action_erase_data", "delete my account", intent="erase_data")
    assert account.responses[0] in ("shall_i_erase", "erase_later")


def test_a_circle_is_renamed_by_its_name_or_as_the_last_one() -> None:
    store = open_social_shop()
    circle = make_circle(store, "maya", "climbing")
    add_to_circle(store, "maya", circle.id, "ana")
    make_circle(store, "maya", "flat 3")
    talk = maya(store)
    assert add(talk, "call my climbing circle rope team").responses == ["circle_renamed"]
    assert add(talk, "rename it to climbers").responses == ["circle_renamed"]
    assert members(store) == {"climbers": {"ana"}, "flat 3": set()}
    assert add(talk, "rename climbers to flat 3").responses == ["cannot_do"]
    assert add(talk, "rename chess to board games").responses == ["no_such_circle"]
    assert members(store) == {"climbers": {"ana"}, "flat 3": set()}


def test_who_is_in_there_is_of_the_circle_just_spoken_of() -> None:
    store = open_social_shop()
    for name, friend_id in (("running crew", "ana"), ("flat 3", "ben")):
        add_to_circle(store, "maya", make_circle(store, "maya", name).id, friend_id)
    talk = maya(store)
    add(talk, "put Kofi into flat 3", "Kofi")
    said = talk.hear("action_friend_activity", "whos in there now", intent="friend_activity")
    assert said.said[0].values["circles"] == ["flat 3 (Ben and Kofi)"]


def test_who_was_put_in_by_mistake_is_taken_out_in_a_word() -> None:
    talk = maya()
    add(talk, "make a circle called besties with ana", "ana")
    assert add(talk, "and kofi too", "kofi").responses == ["circle_joined"]
    assert add(talk, "actually not kofi", "kofi").responses == ["circle_left"]


def test_they_are_who_is_in_the_circle_just_spoken_of() -> None:
    store = open_social_shop()
    circle = make_circle(store, "maya", "running crew")
    add_to_circle(store, "maya", circle.id, "ana")
    add_to_circle(store, "maya", circle.id, "kofi")
    talk = maya(store)
    asked = talk.hear("action_friend_activity", "what did they buy", intent="friend_activity")
    assert "Ana" not in str(asked.said[0].values["people"])  # nobody was spoken of
    talk.hear("action_friend_activity", "who is in my running crew", intent="friend_activity")
    told = talk.hear("action_friend_activity", "what did they buy", intent="friend_activity")
    assert told.said[0].values["people"] == "Ana and Kofi"
    talk = maya(store)
    add(talk, "add Ben to my running crew", "Ben")
    told = talk.hear("action_friend_activity", "and what did they review", intent="friend_activity")
    assert told.said[0].values["people"].startswith("Ana")
