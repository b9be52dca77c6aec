"""Migrations lead from an empty database to the records' schema, all of them or none."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.database import metadata
from shop.errors import StoreUnavailable
from shop.sql.engine import make_engine
from shop.sql.migrate import MIGRATIONS, current_revision, differences, newest_revision, upgrade, write_revision

NEW_KIND = sa.Table("gadget", sa.MetaData(), sa.Column("id", sa.String(200), primary_key=True))


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("empty_postgres_url"))


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """A copy of the migrations, to write more into."""
    return Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__")))


def write_migration(migrations: Path, revision: str, *statements: str) -> None:
    steps = "".join(f"    op.execute({statement!r})\n" for statement in statements)
    (migrations / "versions" / f"{revision}_tested.py").write_text(
        f"from alembic import op\nrevision = {revision!r}\ndown_revision = {newest_revision(migrations)!r}\n"
        f"def upgrade():\n{steps}"
    )


def read(url: str, query: str) -> list[tuple[object, ...]]:
    engine = make_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(sa.text(query))]
    engine.dispose()
    return rows


def tables(url: str) -> set[str]:
    engine = make_engine(url)
    names = set(sa.inspect(engine).get_table_names())
    engine.dispose()
    return names


def test_an_empty_database_becomes_the_schema_of_the_records(url: str) -> None:
    assert current_revision(url) is None
    upgrade(url)
    assert differences(url, metadata) == []
    assert current_revision(url) == newest_revision()


def test_a_second_upgrade_changes_nothing(url: str) -> None:
    upgrade(url)
    upgrade(url)
    assert tables(url) == {*metadata.tables, "alembic_version"}


def test_what_is_missing_is_told(url: str) -> None:
    upgrade(url)
    wanted = sa.MetaData()
    for table in (*metadata.tables.values(), NEW_KIND):
        table.to_metadata(wanted)
    (difference,) = differences(url, wanted)
    assert "gadget" in difference


def test_a_migration_that_fails_leaves_the_database_as_it_was(url: str, migrations: Path) -> None:
    upgrade(url, migrations)
    before = tables(url), newest_revision(migrations)
    write_migration(migrations, "9001", "CREATE TABLE half (id TEXT)")
    write_migration(migrations, "9002", "CREATE TABLE other (id TEXT)", "INSERT INTO nowhere VALUES (1)")
    with pytest.raises(StoreUnavailable, match="nowhere"):
        upgrade(url, migrations)
    assert (tables(url), current_revision(url)) == before


def test_a_first_upgrade_that_fails_leaves_an_empty_database(url: str, migrations: Path) -> None:
    write_migration(migrations, "9001", "INSERT INTO nowhere VALUES (1)")
    with pytest.raises(StoreUnavailable):
        upgrade(url, migrations)
    assert (tables(url), current_revision(url)) == (set(), None)


def test_an_upgrade_keeps_what_is_stored(url: str, migrations: Path) -> None:
    upgrade(url)
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO circle VALUES ('c', 'ana', 'flat 3', '2026-01-02 03:04:05')"))
    engine.dispose()
    write_migration(migrations, "9001", "ALTER TABLE circle ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")
    upgrade(url, migrations)
    assert read(url, "SELECT id, name, colour FROM circle") == [("c", "flat 3", "red")]


def test_replicas_that_start_together_upgrade_once(url: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(upgrade, [url] * 6))
    assert differences(url, metadata) == []
    assert read(url, "SELECT version_num FROM alembic_version") == [(newest_revision(),)]


def test_a_database_of_a_newer_version_is_left_alone(url: str, migrations: Path) -> None:
    write_migration(migrations, "9001", "CREATE TABLE later (id TEXT)")
    upgrade(url, migrations)
    with pytest.raises(StoreUnavailable, match="9001"):
        upgrade(url)
    assert current_revision(url) == "9001"


def test_a_revision_is_written_from_the_difference(url: str, migrations: Path) -> None:
    wanted = sa.MetaData()
    for table in (*metadata.tables.values(), NEW_KIND):
        table.to_metadata(wanted)
    file = write_revision("gadgets of tomorrow", wanted, migrations)
    assert file is not None
    assert file.name == f"{int(newest_revision()) + 1:04d}_gadgets_of_tomorrow.py"
    upgrade(url, migrations)
    assert differences(url, wanted) == []


def test_without_a_difference_no_revision_is_written(migrations: Path) -> None:
    before = set(migrations.rglob("*.py"))
    assert write_revision("nothing", metadata, migrations) is None
    assert set(migrations.rglob("*.py")) == before


@pytest.mark.parametrize("url", ["nonsense", "mysql://ana:hush@db/shop", "postgresql+asyncpg://ana:hush@db/shop"])
def test_another_kind_of_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(StoreUnavailable, match=r"allowed: sqlite:///<file> and postgresql\+psycopg2://") as refused:
        upgrade(url)
    assert "hush" not in str(refused.value)
