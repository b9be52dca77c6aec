"""What changed in the store since the last look, at the price of three small queries when nothing did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from shop.store import Above, AtLeast, Condition, Reader, V

_EVER = datetime.min.replace(tzinfo=UTC)
_LONGEST = timedelta(minutes=10)  # that a transaction may take from its stamp to its end: a large import takes one


class _Record(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_Record)
Stamps = tuple[datetime | None, ...]
"""In the order of `Watch.stamps`."""


@dataclass(frozen=True)
class Change(Generic[R]):
    """`changed` holds new records too, and may hold some that are as they were."""

    changed: tuple[R, ...] = ()
    gone_ids: tuple[str, ...] = ()


@dataclass
class Stamped(Generic[V]):
    """Watches the records of a kind by one stamp, which all their changes move forward; who was removed is not seen.

    It keeps no more than the last minutes, so that millions may be watched; where nothing changed a look counts twice.
    `view` is what it tells of a record, its id and its stamp among it.
    """

    kind: type[Any]
    view: type[V]
    stamp: str

    def __post_init__(self) -> None:
        self._looked: datetime | None = None
        self._newest = _EVER  # of the stamps seen; what was there long before the first look is none of them
        self._lately: dict[str, datetime] = {}  # stamps of the last minutes before the last look, by id

    def look(self, tx: Reader) -> list[V]:
        """Return what was stamped since the look before; [] at the first one.

        Of transactions that run side by side, the one that ends last may have the older stamp: that is found, too.
        """
        first, since = self._looked is None, (self._looked or tx.now) - _LONGEST
        if first:
            self._newest = since  # millions may be older: counting them takes a large shop longer than a search
        self._looked = tx.now
        lately = {id: at for id, at in self._lately.items() if at >= since}
        bound: dict[str, Condition] = {self.stamp: AtLeast(since)}
        if tx.count(self.kind, **bound) == len(lately) and not self._moved(tx):
            self._lately = lately
            return []
        found: list[Any] = tx.select(self.kind, self.view, order=self.stamp, descending=False, limit=None, **bound)
        self._lately = {one.id: getattr(one, self.stamp) for one in found}
        self._newest = max([self._newest, *self._lately.values()])
        return [] if first else [one for one in found if lately.get(one.id) != self._lately[one.id]]

    def _moved(self, tx: Reader) -> bool:
        """Return whether anything is stamped later than all that was seen."""
        newer: dict[str, Condition] = {self.stamp: Above(self._newest)}
        return tx.count(self.kind, **newer) > 0


@dataclass
class Watch(Generic[R]):
    """Watches the records of a kind that meet `where`, by their number and their newest stamps.

    `stamps` are the fields that a change moves forward; a record may have None in them. A change that moves none is
    seen only when the number of records changes with it. Of transactions that run side by side, the one that ends last
    may have the older stamp: so it also counts what has a stamp of the last ten minutes.
    """

    kind: type[R]
    stamps: Sequence[str]
    where: dict[str, Condition] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known: dict[str, Stamps] = {}
        self._lately: dict[str, Stamps] = {}  # those of the known that had a stamp of the last minutes at their look
        self._newest: tuple[datetime, ...] = ()

    def look(self, tx: Reader) -> Change[R]:
        """Return what changed since the look before; everything at the first one."""
        if not self._newest:
            return self._read_all(tx)
        count = tx.count(self.kind, **self.where)
        changed = {record.id: record for record in (*self._find_moved(tx), *self._find_late(tx))}
        if len(self._known) + sum(id not in self._known for id in changed) != count:
            return self._read_all(tx)
        if not changed:
            return Change()
        new = {record.id: self._stamps_of(record) for record in changed.values()}
        self._known = self._known | new
        self._lately |= new
        self._newest = self._find_newest([self._newest, *new.values()])
        return Change(tuple(changed.values()))

    def _read_all(self, tx: Reader) -> Change[R]:
        found = tx.find(self.kind, order="id", descending=False, limit=None, **self.where)
        before, self._known = self._known, {record.id: self._stamps_of(record) for record in found}
        self._lately = dict(self._known)
        self._newest = self._find_newest(self._known.values())
        changed = tuple(record for record in found if before.get(record.id) != self._known[record.id])
        return Change(changed, tuple(id for id in before if id not in self._known))

    def _find_newest(self, known: Iterable[Stamps]) -> tuple[datetime, ...]:
        """Return the newest of each stamp; the beginning of time for one that nothing has."""
        newest = [_EVER] * len(self.stamps)
        for own in known:
            newest = [max(one, at or _EVER) for one, at in zip(newest, own, strict=True)]
        return tuple(newest)

    def _find_late(self, tx: Reader) -> list[R]:
        """Return what has a stamp of the last minutes that it did not have, if their number tells of any."""
        since = tx.now - _LONGEST
        late: dict[str, R] = {}
        self._lately = {id: own for id, own in self._lately.items() if any(at and at >= since for at in own)}
        for place, stamp in enumerate(self.stamps):
            bound: dict[str, Condition] = {**self.where, stamp: AtLeast(since)}
            known = sum(at is not None and at >= since for at in (own[place] for own in self._lately.values()))
            if tx.count(self.kind, **bound) != known:
                found = tx.find(self.kind, order=stamp, descending=False, limit=None, **bound)
                late |= {one.id: one for one in found if self._known.get(one.id) != self._stamps_of(one)}
        return list(late.values())

    def _find_moved(self, tx: Reader) -> list[R]:
        moved: dict[str, R] = {}
        for stamp, newest in zip(self.stamps, self._newest, strict=True):
            bound: dict[str, Condition] = {**self.where, stamp: Above(newest)}
            found = tx.find(self.kind, order=stamp, descending=False, limit=None, **bound)
            moved |= {record.id: record for record in found}
        return list(moved.values())

    def _stamps_of(self, record: R) -> Stamps:
        return tuple(getattr(record, stamp) for stamp in self.stamps)
