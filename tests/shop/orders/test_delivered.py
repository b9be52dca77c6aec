"""Returns and exchanges, and what is refused."""

from datetime import timedelta

import pytest

from shop.errors import Conflict, Invalid, NotFound, ShopError
from shop.orders.desk import propose
from shop.orders.records import Exchange, OrderStatus, Return
from shop.orders.requests import ExchangeItems, ItemChange, ReturnItems
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.orders.shop import (
    ANA,
    NOON,
    balance,
    change_order,
    do,
    everything,
    fill,
    get_order,
    item,
    set_balance,
    stock,
)


@pytest.fixture
def store() -> Store:
    return fill(MemoryStore(lambda: NOON))


def give_back(*variant_ids: str, order_id: str = "#W2", method: str = "ana-visa") -> ReturnItems:
    return ReturnItems(order_id, variant_ids, method)


def exchange(*pairs: tuple[str, str], order_id: str = "#W2", method: str = "ana-visa") -> ExchangeItems:
    return ExchangeItems(order_id, tuple(ItemChange(*pair) for pair in pairs), method)


def test_a_return_is_registered_sorted_and_moves_neither_money_nor_stock(store: Store) -> None:
    before = [record for record in everything(store) if record.id != "#W2"]
    done = do(store, give_back("shirt-s", "mug-blue", "shirt-s", method="ana-gift"))
    assert done.order is not None
    assert done.order.status is OrderStatus.RETURN_REQUESTED
    assert done.order.returned == Return(("mug-blue", "shirt-s", "shirt-s"), "ana-gift", NOON)
    assert "once the parcel is back, €50.00 goes back to Gift card 77 at once" in done.summary
    assert [record for record in everything(store) if record in before] == before


@pytest.mark.parametrize(
    ("request_", "error", "words"),
    [
        (give_back("mug-blue", order_id="#W1"), Conflict, "is pending; only delivered orders can be returned"),
        (give_back("mug-blue", order_id="#W3"), Conflict, "is processed; only delivered"),
        (give_back("mug-blue", method="ana-paypal"), Invalid, "original payment method or to one of your gift cards"),
        (give_back("mug-blue", method="ana-dollars"), Conflict, "in USD"),
        (give_back("mug-blue", method="ben-visa"), NotFound, "payment method 'ben-visa'"),
        (give_back(), Invalid, "at least one item"),
        (give_back("mug-blue", "mug-blue"), Invalid, "has 1 of item 'mug-blue'; 2 named"),
        (give_back("shirt-l"), Invalid, "has 0 of item 'shirt-l'"),
        (exchange(("shirt-s", "shirt-l"), order_id="#W1"), Conflict, "only delivered orders can be exchanged"),
        (exchange(), Invalid, "at least one item"),
        (exchange(*[("mug-blue", "mug-blue")] * 2), Invalid, "has 1 of item 'mug-blue'; 2 named"),
        (exchange(("shirt-s", "mug-blue")), Invalid, "not a variant of Shirt"),
        (exchange(("shirt-s", "shirt-xl")), Conflict, "not for sale"),
        (exchange(("shirt-s", "shirt-xxl")), Conflict, "1 wanted, 0 left"),
        (exchange(("shirt-s", "shirt-l"), method="nothing"), NotFound, "payment method"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_leaves_no_trace(
    store: Store, request_: ReturnItems | ExchangeItems, error: type[ShopError], words: str
) -> None:
    before = everything(store)
    with pytest.raises(error, match=words):
        propose(store, ANA, request_)
    assert everything(store) == before


def test_an_order_is_returned_or_exchanged_once(store: Store) -> None:
    do(store, give_back("mug-blue"))
    for request in (give_back("shirt-s"), exchange(("shirt-s", "shirt-l"))):
        with pytest.raises(Conflict, match="is return requested; only delivered"):
            propose(store, ANA, request)


def test_an_exchange_reserves_the_new_pieces_and_charges_later(store: Store) -> None:
    done = do(store, exchange(("shirt-s", "shirt-m"), ("shirt-s", "shirt-l"), method="ana-gift"))
    assert done.order is not None
    assert done.order.status is OrderStatus.EXCHANGE_REQUESTED
    expected = Exchange(("shirt-s", "shirt-s"), ("shirt-l", "shirt-m"), "ana-gift", 500, NOON)
    assert done.order.exchanged == expected
    assert done.order.payments == get_order(store, "#W2").payments[:1]
    assert [stock(store, id) for id in ("shirt-s", "shirt-m", "shirt-l")] == [5, 4, 4]
    assert balance(store) == 3000


def test_an_exchange_checks_that_a_gift_card_covers_the_difference(store: Store) -> None:
    set_balance(store, 999)
    propose(store, ANA, exchange(("shirt-s", "shirt-l"), method="ana-gift"))
    with pytest.raises(Conflict, match=r"holds €9\.99; .* €10\.00"):
        propose(store, ANA, exchange(*[("shirt-s", "shirt-l")] * 2, method="ana-gift"))


def test_an_exchange_never_refunds_more_than_was_paid(store: Store) -> None:
    change_order(store, "#W2", items=(item("shirt-l"),), discount_cents=2400)
    with pytest.raises(Conflict, match=r"would come to -€4\.00"):
        propose(store, ANA, exchange(("shirt-l", "shirt-s")))


@pytest.mark.parametrize("request_", [give_back("mug-blue"), exchange(("shirt-s", "shirt-l"))])
def test_thirty_days_after_delivery_it_is_too_late(store: Store, request_: ReturnItems | ExchangeItems) -> None:
    change_order(store, "#W2", delivered_at=NOON - timedelta(days=30, hours=11))  # in the morning of that day
    propose(store, ANA, request_)
    change_order(store, "#W2", delivered_at=NOON - timedelta(days=31))
    with pytest.raises(Conflict, match=r"delivered on 30 January 2026; it could be (returned|exchanged) for 30 days"):
        propose(store, ANA, request_)
