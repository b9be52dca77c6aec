"""Which order is meant, and what is said of one that does not allow it."""

import pytest

from shop.orders.records import OrderStatus
from shop.store import Store
from tests.actions.desk_shop import Clock, open_desk, talk_as
from tests.actions.small_shop import open_shop
from tests.actions.talk import Talk
from tests.shop.orders.shop import change_order, everything, get_order


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    return open_desk(clock)


@pytest.fixture
def ana(store: Store) -> Talk:
    return talk_as(store)


def test_it_is_asked_when_several_fit(ana: Talk) -> None:
    answer = ana.hear("action_cancel_order", "cancel my order", intent="cancel_order")
    assert answer.responses == ["which_order_cancel_order"]
    assert {card["order_id"] for card in answer.said[0].facts["orders"]} == {"#W1", "#W4"}
    assert ana.slots["asking"] == "order"
    answer = ana.hear("action_cancel_order", "the second one", intent="choose_option", entities={"ordinal": "second"})
    assert answer.responses == ["which_reason"]
    second = ana.memory.flow["order_id"]
    answer = ana.hear("action_cancel_order", "by mistake", intent="inform", entities={"reason": "by mistake"})
    assert f"Cancel order {second}" in answer.text


def test_one_of_several_is_taken_by_what_is_described(ana: Talk) -> None:
    ana.hear("action_cancel_order", "cancel my order", intent="cancel_order")
    titles = {one: {item.title for item in get_order(ana.store, one).items} for one in ("#W1", "#W4")}
    ana.hear("action_cancel_order", "hm the purple zeppelin one", intent="inform")
    assert ana.slots["asking"] == "order", titles
    answer = ana.hear("action_cancel_order", "the shirt one", intent="inform")
    assert answer.responses == ["which_reason"]
    assert ana.memory.flow["order_id"] == "#W1"


def test_the_only_one_that_fits_is_taken(ana: Talk) -> None:
    answer = ana.hear("action_return_order", "i want to return something", intent="return_order")
    assert answer.responses == ["which_items_return_order"]
    assert ana.memory.order_id == "#W2"


@pytest.mark.parametrize("number", ["#W9", "W9", "#W7777777"])
def test_somebody_elses_order_is_as_good_as_missing(ana: Talk, number: str) -> None:
    answer = ana.hear("action_cancel_order", f"cancel {number}", intent="cancel_order", entities={"order_id": number})
    assert answer.responses == ["order_not_found", "which_order_cancel_order"]
    assert answer.said[0].values == {"number": f"#{number.strip('#')}"}
    assert "#W9" not in str(answer.said[1].facts)


def test_what_is_in_no_order_is_never_taken_for_another(ana: Talk) -> None:
    answer = ana.hear(
        "action_return_order", "return the tent", intent="return_order", entities={"product_type": "tent"}
    )
    assert answer.responses == ["not_in_orders", "which_order_return_order"]


@pytest.mark.parametrize(
    ("action", "number", "state"),
    [
        ("cancel_order", "#W2", "delivered"),
        ("cancel_order", "#W3", "processed"),
        ("return_order", "#W1", "pending"),
        ("return_order", "#W3", "processed"),
        ("exchange_order", "#W3", "processed"),
        ("change_address", "#W3", "processed"),
        ("change_items", "#W3", "processed"),
        ("change_payment", "#W2", "delivered"),
    ],
)
def test_an_order_that_does_not_allow_it(ana: Talk, store: Store, action: str, number: str, state: str) -> None:
    before = everything(store)
    answer = ana.hear(f"action_{action}", "please", intent=action, entities={"order_id": number})
    assert answer.responses == [f"refused_{state}"]
    assert f"Order {number} is" in answer.text
    assert "Talk to a human" in answer.said[0].titles
    assert ana.slots.get("flow", "none") == "none"
    assert everything(store) == before


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (OrderStatus.ITEMS_MODIFIED, "changed_once"),
        (OrderStatus.CANCELLED, "cancelled"),
        (OrderStatus.RETURN_REQUESTED, "coming_back"),
        (OrderStatus.EXCHANGE_REQUESTED, "coming_back"),
    ],
)
def test_the_other_states(ana: Talk, store: Store, status: OrderStatus, state: str) -> None:
    change_order(store, "#W1", status=status)
    answer = ana.hear("action_cancel_order", "cancel W1", intent="cancel_order", entities={"order_id": "W1"})
    assert answer.responses == [f"refused_{state}"]


