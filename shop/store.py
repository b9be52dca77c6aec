"""Where records are kept: the protocol that the in-memory fake, SQLite and PostgreSQL fulfil.

A record is a frozen dataclass with `id: str`. What must be unique is made so by its id (`pair_id`), or by
`field(metadata=UNIQUE)`; `field(metadata=INDEXED)` asks for an index. Fields that hold tuples, dicts or other
dataclasses cannot be searched by.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar

UNIQUE = {"unique": True}
INDEXED = {"index": ()}


def indexed_with(*fields: str) -> dict[str, tuple[str, ...]]:
    """Ask for an index that holds these fields as well: who wants no others of many records need not read them."""
    return {"index": fields}


class Record(Protocol):
    """What a store keeps: a frozen dataclass with a string id of 1 to 200 characters."""

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Record)
V = TypeVar("V", bound=tuple[Any, ...])  # a NamedTuple of some fields of a record, by the same names

Scalar = str | int | float | bool | datetime | StrEnum | None


@dataclass(frozen=True)
class OneOf:
    """Matches any of `values`; none of them when empty."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True)
class AtLeast:
    """Matches `value` and above; never None."""

    value: int | float | str | datetime


@dataclass(frozen=True)
class Below:
    """Matches what is strictly under `value`; never None."""

    value: int | float | str | datetime


@dataclass(frozen=True)
class Above:
    """Matches what is strictly over `value`; never None."""

    value: int | float | str | datetime


@dataclass(frozen=True)
class Contains:
    """Matches text that holds `text` anywhere, ignoring ASCII case; never None."""

    text: str


Condition = Scalar | OneOf | AtLeast | Below | Above | Contains


class Reader(Protocol):
    """A consistent view of the store. `now` is one instant for the whole transaction, aware, in UTC."""

    @property
    def now(self) -> datetime: ...

    def get(self, kind: type[R], id: str) -> R | None:
        """Return the record, or None."""

    def get_many(self, kind: type[R], ids: Iterable[str]) -> dict[str, R]:
        """Return the records that exist, by id, in the order of `ids`; {} for none."""

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
        """Return the records that meet every condition, sorted by the field `order` (then by id); [] for none.

        Raises ValueError for a field that the kind does not have or that cannot be searched by.
        """

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
        """Return what `find` returns, but of each record only the fields that the view has: reading fewer takes less.

        The view is a NamedTuple. Raises ValueError as `find` does, and for a field that the kind does not have.
        """

    def values(self, kind: type[R], field: str, /, **where: Condition) -> frozenset[Any]:
        """Return what `field` is in the records that meet every condition, each value once.

        Raises ValueError for a field that the kind does not have or that cannot be searched by.
        """

    def tally(self, kind: type[R], fields: tuple[str, ...], /, **where: Condition) -> dict[tuple[Any, ...], int]:
        """Return how many records that meet every condition have which values in these fields; {} for none.

        Raises ValueError for a field that the kind does not have or that cannot be searched by.
        """

    def each(self, kind: type[R], view: type[V], /, *, order: str = "id", **where: Condition) -> Iterator[V]:
        """Yield what `select` returns, held in memory a few at a time; before the transaction ends.

        Raises ValueError as `select` does, at once. Records written meanwhile may be among them or not.
        """

    def count(self, kind: type[R], /, **where: Condition) -> int:
        """Return how many records meet every condition."""


class Writer(Reader, Protocol):
    """A transaction: what it writes is seen by others all at once on leaving, or, on an exception, never."""

    def lock(self, kind: type[R], id: str) -> R | None:
        """Return the newest state of the record and keep every other writer from it until this transaction ends.

        Lock before reading what a decision depends on (stock, a balance, a status); several in the order of their ids.
        """

    def add(self, *records: Record) -> None:
        """Store new records. Raises AlreadyExists, storing none, when an id or a unique field is taken."""

    def put(self, *records: Record) -> None:
        """Store records, replacing those with the same id. Raises AlreadyExists when a unique field is another's."""

    def remove(self, kind: type[R], *ids: str) -> int:
        """Delete these records; return how many there were."""


class Together(Protocol):
    """What a thread does as one, between beginning and end; see `JoiningStore.together`."""

    @property
    def wrote(self) -> bool:
        """Whether something is written, beside what is only noted."""

    def give_up(self) -> bool:
        """Let nothing of it stay, from another thread: what it writes is undone now, what it tries later is refused.

        The thread gets GivenUp when it goes on. False when all of it stays already.
        """


class Store(Protocol):
    """Opens transactions. Safe to share between threads; a transaction belongs to one thread."""

    def read(self) -> AbstractContextManager[Reader]:
        """Open a consistent view. Raises StoreUnavailable."""

    def write(self, *, noted: bool = False) -> AbstractContextManager[Writer]:
        """Open a transaction, committed on leaving, rolled back on an exception. Raises StoreUnavailable.

        `noted` is what may be written twice or be lost, such as that a list was shown: it begins nothing together.
        """


class JoiningStore(Store, Protocol):
    """A store that can make one transaction of several."""

    def together(self) -> AbstractContextManager[Together]:
        """Make one transaction of all that this thread writes: from its first write on, also of what it reads.

        Committed on leaving, rolled back on an exception; one of its writes that raises is undone by itself. Not
        within another. Raises StoreUnavailable.
        """
