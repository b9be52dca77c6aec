"""Two things that go back at once, of one order or of two."""

from datetime import timedelta

import pytest

from shop.orders.records import OrderStatus
from shop.store import Store
from tests.actions.desk_shop import Clock, open_desk, talk_as
from tests.actions.talk import Talk
from tests.shop.orders.shop import NOON, change_order, get_order


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    return open_desk(clock)


@pytest.fixture
def ana(store: Store) -> Talk:
    return talk_as(store)


def return_it(ana: Talk, text: str, *, intent: str = "inform", **entities: str) -> list[str]:
    return ana.hear("action_return_order", text, intent=intent, entities=entities).responses


LISTED = [("product_type", "shirt"), ("product_type", "mug")]


def part_orders(store: Store, *, mug: OrderStatus, days_ago: int = 2) -> None:
    """Leave of Ana's orders #W2 with a shirt, which can go back, and #W3 with a mug."""
    change_order(store, "#W2", items=get_order(store, "#W2").items[:1])
    change_order(store, "#W3", status=mug, delivered_at=NOON - timedelta(days=days_ago))
    for number in ("#W1", "#W4"):
        change_order(store, number, status=OrderStatus.CANCELLED, items=get_order(store, "#W2").items[:1])


def test_of_two_things_the_one_that_cannot_go_back_is_said_before_where_the_money_goes(ana: Talk, store: Store) -> None:
    part_orders(store, mug=OrderStatus.DELIVERED, days_ago=60)
    text = "i want to return the shirt and the mug"
    answer = ana.hear("action_return_order", text, intent="return_order", entities=LISTED)
    assert answer.responses == ["not_possible_beside", "which_refund"]
    assert "Mug (blue)" in answer.said[0].text
    assert "30 days" in answer.said[0].text
    assert ana.memory.flow["later"] == []


def test_two_things_of_two_orders_go_back_one_after_the_other_which_is_said(ana: Talk, store: Store) -> None:
    part_orders(store, mug=OrderStatus.DELIVERED)
    text = "return the shirt and the mug"
    answer = ana.hear("action_return_order", text, intent="return_order", entities=LISTED)
    assert answer.responses == ["one_order_after_other", "which_refund"]
    assert ana.memory.flow["later"] == ["#W3"]


def test_only_one_of_them_then_leaves_the_other(ana: Talk, store: Store) -> None:
    part_orders(store, mug=OrderStatus.DELIVERED)
    text = "return the shirt and the mug"
    ana.hear("action_return_order", text, intent="return_order", entities=LISTED)
    assert return_it(ana, "not the mug", product_type="mug") == ["which_refund"]
    assert (ana.memory.flow["order_id"], ana.memory.flow["later"]) == ("#W2", [])
    ana = talk_as(store)
    ana.hear("action_return_order", text, intent="return_order", entities=LISTED)
    assert return_it(ana, "only the mug then", product_type="mug") == ["which_refund"]
    assert (ana.memory.flow["order_id"], ana.memory.flow["later"]) == ("#W3", [])


def test_not_the_one_that_is_asked_about_goes_on_to_the_next_and_then_to_nothing(ana: Talk, store: Store) -> None:
    part_orders(store, mug=OrderStatus.DELIVERED)
    text = "return the shirt and the mug"
    ana.hear("action_return_order", text, intent="return_order", entities=LISTED)
    assert return_it(ana, "not the shirt", product_type="shirt") == ["which_refund"]
    assert ana.memory.flow["order_id"] == "#W3"
    assert return_it(ana, "not the mug either", product_type="mug") == ["left_flow"]
    assert ana.slots["flow"] == "none"


def test_a_thing_in_no_order_beside_one_that_goes_back_is_said(ana: Talk, store: Store) -> None:
    part_orders(store, mug=OrderStatus.DELIVERED)
    said = [("product_type", "mug"), ("product_type", "piano")]
    answer = ana.hear("action_return_order", "return the mug and the piano", intent="return_order", entities=said)
    assert answer.responses == ["not_in_orders_beside", "which_refund"]
    assert "piano" in answer.said[0].text
