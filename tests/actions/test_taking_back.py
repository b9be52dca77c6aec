"""What was done last is taken back by "undo that": a wish, a request, a block, a setting, a change of the cart."""

import pytest

from shop.activity import ActivityType
from shop.activity.feed import shown_activity
from shop.carts import CartOwner, add_to_cart, find_cart
from shop.consent import Purpose, allows
from shop.customers import find_customer
from shop.friends.blocks import blocked_by
from shop.friends.requests import ask_friend, requests_for
from shop.reviews import Visibility
from shop.store import Store
from shop.wishlists.gifts import wishlist_of
from shop.wishlists.items import add_to_wishlist
from tests.actions.small_shop import open_finding_shop
from tests.actions.social_shop import maya, open_social_shop
from tests.actions.talk import Answered, Talk

CLOUDLINE = [("product", "Cloudline 2"), ("colour", "black"), ("size", "38"), ("quantity", "2")]
SHOES = [("product_type", "running shoes")]


def undo(talk: Talk, text: str = "undo that") -> Answered:
    return talk.hear("action_search", text, intent="refine_search")


def confirm(talk: Talk) -> Answered:
    return talk.hear("action_confirm", "yes", intent="affirm")


def wishes(store: Store) -> dict[str, Visibility | None]:
    return {wish.product_id: wish.visibility for wish in wishlist_of(store, "maya", "maya")}


def set_privacy(talk: Talk, text: str) -> None:
    talk.hear("action_privacy", text, intent="privacy_settings")
    confirm(talk)


def test_a_wish_comes_off_again_and_those_before_stay() -> None:
    store = open_social_shop()
    add_to_wishlist(store, "maya", "tempo")
    talk = maya(store)
    talk.hear("action_add_to_wishlist", "save the swan", intent="add_to_wishlist", entities=[("product", "Swan")])
    assert undo(talk, "oh no I didn't mean to").responses == ["wish_removed"]
    assert list(wishes(store)) == ["tempo"]


def test_a_wish_that_was_removed_comes_back_as_it_was() -> None:
    store = open_social_shop()
    add_to_wishlist(store, "maya", "swan", visibility=Visibility.ONLY_ME, note="white")
    talk = maya(store)
    said = [("product", "Swan")]
    talk.hear("action_add_to_wishlist", "take the swan off", intent="add_to_wishlist", entities=said)
    assert wishes(store) == {}
    assert undo(talk).responses == ["wish_is_back"]
    (wish,) = wishlist_of(store, "maya", "maya")
    assert (wish.product_id, wish.visibility, wish.note) == ("swan", Visibility.ONLY_ME, "white")


def test_a_request_is_taken_back_while_it_waits() -> None:
    talk = maya()
    for waits in (True, False):
        talk.hear("action_add_friend", "add Omar", intent="add_friend", entities=[("person", "Omar")])
        confirm(talk)
        if not waits:
            ask_friend(talk.store, "omar", "maya")
        assert undo(talk).responses == (["request_withdrawn"] if waits else ["not_taken_back"])
        assert requests_for(talk.store, "maya").sent == ()


def test_a_block_is_lifted_again() -> None:
    talk = maya()
    talk.hear("action_block_person", "block Ben", intent="block_person", entities=[("person", "Ben")])
    confirm(talk)
    assert undo(talk, "that was a mistake").responses == ["unblock_done"]
    assert blocked_by(talk.store, "maya") == ()


def test_settings_are_what_they_were_before() -> None:
    store = open_social_shop()
    add_to_wishlist(store, "maya", "tempo", visibility=Visibility.ONLY_ME)
    add_to_wishlist(store, "maya", "mug", visibility=Visibility.PUBLIC)
    talk = maya(store)
    set_privacy(talk, "my whole wishlist only for friends")
    assert set(wishes(store).values()) == {Visibility.FRIENDS}
    assert undo(talk).responses == ["privacy_changed"]
    assert wishes(store) == {"tempo": Visibility.ONLY_ME, "mug": Visibility.PUBLIC}
    with store.read() as tx:
        assert allows(tx, "maya", Purpose.FRIENDS_SEE)  # as before


@pytest.mark.parametrize("text", ["make my profile private", "hide what I buy from friends", "stop personalising"])
def test_each_kind_of_setting_goes_back(text: str) -> None:
    store = open_social_shop()

    def settings() -> tuple[bool, frozenset[ActivityType], bool]:
        with store.read() as tx:
            personalised = allows(tx, "maya", Purpose.PERSONALISE)
        return find_customer(store, "maya").private, shown_activity(store, "maya"), personalised

    talk = maya(store)
    set_privacy(talk, {"hide": "show friends what I buy"}.get(text.split()[0], "allow personalising"))
    before = settings()
    set_privacy(talk, text)
    assert settings() != before
    undo(talk)
    assert settings() == before


def test_the_cart_is_as_it_was() -> None:
    talk, owner = Talk(open_finding_shop(), "maya"), CartOwner("maya")

    def cart() -> dict[str, int]:
        return {line.variant_id: line.quantity for line in find_cart(talk.store, owner).lines}

    talk.hear("action_add_to_cart", "two black Cloudlines", intent="add_to_cart", entities=CLOUDLINE)
    full = cart()
    talk.hear("action_change_cart", "make that 1", intent="change_cart", entities=[("quantity", "1")])
    assert (undo(talk).responses, cart()) == (["cart_as_before"], full)
    talk.hear("action_remove_from_cart", "empty my cart", intent="remove_from_cart")
    assert (cart(), undo(talk).responses, cart()) == ({}, ["cart_as_before"], full)
    talk.hear("action_remove_from_cart", "empty my cart", intent="remove_from_cart")
    talk.hear("action_add_to_cart", "two black Cloudlines", intent="add_to_cart", entities=CLOUDLINE)
    assert (undo(talk).responses, cart()) == (["cart_as_before"], {})


def test_what_else_came_into_the_cart_meanwhile_stays() -> None:
    talk, owner = Talk(open_finding_shop(), "maya"), CartOwner("maya")
    talk.hear("action_add_to_cart", "two black Cloudlines", intent="add_to_cart", entities=CLOUDLINE)
    add_to_cart(talk.store, owner, "swan-white", 1, idempotency_key="other window")
    undo(talk)
    assert {line.variant_id for line in find_cart(talk.store, owner).lines} == {"swan-white"}


def test_it_is_taken_back_once_and_a_list_shown_since_goes_before_it() -> None:
    talk = Talk(open_finding_shop(), "maya")
    talk.hear("action_add_to_wishlist", "save the swan", intent="add_to_wishlist", entities=[("product", "Swan")])
    talk.hear("action_search", "running shoes", intent="search_product", entities=SHOES)
    talk.hear("action_search", "cheaper", intent="refine_search")
    assert undo(talk).responses == ["back_to_list"]
    assert "swan" in wishes(talk.store)
    talk.hear("action_add_to_wishlist", "save the mug", intent="add_to_wishlist", entities=[("product", "mug")])
    assert undo(talk).responses == ["wish_removed"]
    assert undo(talk).responses == ["nothing_to_undo"]
