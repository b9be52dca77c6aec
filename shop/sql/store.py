"""The store protocol on SQLAlchemy Core."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from shop.errors import AlreadyExists, Conflict, StoreUnavailable
from shop.sql import statements
from shop.sql.engine import make_engine
from shop.sql.reading import Reading
from shop.sql.together import SqlTogether
from shop.store import Condition, R, Reader, Record, V, Writer

_BATCH = 5_000  # ids in one IN list: below SQLite's limit of 32,766 variables
_HELD = 1_000  # rows of `each`

T = TypeVar("T")


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SqlTransaction:
    """A `Writer`; doors hand it out as a `Reader` where nothing may be written."""

    def __init__(
        self, connection: sa.Connection, tables: dict[type[Any], sa.Table], reading: Reading, now: datetime
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._reading = reading
        self.now = now

    def get(self, kind: type[R], id: str) -> R | None:
        return self._one(kind, statements.select_one(self._tables[kind]), id)

    def lock(self, kind: type[R], id: str) -> R | None:
        return self._one(kind, statements.select_for_update(self._tables[kind]), id)

    def get_many(self, kind: type[R], ids: Iterable[str]) -> dict[str, R]:
        wanted = list(dict.fromkeys(ids))
        query = statements.select_many(self._tables[kind])
        found: dict[str, R] = {}
        for start in range(0, len(wanted), _BATCH):
            some = self._read(query, {"keys": tuple(wanted[start : start + _BATCH])}, kind)
            found.update((record.id, record) for record in some)
        return {id: found[id] for id in wanted if id in found}

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
        return self._search(kind, kind, where, order, descending, limit)

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
        fields: tuple[str, ...] = view._fields  # type: ignore[attr-defined]
        return self._search(kind, view, where, order, descending, limit, fields)

    def values(self, kind: type[R], field: str, /, **where: Condition) -> frozenset[Any]:
        query = statements.distinct(self._tables[kind], statements.shape_of(where), field)
        return frozenset(self._read(query, statements.values_of(where), _take))

    def tally(self, kind: type[R], fields: tuple[str, ...], /, **where: Condition) -> dict[tuple[Any, ...], int]:
        query = statements.tally(self._tables[kind], statements.shape_of(where), fields)
        return dict(self._read(query, statements.values_of(where), _split_count))

    def each(self, kind: type[R], view: type[V], /, *, order: str = "id", **where: Condition) -> Iterator[V]:
        fields: tuple[str, ...] = view._fields  # type: ignore[attr-defined]
        shape, values = statements.shape_of(where), statements.values_of(where)
        query = statements.search(self._tables[kind], shape, order, descending=False, limited=False, fields=fields)
        return chain.from_iterable(self._reading.read_on(self._connection, query, values, view, _HELD))

    def count(self, kind: type[R], /, **where: Condition) -> int:
        query = statements.count(self._tables[kind], statements.shape_of(where))
        return sum(self._read(query, statements.values_of(where), int))

    def add(self, *records: Record) -> None:
        with self._all_or_none(records):
            self._insert(records, statements.insert)

    def put(self, *records: Record) -> None:
        if any(statements.is_unique_beside_id(self._tables[kind]) for kind in {type(record) for record in records}):
            with self._all_or_none(records):
                self._insert(records, statements.upsert)
        else:
            self._insert(records, statements.upsert)

    def remove(self, kind: type[R], *ids: str) -> int:
        statement = statements.delete(self._tables[kind])
        batches = (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
        return sum(self._connection.execute(statement, {"keys": batch}).rowcount for batch in batches)

    def _search(
        self,
        kind: type[Any],
        make: Callable[..., T],
        where: Mapping[str, Condition],
        order: str,
        descending: bool,
        limit: int | None,
        fields: tuple[str, ...] = (),
    ) -> list[T]:
        shape, values = statements.shape_of(where), statements.values_of(where)
        query = statements.search(self._tables[kind], shape, order, descending, limit is not None, fields)
        if limit is not None:
            values[statements.LIMIT] = limit
        return self._read(query, values, make)

    def _one(self, kind: type[R], query: sa.Select[Any], id: str) -> R | None:
        return next(iter(self._read(query, {"key": id}, kind)), None)

    def _read(self, query: sa.Select[Any], values: Mapping[str, Any], make: Callable[..., T]) -> list[T]:
        return self._reading.read(self._connection, query, values, make)

    def _insert(self, records: tuple[Record, ...], statement: Callable[[sa.Table], sa.Insert]) -> None:
        by_kind: dict[type[Any], list[dict[str, Any]]] = {}
        for record in records:
            by_kind.setdefault(type(record), []).append(vars(record))
        for kind, rows in by_kind.items():
            self._connection.execute(statement(self._tables[kind]), rows)

    @contextmanager
    def _all_or_none(self, records: tuple[Record, ...]) -> Iterator[None]:
        """Undo what is done within on AlreadyExists, so that a caller may catch it and go on.

        In the driver's words: SQLAlchemy compiles its own savepoints anew each time, which takes longer than a write.
        """
        self._connection.exec_driver_sql("SAVEPOINT writing")
        try:
            yield
        except sa.exc.IntegrityError as error:
            self._connection.exec_driver_sql("ROLLBACK TO SAVEPOINT writing")
            names = ", ".join(sorted({type(record).__name__ for record in records}))
            raise AlreadyExists(f"{names}: this id or unique value is taken ({error.orig}).") from error
        self._connection.exec_driver_sql("RELEASE SAVEPOINT writing")


class SqlStore:
    """A `Store` in the database at `url`. `clock` gives each transaction its `now`; aware, UTC by default."""

    def __init__(
        self, url: str, tables: dict[type[Any], sa.Table], *, clock: Callable[[], datetime] = _utc_now
    ) -> None:
        self.engine = make_engine(url)
        self._tables = tables
        self._reading = Reading(self.engine.dialect)
        self._clock = clock
        self._here = threading.local()

    def read(self) -> AbstractContextManager[Reader]:
        together = self._together
        whole = together.read() if together and together.wrote else self._connect(writes=False)
        return cast(AbstractContextManager[Reader], self._transaction(whole))

    def write(self, *, noted: bool = False) -> AbstractContextManager[Writer]:
        together = self._together
        if together is None or (noted and not together.wrote):
            return self._transaction(self._connect(writes=True))
        return self._transaction(together.write())

    @contextmanager
    def together(self) -> Iterator[SqlTogether]:
        if self._together is not None:
            raise RuntimeError("this thread does something together already")
        with _translating(), SqlTogether(partial(self._connect, writes=True)) as together:
            self._here.together = together
            try:
                yield together
            finally:
                self._here.together = None

    @property
    def _together(self) -> SqlTogether | None:
        return getattr(self._here, "together", None)

    def close(self) -> None:
        """Close every connection; the store must not be used afterwards."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, opened: AbstractContextManager[sa.Connection]) -> Iterator[SqlTransaction]:
        with _translating(), opened as connection:
            yield SqlTransaction(connection, self._tables, self._reading, self._clock())

    @contextmanager
    def _connect(self, *, writes: bool) -> Iterator[sa.Connection]:
        with self.engine.connect() as connection:
            connection.execution_options(confab_writes=writes)
            if connection.dialect.name == "postgresql" and not writes:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection


@contextmanager
def _translating() -> Iterator[None]:
    try:
        yield
    except sa.exc.OperationalError as error:
        raise _translate(error) from error
    except sa.exc.TimeoutError as error:
        raise StoreUnavailable("The database has no free connection; try again in a moment.") from error


def _split_count(*row: Any) -> tuple[tuple[Any, ...], int]:
    return row[:-1], row[-1]


def _take(value: Any) -> Any:
    return value


def _translate(error: sa.exc.OperationalError) -> Exception:
    code = getattr(error.orig, "pgcode", None)
    if code in {"40P01", "40001"}:  # deadlock, serialization failure
        return Conflict("Somebody changed the same thing at the same moment; try again.")
    return StoreUnavailable(f"The database did not answer: {error.orig}")
