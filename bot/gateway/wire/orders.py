"""Orders on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from bot.gateway.wire import Cents, Id, Next, Wire
from shop.customers import Address
from shop.orders.records import Order, OrderStatus, TransactionKind

_ADDRESS = {
    "line1": "Lindenstraße 4",
    "line2": "",
    "city": "Freiburg",
    "region": "",
    "postcode": "79098",
    "country": "Germany",
}
_LINE = {"variant_id": "strida-cloudline-2-black-38", "quantity": 1}
_ORDER_IN = {
    "lines": [_LINE],
    "address": _ADDRESS,
    "payment_method_id": "card_maya",
    "shipping_cents": 0,
    "discount_cents": 0,
}
_ORDER = {
    "id": "#W1234567",
    "customer_id": "maya",
    "status": "pending",
    "items": [
        {
            "variant_id": "strida-cloudline-2-black-38",
            "product_id": "strida-cloudline-2",
            "title": "Strida Cloudline 2 road running shoe",
            "options": {"colour": "black", "size": "38"},
            "price_cents": 11990,
        }
    ],
    "address": _ADDRESS,
    "currency": "EUR",
    "shipping_cents": 0,
    "discount_cents": 0,
    "total_cents": 11990,
    "payments": [
        {"kind": "payment", "payment_method_id": "card_maya", "amount_cents": 11990, "at": "2026-11-02T09:30:00Z"}
    ],
    "tracking_ids": [],
    "placed_at": "2026-11-02T09:30:00Z",
    "delivered_at": None,
}


class AddressWire(Wire, json_schema_extra={"examples": [_ADDRESS]}):
    """Where a parcel goes."""

    line1: Annotated[str, Field(min_length=1, max_length=200)]
    line2: Annotated[str, Field(max_length=200)] = ""
    city: Annotated[str, Field(min_length=1, max_length=100)]
    region: Annotated[str, Field(max_length=100)] = ""
    postcode: Annotated[str, Field(min_length=1, max_length=20)]
    country: Annotated[str, Field(min_length=1, max_length=100)]


class LineIn(Wire, json_schema_extra={"examples": [_LINE]}):
    """Pieces of one variant."""

    variant_id: Id
    quantity: Annotated[int, Field(strict=True, ge=1, le=99)]


class OrderIn(Wire, json_schema_extra={"examples": [_ORDER_IN]}):
    """What the customer buys, where it goes and how it is paid."""

    lines: Annotated[tuple[LineIn, ...], Field(min_length=1, max_length=200)]
    address: AddressWire
    payment_method_id: Id
    shipping_cents: Cents = 0
    discount_cents: Cents = 0


class StatusIn(Wire, json_schema_extra={"examples": [{"status": "processed", "tracking_ids": ["LM0012345678"]}]}):
    """The next step of an order, as the warehouse reports it."""

    status: OrderStatus
    tracking_ids: Annotated[tuple[Id, ...], Field(max_length=20)] = ()


class ItemOut(Wire):
    """One piece."""

    variant_id: str
    product_id: str
    title: str
    options: dict[str, str]
    price_cents: int


class PaymentOut(Wire):
    """Money that moved."""

    kind: TransactionKind
    payment_method_id: str
    amount_cents: int
    at: datetime | None


class OrderOut(Wire, json_schema_extra={"examples": [_ORDER]}):
    """An order as it stands."""

    id: str
    customer_id: str
    status: OrderStatus
    items: tuple[ItemOut, ...]
    address: AddressWire
    currency: str
    shipping_cents: int
    discount_cents: int
    total_cents: int
    payments: tuple[PaymentOut, ...]
    tracking_ids: tuple[str, ...]
    placed_at: datetime
    delivered_at: datetime | None


class OrdersOut(Wire, json_schema_extra={"examples": [{"items": [_ORDER], "next": None}]}):
    """A page of orders, newest first."""

    items: tuple[OrderOut, ...]
    next: Next = None


def read_address(address: AddressWire) -> Address:
    """Return the shop's record of this address."""
    return Address(**address.model_dump())


def write_address(address: Address) -> AddressWire:
    """Return the address for the wire; one that is stored is not checked again."""
    return AddressWire.model_construct(**vars(address))


def write_order(order: Order) -> OrderOut:
    """Return the order for the wire."""
    tracking_ids = tuple(id for parcel in order.fulfillments for id in parcel.tracking_ids)
    return OrderOut(
        id=order.id,
        customer_id=order.customer_id,
        status=order.status,
        items=tuple(ItemOut(**vars(item)) for item in order.items),
        address=write_address(order.address),
        currency=order.currency,
        shipping_cents=order.shipping_cents,
        discount_cents=order.discount_cents,
        total_cents=order.total_cents,
        payments=tuple(PaymentOut(**vars(payment)) for payment in order.payments),
        tracking_ids=tracking_ids,
        placed_at=order.placed_at,
        delivered_at=order.delivered_at,
    )
