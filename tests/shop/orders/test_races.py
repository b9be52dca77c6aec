"""Many at once: one effect each, and never below zero."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from shop.carts import CartLine
from shop.errors import Conflict, ShopError
from shop.orders.actor import Actor, shopper
from shop.orders.desk import confirm, propose
from shop.orders.placing import place_order
from shop.orders.records import Order, OrderStatus
from shop.orders.requests import CancelOrder, ChangeItems, ChangePayment, ItemChange
from shop.store import Store
from tests.shop.orders.shop import ANA, HOME, NOON, audit, balance, fill, order, set_balance, set_stock, stock

RACERS = 100


@pytest.fixture(autouse=True)
def _filled(store: Store) -> None:
    fill(store)


def race(runs: list[Callable[[], object]]) -> list[object]:
    """Start all at the same moment; return what each returned, or the ShopError that it raised."""
    start = Barrier(len(runs))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except ShopError as error:
            return error

    with ThreadPoolExecutor(len(runs)) as pool:
        return list(pool.map(run, runs))


def add_orders(store: Store, variant_id: str, count: int = RACERS) -> list[str]:
    orders = [order(f"#R{n:03d}", OrderStatus.PENDING, variant_id) for n in range(count)]
    with store.write() as tx:
        tx.add(*orders)
    return [added.id for added in orders]


def assert_one_won(results: list[object]) -> None:
    losers = [result for result in results if isinstance(result, Conflict)]
    assert len(losers) == len(results) - 1, [result for result in results if result not in losers]


def confirming(store: Store, actor: Actor, token: str) -> Callable[[], object]:
    return lambda: confirm(store, actor, token)


def test_the_last_piece_is_sold_once_to_a_hundred_confirmations(store: Store) -> None:
    set_stock(store, "shirt-l", 1)
    requests = [ChangeItems(id, (ItemChange("shirt-s", "shirt-l"),), "ana-visa") for id in add_orders(store, "shirt-s")]
    tokens = [propose(store, ANA, request).token for request in requests]
    assert_one_won(race([confirming(store, ANA, token) for token in tokens]))
    assert (stock(store, "shirt-l"), stock(store, "shirt-s")) == (0, 6)


def test_the_last_cent_of_a_gift_card_is_spent_once_by_a_hundred_confirmations(store: Store) -> None:
    set_balance(store, 1000)
    tokens = [propose(store, ANA, ChangePayment(id, "ana-gift")).token for id in add_orders(store, "mug-blue")]
    assert_one_won(race([confirming(store, ANA, token) for token in tokens]))
    assert balance(store) == 0


def test_a_hundred_confirmations_of_one_proposal_have_one_effect(store: Store) -> None:
    token = propose(store, ANA, CancelOrder("#W4", "no longer needed")).token
    results = race([confirming(store, ANA, token)] * RACERS)
    assert [getattr(result, "already_done", result) for result in results].count(False) == 1
    assert {getattr(result, "summary", result) for result in results} == {
        "Order #W4 is cancelled: €10.00 goes back to Gift card 77 at once."
    }
    assert balance(store) == 4000
    assert len(audit(store)) == 1


def test_the_last_piece_is_placed_once(store: Store) -> None:
    set_stock(store, "mug-blue", 1)
    assert_one_won(race([placing(store, f"key {n}") for n in range(RACERS)]))
    assert stock(store, "mug-blue") == 0


def test_one_key_places_one_order_however_often_it_is_sent(store: Store) -> None:
    results = race([placing(store, "one key")] * RACERS)
    assert len({result.id for result in results if isinstance(result, Order)}) == 1
    assert all(isinstance(result, Order) for result in results)
    assert stock(store, "mug-blue") == 4


def test_changes_that_touch_the_same_things_in_another_order_do_not_block_each_other(store: Store) -> None:
    ids = add_orders(store, "shirt-s", 20)
    to_m = [ChangeItems(id, (ItemChange("shirt-s", "shirt-m"),), "ana-gift") for id in ids[:10]]
    cancels = [CancelOrder(id, "no longer needed") for id in ids[10:]]
    set_stock(store, "shirt-m", 10)
    tokens = [propose(store, ANA, request).token for pair in zip(to_m, cancels, strict=True) for request in pair]
    results = race([confirming(store, ANA, token) for token in tokens])
    assert not [result for result in results if isinstance(result, ShopError)]
    assert (stock(store, "shirt-s"), stock(store, "shirt-m")) == (25, 0)


def placing(store: Store, key: str) -> Callable[[], object]:
    return lambda: place_order(
        store,
        shopper("ana").customer_id,
        [CartLine("mug-blue", 1, NOON)],
        HOME,
        "ana-visa",
        shipping_cents=0,
        discount_cents=0,
        idempotency_key=key,
    )
