"""A cart shows what it costs, and becomes an order: all of it, once, at the price that was agreed."""

from dataclasses import replace

import pytest

from shop.carts import add_to_cart, find_cart
from shop.catalogue import set_stock, withdraw_product
from shop.checkout import ShippingRates, checkout, view_cart
from shop.coupons import Coupon, apply_coupon, issue_coupon
from shop.customers import PaymentMethod, update_customer
from shop.errors import Conflict, Invalid, NotFound, ShopError
from shop.orders.records import Order, OrderStatus
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.commerce.shop import ANA, GUEST, HOME, STAFF, all_orders, balance, fill, reprice, stock

RATES = ShippingRates()


@pytest.fixture
def shop() -> Store:
    return fill(MemoryStore())


def buy(store: Store, *, method: str = "ana-visa", key: str = "buy", total: int | None = None) -> Order:
    return checkout(
        store, "ana", payment_method_id=method, rates=RATES, idempotency_key=key, expected_total_cents=total
    )


def test_the_view_says_what_the_cart_costs(shop: Store) -> None:
    add_to_cart(shop, ANA, "mug-1", 3, idempotency_key="1")
    view = view_cart(shop, ANA, RATES)
    (line,) = view.lines
    assert (line.title, line.options, line.quantity, line.unit_cents, line.total_cents) == ("Mug", {}, 3, 1000, 3000)
    assert (line.available, line.left, line.price_changed) == (True, 20, False)
    assert (view.subtotal_cents, view.shipping_cents, view.total_cents, view.currency) == (3000, 490, 3490, "EUR")


@pytest.mark.parametrize(("mugs", "shipping"), [(4, 490), (5, 0), (6, 0)])
def test_shipping_is_free_from_50_euro(shop: Store, mugs: int, shipping: int) -> None:
    add_to_cart(shop, ANA, "mug-1", mugs, idempotency_key="1")
    assert view_cart(shop, ANA, RATES).shipping_cents == shipping


def test_a_discount_does_not_take_free_shipping_away(shop: Store) -> None:
    add_to_cart(shop, ANA, "mug-1", 5, idempotency_key="1")
    apply_coupon(shop, ANA, issue_coupon(shop, STAFF, customer_id=None, percent=50, reason="x").id)
    assert view_cart(shop, ANA, RATES).total_cents == buy(shop).total_cents == 2500


def test_an_empty_cart_costs_nothing(shop: Store) -> None:
    view = view_cart(shop, GUEST, RATES)
    assert (view.lines, view.total_cents, view.currency) == ((), 0, "")


def test_the_view_tells_changed_prices_and_what_cannot_be_bought_now(shop: Store) -> None:
    add_to_cart(shop, ANA, "shoe-38-red", 2, idempotency_key="1")
    add_to_cart(shop, ANA, "mug-1", 1, idempotency_key="2")
    reprice(shop, "shoe-38-red", 3500)
    set_stock(shop, "shoe-38-red", 1)
    withdraw_product(shop, "mug")
    shoe, mug = view_cart(shop, ANA, RATES).lines
    assert (shoe.price_changed, shoe.unit_then_cents, shoe.unit_cents) == (True, 4000, 3500)
    assert (shoe.available, shoe.left, mug.available, mug.left) == (False, 1, False, 0)


def test_checkout_places_the_order_and_empties_the_cart(store: Store) -> None:
    fill(store)
    add_to_cart(store, ANA, "shoe-38-red", 2, idempotency_key="1")
    add_to_cart(store, ANA, "mug-1", 1, idempotency_key="2")
    order = buy(store, total=9000)
    assert (order.status, order.total_cents, order.address) == (OrderStatus.PENDING, 9000, HOME)
    assert sorted(item.variant_id for item in order.items) == ["mug-1", "shoe-38-red", "shoe-38-red"]
    assert (stock(store, "shoe-38-red"), stock(store, "mug-1")) == (3, 19)
    assert find_cart(store, ANA).lines == ()
    assert all_orders(store) == [order]


