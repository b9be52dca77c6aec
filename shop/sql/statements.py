"""The statements of the store, built once a table and shape: building one takes longer than executing it."""

import functools
import operator
from collections.abc import Callable, Mapping
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

from shop.sql.tables import JsonValue
from shop.store import Above, AtLeast, Below, Condition, Contains, OneOf

# Fields and what they must meet: the condition's class, None for "is None", object for "is equal".
Shape = tuple[tuple[str, type[Any] | None], ...]

LIMIT = "#rows"  # no field has such a name
_COMPARE: dict[type[Any], Callable[[Any, Any], Any]] = {
    object: operator.eq,
    AtLeast: operator.ge,
    Below: operator.lt,
    Above: operator.gt,
}
_ESCAPES = str.maketrans({"/": "//", "%": "/%", "_": "/_"})


@functools.cache
def select_one(table: sa.Table) -> sa.Select[Any]:
    """Return the row whose id is `key`."""
    return sa.select(table).where(table.c.id == sa.bindparam("key"))


@functools.cache
def select_for_update(table: sa.Table) -> sa.Select[Any]:
    """Return the row whose id is `key`, locked where the database locks rows."""
    return select_one(table).with_for_update()


@functools.cache
def select_many(table: sa.Table) -> sa.Select[Any]:
    """Return the rows whose ids are among `keys`."""
    return sa.select(table).where(table.c.id.in_(sa.bindparam("keys", expanding=True)))


@functools.cache
def search(
    table: sa.Table, shape: Shape, order: str, descending: bool, limited: bool, fields: tuple[str, ...] = ()
) -> sa.Select[Any]:
    """Return the rows of this shape, sorted, all or these fields of them; the values by the names of their fields.

    If limited, at most as many rows as the value named LIMIT.

    Raises ValueError for a field that the table does not have or that cannot be searched by.
    """
    by = [_searchable(table, order), *([table.c.id] if order != "id" else [])]
    query = sa.select(*(_column(table, name) for name in fields or table.c.keys())).where(*_clauses(table, shape))
    ordered = query.order_by(*(column.desc() if descending else column.asc() for column in by))
    return ordered.limit(sa.bindparam(LIMIT, type_=sa.Integer)) if limited else ordered


@functools.cache
def distinct(table: sa.Table, shape: Shape, field: str) -> sa.Select[Any]:
    """Return the different values of a field in the rows of this shape. Raises ValueError as `search` does."""
    return sa.select(_searchable(table, field)).distinct().where(*_clauses(table, shape))


@functools.cache
def count(table: sa.Table, shape: Shape) -> sa.Select[Any]:
    """Return how many rows have this shape. Raises ValueError as `search` does."""
    return sa.select(sa.func.count()).select_from(table).where(*_clauses(table, shape))


@functools.cache
def tally(table: sa.Table, shape: Shape, fields: tuple[str, ...]) -> sa.Select[Any]:
    """Return these fields and how many rows of this shape have them so. Raises ValueError as `search` does."""
    columns = [_searchable(table, field) for field in fields]
    return sa.select(*columns, sa.func.count()).where(*_clauses(table, shape)).group_by(*columns)


@functools.cache
def insert(table: sa.Table) -> sa.Insert:
    return sa.insert(table)


@functools.cache
def upsert(table: sa.Table) -> sa.Insert:
    return _Upsert(table)


@functools.cache
def delete(table: sa.Table) -> sa.Delete:
    """Delete the rows whose ids are among `keys`."""
    return sa.delete(table).where(table.c.id.in_(sa.bindparam("keys", expanding=True)))


@functools.cache
def is_unique_beside_id(table: sa.Table) -> bool:
    """Return whether an upsert can clash with another row than the one it replaces."""
    return any(column.unique for column in table.c)


def shape_of(where: Mapping[str, Condition]) -> Shape:
    """Return what `search` and `count` need to know of the conditions, all but their values."""
    return tuple((name, _kind_of(condition)) for name, condition in where.items())


def values_of(where: Mapping[str, Condition]) -> dict[str, Any]:
    """Return the values of the conditions by field."""
    return {name: _value_of(condition) for name, condition in where.items() if condition is not None}


def _kind_of(condition: Condition) -> type[Any] | None:
    if condition is None:
        return None
    return type(condition) if isinstance(condition, OneOf | Contains | AtLeast | Below | Above) else object


def _value_of(condition: Condition) -> Any:
    match condition:
        case OneOf(values):
            return values
        case Contains(text):
            return text.translate(_ESCAPES)
        case AtLeast(value) | Below(value) | Above(value):
            return value
        case _:
            return condition


class _Upsert(sa.Insert):
    """INSERT that replaces the row with the same id, in words that SQLite and PostgreSQL share.

    The dialects' own `on_conflict_do_update` says the same, but SQLAlchemy compiles it anew each time.
    """

    inherit_cache = True


@compiles(_Upsert)
def _compile(statement: _Upsert, compiler: Any, **context: Any) -> str:
    insert = compiler.visit_insert(statement, **context)
    names = [compiler.preparer.format_column(column) for column in statement.table.c if not column.primary_key]
    return f"{insert} ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in names)}"


def _clauses(table: sa.Table, shape: Shape) -> list[sa.ColumnElement[bool]]:
    return [_clause(_searchable(table, name), kind) for name, kind in shape]


def _clause(column: "sa.Column[Any]", kind: type[Any] | None) -> sa.ColumnElement[bool]:
    if kind is None:
        return column.is_(None)
    if kind is OneOf:
        return column.in_(sa.bindparam(column.name, expanding=True))
    if kind is Contains:
        return column.icontains(sa.bindparam(column.name), escape="/")
    return cast("sa.ColumnElement[bool]", _COMPARE[kind](column, sa.bindparam(column.name)))


def _column(table: sa.Table, name: str) -> "sa.Column[Any]":
    if name not in table.c:
        raise ValueError(f"{table.name} has no field {name!r}; it has: {', '.join(table.c.keys())}")
    return table.c[name]


def _searchable(table: sa.Table, name: str) -> "sa.Column[Any]":
    if name not in table.c or isinstance(table.c[name].type, JsonValue):
        allowed = ", ".join(c.name for c in table.c if not isinstance(c.type, JsonValue))
        raise ValueError(f"{table.name} cannot be searched by {name!r}; by: {allowed}")
    return table.c[name]
