"""Orders from a table: the rows of one id are one order, a row a variant. No stock and no money moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from shop.catalogue import Product, Variant
from shop.customers import Customer, PaymentMethod, check_address
from shop.imports.customers import ADDRESS, read_address
from shop.imports.rows import Group, Job, Refused, Row
from shop.imports.values import read_choice, read_instant, read_key, read_price, read_text, read_whole
from shop.orders.actor import Actor, ActorKind
from shop.orders.ledger import Edit
from shop.orders.placing import MOST_OF_ONE
from shop.orders.plan import carry_out
from shop.orders.records import (
    CancelReason,
    Fulfillment,
    Order,
    OrderItem,
    OrderStatus,
    Transaction,
    TransactionKind,
)
from shop.store import Writer

COLUMNS = (
    "id", "customer_id", "status", "placed_at", "delivered_at", "cancel_reason", "currency", "variant_id", "quantity",
    "price", "shipping", "discount", "payment_method_id", "tracking_id", *ADDRESS,
)  # fmt: skip
REQUIRED = ("id", "customer_id", "status", "placed_at", "variant_id", "price")

_OF_A_ROW = frozenset(("variant_id", "quantity", "price"))
_WAY = (OrderStatus.PENDING, OrderStatus.PROCESSED, OrderStatus.DELIVERED)
_STATUS = {status.value: status for status in (*_WAY, OrderStatus.CANCELLED)}
_REASON = {"": None, **{reason.value: reason for reason in CancelReason}}

_ACTOR = Actor(ActorKind.SYSTEM, "import")


class Piece(NamedTuple):
    """One row: so many of a variant."""

    row: Row
    variant_id: str
    quantity: int
    cents: int
    currency: str


@dataclass(frozen=True)
class _Shelf:
    """What the store has of the things that a batch of orders names."""

    orders: Mapping[str, Order]
    customers: Mapping[str, Customer]
    methods: Mapping[str, PaymentMethod]
    variants: Mapping[str, Variant]
    products: Mapping[str, Product]


def order_key(row: Row) -> str:
    return row.first("id")


def store_orders(tx: Writer, groups: Sequence[Group], job: Job) -> None:
    """Add these orders, and move those that are stored on to their status; anything else that differs is refused."""
    orders = {group[0].first("id"): (group, read) for group in groups if (read := job.read_each(group, _read_piece))}
    for id in sorted(orders):
        tx.lock(Order, id)
    variants = tx.get_many(Variant, (piece.variant_id for _, pieces in orders.values() for piece in pieces))
    shelf = _Shelf(
        orders=tx.get_many(Order, orders),
        customers=tx.get_many(Customer, (group[0].first("customer_id") for group, _ in orders.values())),
        methods=tx.get_many(PaymentMethod, (group[0].first("payment_method_id") for group, _ in orders.values())),
        variants=variants,
        products=tx.get_many(Product, (variant.product_id for variant in variants.values())),
    )
    for id, (group, pieces) in orders.items():
        order = job.attempt(group, partial(_assemble, pieces, shelf))
        if order is None:
            continue
        before = shelf.orders.get(id)
        job.tally.count(new=before is None, differs=order != before)
        if before is None:
            tx.add(order)
        elif order != before:
            carry_out(tx, _ACTOR, order.customer_id, "advance_order", id, (Edit(before, order),))


def _read_piece(row: Row, job: Job) -> Piece:
    for column in ("id", "customer_id", "payment_method_id"):
        if row.first(column) or column == "id":
            read_key(row, column)
    cents, currency = read_price(row, "price", row.first("currency") or job.currency)
    quantity = read_whole(row, "quantity", 1, MOST_OF_ONE) if row.first("quantity") else 1
    return Piece(row, read_key(row, "variant_id"), quantity, cents, currency)


def _assemble(pieces: Sequence[Piece], shelf: _Shelf) -> Order:
    row = pieces[0].row
    _check_agreement(pieces)
    before = shelf.orders.get(row.first("id"))
    customer = shelf.customers.get(row.first("customer_id"))
    if customer is None:
        raise Refused("customer_id", row.first("customer_id"), "the id of a stored customer")
    placed_at = read_instant(row, "placed_at")
    if placed_at is None:
        raise Refused("placed_at", "", "a time with its zone like 2026-03-31T12:30:00Z, or a day")
    address = read_address(row) or (before.address if before else customer.address)
    if address is None:
        raise Refused("line1", "", "an address, as the customer has none")
    items = tuple(item for piece in pieces for item in piece.quantity * [_make_item(piece, shelf, before)])
    status = read_choice(row, "status", _STATUS)
    tracking_id = read_text(row, "tracking_id", longest=100)
    currency = pieces[0].currency
    order = Order(
        id=row.first("id"),
        customer_id=customer.id,
        status=status,
        items=items,
        address=check_address(address),
        currency=currency,
        payments=(),
        fulfillments=(Fulfillment((tracking_id,), tuple(item.variant_id for item in items)),) if tracking_id else (),
        placed_at=placed_at,
        delivered_at=read_instant(row, "delivered_at") if status is OrderStatus.DELIVERED else None,
        cancel_reason=read_choice(row, "cancel_reason", _REASON) if status is OrderStatus.CANCELLED else None,
        shipping_cents=_read_cents(row, "shipping", currency),
        discount_cents=_read_cents(row, "discount", currency),
    )
    if order.total_cents < 0:
        raise Refused("discount", row.first("discount"), "at most what the order costs")
    order = replace(order, payments=_make_payments(row, order, shelf.methods))
    return order if before is None else _move_on(before, order)


def _check_agreement(pieces: Sequence[Piece]) -> None:
    """Raise Refused when rows of one order differ in what the order has once; empty cells say nothing."""
    first = pieces[0]
    for piece in pieces[1:]:
        for column in piece.row.values.keys() - _OF_A_ROW:
            if piece.row.values[column] != first.row.values.get(column):
                allowed = f"the same as in line {first.row.line}: {first.row.first(column)!r}"
                raise Refused(column, piece.row.first(column), allowed, line=piece.row.line)
        if piece.currency != first.currency:
            raise Refused("price", piece.row.first("price"), f"a price in {first.currency}", line=piece.row.line)


def _make_item(piece: Piece, shelf: _Shelf, before: Order | None) -> OrderItem:
    for item in before.items if before else ():
        if item.variant_id == piece.variant_id:  # it keeps the title that it was bought under
            return replace(item, price_cents=piece.cents)
    variant = shelf.variants.get(piece.variant_id)
    product = shelf.products.get(variant.product_id) if variant else None
    if variant is None or product is None:
        raise Refused("variant_id", piece.variant_id, "the id of a stored variant", line=piece.row.line)
    return OrderItem(variant.id, product.id, product.title, variant.options, piece.cents)


def _read_cents(row: Row, column: str, currency: str) -> int:
    if not row.first(column):
        return 0
    cents, named = read_price(row, column, currency)
    if named != currency:
        raise Refused(column, row.first(column), f"an amount in {currency}")
    return cents


def _make_payments(row: Row, order: Order, methods: Mapping[str, PaymentMethod]) -> tuple[Transaction, ...]:
    """Return what was paid and, for a cancelled order, given back; () when the row does not say with what."""
    id = row.first("payment_method_id")
    if not id:
        return ()
    if id not in methods or methods[id].customer_id != order.customer_id:
        raise Refused("payment_method_id", id, "a stored payment method of this customer")
    paid = Transaction(TransactionKind.PAYMENT, id, order.total_cents, order.placed_at)
    if order.status is not OrderStatus.CANCELLED:
        return (paid,)
    return (paid, Transaction(TransactionKind.REFUND, id, order.total_cents))


def _move_on(before: Order, after: Order) -> Order:
    """Return `after` if it is `before`, the same or further on its way; what a file leaves out stays."""
    after = replace(
        after,
        delivered_at=after.delivered_at or before.delivered_at,
        fulfillments=after.fulfillments or before.fulfillments,
    )
    moved = replace(before, status=after.status, delivered_at=after.delivered_at, fulfillments=after.fulfillments)
    onward = before.status in _WAY and after.status in _WAY[_WAY.index(before.status) :]
    if before != after and (moved != after or not onward):
        allowed = f"a new order, or {before.id} as it is stored ({before.status.value}) or further on its way"
        raise Refused("id", after.id, allowed)
    return after
