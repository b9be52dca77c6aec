"""“Who of my friends knows about kettles?”: named with what they had and when, as far as each shows it."""

from dataclasses import replace

import pytest

from actions.context import use_shelf
from retrieval.build import open_shelf
from shop.activity import ActivityType
from shop.activity.feed import hide_purchase, show_activity
from shop.catalogue import put_product
from shop.friends.blocks import block_person
from shop.friends.circles import add_to_circle, make_circle
from shop.reviews import Visibility
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant
from tests.actions.social_shop import deliver, guest, maya, open_social_shop, review
from tests.actions.talk import Answered, Talk
from tests.fakes.encoder import WordEncoder

KETTLES = ("product_type", "kettles")


@pytest.fixture
def store() -> Store:
    """Ana bought a kettle and shows it, Kofi bought one and hides it, Ben reviewed one for friends."""
    store = open_social_shop()
    deliver(store, "ana", "swan-white", days_ago=40)
    deliver(store, "kofi", "swan-copper", days_ago=20)
    show_activity(store, "ana", ActivityType.PURCHASED)
    review(store, "ana", "swan", 5)
    review(store, "ben", "quickboil", 2, visibility=Visibility.FRIENDS)
    use_shelf(open_shelf(store, WordEncoder()))
    return store


def ask(talk: Talk, text: str = "who of my friends knows about kettles?", *said: tuple[str, str]) -> Answered:
    return talk.hear("action_who_bought", text, intent="who_bought", entities=list(said or (KETTLES,)))


def reasons(answered: Answered) -> dict[str, list[str]]:
    return {card["product_id"]: list(card["reasons"]) for card in answered.said[0].facts["products"]}


def test_friends_are_named_with_what_they_had_and_when(store: Store) -> None:
    talk = maya(store)
    answered = ask(talk)
    assert answered.responses == ["friends_know"]
    assert sorted(answered.said[0].values["people"].split(" and ")) == ["Ana", "Ben"]
    assert reasons(answered) == {
        "swan": ["Ana bought it in January 2026 and gave it 5 stars"],
        "quickboil": ["Ben gave it 2 stars in March 2026"],
    }
    assert sorted(talk.memory.person_ids) == ["ana", "ben"]
    assert talk.memory.product_ids == list(reasons(answered))


def test_it_offers_to_ask_them(store: Store) -> None:
    talk = maya(store)
    assert "Ask Ana" in ask(talk).said[0].titles
    asked = talk.hear("action_ask_friends", "Ask Ana", intent="ask_friends", entities={"person": "Ana"})
    assert asked.responses == ["poll_about_what"]
    assert asked.said[0].titles == ["Korvel QuickBoil electric kettle", "Brewlund Swan gooseneck kettle"]
    assert ask(maya(store, mood="angry")).said[0].titles == []


@pytest.mark.parametrize("step", ["hide", "block", "nothing"])
def test_what_is_not_shown_is_not_told(store: Store, step: str) -> None:
    if step == "hide":
        hide_purchase(store, "ana", "swan")
    elif step == "block":
        block_person(store, "ana", "maya")
    told = str(ask(maya(store)).said)
    assert "Kofi" not in told
    assert ("Ana" in told) == (step != "block")
    assert ("bought it" in told) == (step == "nothing")


def test_a_friend_can_be_asked_about_by_name(store: Store) -> None:
    answered = ask(maya(store), "does Ben know about kettles", KETTLES, ("person", "Ben"))
    assert reasons(answered) == {"quickboil": ["Ben gave it 2 stars in March 2026"]}
    hidden = ask(maya(store), "does Kofi know about kettles", KETTLES, ("person", "Kofi"))
    stranger = ask(maya(store), "does Omar know about kettles", KETTLES, ("person", "Omar"))
    assert hidden.said[0].facts == stranger.said[0].facts
    assert hidden.responses == ["no_friend_knows"]


def test_a_brand_or_a_wider_kind_will_do(store: Store) -> None:
    assert set(reasons(ask(maya(store), "anyone with Korvel things?", ("brand", "Korvel")))) == {"quickboil"}
    assert set(reasons(ask(maya(store), "who has any things", ("product_type", "things")))) >= {"swan", "quickboil"}


def test_one_product_is_still_one_product(store: Store) -> None:
    answered = ask(
        Talk(store, "maya", page_product_id="swan"), "list friends with this kettle", ("product_type", "kettle")
    )
    assert answered.responses == ["friends_bought"]
    assert answered.said[0].values["people"] == "Ana"


