"""Placing an order: pieces leave the stock, the gift card pays, all at once or not at all."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from shop.catalogue import Product
from shop.customers import Address, Customer
from shop.errors import Conflict, Invalid, NotFound
from shop.ids import pair_id
from shop.orders.ledger import Edit, lock_methods, lock_variants, move_money, move_stock
from shop.orders.plan import write_value
from shop.orders.records import AuditEntry, Order, OrderItem, OrderStatus, Transaction, TransactionKind
from shop.orders.rules import check_address, check_for_sale
from shop.store import Reader, Store, Writer
from shop.texts import check_id

MOST_OF_ONE = 99  # pieces of one variant in an order
_HIGHEST_FEE_CENTS = 100_000_000
_NUMBERS = 10_000_000  # "#W0000000" to "#W9999999"
_TRIES = 50


class Line(Protocol):
    """Some pieces of one variant: a cart's line is one."""

    @property
    def variant_id(self) -> str: ...

    @property
    def quantity(self) -> int: ...


@dataclass(frozen=True)
class _Wanted:
    quantities: dict[str, int]  # by variant id, sorted
    address: Address
    payment_method_id: str
    shipping_cents: int
    discount_cents: int
    gift_for: str = ""


def place_order(
    store: Store,
    customer_id: str,
    lines: Sequence[Line],
    address: Address,
    payment_method_id: str,
    *,
    shipping_cents: int,
    discount_cents: int,
    idempotency_key: str,
    gift_for: str = "",
) -> Order:
    """Take the pieces from stock, charge the gift card if that is what pays, and return the new pending order.

    `gift_for` is the id of the customer whom it is a present for, "" for none: it is never shown as a purchase.

    The same key for the same order again returns the order of the first time. Raises Invalid for no lines, a quantity
    outside 1 to 99 a variant, several currencies, or a discount above the total; NotFound for a missing customer or
    payment method; Conflict for too few pieces, withdrawn products, a gift card that does not cover the total, and a
    key that was used for another order.
    """
    wanted = _Wanted(
        quantities=_count(lines),
        address=check_address(address),
        payment_method_id=check_id("payment_method_id", payment_method_id),
        shipping_cents=_check_fee("shipping_cents", shipping_cents),
        discount_cents=_check_fee("discount_cents", discount_cents),
        gift_for=gift_for and check_id("gift_for", gift_for),
    )
    entry_id = _name_entry(check_id("customer_id", customer_id), idempotency_key)
    with store.write() as tx:
        # The lock makes two placements of one customer wait for each other, and so the look for an earlier one exact.
        if tx.lock(Customer, customer_id) is None:
            raise NotFound("customer", customer_id)
        earlier = tx.get(AuditEntry, entry_id)
        if earlier is not None:
            return _repeat(tx, earlier, wanted)
        order, edits = _draft(tx, customer_id, wanted)
        tx.put(*(edit.after for edit in edits))
        facts = {"request": write_value(wanted), "total_cents": str(order.total_cents)}
        tx.add(order, AuditEntry(entry_id, customer_id, customer_id, "place_order", order.id, {}, facts, tx.now))
        return order


def _draft(tx: Writer, customer_id: str, wanted: _Wanted) -> tuple[Order, tuple[Edit, ...]]:
    variants = lock_variants(tx, wanted.quantities)
    products = tx.get_many(Product, (variant.product_id for variant in variants.values()))
    items: list[OrderItem] = []
    currencies = set()
    for id, quantity in wanted.quantities.items():
        variant, product = check_for_sale(id, variants.get(id), products)
        currencies.add(variant.currency)
        items += quantity * [OrderItem(id, product.id, product.title, variant.options, variant.price_cents)]
    if len(currencies) > 1:
        raise Invalid("lines", f"One order has one currency, not {' and '.join(sorted(currencies))}.")
    stock = move_stock(variants, wanted.quantities)
    total = sum(item.price_cents for item in items) + wanted.shipping_cents - wanted.discount_cents
    if total < 0:
        raise Invalid("discount_cents", f"A discount of {wanted.discount_cents} cents is more than the order costs.")
    methods = lock_methods(tx, customer_id, [wanted.payment_method_id])
    currency = currencies.pop()
    money = move_money(methods, {wanted.payment_method_id: total}, currency)
    order = Order(
        id=_draw_number(tx),
        customer_id=customer_id,
        status=OrderStatus.PENDING,
        items=tuple(items),
        address=wanted.address,
        currency=currency,
        payments=(Transaction(TransactionKind.PAYMENT, wanted.payment_method_id, total, tx.now),),
        fulfillments=(),
        placed_at=tx.now,
        shipping_cents=wanted.shipping_cents,
        discount_cents=wanted.discount_cents,
        gift_for=wanted.gift_for,
    )
    return order, (*stock, *money)


def _repeat(tx: Reader, earlier: AuditEntry, wanted: _Wanted) -> Order:
    if earlier.after["request"] != write_value(wanted):
        raise Conflict(f"This was placed as order {earlier.subject_id} already, with other contents.")
    order = tx.get(Order, earlier.subject_id)
    if order is None:
        raise NotFound("order", earlier.subject_id)
    return order


def _count(lines: Sequence[Line]) -> dict[str, int]:
    if not lines:
        raise Invalid("lines", "An order needs at least one item.")
    quantities: dict[str, int] = {}
    for line in lines:
        id = check_id("variant_id", line.variant_id)
        quantities[id] = quantities.get(id, 0) + line.quantity
        if line.quantity < 1 or quantities[id] > MOST_OF_ONE:
            raise Invalid("lines", f"{line.quantity} of item {id!r}; allowed: 1 to {MOST_OF_ONE}.")
    return dict(sorted(quantities.items()))


def _check_fee(field: str, cents: int) -> int:
    if not 0 <= cents <= _HIGHEST_FEE_CENTS:
        raise Invalid(field, f"{field} is {cents}; allowed: 0 to {_HIGHEST_FEE_CENTS}.")
    return cents


def _name_entry(customer_id: str, idempotency_key: str) -> str:
    key = pair_id(customer_id, check_id("idempotency_key", idempotency_key))
    return f"placed_{hashlib.sha256(key.encode()).hexdigest()}"


def _draw_number(tx: Reader) -> str:
    for _ in range(_TRIES):
        number = f"#W{secrets.randbelow(_NUMBERS):07d}"
        if tx.get(Order, number) is None:
            return number
    raise Conflict("No order number is free at the moment; try again.")
