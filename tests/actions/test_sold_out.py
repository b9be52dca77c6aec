"""What is sold out, on its way into the cart: watched, or something else is offered."""

from dataclasses import replace

import pytest

from shop.carts import CartOwner, find_cart
from shop.catalogue import find_product, put_product
from shop.store import Store
from tests.actions.small_shop import open_shop
from tests.actions.talk import Answered, Talk


@pytest.fixture
def store() -> Store:
    return open_shop()


@pytest.fixture
def maya(store: Store) -> Talk:
    return Talk(store, customer_id="maya")


def add(talk: Talk, text: str, **entities: str) -> Answered:
    return talk.hear("action_add_to_cart", text, intent="add_to_cart", entities=entities)


def test_what_is_sold_out_can_be_watched(maya: Talk, store: Store) -> None:
    answer = add(maya, "the QuickBoil", product="QuickBoil")
    assert answer.responses == ["none_to_add_offer_alert"]
    assert maya.slots["flow"] == "none"
    answer = maya.hear("action_confirm", "yes", intent="affirm")
    assert answer.responses == ["stock_alert_set"]
    assert find_cart(store, CartOwner("maya")).lines == ()


def test_what_is_sold_out_in_one_colour_is_offered_in_others_but_not_to_the_angry(maya: Talk) -> None:
    answer = add(maya, "Cloudline grey 38", product="Cloudline 2", colour="mist grey", size="38")
    assert "Take black, 38" in answer.said[0].titles
    maya.slots["mood"] = "angry"
    answer = add(maya, "Cloudline grey 38", product="Cloudline 2", colour="mist grey", size="38")
    assert answer.said[0].titles == ["Yes, tell me", "No, thanks"]


def test_what_the_shop_names_in_place_of_what_is_sold_out_is_offered_but_not_to_the_angry(
    maya: Talk, store: Store
) -> None:
    for id in ("quickboil", "swan"):
        listing = find_product(store, id)
        related = {"alternative_to": ("swan",)} if id == "quickboil" else {}
        put_product(store, replace(listing.product, relations=related), listing.variants)
    title = find_product(store, "swan").product.title
    assert f"Instead: {title}" in add(maya, "the QuickBoil", product="QuickBoil").said[0].titles
    maya.slots["mood"] = "angry"
    assert f"Instead: {title}" not in add(maya, "the QuickBoil", product="QuickBoil").said[0].titles


def test_a_guest_is_told_of_no_alert(store: Store) -> None:
    answer = add(Talk(store, guest_id="guest-1"), "the QuickBoil", product="QuickBoil")
    assert answer.responses == ["none_to_add"]