def test_after_thirty_days(ana: Talk, store: Store, clock: Clock) -> None:
    change_order(store, "#W2", delivered_at=clock.now)
    clock.pass_minutes(31 * 24 * 60)
    answer = ana.hear("action_return_order", "return W2", intent="return_order", entities={"order_id": "W2"})
    assert answer.responses == ["refused_delivered_long_ago"]
    assert "could be returned for 30 days" in answer.text


def test_the_only_order_under_way_is_named_with_what_keeps_it_from_that(ana: Talk, store: Store) -> None:
    change_order(store, "#W1", status=OrderStatus.CANCELLED)
    change_order(store, "#W3", status=OrderStatus.CANCELLED)
    change_order(store, "#W4", status=OrderStatus.ITEMS_MODIFIED)
    answer = ana.hear("action_cancel_order", "cancel my order", intent="cancel_order")
    assert answer.responses == ["refused_changed_once"]
    assert "Order #W4 is closed to changes" in answer.text


def test_no_order_at_all(store: Store) -> None:
    change_order(store, "#W9", status=OrderStatus.CANCELLED)
    ben = talk_as(store, "ben")
    answer = ben.hear("action_return_order", "return my order", intent="return_order")
    assert answer.responses == ["no_order_return_order"]
    assert ben.slots.get("flow", "none") == "none"


def test_what_is_called_by_its_name_in_the_order_is_meant_though_it_was_not_heard_as_a_product(
    ana: Talk, store: Store
) -> None:
    change_order(store, "#W3", status=OrderStatus.DELIVERED)
    ana.hear("action_return_order", "send the shirts back", intent="return_order")
    assert ana.memory.flow["order_id"] == "#W2"
    assert ana.memory.flow["positions"] == []  # one of them, or both?


def test_a_word_in_an_address_is_no_thing(ana: Talk) -> None:
    ana.hear("action_change_address", "change the address of W1", intent="change_address", entities={"order_id": "W1"})
    ana.hear("action_change_address", "Mug lane 5, 53111 Bonn, Germany", intent="inform")
    assert ana.memory.flow["order_id"] == "#W1"


def test_who_never_ordered_is_told_so_and_of_no_order_that_cannot_be_cancelled() -> None:
    lena = Talk(open_shop(), "lena")
    answered = lena.hear("action_cancel_order", "can i cancel an order later?", intent="cancel_order")
    assert answered.responses == ["no_orders"]


def test_what_is_proposed_already_may_be_named_again() -> None:
    ana = talk_as(open_desk())
    said = {"order_id": "W2", "product_type": "shirt", "size": "M", "quantity": "one"}
    ana.hear("action_exchange_order", "exchange one shirt in W2 for M", intent="exchange_order", entities=said)
    before = ana.slots["asking"]
    answered = ana.hear("action_exchange_order", "M please", intent="exchange_order", entities={"size": "M"})
    assert before == ana.slots["asking"] == "confirm"
    assert answered.responses[-1] == "propose_change"


def test_money_back_right_after_an_order_is_for_that_one() -> None:
    ana = talk_as(open_desk())
    ana.hear("action_track_order", "where is W3", intent="track_order", entities={"order_id": "W3"})
    answered = ana.hear("action_return_order", "i want my money back", intent="return_order")
    assert answered.responses == ["refused_processed"]
    assert ana.memory.order_id == "#W3"
