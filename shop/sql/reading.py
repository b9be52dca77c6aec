"""Reading through the driver's own cursor: SQLAlchemy does more at each execution than the database itself.

It says the words, once a statement, and how values look to the driver and to records.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields, is_dataclass, make_dataclass
from functools import cache, lru_cache, partial
from itertools import count
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.sql.compiler import SQLCompiler

_WORDINGS = 500  # kept, of statements with lists of different lengths
_NUMBERS = count()  # of cursors that have a name

T = TypeVar("T")
_Convert = Callable[[Any], Any]


@dataclass(frozen=True, eq=False)
class _Selection:
    """A statement in the words of one database, all but its lists."""

    compiled: SQLCompiler
    binds: Mapping[str, _Convert | None]  # what makes a value the driver's; None: it is already


@dataclass(frozen=True)
class _Wording:
    """A statement whose lists have a certain length, and the order in which it takes the values."""

    text: str
    order: tuple[tuple[str, bool, _Convert | None], ...]  # name, whether it is a list, what makes it the driver's
    fixed: Mapping[str, Any]  # values that are its own

    def place(self, given: Mapping[str, Any]) -> list[Any]:
        values = {**self.fixed, **given}
        placed: list[Any] = []
        for name, is_list, convert in self.order:
            some = values[name] if is_list else (values[name],)
            placed.extend(some if convert is None else map(convert, some))
        return placed


class Reading:
    """What one database was asked for. Safe to share between threads."""

    def __init__(self, dialect: sa.Dialect) -> None:
        """Take the dialect of an engine whose parameters go by their position."""
        self._dialect = dialect
        self._selections: dict[sa.Select[Any], _Selection] = {}
        self._results: dict[sa.Select[Any], tuple[tuple[int, _Convert], ...]] = {}

    def read(
        self, connection: sa.Connection, query: sa.Select[Any], values: Mapping[str, Any], make: Callable[..., T]
    ) -> list[T]:
        """Return what `make` makes of each row's fields, in the order of the rows; [] for none.

        A tuple among the values is a list of which any may match; where it is empty nothing is asked. Raises
        sqlalchemy's DBAPIError for what the driver raises.
        """
        wording = self._find_words(query, values)
        if wording is None:
            return []
        rows, told = _fetch(connection, wording.text, wording.place(values))
        return self._make(query, rows, told, make)

    def read_on(
        self,
        connection: sa.Connection,
        query: sa.Select[Any],
        values: Mapping[str, Any],
        make: Callable[..., T],
        held: int,
    ) -> Iterator[list[T]]:
        """Yield what `read` returns, so many rows at a time; the database holds the others. Raises as `read` does."""
        wording = self._find_words(query, values)
        if wording is None:
            return
        for rows, told in _fetch_on(connection, wording.text, wording.place(values), held):
            yield self._make(query, rows, told, make)

    def _find_words(self, query: sa.Select[Any], values: Mapping[str, Any]) -> _Wording | None:
        """Return the statement for lists as long as these; None where one of them is empty."""
        selection = self._selections.get(query) or self._prepare(query)
        lengths = tuple((name, len(value)) for name, value in values.items() if isinstance(value, tuple))
        return None if any(length == 0 for _, length in lengths) else _word(selection, lengths)

    def _make(self, query: sa.Select[Any], rows: Sequence[Any], told: Any, make: Callable[..., T]) -> list[T]:
        if not rows:
            return []
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        results = self._results.get(query)
        for at, convert in self._learn_results(query, told) if results is None else results:
            columns[at] = map(convert, columns[at])
        return _quicken(make)(columns)

    def _prepare(self, query: sa.Select[Any]) -> _Selection:
        dialect = self._dialect
        compiled = query.compile(dialect=dialect)
        binds = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
        return self._selections.setdefault(query, _Selection(compiled, binds))

    def _learn_results(self, query: sa.Select[Any], told: Iterable[Any]) -> tuple[tuple[int, _Convert], ...]:
        """Return for the columns, by place, what makes the values of a driver that tells this of them a record's."""
        dialect = self._dialect
        each = zip(query.selected_columns, told, strict=True)
        converts = [column.type.dialect_impl(dialect).result_processor(dialect, type) for column, (_, type, *_) in each]
        self._results[query] = tuple((at, convert) for at, convert in enumerate(converts) if convert is not None)
        return self._results[query]


@lru_cache(_WORDINGS)
def _word(selection: _Selection, lengths: tuple[tuple[str, int], ...]) -> _Wording:
    lists = {name: (None,) * length for name, length in lengths}
    state = selection.compiled.construct_expanded_state({**selection.compiled.params, **lists})
    list_of = {one: name for name, ones in state.parameter_expansion.items() for one in ones}
    names = dict.fromkeys(list_of.get(one, one) for one in state.positiontup or ())
    order = tuple((name, name in lists, selection.binds[name]) for name in names)
    return _Wording(state.statement, order, selection.compiled.params)


@cache
def _quicken(make: Callable[..., T]) -> Callable[[Sequence[Iterable[Any]]], list[T]]:
    """Return what does so for all rows, given as columns; past the constructor of frozen dataclasses, which is slow."""
    if isinstance(make, type) and issubclass(make, tuple):
        fill = cast(Callable[[Any], T], partial(tuple.__new__, make))  # past the constructor of named tuples, too
        return lambda columns: list(map(fill, zip(*columns, strict=True)))
    if not isinstance(make, type) or not is_dataclass(make) or hasattr(make, "__post_init__"):
        return lambda columns: list(map(make, *columns))
    thawed = make_dataclass(make.__name__, [field.name for field in fields(make)])

    def freeze(*values: Any) -> T:
        made = thawed(*values)
        made.__class__ = make
        return cast(T, made)

    return lambda columns: list(map(freeze, *columns))


def _fetch(connection: sa.Connection, text: str, values: list[Any]) -> tuple[Sequence[Any], Any]:
    """Return the rows, and what the driver says of each column."""
    try:
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text, values)
            return cursor.fetchall(), cursor.description
        finally:
            cursor.close()
    except connection.dialect.loaded_dbapi.Error as error:
        raise _translate(connection, text, values, error) from error


def _fetch_on(
    connection: sa.Connection, text: str, values: list[Any], held: int
) -> Iterator[tuple[Sequence[Any], Any]]:
    """Yield the same, so many rows at a time. A driver of PostgreSQL reads all at once but for cursors with a name."""
    name = (f"each_{next(_NUMBERS)}",) if connection.dialect.name == "postgresql" else ()
    try:
        with closing(connection.connection.cursor(*name)) as cursor:
            cursor.execute(text, values)
            while rows := cursor.fetchmany(held):
                yield rows, cursor.description
    except connection.dialect.loaded_dbapi.Error as error:
        raise _translate(connection, text, values, error) from error


def _translate(connection: sa.Connection, text: str, values: list[Any], error: Exception) -> Exception:
    """Return what SQLAlchemy raises for what the driver raised."""
    known = connection.dialect.loaded_dbapi.Error
    return sa.exc.DBAPIError.instance(text, values, error, known, dialect=connection.dialect)
