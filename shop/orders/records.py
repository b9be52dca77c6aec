"""What an order is."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shop.customers import Address
from shop.store import INDEXED


class OrderStatus(StrEnum):
    PENDING = "pending"
    ITEMS_MODIFIED = "pending (item modified)"  # still pending, but no longer changeable
    PROCESSED = "processed"  # packed or on its way
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURN_REQUESTED = "return requested"
    EXCHANGE_REQUESTED = "exchange requested"


class CancelReason(StrEnum):
    NO_LONGER_NEEDED = "no longer needed"
    BY_MISTAKE = "ordered by mistake"


@dataclass(frozen=True)
class OrderItem:
    """One piece: an order of two equal shirts has two of these."""

    variant_id: str
    product_id: str
    title: str
    options: dict[str, str]
    price_cents: int


class TransactionKind(StrEnum):
    PAYMENT = "payment"
    REFUND = "refund"


@dataclass(frozen=True)
class Transaction:
    """Money that moved, always a positive amount or 0."""

    kind: TransactionKind
    payment_method_id: str
    amount_cents: int
    at: datetime | None = None


@dataclass(frozen=True)
class Fulfillment:
    """A parcel."""

    tracking_ids: tuple[str, ...]
    variant_ids: tuple[str, ...]


@dataclass(frozen=True)
class Return:
    """Pieces that come back; variant ids sorted, one entry a piece."""

    variant_ids: tuple[str, ...]
    payment_method_id: str
    requested_at: datetime


@dataclass(frozen=True)
class Exchange:
    """Pieces that come back for others of the same products; ids sorted, one entry a piece."""

    variant_ids: tuple[str, ...]
    new_variant_ids: tuple[str, ...]
    payment_method_id: str
    price_difference_cents: int  # positive: the customer pays
    requested_at: datetime


@dataclass(frozen=True)
class Order:
    """An order with everything that happened to it. `id` is the number shoppers see: "#W1234567"."""

    id: str
    customer_id: str = field(metadata=INDEXED)
    status: OrderStatus
    items: tuple[OrderItem, ...]
    address: Address
    currency: str
    payments: tuple[Transaction, ...]
    fulfillments: tuple[Fulfillment, ...]
    placed_at: datetime = field(metadata=INDEXED)
    delivered_at: datetime | None = None
    cancel_reason: CancelReason | None = None
    returned: Return | None = None
    exchanged: Exchange | None = None
    shipping_cents: int = 0
    discount_cents: int = 0
    gift_for: str = ""  # customer id of the recipient; never shown to them

    @property
    def total_cents(self) -> int:
        return sum(item.price_cents for item in self.items) + self.shipping_cents - self.discount_cents


@dataclass(frozen=True)
class Proposal:
    """A change that waits for its owner's yes. `id` is the hash of the token, which itself is never stored."""

    id: str
    customer_id: str = field(metadata=INDEXED)
    order_id: str | None  # None for a change of the profile
    action: str
    arguments: dict[str, str]  # the exact request as canonical JSON under "request"
    arguments_hash: str
    summary: str
    proposed_at: datetime
    expires_at: datetime
    executed_at: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True)
class AuditEntry:
    """Who did what, when, and what it changed. Never altered, never deleted with the order."""

    id: str
    actor_id: str = field(metadata=INDEXED)
    customer_id: str = field(metadata=INDEXED)
    action: str
    subject_id: str = field(metadata=INDEXED)
    before: dict[str, str]
    after: dict[str, str]
    at: datetime = field(metadata=INDEXED)
