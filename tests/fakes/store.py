"""The store protocol in memory: what tests use where the database is not the point."""

import dataclasses
import threading
import types
import typing
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any, cast

from shop.errors import AlreadyExists, GivenUp
from shop.store import Above, AtLeast, Below, Condition, Contains, OneOf, R, Record, V

Shelf = dict[str, Any]


class MemoryTransaction:
    """Works on copies of the shelves it touches; the store takes them over on leaving."""

    def __init__(self, shelves: dict[type[Any], Shelf], now: datetime) -> None:
        self.shelves = dict(shelves)
        self.now = now
        self._own: set[type[Any]] = set()

    def get(self, kind: type[R], id: str) -> R | None:
        return self.shelves.get(kind, {}).get(id)

    lock = get  # writers already run one at a time

    def get_many(self, kind: type[R], ids: Iterable[str]) -> dict[str, R]:
        shelf = self.shelves.get(kind, {})
        return {id: shelf[id] for id in dict.fromkeys(ids) if id in shelf}

    def find(
        self,
        kind: type[R],
        /,
        *,
        order: str = "id",
        descending: bool = False,
        limit: int | None = None,
        **where: Condition,
    ) -> list[R]:
        _check_fields(kind, [order, *where])
        found = [record for record in self.shelves.get(kind, {}).values() if _matches(record, where)]
        found.sort(key=lambda record: (getattr(record, order), record.id), reverse=descending)
        return found[:limit]

    def select(
        self,
        kind: type[R],
        view: type[V],
        /,
        *,
        order: str = "id",
        descending: bool = False,
        limit: int | None = None,
        **where: Condition,
    ) -> list[V]:
        names = view._fields  # type: ignore[attr-defined]
        if not set(names) <= {field.name for field in dataclasses.fields(cast(Any, kind))}:
            raise ValueError(f"{kind.__name__} does not have all of {names}")
        found = self.find(kind, order=order, descending=descending, limit=limit, **where)
        return [view(*(getattr(record, name) for name in names)) for record in found]

    def values(self, kind: type[R], field: str, /, **where: Condition) -> frozenset[Any]:
        _check_fields(kind, [field])
        return frozenset(
            getattr(record, field) for record in self.find(kind, order="id", descending=False, limit=None, **where)
        )

    def tally(self, kind: type[R], fields: tuple[str, ...], /, **where: Condition) -> dict[tuple[Any, ...], int]:
        _check_fields(kind, list(fields))
        found = self.find(kind, order="id", descending=False, limit=None, **where)
        return dict(Counter(tuple(getattr(record, field) for field in fields) for record in found))

    def each(self, kind: type[R], view: type[V], /, *, order: str = "id", **where: Condition) -> Iterator[V]:
        return iter(self.select(kind, view, order=order, descending=False, limit=None, **where))

    def count(self, kind: type[R], /, **where: Condition) -> int:
        _check_fields(kind, list(where))
        return sum(_matches(record, where) for record in self.shelves.get(kind, {}).values())

    def add(self, *records: Record) -> None:
        ids = [(type(record), record.id) for record in records]
        taken = [id for kind, id in ids if id in self.shelves.get(kind, {})]
        if taken or len(set(ids)) < len(ids):
            raise AlreadyExists(f"these ids are taken: {taken or ids}")
        self.put(*records)

    def put(self, *records: Record) -> None:
        for record in records:
            _check_unique(record, chain(self.shelves.get(type(record), {}).values(), records))
        for record in records:
            self._shelf(type(record))[record.id] = record

    def remove(self, kind: type[R], *ids: str) -> int:
        shelf = self._shelf(kind)
        return sum(shelf.pop(id, None) is not None for id in ids)

    def _shelf(self, kind: type[Any]) -> Shelf:
        if kind not in self._own:
            self.shelves[kind] = dict(self.shelves.get(kind, {}))
            self._own.add(kind)
        return self.shelves[kind]


class MemoryStore:
    """A `Store` that forgets everything with the process."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._shelves: dict[type[Any], Shelf] = {}
        self._writing = threading.Lock()
        self._clock = clock

        self._here = threading.local()

    @contextmanager
    def read(self) -> Iterator[MemoryTransaction]:
        together = getattr(self._here, "together", None)
        yield MemoryTransaction(together.shelves if together and together.wrote else self._shelves, self._clock())

    @contextmanager
    def write(self, *, noted: bool = False) -> Iterator[MemoryTransaction]:
        together = getattr(self._here, "together", None)
        if together is not None and (together.wrote or not noted):
            with together.step(self._clock()) as transaction:
                yield transaction
            return
        with self._writing:
            transaction = MemoryTransaction(self._shelves, self._clock())
            yield transaction
            self._shelves = transaction.shelves

    @contextmanager
    def together(self) -> Iterator["MemoryTogether"]:
        together = self._here.together = MemoryTogether(self)
        try:
            yield together
            with together.ending:
                if together.given_up:
                    raise GivenUp
                if together.wrote:
                    self._shelves = together.shelves
                together.ended = True
        finally:
            self._here.together = None
            together.release()


class MemoryTogether:
    """Holds the store from its first write on, until it ends or is given up."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.wrote = self.ended = self.given_up = self._held = False
        self.shelves: dict[type[Any], Shelf] = {}
        self.ending = threading.Lock()

    @contextmanager
    def step(self, now: datetime) -> Iterator[MemoryTransaction]:
        if not self.wrote:
            self._store._writing.acquire()
            self.wrote = self._held = True
            self.shelves = self._store._shelves
        if self.given_up:
            raise GivenUp
        transaction = MemoryTransaction(self.shelves, now)
        yield transaction
        if self.given_up:
            raise GivenUp
        self.shelves = transaction.shelves

    def give_up(self) -> bool:
        with self.ending:
            if self.ended:
                return False
            self.given_up = True
        self.release()
        return True

    def release(self) -> None:
        with self.ending:
            if self._held:
                self._store._writing.release()
                self._held = False


def _check_fields(kind: type[Any], names: list[str]) -> None:
    hints = typing.get_type_hints(kind)
    known = {name for name, hint in hints.items() if all(_is_scalar(arm) for arm in _arms(hint))}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"{kind.__name__} cannot be searched by {unknown}; by: {sorted(known)}")


def _arms(hint: Any) -> tuple[Any, ...]:
    """Return what a union is of; the hint itself for any other."""
    return typing.get_args(hint) if typing.get_origin(hint) in (types.UnionType, typing.Union) else (hint,)


def _is_scalar(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, str | int | float | date | types.NoneType)


def _check_unique(record: Any, others: Iterable[Any]) -> None:
    for field in dataclasses.fields(record):
        if not field.metadata.get("unique"):
            continue
        value = getattr(record, field.name)
        same_kind = (other for other in others if type(other) is type(record) and other.id != record.id)
        if any(getattr(other, field.name) == value for other in same_kind):
            raise AlreadyExists(f"{type(record).__name__}: {field.name} {value!r} is taken")


def _matches(record: Any, where: dict[str, Condition]) -> bool:
    return all(_meets(getattr(record, name), condition) for name, condition in where.items())


def _meets(value: Any, condition: Condition) -> bool:
    match condition:
        case OneOf(values):
            return value in values
        case AtLeast(bound):
            return value is not None and value >= bound
        case Below(bound):
            return value is not None and value < bound
        case Above(bound):
            return value is not None and value > bound
        case Contains(text):
            return value is not None and text.lower() in value.lower()
        case _:
            return bool(value == condition)
