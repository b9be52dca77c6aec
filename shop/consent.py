"""What each customer allows to be done with their data, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from shop.customers import Customer
from shop.errors import NotFound
from shop.ids import new_id
from shop.store import INDEXED, Condition, OneOf, Reader, Store
from shop.texts import check_id, clean_text


class Purpose(StrEnum):
    """What data may be used for. No record means no consent."""

    FRIENDS_SEE = "friends_see"  # friends may see my friends-only and circle things, and that a review is mine
    PERSONALISE = "personalise"  # my behaviour, and what friends show me, may choose what I am shown
    TRAIN = "train"  # my messages and behaviour may teach the models
    SIZES = "show_sizes"  # friends may see the sizes in my profile, beside FRIENDS_SEE


@dataclass(frozen=True)
class ConsentRecord:
    """One grant or withdrawal; the newest for a customer and purpose counts. Records are never changed."""

    id: str
    customer_id: str = field(metadata=INDEXED)
    purpose: Purpose
    granted: bool
    source: str  # where it was said: "chat", "settings page", "import"
    at: datetime = field(metadata=INDEXED)


class _Word(NamedTuple):
    purpose: Purpose
    customer_id: str
    granted: bool


def grant_consent(store: Store, customer_id: str, purpose: Purpose, *, source: str) -> ConsentRecord:
    """Record a yes, in force from the next request on. Raises NotFound for an unknown customer."""
    return _record(store, customer_id, purpose, source, granted=True)


def withdraw_consent(store: Store, customer_id: str, purpose: Purpose, *, source: str) -> ConsentRecord:
    """Record a no, in force from the next request on. Raises NotFound for an unknown customer."""
    return _record(store, customer_id, purpose, source, granted=False)


def allows(tx: Reader, customer_id: str, purpose: Purpose) -> bool:
    """Return whether the customer's newest word on this purpose is yes; without one it is no."""
    return customer_id in consenting(tx, purpose, (customer_id,))


def consenting(tx: Reader, purpose: Purpose, among: Iterable[str] | None = None) -> frozenset[str]:
    """Return who allows this purpose now, among these customers or, for None, among all."""
    where: dict[str, Condition] = {} if among is None else {"customer_id": OneOf(tuple(among))}
    return _read_consenting(tx, (purpose,), where)[purpose]


def consenting_to_each(
    tx: Reader, purposes: tuple[Purpose, ...], among: Iterable[str]
) -> dict[Purpose, frozenset[str]]:
    """Return for each of these purposes who of these customers allows it now, read together."""
    return _read_consenting(tx, purposes, {"customer_id": OneOf(tuple(among))})


def _read_consenting(
    tx: Reader, purposes: tuple[Purpose, ...], where: dict[str, Condition]
) -> dict[Purpose, frozenset[str]]:
    of_one = {"purpose": purposes[0] if len(purposes) == 1 else OneOf(purposes)}
    words = tx.select(ConsentRecord, _Word, order="at", descending=False, limit=None, **of_one, **where)
    newest = {(purpose, customer_id): granted for purpose, customer_id, granted in words}
    allowed: dict[Purpose, set[str]] = {purpose: set() for purpose in purposes}
    for (purpose, customer_id), granted in newest.items():
        if granted:
            allowed[purpose].add(customer_id)
    return {purpose: frozenset(ids) for purpose, ids in allowed.items()}


def consent_history(store: Store, customer_id: str, purpose: Purpose | None = None) -> tuple[ConsentRecord, ...]:
    """Return what the customer granted and withdrew, newest first; () when they never said anything."""
    where: dict[str, Condition] = {"customer_id": check_id("customer_id", customer_id)}
    if purpose is not None:
        where["purpose"] = purpose
    with store.read() as tx:
        return tuple(tx.find(ConsentRecord, order="at", descending=True, limit=None, **where))


def _record(store: Store, customer_id: str, purpose: Purpose, source: str, *, granted: bool) -> ConsentRecord:
    source = clean_text("source", source, shortest=1, longest=100)
    with store.write() as tx:
        if tx.lock(Customer, check_id("customer_id", customer_id)) is None:
            raise NotFound("customer", customer_id)
        before = tx.find(ConsentRecord, customer_id=customer_id, purpose=purpose, order="at", descending=True, limit=1)
        # Later than what it follows, whatever the clocks of two replicas say: the newest record counts.
        at = max([tx.now, *(record.at + timedelta(microseconds=1) for record in before)])
        record = ConsentRecord(new_id("consent"), customer_id, purpose, granted, source, at)
        tx.add(record)
        return record
