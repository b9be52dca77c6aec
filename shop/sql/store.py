"""The store protocol on SQLAlchemy Core."""

import functools
import operator
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from shop.errors import AlreadyExists, Conflict, StoreUnavailable
from shop.sql.engine import make_engine
from shop.sql.tables import JsonValue
from shop.store import Above, AtLeast, Below, Condition, Contains, OneOf, R, Reader, Record, Writer

_BATCH = 5_000  # ids in one IN list: below SQLite's limit of 32,766 variables


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SqlTransaction:
    """A `Writer`; doors hand it out as a `Reader` where nothing may be written."""

    def __init__(self, connection: sa.Connection, tables: dict[type[Any], sa.Table], now: datetime) -> None:
        self._connection = connection
        self._tables = tables
        self.now = now

    def get(self, kind: type[R], id: str) -> R | None:
        return self._one(kind, _select_one(self._tables[kind]), id)

    def lock(self, kind: type[R], id: str) -> R | None:
        return self._one(kind, _select_for_update(self._tables[kind]), id)

    def get_many(self, kind: type[R], ids: Iterable[str]) -> dict[str, R]:
        wanted = list(dict.fromkeys(ids))
        table = self._tables[kind]
        found: dict[str, R] = {}
        for start in range(0, len(wanted), _BATCH):
            query = sa.select(table).where(table.c.id.in_(wanted[start : start + _BATCH]))
            found.update((row[0], kind(*row)) for row in self._connection.execute(query))
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
        table = self._tables[kind]
        column = _searchable(table, order)
        by = [column, table.c.id] if order != "id" else [column]
        query = sa.select(table).where(*_clauses(table, where))
        query = query.order_by(*(c.desc() if descending else c.asc() for c in by)).limit(limit)
        return [kind(*row) for row in self._connection.execute(query)]

    def count(self, kind: type[R], /, **where: Condition) -> int:
        table = self._tables[kind]
        query = sa.select(sa.func.count()).select_from(table).where(*_clauses(table, where))
        return int(self._connection.execute(query).scalar_one())

    def add(self, *records: Record) -> None:
        self._insert(records, sa.insert)

    def put(self, *records: Record) -> None:
        dialect = self._connection.dialect.name
        self._insert(records, lambda table: _upsert(table, dialect))

    def remove(self, kind: type[R], *ids: str) -> int:
        table = self._tables[kind]
        batches = (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
        return sum(
            self._connection.execute(sa.delete(table).where(table.c.id.in_(batch))).rowcount for batch in batches
        )

    def _one(self, kind: type[R], query: sa.Select[Any], id: str) -> R | None:
        row = self._connection.execute(query, {"key": id}).one_or_none()
        return None if row is None else kind(*row)

    def _insert(self, records: tuple[Record, ...], statement: Callable[[sa.Table], Any]) -> None:
        by_kind: dict[type[Any], list[dict[str, Any]]] = {}
        for record in records:
            by_kind.setdefault(type(record), []).append(vars(record))
        try:
            with self._connection.begin_nested():  # so that a caller may catch AlreadyExists and go on
                for kind, rows in by_kind.items():
                    self._connection.execute(statement(self._tables[kind]), rows)
        except sa.exc.IntegrityError as error:
            names = ", ".join(sorted({type(record).__name__ for record in records}))
            raise AlreadyExists(f"{names}: this id or unique value is taken ({error.orig}).") from error


# Statements that are executed in every transaction are built once a table.
@functools.cache
def _select_one(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).where(table.c.id == sa.bindparam("key"))


@functools.cache
def _select_for_update(table: sa.Table) -> sa.Select[Any]:
    return _select_one(table).with_for_update()


@functools.cache
def _upsert(table: sa.Table, dialect: str) -> Any:
    statement = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
    changed = {column.name: statement.excluded[column.name] for column in table.c if column.name != "id"}
    return statement.on_conflict_do_update(index_elements=["id"], set_=changed)


class SqlStore:
    """A `Store` in the database at `url`. `clock` gives each transaction its `now`; aware, UTC by default."""

    def __init__(
        self, url: str, tables: dict[type[Any], sa.Table], *, clock: Callable[[], datetime] = _utc_now
    ) -> None:
        self.engine = make_engine(url)
        self._tables = tables
        self._clock = clock

    def read(self) -> AbstractContextManager[Reader]:
        return cast(AbstractContextManager[Reader], self._transaction(writes=False))

    def write(self) -> AbstractContextManager[Writer]:
        return cast(AbstractContextManager[Writer], self._transaction(writes=True))

    def close(self) -> None:
        """Close every connection; the store must not be used afterwards."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[SqlTransaction]:
        try:
            with self.engine.connect() as connection:
                connection.execution_options(confab_writes=writes)
                if connection.dialect.name == "postgresql" and not writes:
                    connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
                with connection.begin():
                    yield SqlTransaction(connection, self._tables, self._clock())
        except sa.exc.OperationalError as error:
            raise _translate(error) from error
        except sa.exc.TimeoutError as error:
            raise StoreUnavailable("The database has no free connection; try again in a moment.") from error


def _translate(error: sa.exc.OperationalError) -> Exception:
    code = getattr(error.orig, "pgcode", None)
    if code in {"40P01", "40001"}:  # deadlock, serialization failure
        return Conflict("Somebody changed the same thing at the same moment; try again.")
    return StoreUnavailable(f"The database did not answer: {error.orig}")


_COMPARE: dict[type[Any], Callable[[Any, Any], Any]] = {AtLeast: operator.ge, Below: operator.lt, Above: operator.gt}


def _clauses(table: sa.Table, where: dict[str, Condition]) -> list[sa.ColumnElement[bool]]:
    return [_clause(_searchable(table, name), condition) for name, condition in where.items()]


def _clause(column: "sa.Column[Any]", condition: Condition) -> sa.ColumnElement[bool]:
    if isinstance(condition, OneOf):
        return column.in_(condition.values)
    if isinstance(condition, Contains):
        return column.icontains(condition.text, autoescape=True)
    if isinstance(condition, AtLeast | Below | Above):
        return cast("sa.ColumnElement[bool]", _COMPARE[type(condition)](column, condition.value))
    return column.is_(None) if condition is None else column == condition


def _searchable(table: sa.Table, name: str) -> "sa.Column[Any]":
    if name not in table.c or isinstance(table.c[name].type, JsonValue):
        allowed = ", ".join(c.name for c in table.c if not isinstance(c.type, JsonValue))
        raise ValueError(f"{table.name} cannot be searched by {name!r}; by: {allowed}")
    return table.c[name]
