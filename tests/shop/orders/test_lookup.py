"""Finding orders, and saying where they and their refunds are."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shop.errors import Invalid, NotFound
from shop.orders.amounts import add_business_days, original_method_id, returned_cents
from shop.orders.lookup import find_order, find_orders
from shop.orders.progress import advance
from shop.orders.records import Fulfillment, OrderStatus, Transaction, TransactionKind
from shop.orders.requests import CancelOrder, ChangeItems, ExchangeItems, ItemChange, ReturnItems
from shop.orders.tracking import RefundState, refund_status, track
from shop.orders.wording import format_money
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.orders.shop import NOON, STAFF, change_order, do, fill, get_order, item, order


@pytest.fixture
def store() -> Store:
    return fill(MemoryStore(lambda: NOON))


@pytest.mark.parametrize("said", ["#W1", "W1", "w1", " # w 1 ", "#w1", "1", "##W1"])
def test_an_order_is_found_however_its_number_is_written(store: Store, said: str) -> None:
    assert find_order(store, "ana", said).id == "#W1"


@pytest.mark.parametrize("said", ["#W9", "#W404", "", "#", "W", "\ud800", "9" * 300])
def test_anothers_order_and_a_missing_one_look_the_same(store: Store, said: str) -> None:
    for look in (find_order, track, refund_status):
        with pytest.raises(NotFound) as caught:
            look(store, "ana", said)
        assert (caught.value.what, caught.value.key) == ("order", said)


def test_orders_are_listed_newest_first_and_only_ones_own(store: Store) -> None:
    change_order(store, "#W3", placed_at=NOON + timedelta(days=1))
    change_order(store, "#W1", placed_at=NOON - timedelta(days=1))
    assert [found.id for found in find_orders(store, "ana")] == ["#W3", "#W4", "#W2", "#W1"]
    assert [found.id for found in find_orders(store, "ana", limit=1)] == ["#W3"]
    assert [found.id for found in find_orders(store, "ana", status=OrderStatus.DELIVERED)] == ["#W2"]
    assert find_orders(store, "nobody") == ()


@pytest.mark.parametrize("limit", [0, -1, 101])
def test_a_list_has_bounds(store: Store, limit: int) -> None:
    with pytest.raises(Invalid, match="1 to 100"):
        find_orders(store, "ana", limit=limit)


def test_tracking_names_the_parcels(store: Store) -> None:
    assert track(store, "ana", "w1").parcels == ()
    advance(store, STAFF, "#W1", OrderStatus.PROCESSED, tracking_ids=("T1", "T2"))
    found = track(store, "ana", "w1")
    assert (found.status, found.delivered_at) == (OrderStatus.PROCESSED, None)
    assert found.parcels == (Fulfillment(("T1", "T2"), ("shirt-s", "mug-blue")),)


def test_no_refund_is_none(store: Store) -> None:
    assert refund_status(store, "ana", "#W1") == ()


def test_a_refund_to_a_bank_takes_five_to_seven_business_days(store: Store) -> None:
    do(store, CancelOrder("#W1", "ordered by mistake"))
    (refund,) = refund_status(store, "ana", "#W1")
    assert (refund.amount_cents, refund.currency, refund.payment_method) == (3000, "EUR", "Visa ending in 4242")
    assert (refund.state, refund.sent_at) == (RefundState.ON_ITS_WAY, NOON)
    assert (refund.earliest, refund.latest) == (date(2026, 3, 9), date(2026, 3, 11))


def test_a_refund_to_a_gift_card_is_there(store: Store) -> None:
    do(store, CancelOrder("#W4", "ordered by mistake"))
    (refund,) = refund_status(store, "ana", "#W4")
    assert (refund.state, refund.earliest, refund.latest) == (RefundState.PAID, NOON.date(), NOON.date())


def test_a_return_is_refunded_when_the_parcel_is_back(store: Store) -> None:
    do(store, ReturnItems("#W2", ("shirt-s",), "ana-gift"))
    (refund,) = refund_status(store, "ana", "#W2")
    assert (refund.amount_cents, refund.state, refund.latest) == (2000, RefundState.AWAITING_PARCEL, None)


def test_a_cheaper_exchange_is_refunded_when_the_parcel_is_back_and_a_dearer_one_not_at_all(store: Store) -> None:
    change_order(store, "#W2", items=(item("shirt-l"), item("shirt-s")))
    do(store, ExchangeItems("#W2", (ItemChange("shirt-l", "shirt-s"),), "ana-paypal"))
    (refund,) = refund_status(store, "ana", "#W2")
    assert (refund.amount_cents, refund.payment_method) == (500, "PayPal")
    change_order(store, "#W2", status=OrderStatus.DELIVERED, exchanged=None)
    do(store, ExchangeItems("#W2", (ItemChange("shirt-s", "shirt-l"),), "ana-paypal"))
    assert refund_status(store, "ana", "#W2") == ()


def test_a_refund_of_nothing_is_no_refund_and_an_undated_one_has_no_days(store: Store) -> None:
    do(store, ChangeItems("#W1", (ItemChange("shirt-s", "shirt-m"),), "ana-visa"))
    assert refund_status(store, "ana", "#W1") == ()
    undated = Transaction(TransactionKind.REFUND, "gone", 100)
    change_order(store, "#W3", payments=(*get_order(store, "#W3").payments, undated))
    (refund,) = refund_status(store, "ana", "#W3")
    assert (refund.payment_method, refund.sent_at, refund.latest) == ("gone", None, None)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 2), 4, date(2026, 3, 6)),
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # from a Saturday
    ],
)
def test_business_days_leave_out_weekends(start: date, count: int, expected: date) -> None:
    assert add_business_days(start, count) == expected


def test_pieces_that_come_back_carry_their_share_of_the_discount() -> None:
    bought = replace(
        order("#W7", OrderStatus.DELIVERED, "shirt-s", "mug-blue", "mug-blue"), discount_cents=400, shipping_cents=490
    )
    assert returned_cents(bought, bought.items[:1]) == 1800
    assert returned_cents(bought, bought.items) == bought.total_cents == 4090


def test_the_original_method_is_the_one_that_carries_the_money() -> None:
    paid, back = TransactionKind.PAYMENT, TransactionKind.REFUND
    changed = (Transaction(paid, "a", 100), Transaction(paid, "b", 100), Transaction(back, "a", 100))
    assert original_method_id(replace(order("#W7", OrderStatus.PENDING), payments=changed)) == "b"
    assert original_method_id(replace(order("#W7", OrderStatus.PENDING), payments=())) is None


@pytest.mark.parametrize(("cents", "text"), [(0, "€0.00"), (5, "€0.05"), (123456, "€1,234.56"), (-50, "-€0.50")])
def test_amounts_read_as_money(cents: int, text: str) -> None:
    assert format_money(cents, "EUR") == text
