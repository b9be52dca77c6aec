"""Where an order is, and where its refunds are: facts, worked out from what is stored."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from shop.customers import PaymentKind, PaymentMethod
from shop.orders.amounts import refund_window, returned_cents
from shop.orders.lookup import get_own_order
from shop.orders.records import Fulfillment, Order, OrderStatus, TransactionKind
from shop.orders.rules import pick_pieces
from shop.store import Reader, Store


@dataclass(frozen=True)
class Tracking:
    """How far an order is; `parcels` is () until something is sent."""

    order_id: str
    status: OrderStatus
    placed_at: datetime
    delivered_at: datetime | None
    parcels: tuple[Fulfillment, ...]


class RefundState(StrEnum):
    PAID = "paid"  # on the gift card
    ON_ITS_WAY = "on its way"  # sent to a bank or PayPal
    AWAITING_PARCEL = "awaiting parcel"  # sent when the pieces are back


@dataclass(frozen=True)
class Refund:
    """Money that goes back. The days are those on which it should arrive.

    They are None while the parcel is awaited, and for a refund whose day of sending is not known.
    """

    amount_cents: int
    currency: str
    payment_method_id: str
    payment_method: str  # its label, or its id when it was removed since
    state: RefundState
    sent_at: datetime | None
    earliest: date | None
    latest: date | None


def track(store: Store, customer_id: str, order_id: str) -> Tracking:
    """Return where the customer's order is. Raises NotFound."""
    with store.read() as tx:
        order = get_own_order(tx, customer_id, order_id)
    return Tracking(order.id, order.status, order.placed_at, order.delivered_at, order.fulfillments)


def refund_status(store: Store, customer_id: str, order_id: str) -> tuple[Refund, ...]:
    """Return the refunds of the customer's order, oldest first; () when none is due. Raises NotFound."""
    with store.read() as tx:
        order = get_own_order(tx, customer_id, order_id)
        sent = [
            _describe(tx, order, payment.payment_method_id, payment.amount_cents, payment.at)
            for payment in order.payments
            if payment.kind is TransactionKind.REFUND and payment.amount_cents
        ]
        return (*sent, *_awaited(tx, order))


def _describe(tx: Reader, order: Order, method_id: str, cents: int, sent_at: datetime | None) -> Refund:
    method = tx.get(PaymentMethod, method_id)
    at_once = method is not None and method.kind is PaymentKind.GIFT_CARD
    earliest = latest = None
    if sent_at is not None:
        earliest, latest = (sent_at.date(), sent_at.date()) if at_once else refund_window(sent_at.date())
    return Refund(
        amount_cents=cents,
        currency=order.currency,
        payment_method_id=method_id,
        payment_method=method.label if method else method_id,
        state=RefundState.PAID if at_once else RefundState.ON_ITS_WAY,
        sent_at=sent_at,
        earliest=earliest,
        latest=latest,
    )


def _awaited(tx: Reader, order: Order) -> list[Refund]:
    owed: dict[str, int] = {}
    if order.returned is not None:
        pieces = tuple(order.items[position] for position in pick_pieces(order, order.returned.variant_ids))
        owed[order.returned.payment_method_id] = returned_cents(order, pieces)
    if order.exchanged is not None:
        owed[order.exchanged.payment_method_id] = -order.exchanged.price_difference_cents
    awaited = [_describe(tx, order, method_id, cents, None) for method_id, cents in owed.items() if cents > 0]
    return [replace(refund, state=RefundState.AWAITING_PARCEL) for refund in awaited]
