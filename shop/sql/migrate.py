"""Bring a database to the schema that this version needs, and write the step when the records have changed."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError

from shop.errors import StoreUnavailable
from shop.sql.engine import make_engine

MIGRATIONS = Path(__file__).parent / "migrations"

_ONE_AT_A_TIME = 0x636F6E666162  # the key of PostgreSQL's lock: "confab" in ASCII


def upgrade(url: str, migrations: Path = MIGRATIONS) -> None:
    """Run the missing migrations, all or none; of processes that start together, one does it and the others wait.

    Raises StoreUnavailable when the database cannot be reached or changed, or is newer than this version.
    """
    if current_revision(url) == newest_revision(migrations):
        return  # without the write lock: another process may be writing for long
    with _connect(url) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
        command.upgrade(_config(connection, migrations), "head")


def current_revision(url: str) -> str | None:
    """Return the revision of the database, None for an empty one. Raises StoreUnavailable."""
    with _connect(url, writes=False) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision(migrations: Path = MIGRATIONS) -> str:
    """Return the revision that this version of the code needs, "" when there is no migration."""
    return ScriptDirectory(str(migrations)).get_current_head() or ""


def differences(url: str, metadata: sa.MetaData) -> list[str]:
    """Return in what the database's tables differ from these, in Alembic's words; [] for in nothing."""
    with _connect(url, writes=False) as connection:
        return [str(step) for step in compare_metadata(MigrationContext.configure(connection), metadata)]


def write_revision(message: str, metadata: sa.MetaData, migrations: Path = MIGRATIONS) -> Path | None:
    """Write the migration that takes a database from the newest revision to these tables; return its file.

    None, and no file, when there is nothing to change. No database but one of its own, made and thrown away, is used.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        upgrade(url, migrations)
        if not differences(url, metadata):
            return None
        number = int(newest_revision(migrations) or 0) + 1
        with _connect(url) as connection:
            config = _config(connection, migrations, metadata)
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")
    return next(migrations.glob(f"versions/{number:04d}_*.py"))


def _config(connection: sa.Connection, migrations: Path, metadata: sa.MetaData | None = None) -> Config:
    attributes = {"connection": connection, "metadata": metadata}
    config = Config(attributes=attributes, cmd_opts=argparse.Namespace(quiet=True))
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


@contextmanager
def _connect(url: str, *, writes: bool = True) -> Iterator[sa.Connection]:
    """One transaction around all migrations, so that an interrupted upgrade leaves the old schema."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            connection.execution_options(confab_writes=writes)
            with connection.begin():
                yield connection
    except sa.exc.DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise StoreUnavailable(f"The database cannot be reached or changed: {reason}") from error
    except CommandError as error:
        raise StoreUnavailable(f"The database does not fit this version: {error}.") from error
    finally:
        engine.dispose()
