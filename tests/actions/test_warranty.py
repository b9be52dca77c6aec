"""Faults that show after the days to return are over."""

from datetime import timedelta

import pytest

from shop.orders.records import OrderItem, OrderStatus
from shop.store import Store
from shop.terms import Terms
from tests.actions.desk_shop import Clock, open_desk, yes
from tests.actions.talk import Answered, Talk
from tests.shop.orders.shop import NOON, change_order, item

TWO_YEARS = Terms(warranty_years=2)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    """A shop whose #W2 (shirts and a mug) came 100 days ago; no other mug is on its way."""
    store = open_desk(clock)
    change_order(store, "#W3", items=get_shirts())
    change_order(store, "#W2", placed_at=NOON - timedelta(days=103), delivered_at=NOON - timedelta(days=100))
    return store


def ana(store: Store, terms: Terms = TWO_YEARS) -> Talk:
    return Talk(store, customer_id="ana", guest_id="guest-1", terms=terms)


def tell(talk: Talk, text: str, **entities: str) -> Answered:
    return talk.hear("action_report_problem", text, intent="report_damaged", entities=entities)


@pytest.mark.parametrize(
    "text", ["the mug cracked after 3 months", "my mug broke, got it last autumn", "the mug is leaking"]
)
def test_a_fault_after_the_days_to_return_gets_the_warranty_with_its_last_day(store: Store, text: str) -> None:
    talk = ana(store)
    answer = tell(talk, text, product_type="mug")
    assert answer.responses == ["fault_in_warranty"]
    assert answer.said[0].values["until"] == "22 November 2027"
    assert answer.said[0].titles == ["How does the warranty work?", "Yes, a human please", "No, thanks"]
    assert yes(talk) == ["bringing_human"]


def test_after_the_warranty_nothing_is_promised(store: Store) -> None:
    change_order(store, "#W2", delivered_at=NOON - timedelta(days=800))
    answer = tell(ana(store), "the mug cracked after 2 years", product_type="mug")
    assert answer.responses == ["fault_after_warranty"]


def test_where_no_warranty_is_promised_nothing_is_said_of_one(store: Store) -> None:
    answer = tell(ana(store, Terms()), "the mug cracked after 3 months", product_type="mug")
    assert answer.responses == ["problem_damaged"]


def test_within_the_days_to_return_the_ways_out_are_those_of_the_order(store: Store) -> None:
    change_order(store, "#W2", delivered_at=NOON - timedelta(days=20))
    answer = tell(ana(store), "the mug cracked after 2 weeks", product_type="mug")
    assert answer.responses == ["problem_damaged"]
    assert "return" in answer.said[0].values["ways"]


def test_an_order_that_came_much_later_is_named_with_its_day(store: Store) -> None:
    change_order(store, "#W2", delivered_at=NOON - timedelta(days=3))
    answer = tell(ana(store), "the mug broke, bought it last year", product_type="mug")
    assert answer.responses == ["came_at_other_time", "problem_damaged"]
    assert answer.said[0].values["came"] == "27 February 2026"


def test_of_two_orders_with_it_the_one_that_is_old_enough_is_meant(store: Store) -> None:
    change_order(
        store, "#W3", status=OrderStatus.DELIVERED, delivered_at=NOON - timedelta(days=3), items=(item("mug-blue"),)
    )
    talk = ana(store)
    assert tell(talk, "the mug broke after 3 months", product_type="mug").responses == ["fault_in_warranty"]
    assert talk.memory.order_id == "#W2"


def test_what_has_not_come_is_not_what_broke(store: Store) -> None:
    change_order(store, "#W2", items=get_shirts())
    answer = tell(ana(store), "my mug fell apart after 3 months", product_type="mug")
    assert answer.responses == ["not_among_delivered", "which_order_report_problem"]
    assert answer.said[-1].titles[-1] == "Talk to a human"


def test_until_when_the_warranty_runs_is_told_of_ones_own(store: Store) -> None:
    talk = ana(store)
    answer = talk.hear(
        "action_answer_policy",
        "is there still a warranty on my mug",
        intent="ask_returns",
        entities={"product_type": "mug"},
    )
    assert answer.responses == ["warranty_until"]
    assert "22 November 2027" in answer.text


def get_shirts() -> tuple[OrderItem, ...]:

    return (item("shirt-s"),)
