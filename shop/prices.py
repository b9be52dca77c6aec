"""Price history from the first observation on, and telling those who watch a variant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from shop.errors import Invalid
from shop.ids import new_id
from shop.notifications import notify
from shop.store import INDEXED, Above, Below, OneOf, Store, Writer
from shop.texts import check_id

_MOST_OBSERVATIONS = 1_000  # of one variant in a history: the newest
_BATCH = 1_000  # variants whose alerts are looked up together


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


class Offer(Protocol):
    """What there is to watch: a `Variant`."""

    @property
    def id(self) -> str: ...
    @property
    def product_id(self) -> str: ...
    @property
    def price_cents(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def active(self) -> bool: ...
    @property
    def available(self) -> bool: ...


def price_history(store: Store, variant_id: str) -> tuple[PriceObservation, ...]:
    """Return what the variant cost from when on, oldest first, the newest 1,000; () when nothing was observed."""
    id = check_id("variant_id", variant_id)
    with store.read() as tx:
        newest = tx.find(PriceObservation, order="at", descending=True, limit=_MOST_OBSERVATIONS, variant_id=id)
    return tuple(reversed(newest))


def lowest_since(store: Store, variant_id: str, since: datetime) -> PriceObservation | None:
    """Return the lowest price in force at some time from `since` on, its earliest observation; None when unknown.

    The price in force at `since` counts, though it was observed before.
    """
    if since.tzinfo is None:
        raise Invalid("since", f"since {since} has no time zone.")
    id = check_id("variant_id", variant_id)
    with store.read() as tx:
        in_force = tx.find(PriceObservation, order="at", descending=True, limit=1, variant_id=id, at=Below(since))
        later = tx.find(PriceObservation, order="at", variant_id=id, at=Above(since))
        exactly = tx.find(PriceObservation, variant_id=id, at=since)
    return min([*(exactly or in_force), *later], key=lambda seen: seen.price_cents, default=None)


def observe(tx: Writer, changes: Iterable[tuple[Offer | None, Offer]]) -> None:
    """Write down the prices that are new or differ; a change is the offer before (None: there was none) and after."""
    tx.add(
        *(
            PriceObservation(new_id("price"), after.id, after.price_cents, after.currency, tx.now)
            for before, after in changes
            if before is None or (before.price_cents, before.currency) != (after.price_cents, after.currency)
        )
    )


def tell_watchers(tx: Writer, changes: Sequence[tuple[Offer, Offer]]) -> None:
    """Fire and re-arm the alerts on these variants, given before and after; the caller holds the variants' locks."""
    by_variant = {after.id: (before, after) for before, after in changes}
    ids = tuple(by_variant)
    for start in range(0, len(ids), _BATCH):
        for found in tx.find(Alert, variant_id=OneOf(ids[start : start + _BATCH])):
            alert = tx.lock(Alert, found.id)
            if alert is not None:  # else its owner was faster in cancelling it
                _tell(tx, alert, *by_variant[alert.variant_id])


def _tell(tx: Writer, alert: Alert, before: Offer, after: Offer) -> None:
    holds = _holds(alert, after)
    # Sales and returns move stock as well: what did not hold before this change is armed, whoever ended it.
    armed = alert.armed or not _holds(alert, before)
    fires = armed and holds
    if fires:
        price = {"price_cents": str(after.price_cents), "currency": after.currency}
        notify(tx, alert.customer_id, alert.kind.value, after.id, {"product_id": after.product_id, **price})
    now = replace(alert, armed=not holds, fired_at=tx.now if fires else alert.fired_at)
    if now != alert:
        tx.put(now)


def _holds(alert: Alert, offer: Offer) -> bool:
    if alert.threshold_cents is None:
        return offer.available
    return offer.active and offer.price_cents <= alert.threshold_cents
