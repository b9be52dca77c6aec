"""One table a kind of record, one column a field: the record's dataclass is the schema.

The types read a value with one function where SQLAlchemy would chain three: that was half of what a row took.
"""

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

_Read = Callable[[Any], Any]


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware instant, kept in UTC. Naive ones are refused: nobody knows what they mean."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: only aware ones are stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> _Read:
        if dialect.name == "sqlite":  # which keeps text
            read_text = datetime.fromisoformat
            return lambda value: None if value is None else read_text(value + "+00:00")
        return lambda value: None if value is None else value.replace(tzinfo=UTC)


class _Members(dict[str | None, StrEnum | None]):
    """The members of an enumeration by what is kept of them. Raises ValueError for a value that none has."""

    def __init__(self, enum: type[StrEnum]) -> None:
        super().__init__((member.value, member) for member in enum)
        self[None] = None
        self._enum = enum

    def __missing__(self, value: Any) -> StrEnum:
        return self._enum(value)


class EnumText(sa.types.TypeDecorator[StrEnum]):
    """A StrEnum by its value, so that the database reads well and new members need no migration."""

    impl = sa.String
    cache_ok = True

    def __init__(self, enum: type[StrEnum]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else self.enum(value).value

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> _Read:
        return _Members(self.enum).__getitem__


class JsonValue(sa.types.TypeDecorator[Any]):
    """Anything else (tuples, dicts, nested dataclasses) as JSON, read back as what the field's type says."""

    impl = sa.JSON(none_as_null=True)
    cache_ok = True  # compiled statements are kept by `hint`

    def __init__(self, hint: Any) -> None:
        super().__init__()
        self.hint = hint
        self.adapter: TypeAdapter[Any] = TypeAdapter(hint)

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return None if value is None else self.adapter.dump_python(value, mode="json")

    def result_processor(self, dialect: sa.Dialect, coltype: Any) -> _Read:
        decoded = self.impl_instance.result_processor(dialect, coltype) is None  # by the driver
        check = self.adapter.validator
        read = check.validate_python if decoded else check.validate_json
        return lambda value: None if value is None else read(value)


_SCALARS: dict[type, type[sa.types.TypeEngine[Any]]] = {
    str: sa.Text,
    int: sa.BigInteger,
    float: sa.Float,
    bool: sa.Boolean,
    date: sa.Date,
    datetime: UtcDateTime,
}


def make_tables(kinds: Iterable[type[Any]], metadata: sa.MetaData) -> dict[type[Any], sa.Table]:
    """Return the table of each kind, its columns in the order of the dataclass's fields."""
    return {kind: _make_table(kind, metadata) for kind in kinds}


def _make_table(kind: type[Any], metadata: sa.MetaData) -> sa.Table:
    hints = typing.get_type_hints(kind)
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()
    fields = dataclasses.fields(kind)
    indexes = [sa.Index(None, field.name, *field.metadata["index"]) for field in fields if "index" in field.metadata]
    return sa.Table(name, metadata, *(_make_column(field, hints[field.name]) for field in fields), *indexes)


def _make_column(field: "dataclasses.Field[Any]", hint: Any) -> "sa.Column[Any]":
    if field.name == "id":
        return sa.Column("id", sa.String(200), primary_key=True)
    inner, nullable = _split_optional(hint)
    return sa.Column(
        field.name,
        _column_type(inner),
        nullable=nullable,
        unique=field.metadata.get("unique") or None,
    )


def _split_optional(hint: Any) -> tuple[Any, bool]:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        rest = [arm for arm in typing.get_args(hint) if arm is not types.NoneType]
        if len(rest) == 1:
            return rest[0], True
    return hint, False


def _column_type(hint: Any) -> Any:
    if hint in _SCALARS:
        return _SCALARS[hint]()
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return EnumText(hint)
    return JsonValue(hint)
