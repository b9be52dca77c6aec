"""Bring a database to the schema that this version needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from shop.errors import StoreUnavailable
from shop.sql.engine import make_engine

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(url: str) -> None:
    """Run the missing migrations, all or none. Raises StoreUnavailable when the database cannot be reached."""
    with _connect(url) as connection:
        command.upgrade(_config(connection), "head")


def current_revision(url: str) -> str | None:
    """Return the revision of the database, None for an empty one. Raises StoreUnavailable."""
    with _connect(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """Return the revision that this version of the code needs, "" when there is no migration."""
    return ScriptDirectory(str(_FOLDER)).get_current_head() or ""


def write_revision(url: str, message: str) -> None:
    """Write a migration file from the difference between the database at `url` and the schema."""
    with _connect(url) as connection:
        command.revision(_config(connection), message, autogenerate=True)


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connect(url: str) -> Iterator[sa.Connection]:
    """One transaction around all migrations, so that an interrupted upgrade leaves the old schema."""
    engine = make_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    except sa.exc.OperationalError as error:
        raise StoreUnavailable(f"The database cannot be reached or changed: {error.orig}") from error
    finally:
        engine.dispose()
