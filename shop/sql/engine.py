"""Connections to the database, set up so that transactions mean the same everywhere."""

from typing import Any

import sqlalchemy as sa
from pydantic_core import from_json, to_json

from shop.errors import StoreUnavailable

_ALLOWED = "allowed: sqlite:///<file> and postgresql+psycopg2://<user>:<password>@<host>/<name>"
# Most of the time that a row takes is its JSON; the standard library needs up to four times as long.
_JSON: dict[str, Any] = {"json_serializer": lambda value: to_json(value).decode(), "json_deserializer": from_json}


def make_engine(url: str) -> sa.Engine:
    """Return an engine whose transactions on SQLite are real ones; nothing is connected yet.

    Raises StoreUnavailable for a URL of another kind of database, or of none.
    """
    backend = _name_backend(url)
    if backend == "postgresql":
        patience = {"connect_timeout": 10}
        return sa.create_engine(url, pool_pre_ping=True, connect_args=patience, paramstyle="format", **_JSON)
    engine = sa.create_engine(url, connect_args={"timeout": 30}, pool_size=16, max_overflow=16, **_JSON)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _name_backend(url: str) -> str:
    """Return "sqlite" or "postgresql". The message of the error leaves the URL out: it may hold a password."""
    try:
        name = sa.make_url(url).drivername
    except sa.exc.ArgumentError:
        raise StoreUnavailable(f"The database's URL cannot be read; {_ALLOWED}.") from None
    if name not in ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg2"):
        raise StoreUnavailable(f"The database's URL begins with {name!r}; {_ALLOWED}.")
    return name.partition("+")[0]


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says, not where the driver guesses
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def _begin_sqlite(connection: sa.Connection) -> None:
    # A writer takes the write lock at once: one that reads first and writes later could lose its race half-way.
    writes = connection.get_execution_options().get("confab_writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
