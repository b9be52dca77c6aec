"""Who has left since a model was learned: what it counted of them counts no longer, at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from recommender.acts import date_of
from recommender.model import LEAST_TOGETHER, Model
from shop.activity import Event, EventName
from shop.consent import ConsentRecord, Purpose, consenting
from shop.orders.records import AuditEntry
from shop.purchases import purchases_of
from shop.store import AtLeast, OneOf, Reader

_ERASURE = "erase_me"  # as the shop audits it
_LATE = timedelta(minutes=10)  # that a transaction may take from its stamp to its end

_Sets = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Gone:
    """What those have who let the models learn of them no longer, or are erased; a set of product ids each.

    What the erased looked at is forgotten with them, so that each may have looked at anything.
    """

    bought: _Sets = ()
    viewed: _Sets = ()
    forgotten: int = 0

    def leaves_bought(self, model: Model, one: str, other: str) -> bool:
        """Return whether enough people are left who bought both that it may be told."""
        known = model.count_bought(one, other)
        return known >= LEAST_TOGETHER and known - _count(self.bought, one, other) >= LEAST_TOGETHER

    def leaves_viewed(self, model: Model, one: str, other: str) -> bool:
        """Return whether enough people are left who looked at both that it may be told."""
        known = model.count_viewed(one, other) - self.forgotten
        return known >= LEAST_TOGETHER and known - _count(self.viewed, one, other) >= LEAST_TOGETHER


class Departures:
    """Reads who is gone; what they had only when others have gone since the look before. Safe to share by threads."""

    def __init__(self) -> None:
        self._known: tuple[tuple[str, ...], Gone] = ((), Gone())

    def look(self, tx: Reader, model: Model) -> Gone:
        """Return what of this model no longer counts at this moment; two small queries when nobody is gone."""
        since = AtLeast(date_of(model.learned_at) - _LATE)
        withdrawn = tx.find(ConsentRecord, order="at", purpose=Purpose.TRAIN, granted=False, at=since)
        ids = {record.customer_id for record in withdrawn}
        left = ids - consenting(tx, Purpose.TRAIN, ids) if ids else ids
        erased = {entry.subject_id for entry in tx.find(AuditEntry, order="at", action=_ERASURE, at=since)}
        key = (*sorted(left), "", *sorted(erased))
        known = self._known
        if known[0] != key:
            known = self._known = (key, _read(tx, sorted(left), sorted(erased)) if left or erased else Gone())
        return known[1]


def _read(tx: Reader, left: list[str], erased: list[str]) -> Gone:
    bought = ((one.customer_id, one.product_id) for one in purchases_of(tx, (*left, *erased)))
    events = tx.find(Event, customer_id=OneOf(tuple(left)), name=OneOf((EventName.VIEW_ITEM, EventName.PURCHASE)))
    acted = [(one.name, (one.customer_id, one.product_id)) for one in events if one.product_id is not None]
    return Gone(
        bought=_group((*bought, *(pair for name, pair in acted if name is EventName.PURCHASE))),
        viewed=_group(pair for name, pair in acted if name is EventName.VIEW_ITEM),
        forgotten=len(erased),
    )


def _group(pairs: Iterable[tuple[str, str]]) -> _Sets:
    products: dict[str, set[str]] = {}
    for customer_id, product_id in pairs:
        products.setdefault(customer_id, set()).add(product_id)
    return tuple(frozenset(ids) for ids in products.values())


def _count(sets: _Sets, one: str, other: str) -> int:
    return sum(one in ids and other in ids for ids in sets)
