"""What a cart costs, and turning it into an order."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from shop.carts import Cart, CartOwner, Subtotal, add_up, get_cart, lock_cart, remember, save_cart
from shop.catalogue import Product, Variant
from shop.coupons import check_coupon, discount_of, get_coupon, redeem_coupon
from shop.customers import Address, Customer
from shop.errors import Conflict, Invalid, NotAllowed, NotFound
from shop.orders.placing import place_order
from shop.orders.records import Order
from shop.orders.wording import format_money
from shop.store import Reader, Store, Writer
from shop.texts import check_id

_PLACED = "placed order "


@dataclass(frozen=True)
class ShippingRates:
    """`flat_cents` an order, nothing when its pieces cost `free_from_cents` or more before the discount."""

    flat_cents: int = 490
    free_from_cents: int = 5_000

    def shipping_for(self, subtotal_cents: int) -> int:
        return 0 if subtotal_cents >= self.free_from_cents else self.flat_cents


@dataclass(frozen=True)
class CartViewLine:
    """A line of a cart with what the catalogue says of it now."""

    variant_id: str
    product_id: str
    title: str
    options: dict[str, str]
    image: str  # "" for none
    quantity: int
    unit_cents: int
    unit_then_cents: int  # the price of one piece when it was added
    left: int  # pieces that can be bought now

    @property
    def total_cents(self) -> int:
        return self.unit_cents * self.quantity

    @property
    def available(self) -> bool:
        return self.left >= self.quantity

    @property
    def price_changed(self) -> bool:
        return self.unit_cents != self.unit_then_cents


@dataclass(frozen=True)
class CartView:
    """What the cart costs now, every line counted, also those that are not available at the moment."""

    lines: tuple[CartViewLine, ...]
    currency: str  # "" for an empty cart
    coupon_code: str | None
    coupon_problem: str  # why the coupon gives nothing now; "" when it does or there is none
    subtotal_cents: int
    discount_cents: int
    shipping_cents: int

    @property
    def total_cents(self) -> int:
        return self.subtotal_cents - self.discount_cents + self.shipping_cents


def view_cart(store: Store, owner: CartOwner, rates: ShippingRates) -> CartView:
    """Return the cart at today's prices; a cart without lines costs nothing, shipping neither."""
    with store.read() as tx:
        cart = get_cart(tx, owner)
        subtotal = add_up(tx, cart)
        discount, problem = _find_discount(tx, cart, subtotal)
        lines = tuple(_view_lines(tx, cart))
    shipping = rates.shipping_for(subtotal.cents) if lines else 0
    return CartView(lines, subtotal.currency, cart.coupon_code, problem, subtotal.cents, discount, shipping)


def checkout(
    store: Store,
    customer_id: str,
    *,
    address: Address | None = None,
    payment_method_id: str,
    rates: ShippingRates,
    idempotency_key: str,
    expected_total_cents: int | None = None,
    gift_for: str = "",
) -> Order:
    """Place the order for what is in the customer's cart, redeem its coupon and empty it; all of it or nothing.

    Without `address` it goes to the customer's default one. With `expected_total_cents`, the total that the customer
    agreed to, any other is refused. `gift_for`: see `place_order`. The same key again returns the order of the first
    time. Raises Invalid for an empty cart or no address, Conflict for another total, and what `place_order` and
    `check_coupon` raise.
    """
    check_id("idempotency_key", idempotency_key)
    with store.write() as tx:
        cart = lock_cart(tx, CartOwner(customer_id))
        if idempotency_key in cart.effects:
            return _find_placed(tx, cart.effects[idempotency_key])
        if not cart.lines:
            raise Invalid("cart", "The cart is empty.")
        customer = _lock_for(tx, customer_id, cart)
        subtotal = add_up(tx, cart)
        discount = redeem_coupon(tx, cart.coupon_code, customer_id, subtotal) if cart.coupon_code else 0
        order = place_order(
            _JoinedStore(tx),
            customer_id,
            cart.lines,
            address or _default_address(customer),
            payment_method_id,
            shipping_cents=rates.shipping_for(subtotal.cents),
            discount_cents=discount,
            idempotency_key=idempotency_key,
            gift_for=gift_for,
        )
        _check_total(order, expected_total_cents)
        save_cart(tx, remember(replace(cart, lines=(), coupon_code=None), idempotency_key, f"{_PLACED}{order.id}"))
        return order


class _JoinedStore:
    """A store whose transactions are the one that is open: what is done through it happens with the rest or not."""

    def __init__(self, tx: Writer) -> None:
        self._tx = tx

    def read(self) -> AbstractContextManager[Reader]:
        return nullcontext(self._tx)

    def write(self, *, noted: bool = False) -> AbstractContextManager[Writer]:
        return nullcontext(self._tx)


def _view_lines(tx: Reader, cart: Cart) -> Iterator[CartViewLine]:
    variants = tx.get_many(Variant, (line.variant_id for line in cart.lines))
    products = tx.get_many(Product, (variant.product_id for variant in variants.values()))
    for line in cart.lines:
        if line.variant_id not in variants:
            continue
        variant = variants[line.variant_id]
        product = products[variant.product_id]
        yield CartViewLine(
            variant_id=variant.id,
            product_id=product.id,
            title=product.title,
            options=variant.options,
            image=product.images[0] if product.images else "",
            quantity=line.quantity,
            unit_cents=variant.price_cents,
            unit_then_cents=line.price_cents,
            left=variant.stock if product.active and variant.active else 0,
        )


def _find_discount(tx: Reader, cart: Cart, subtotal: Subtotal) -> tuple[int, str]:
    """Return the cents off, and why there are none although the cart has a coupon."""
    if cart.coupon_code is None:
        return 0, ""
    try:
        coupon = get_coupon(tx, cart.coupon_code)
        check_coupon(coupon, cart.customer_id, subtotal, tx.now)
    except (Conflict, NotAllowed, NotFound) as problem:
        return 0, str(problem)
    return discount_of(coupon, subtotal.cents), ""


def _lock_for(tx: Writer, customer_id: str, cart: Cart) -> Customer:
    """Keep the prices of the cart as they are until the order is placed, and return the customer."""
    customer = tx.lock(Customer, customer_id)
    if customer is None:
        raise NotFound("customer", customer_id)
    for id in sorted(line.variant_id for line in cart.lines):
        tx.lock(Variant, id)
    return customer


def _default_address(customer: Customer) -> Address:
    if customer.address is None:
        raise Invalid("address", "There is no address to send the order to; say where it should go.")
    return customer.address


def _check_total(order: Order, expected_cents: int | None) -> None:
    if expected_cents is not None and order.total_cents != expected_cents:
        now, then = (format_money(cents, order.currency) for cents in (order.total_cents, expected_cents))
        raise Conflict(f"The cart comes to {now} now, not {then}; look at it again before you order.")


def _find_placed(tx: Reader, effect: str) -> Order:
    order = tx.get(Order, effect.removeprefix(_PLACED))
    if order is None:
        raise Conflict(f"This idempotency key was used for something else: {effect}.")
    return order
