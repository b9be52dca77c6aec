"""Many want the last one at the same moment: nothing is sold, spent, redeemed or told twice."""

from contextlib import suppress

from shop.alerts import set_back_in_stock_alert, set_price_alert
from shop.carts import CartOwner, add_to_cart
from shop.catalogue import set_stock
from shop.checkout import ShippingRates, checkout
from shop.coupons import Coupon, apply_coupon, issue_coupon
from shop.customers import Customer, PaymentKind, PaymentMethod
from shop.errors import Conflict
from shop.notifications import mark_delivered, notify, pending
from shop.orders.placing import place_order
from shop.orders.records import Order
from shop.store import Store
from tests.shop.commerce.races import race
from tests.shop.commerce.shop import ANA, HOME, STAFF, all_orders, balance, fill, reprice, stock

RACERS = 100
RATES = ShippingRates()


def invite(store: Store, racers: int) -> None:
    """Add customers c0, c1, ..., each with a card."""
    with store.write() as tx:
        for n in range(racers):
            tx.add(
                Customer(f"c{n}", "C", f"c{n}", f"c{n}@example.com", HOME),
                PaymentMethod(f"card{n}", f"c{n}", PaymentKind.CARD, "Visa"),
            )


def try_to_buy(store: Store, *, customer_id: str, method: str) -> Order | None:
    """Return the order, None for who came too late."""
    try:
        return checkout(store, customer_id, payment_method_id=method, rates=RATES, idempotency_key="buy")
    except Conflict:
        return None


def test_the_last_piece_is_sold_once_to_100_racers(store: Store) -> None:
    fill(store)
    invite(store, RACERS)
    for n in range(RACERS):
        add_to_cart(store, CartOwner(f"c{n}"), "mug-1", idempotency_key="1")
    set_stock(store, "mug-1", 1)

    orders = race(lambda n: try_to_buy(store, customer_id=f"c{n}", method=f"card{n}"), RACERS)

    assert [order for order in orders if order] == all_orders(store)
    assert (len(all_orders(store)), stock(store, "mug-1")) == (1, 0)


def test_a_coupon_for_one_use_is_redeemed_once(store: Store) -> None:
    fill(store)
    invite(store, 20)
    coupon = issue_coupon(store, STAFF, customer_id=None, percent=50, reason="x")
    for n in range(20):
        add_to_cart(store, CartOwner(f"c{n}"), "mug-1", idempotency_key="1")
        apply_coupon(store, CartOwner(f"c{n}"), coupon.id)

    race(lambda n: try_to_buy(store, customer_id=f"c{n}", method=f"card{n}"), 20)

    assert [order.discount_cents for order in all_orders(store)] == [500]
    with store.read() as tx:
        assert tx.get(Coupon, coupon.id).uses_left == 0  # type: ignore[union-attr]


def test_a_gift_card_never_pays_more_than_it_holds(store: Store) -> None:
    """30.00 pays two orders of 14.90, whoever is first: the cart, or those placed beside it."""
    fill(store)
    line = add_to_cart(store, ANA, "mug-1", idempotency_key="1").lines[0]

    def buy_one(n: int) -> None:
        if n == 0:
            try_to_buy(store, customer_id="ana", method="ana-gift")
            return
        with suppress(Conflict):
            place_order(
                store, "ana", [line], HOME, "ana-gift", shipping_cents=490, discount_cents=0, idempotency_key=f"{n}"
            )

    race(buy_one, 20)

    assert [order.total_cents for order in all_orders(store)] == [1490, 1490]
    assert balance(store, "ana-gift") == 20


def test_one_cart_checked_out_by_many_requests_is_one_order(store: Store) -> None:
    fill(store)
    add_to_cart(store, ANA, "mug-1", idempotency_key="1")
    orders = race(lambda n: try_to_buy(store, customer_id="ana", method="ana-visa"), 20)
    assert orders == all_orders(store) * 20
    assert stock(store, "mug-1") == 19


def test_20_concurrent_price_changes_fire_an_alert_once(store: Store) -> None:
    fill(store)
    set_price_alert(store, "ana", "mug-1", 900)
    race(lambda n: reprice(store, "mug-1", 900 - n), 20)
    assert [note.kind for note in pending(store, "ana")] == ["price"]


def test_stock_that_many_bring_back_fires_an_alert_once(store: Store) -> None:
    fill(store)
    set_back_in_stock_alert(store, "ana", "shoe-39-black")
    race(lambda n: set_stock(store, "shoe-39-black", n + 1), 20)
    assert [note.kind for note in pending(store, "ana")] == ["back_in_stock"]


def test_a_notification_is_delivered_by_exactly_one(store: Store) -> None:
    with store.write() as tx:
        note = notify(tx, "ana", "vote", "poll", {})
    assert sum(race(lambda n: mark_delivered(store, "ana", note.id), 20)) == 1
