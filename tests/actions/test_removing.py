"""Taking things out of the cart, and changing them, when it is not clear that the cart is meant."""

import pytest

from shop.carts import CartOwner, find_cart
from shop.store import Store
from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Answered, Talk


@pytest.fixture
def store() -> Store:
    return open_finding_shop()


@pytest.fixture
def maya(store: Store) -> Talk:
    """Maya has one pair of black shoes in her cart."""
    talk = Talk(store, "maya")
    look = {"product": "Cloudline 2", "colour": "black", "size": "38"}
    talk.hear("action_add_to_cart", "cloudline in black 38", intent="add_to_cart", entities=look)
    return talk


def contents(store: Store) -> list[str]:
    cart = find_cart(store, CartOwner("maya"))
    return [line.variant_id for line in cart.lines] if cart else []


def look_at_kettle(talk: Talk) -> None:
    talk.hear("action_product_details", "and the swan", intent="product_details", entities={"product": "swan"})


def remove(talk: Talk, text: str) -> Answered:
    return talk.hear("action_remove_from_cart", text, intent="remove_from_cart")


@pytest.mark.parametrize("text", ["remove it", "get rid of that", "no delete this please"])
def test_what_is_talked_about_and_not_in_the_cart_empties_none(maya: Talk, store: Store, text: str) -> None:
    maya.hear(
        "action_product_details", "tell me about the swan", intent="product_details", entities={"product": "swan"}
    )
    answered = remove(maya, text)
    assert (answered.responses, answered.said[0].values["unknown"]) == (["which_cart_line"], True)
    assert answered.said[0].titles == ["Strida Cloudline 2 road running shoe (black, 38)"]
    assert contents(store) == ["cloudline-38-black"]
    assert remove(maya, "remove it").responses == ["cart_emptied"]  # the cart is on the screen by now


def test_what_was_just_put_in_is_it(maya: Talk, store: Store) -> None:
    assert remove(maya, "remove it").responses == ["cart_emptied"]
    assert contents(store) == []


def test_who_names_the_cart_means_it(maya: Talk, store: Store) -> None:
    maya.hear(
        "action_product_details", "tell me about the swan", intent="product_details", entities={"product": "swan"}
    )
    assert remove(maya, "take that out of my cart").responses == ["cart_emptied"]
    assert contents(store) == []


def test_a_look_that_is_in_the_cart_already_is_told_so(maya: Talk) -> None:
    answered = maya.hear("action_change_cart", "black", intent="change_cart", entities={"colour": "black"})
    assert answered.responses == ["cart_line_is_so"]
