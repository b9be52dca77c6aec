"""What changed in the store since the last look, at the price of two small queries when nothing did."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

from shop.store import Above, AtLeast, Condition, Reader

_EVER = datetime.min.replace(tzinfo=UTC)


class _Record(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_Record)


@dataclass(frozen=True)
class Change(Generic[R]):
    """`changed` holds new records too, and may hold some that are as they were."""

    changed: tuple[R, ...] = ()
    gone_ids: tuple[str, ...] = ()


@dataclass
class Watch(Generic[R]):
    """Watches the records of a kind that meet `where`, by their number and their newest stamps.

    `stamps` are the fields that a change moves forward; a record may have None in them. A change that moves none is
    seen only when the number of records changes with it.
    """

    kind: type[R]
    stamps: Sequence[str]
    where: dict[str, Condition] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known: dict[str, tuple[datetime | None, ...]] = {}
        self._newest: tuple[datetime, ...] = ()

    def look(self, tx: Reader) -> Change[R]:
        """Return what changed since the look before; everything at the first one."""
        newest = tuple(self._find_newest(tx, stamp) for stamp in self.stamps)
        count = tx.count(self.kind, **self.where)
        if newest == self._newest and count == len(self._known):
            return Change()
        changed = self._find_moved(tx) if self._newest else []
        before, self._newest = self._known, newest
        if len(before.keys() | {record.id for record in changed}) != count or not before:
            return self._read_all(tx)
        self._known = before | {record.id: self._stamps_of(record) for record in changed}
        return Change(tuple(changed))

    def _read_all(self, tx: Reader) -> Change[R]:
        found = tx.find(self.kind, order="id", descending=False, limit=None, **self.where)
        before, self._known = self._known, {record.id: self._stamps_of(record) for record in found}
        changed = tuple(record for record in found if before.get(record.id) != self._known[record.id])
        return Change(changed, tuple(id for id in before if id not in self._known))

    def _find_newest(self, tx: Reader, stamp: str) -> datetime:
        bound: dict[str, Condition] = {**self.where, stamp: AtLeast(_EVER)}
        found = tx.find(self.kind, order=stamp, descending=True, limit=1, **bound)
        newest: datetime = getattr(found[0], stamp) if found else _EVER
        return newest

    def _find_moved(self, tx: Reader) -> list[R]:
        moved: dict[str, R] = {}
        for stamp, newest in zip(self.stamps, self._newest, strict=True):
            bound: dict[str, Condition] = {**self.where, stamp: Above(newest)}
            found = tx.find(self.kind, order="id", descending=False, limit=None, **bound)
            moved |= {record.id: record for record in found}
        return list(moved.values())

    def _stamps_of(self, record: R) -> tuple[datetime | None, ...]:
        return tuple(getattr(record, stamp) for stamp in self.stamps)
