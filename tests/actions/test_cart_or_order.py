"""What is changed: a line of the cart, or what was ordered."""

import pytest

from shop.carts import CartOwner, find_cart
from shop.customers import PaymentKind, PaymentMethod
from shop.store import Store
from tests.actions.small_shop import open_shop
from tests.actions.talk import Answered, Talk

BLACK = {"product": "Cloudline 2", "colour": "black", "size": "38"}


@pytest.fixture
def store() -> Store:
    return open_shop()


@pytest.fixture
def maya(store: Store) -> Talk:
    return Talk(store, customer_id="maya")


def add(talk: Talk, text: str, **entities: str) -> Answered:
    return talk.hear("action_add_to_cart", text, intent="add_to_cart", entities=entities)


def change(talk: Talk, text: str, **entities: str) -> Answered:
    return talk.hear("action_change_cart", text, intent="change_cart", entities=entities)


def contents(store: Store) -> dict[str, int]:
    return {line.variant_id: line.quantity for line in find_cart(store, CartOwner("maya")).lines}


def test_the_size_of_what_is_ordered_is_no_matter_of_the_cart(maya: Talk) -> None:
    answered = change(maya, "can i change the size of my cloudline", product="Cloudline 2")
    assert answered.responses == ["which_new_variant"]
    assert maya.memory.order_id == "#W4310021"


def pay_by_card(store: Store) -> None:
    with store.write() as tx:
        tx.add(PaymentMethod("maya-visa", "maya", PaymentKind.CARD, "Visa ending in 1"))


def test_what_can_still_be_changed_is_what_was_ordered_though_the_cart_has_one_too(maya: Talk, store: Store) -> None:
    pay_by_card(store)
    add(maya, "put the black cloudline in 38 in", **BLACK)
    before = contents(store)
    maya.hear("action_greet", "hi", intent="greet", shown="none")
    answered = change(maya, "can i still change my cloudlines to size 39", size="39")
    assert maya.slots["flow"] == "change_items"
    assert maya.memory.order_id == "#W4310021"
    assert "39" in answered.text
    assert contents(store) == before


def test_what_is_changed_in_the_cart_stays_there(maya: Talk, store: Store) -> None:
    add(maya, "put the black cloudline in 38 in", **BLACK)
    answered = change(maya, "can i still change my cloudlines to size 39", product="Cloudline 2", size="39")
    assert answered.responses == ["cart_changed"]  # it is on the screen
    maya.hear("action_greet", "hi", intent="greet", shown="none")
    answered = change(maya, "change the cloudlines in my cart to 38", product="Cloudline 2", size="38")
    assert answered.responses == ["cart_changed"]


def test_what_only_an_order_has_is_changed_there_whatever_the_words(maya: Talk, store: Store) -> None:
    pay_by_card(store)
    change(maya, "can i get the cloudline in 39 instead", product="Cloudline 2", size="39")
    assert maya.slots["flow"] == "change_items"


def test_in_my_order_keeps_the_thing_and_the_size_that_were_said(maya: Talk, store: Store) -> None:
    pay_by_card(store)
    change(maya, "make the cloudline a 39", product="Cloudline 2", size="39")
    answered = maya.hear("action_change_items", "no i mean in my order", intent="change_items")
    assert answered.responses == ["propose_change"]
    assert "39" in answered.said[0].values["summary"]
    again = maya.hear("action_change_items", "no, in my order", intent="change_items")
    assert again.responses == ["propose_change"]
    assert again.text == answered.text


def test_a_size_that_only_one_thing_of_the_order_comes_in_is_of_that(maya: Talk, store: Store) -> None:
    pay_by_card(store)
    change(maya, "make it a 39", size="39")
    answered = maya.hear("action_change_items", "in my order i mean", intent="change_items")
    assert answered.responses == ["propose_change"]


def test_what_was_said_two_messages_ago_is_not_meant_by_it(maya: Talk) -> None:
    change(maya, "make the cloudline a 39", product="Cloudline 2", size="39")
    maya.hear("action_track_order", "where is my order", intent="track_order")
    assert "propose_change" not in maya.hear("action_change_items", "in my order", intent="change_items").responses