def test_nobody_who_knows_is_said_and_guests_sign_in(store: Store) -> None:
    nobody = ask(maya(store), "who knows about mugs", ("product_type", "mugs"))
    assert (nobody.responses, nobody.said[0].titles) == (["no_friend_knows"], ["Ask my friends"])
    assert ask(Talk(store, "omar")).said[0].titles == ["Add a friend"]
    assert ask(guest(store)).responses == ["please_sign_in"]


def test_which_of_two_spoken_of_knows_is_of_these_two(store: Store) -> None:
    talk = maya(store)
    for text, name in (("what did kofi get", "Kofi"), ("and ana?", "Ana")):
        talk.hear("action_friend_activity", text, intent="friend_activity", entities=[("person", name)])
    answered = ask(talk, "which of the two knows more about kettles")
    assert (answered.responses, answered.said[0].values["people"]) == (["friends_know"], "Ana")
    for text, name in (("what did kofi get", "Kofi"), ("and eve?", "Eve")):
        talk.hear("action_friend_activity", text, intent="friend_activity", entities=[("person", name)])
    answered = ask(talk, "which of them knows kettles")
    assert (answered.responses, answered.said[0].values["people"]) == (["they_show_nothing_of_it"], "Kofi and Eve")


def draft(store: Store) -> Talk:
    talk = maya(store)
    talk.hear("action_ask_friends", "ask my friends about the mug", intent="ask_friends", entities={"product": "mug"})
    return talk


def pick(talk: Talk, text: str) -> Answered:
    return talk.hear("action_ask_friends", text, intent="ask_friends")


def test_whom_to_ask_is_kept_by_what_they_show_and_nothing_else(store: Store) -> None:
    talk = draft(store)
    said = pick(talk, "only the ones who know about kettles")
    assert said.responses == ["people_picked", "shall_i_ask_friends"]
    assert sorted(said.said[1].values["people"].split(" and ")) == ["Ana", "Ben"]  # Kofi hides it, Omar is no friend
    nobody = pick(talk, "only the ones who fly drones")
    assert nobody.responses == ["no_people_picked", "shall_i_ask_friends"]
    assert sorted(nobody.said[1].values["people"].split(" and ")) == ["Ana", "Ben"]


def test_what_people_are_is_not_known_and_a_circle_is_kept_to(store: Store) -> None:
    circle = make_circle(store, "maya", "climbing")
    for friend_id in ("ana", "ben"):
        add_to_circle(store, "maya", circle.id, friend_id)
    talk = draft(store)
    assert pick(talk, "just the women").responses == ["people_not_told_apart", "shall_i_ask_friends"]
    said = pick(talk, "just the women in my climbing circle")
    assert "is not known to the shop" in said.text
    assert sorted(said.said[1].values["people"].split(" and ")) == ["Ana", "Ben"]


def test_whom_something_is_shown_to_is_kept_so_too(store: Store) -> None:
    talk = maya(store)
    talk.hear("action_share", "share the mug with my friends", intent="share_product", entities={"product": "mug"})
    said = talk.hear("action_share", "only those who know about kettles", intent="share_product")
    assert said.responses[0] == "people_picked"
    assert sorted(said.said[1].values["people"].split(" and ")) == ["Ana", "Ben"]


def test_who_does_something_is_told_by_what_goes_with_it(store: Store) -> None:
    said = maya(store).hear("action_who_bought", "any of my friends into jogging", intent="who_bought")
    assert said.responses == ["friends_know"]
    assert "Kofi" in said.said[0].values["people"]  # who reviewed a running shoe for everybody
    assert "Eve" not in said.text


def test_a_thing_that_only_stands_near_is_no_such_thing(store: Store) -> None:
    machine = make_product("drip", "Mokkaro Drip coffee machine", "Mokkaro", "coffee machine")
    put_product(store, replace(machine, path=("Kitchen", "Coffee makers & grinders")), [make_variant("drip-1", 7000)])
    review(store, "ana", "drip", 4)
    assert ask(maya(store), "who has a coffee machine", ("product_type", "coffee machine")).responses == [
        "friends_know"
    ]
    grinder = ask(maya(store), "do any of my friends own a coffee grinder", ("product_type", "coffee grinder"))
    assert grinder.responses == ["no_friend_knows"]


def test_a_kind_that_was_not_heard_as_one_is_asked_about_all_the_same(store: Store) -> None:
    talk = maya(store)
    talk.hear("action_product_details", "the cloudline 2", entities=[("product", "Cloudline 2")])
    known = talk.hear("action_who_bought", "any of my friends got a kettle", intent="who_bought")
    assert known.responses == ["friends_know"]
    nobody = talk.hear("action_who_bought", "anyone i know have a french press", intent="who_bought")
    assert nobody.responses == ["no_friend_knows"], "and not whether they have the shoes"