def test_the_order_goes_to_the_address_given(shop: Store) -> None:
    add_to_cart(shop, ANA, "mug-1", idempotency_key="1")
    other = replace(HOME, line1="2 Rua Nova")
    order = checkout(shop, "ana", address=other, payment_method_id="ana-visa", rates=RATES, idempotency_key="buy")
    assert order.address == other


def test_the_same_key_buys_once(store: Store) -> None:
    fill(store)
    add_to_cart(store, ANA, "mug-1", idempotency_key="1")
    first = buy(store)
    assert buy(store) == first
    add_to_cart(store, ANA, "mug-1", idempotency_key="2")
    assert buy(store) == first
    assert len(find_cart(store, ANA).lines) == 1
    assert buy(store, key="another").id != first.id


def test_a_key_that_did_something_else_buys_nothing(shop: Store) -> None:
    add_to_cart(shop, ANA, "mug-1", idempotency_key="1")
    with pytest.raises(Conflict, match="add 1 of mug-1"):
        buy(shop, key="1")
    assert all_orders(shop) == []


def test_a_failed_payment_leaves_everything_as_it_was(store: Store) -> None:
    fill(store)
    add_to_cart(store, ANA, "shoe-38-red", 1, idempotency_key="1")
    coupon = issue_coupon(store, STAFF, customer_id="ana", percent=10, reason="x")
    before = apply_coupon(store, ANA, coupon.id)
    with pytest.raises(Conflict, match=r"Gift card 77 holds €30.00"):
        buy(store, method="ana-gift")
    assert find_cart(store, ANA) == before
    assert (stock(store, "shoe-38-red"), balance(store, "ana-gift"), all_orders(store)) == (5, 3000, [])
    with store.read() as tx:
        assert tx.get(Coupon, coupon.id) == coupon


def test_a_gift_card_pays(shop: Store) -> None:
    add_to_cart(shop, ANA, "mug-1", 2, idempotency_key="1")
    assert buy(shop, method="ana-gift").total_cents == 2490
    assert balance(shop, "ana-gift") == 510


def test_a_coupon_is_redeemed_with_the_order_and_never_again(store: Store) -> None:
    fill(store)
    coupon = issue_coupon(store, STAFF, customer_id="ana", amount_cents=300, reason="x")
    add_to_cart(store, ANA, "mug-1", idempotency_key="1")
    apply_coupon(store, ANA, coupon.id)
    assert (buy(store).discount_cents, find_cart(store, ANA).coupon_code) == (300, None)
    add_to_cart(store, ANA, "mug-1", idempotency_key="2")
    with pytest.raises(Conflict, match="used already"):
        apply_coupon(store, ANA, coupon.id)


def test_a_total_that_was_not_agreed_to_is_not_charged(shop: Store) -> None:
    add_to_cart(shop, ANA, "mug-1", idempotency_key="1")
    agreed = view_cart(shop, ANA, RATES).total_cents
    reprice(shop, "mug-1", 1100)
    with pytest.raises(Conflict, match=r"comes to €15.90 now, not €14.90"):
        buy(shop, total=agreed)
    assert (all_orders(shop), len(find_cart(shop, ANA).lines), stock(shop, "mug-1")) == ([], 1, 20)


def test_what_was_sold_meanwhile_is_not_bought(shop: Store) -> None:
    add_to_cart(shop, ANA, "mug-1", 3, idempotency_key="1")
    set_stock(shop, "mug-1", 2)
    with pytest.raises(Conflict, match="2 left"):
        buy(shop)
    assert stock(shop, "mug-1") == 2


def test_without_cart_address_or_own_card_nothing_is_bought(shop: Store) -> None:
    with pytest.raises(Invalid, match="cart is empty"):
        buy(shop)
    add_to_cart(shop, ANA, "mug-1", idempotency_key="1")
    with pytest.raises(NotFound, match="ben-visa"):
        buy(shop, method="ben-visa")
    update_customer(shop, "ana", address=None)
    with pytest.raises(Invalid, match="no address"):
        buy(shop)
    with pytest.raises(ShopError):
        checkout(shop, "nobody", payment_method_id="x", rates=RATES, idempotency_key="1")
    with shop.read() as tx:
        assert (tx.count(Order), tx.count(PaymentMethod)) == (0, 3)
