"""Price history from the first observation on, and alerts."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shop.store import INDEXED


@dataclass(frozen=True)
class PriceObservation:
    """From `at` on the variant cost this. Written when a price is first seen or changes: no invented past."""

    id: str
    variant_id: str = field(metadata=INDEXED)
    price_cents: int
    currency: str
    at: datetime = field(metadata=INDEXED)


class AlertKind(StrEnum):
    PRICE = "price"
    BACK_IN_STOCK = "back_in_stock"


@dataclass(frozen=True)
class Alert:
    """Tell the customer once when the price falls to `threshold_cents` or below, or when stock comes back.

    It fires at a crossing and is armed again only when the condition has stopped holding. `id` is
    pair_id(customer_id, variant_id) + ":" + kind.
    """

    id: str
    customer_id: str = field(metadata=INDEXED)
    variant_id: str = field(metadata=INDEXED)
    kind: AlertKind
    threshold_cents: int | None  # set exactly for PRICE
    armed: bool
    created_at: datetime
    fired_at: datetime | None = None


@dataclass(frozen=True)
class Notification:
    """A message waiting to be brought to a customer: an alert that fired, a friend's vote, a friend request."""

    id: str
    customer_id: str = field(metadata=INDEXED)
    kind: str  # "price" | "back_in_stock" | "poll_invitation" | "vote" | "friend_request" | "friend_accepted"
    subject_id: str
    facts: dict[str, str]
    at: datetime
    delivered_at: datetime | None = field(default=None, metadata=INDEXED)
