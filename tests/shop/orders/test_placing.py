"""Placing an order, and moving it on."""

from dataclasses import replace

import pytest

from shop.carts import CartLine
from shop.catalogue import Product, Variant
from shop.customers import Customer
from shop.errors import Conflict, Invalid, NotAllowed, NotFound, ShopError
from shop.orders.actor import Actor, ActorKind
from shop.orders.placing import place_order
from shop.orders.progress import advance
from shop.orders.records import Fulfillment, Order, OrderStatus, TransactionKind
from shop.store import Store
from tests.shop.orders.shop import ANA, NOON, STAFF, WORK, audit, balance, everything, fill, get_order, item, stock

SYSTEM = Actor(ActorKind.SYSTEM, "warehouse")


@pytest.fixture(autouse=True)
def _filled(store: Store) -> None:
    fill(store)


def place(store: Store, *lines: tuple[str, int], key: str = "k1", method: str = "ana-visa", **fees: int) -> Order:
    return place_order(
        store,
        "ana",
        [CartLine(id, quantity, NOON) for id, quantity in lines],
        WORK,
        method,
        shipping_cents=fees.get("shipping", 0),
        discount_cents=fees.get("discount", 0),
        idempotency_key=key,
    )


def test_an_order_takes_its_pieces_and_charges_the_gift_card(store: Store) -> None:
    order = place(store, ("shirt-s", 1), ("mug-blue", 1), method="ana-gift", shipping=490, discount=1000)
    assert get_order(store, order.id) == order
    assert order.id[:2] == "#W"
    assert len(order.id) == 9
    assert order.id[2:].isdigit()
    assert sorted(piece.variant_id for piece in order.items) == ["mug-blue", "shirt-s"]
    assert (order.status, order.address, order.total_cents) == (OrderStatus.PENDING, WORK, 2490)
    assert [(paid.kind, paid.amount_cents) for paid in order.payments] == [(TransactionKind.PAYMENT, 2490)]
    assert (stock(store, "shirt-s"), stock(store, "mug-blue"), balance(store)) == (4, 4, 510)


def test_each_piece_is_an_item_of_its_own(store: Store) -> None:
    assert place(store, ("mug-blue", 1), ("mug-blue", 2)).items == (item("mug-blue"),) * 3


def test_the_same_key_places_one_order(store: Store) -> None:
    first = place(store, ("mug-blue", 2))
    assert place(store, ("mug-blue", 2)) == first
    assert stock(store, "mug-blue") == 3
    assert len(audit(store)) == 1
    assert place(store, ("mug-blue", 2), key="k2").id != first.id


def test_a_key_is_for_one_content(store: Store) -> None:
    first = place(store, ("mug-blue", 2))
    with pytest.raises(Conflict, match=f"{first.id} already"):
        place(store, ("mug-blue", 1))


@pytest.mark.parametrize(
    ("lines", "options", "error", "words"),
    [
        ([], {}, Invalid, "at least one item"),
        ([("mug-blue", 0)], {}, Invalid, "1 to 99"),
        ([("mug-blue", -3)], {}, Invalid, "1 to 99"),
        ([("mug-blue", 60), ("mug-blue", 60)], {}, Invalid, "1 to 99"),
        ([("mug-blue", 6)], {}, Conflict, "6 wanted, 5 left"),
        ([("shirt-xl", 1)], {}, Conflict, "not for sale"),
        ([("nothing", 1)], {}, Conflict, "not for sale"),
        ([("\0", 1)], {}, Invalid, "variant_id"),
        ([("mug-blue", 1)], {"method": "ben-visa"}, NotFound, "payment method"),
        ([("mug-blue", 4)], {"method": "ana-gift"}, Conflict, "must cover the whole amount of €40.00"),
        ([("mug-blue", 1)], {"method": "ana-dollars"}, Conflict, "in USD"),
        ([("mug-blue", 1)], {"discount": 1001}, Invalid, "more than the order costs"),
        ([("mug-blue", 1)], {"discount": -1}, Invalid, "discount_cents is -1"),
        ([("mug-blue", 1)], {"shipping": -1}, Invalid, "shipping_cents is -1"),
        ([("mug-blue", 1)], {"shipping": 10**30}, Invalid, "shipping_cents"),
        ([("mug-blue", 1)], {"key": ""}, Invalid, "idempotency_key"),
    ],
)
def test_what_cannot_be_sold_is_refused_and_leaves_no_trace(
    store: Store, lines: list[tuple[str, int]], options: dict[str, object], error: type[ShopError], words: str
) -> None:
    before = everything(store)
    with pytest.raises(error, match=words):
        place(store, *lines, **options)  # type: ignore[arg-type]
    assert everything(store) == before


def test_a_withdrawn_product_is_not_sold(store: Store) -> None:
    with store.write() as tx:
        mug = tx.get(Product, "mug")
        assert mug is not None
        tx.put(replace(mug, active=False))
    with pytest.raises(Conflict, match="not for sale"):
        place(store, ("mug-blue", 1))


def test_one_order_has_one_currency(store: Store) -> None:
    with store.write() as tx:
        mug = tx.get(Variant, "mug-blue")
        assert mug is not None
        tx.put(replace(mug, currency="USD"))
    with pytest.raises(Invalid, match="EUR and USD"):
        place(store, ("mug-blue", 1), ("shirt-s", 1))


def test_only_customers_order(store: Store) -> None:
    with store.write() as tx:
        tx.remove(Customer, "ana")
    with pytest.raises(NotFound, match="customer 'ana'"):
        place(store, ("mug-blue", 1))


def test_an_order_moves_from_pending_to_processed_to_delivered(store: Store) -> None:
    processed = advance(store, SYSTEM, "#W1", OrderStatus.PROCESSED, tracking_ids=("T1",))
    assert processed.fulfillments == (Fulfillment(("T1",), ("shirt-s", "mug-blue")),)
    delivered = advance(store, STAFF, "#W1", OrderStatus.DELIVERED)
    assert get_order(store, "#W1") == delivered
    assert delivered.delivered_at is not None
    assert delivered.fulfillments == processed.fulfillments
    assert {(entry.actor_id, entry.customer_id) for entry in audit(store)} == {
        ("warehouse", "ana"),
        ("staff_mia", "ana"),
    }


@pytest.mark.parametrize("status", [OrderStatus.DELIVERED, OrderStatus.PENDING, OrderStatus.CANCELLED])
def test_no_step_is_left_out_or_undone(store: Store, status: OrderStatus) -> None:
    with pytest.raises(Conflict, match=f"is pending; it can become processed, not {status.value}"):
        advance(store, SYSTEM, "#W1", status)


def test_a_delivered_order_moves_no_further(store: Store) -> None:
    with pytest.raises(Conflict, match="it can become nothing else"):
        advance(store, SYSTEM, "#W2", OrderStatus.PROCESSED)


def test_shoppers_cannot_move_orders_and_missing_ones_are_not_found(store: Store) -> None:
    with pytest.raises(NotAllowed):
        advance(store, ANA, "#W1", OrderStatus.PROCESSED)
    with pytest.raises(NotFound):
        advance(store, SYSTEM, "#W404", OrderStatus.PROCESSED)
