"""Messages waiting to be brought to customers, each delivered once."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from shop.errors import Invalid, NotFound
from shop.ids import new_id
from shop.store import INDEXED, Store, Writer
from shop.texts import check_id

LONGEST_LIST = 100


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


def notify(tx: Writer, customer_id: str, kind: str, subject_id: str, facts: dict[str, str]) -> Notification:
    """Leave a message for the customer, and return it."""
    notification = Notification(new_id("note"), customer_id, kind, subject_id, facts, tx.now)
    tx.add(notification)
    return notification


def pending(store: Store, customer_id: str, *, limit: int = LONGEST_LIST) -> tuple[Notification, ...]:
    """Return what was not delivered yet, oldest first; () for nothing. Raises Invalid for a limit outside 1 to 100."""
    if not 1 <= limit <= LONGEST_LIST:
        raise Invalid("limit", f"A list has 1 to {LONGEST_LIST} notifications, not {limit}.")
    owner = check_id("customer_id", customer_id)
    with store.read() as tx:
        return tuple(tx.find(Notification, order="at", limit=limit, customer_id=owner, delivered_at=None))


def mark_delivered(store: Store, customer_id: str, notification_id: str) -> bool:
    """Say that the customer has it. Return True to exactly one caller: who gets False must not bring it again.

    Raises NotFound, the same for a missing notification and for somebody else's.
    """
    with store.write() as tx:
        return claim(tx, customer_id, notification_id)


def claim(tx: Writer, customer_id: str, notification_id: str) -> bool:
    """Do what `mark_delivered` does, inside the transaction that brings it."""
    found = tx.lock(Notification, check_id("notification_id", notification_id))
    if found is None or found.customer_id != customer_id:
        raise NotFound("notification", notification_id)
    if found.delivered_at is not None:
        return False
    tx.put(replace(found, delivered_at=tx.now))
    return True
