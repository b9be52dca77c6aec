"""Fixtures that more than one room uses."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml
from filelock import FileLock
from hypothesis import settings

from bot.cli.training import train_model
from bot.database import BOT_KINDS, TABLES, metadata
from shop.demo.fill import fill
from shop.sql.engine import make_engine
from shop.sql.migrate import upgrade
from shop.sql.store import SqlStore
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.services import postgres_server, redis_server

settings.register_profile("confab", deadline=None)  # speed is measured in benchmarks: here a busy machine would fail
settings.load_profile("confab")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A server whose database `shop` has our schema: a template for the tests' own databases."""
    with postgres_server() as url:
        _administer(url, "CREATE DATABASE shop")
        _create_tables(_database(url, "shop"))
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with redis_server() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "shop.db"
    _create_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes of one run keep what is made once for all of them."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def demo_database(shared_folder: Path) -> Path:
    """A database file with the demo shop; tests copy it."""
    return _make_once(shared_folder / "demo" / "confab.db", _fill_demo)


@pytest.fixture(scope="session")
def trained_model(shared_folder: Path, demo_database: Path) -> Path:
    """The assistant, trained once for the suite from the dialogue data as it is; on the frozen encoder, to be quick."""

    def train(target: Path) -> None:
        config = yaml.safe_load(Path("config.yml").read_text(encoding="utf-8"))
        config["pipeline"][0] |= {"method": "frozen", "precision": "int8"}
        (target.parent / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CONFAB_DATA_DIR", str(target.parent))
            patch.setenv("CONFAB_DATABASE_URL", f"sqlite:///{demo_database}")
            train_model(target.parent / "config.yml", target)

    return _make_once(shared_folder / "trained" / "model.tar.gz", train)


def _fill_demo(path: Path) -> None:
    upgrade(f"sqlite:///{path}")
    store = SqlStore(f"sqlite:///{path}", TABLES)
    fill(store, today=datetime.now(UTC).date(), further_kinds=BOT_KINDS)
    store.close()


def _make_once(path: Path, make: Callable[[Path], None]) -> Path:
    """Return the file, made by the process that comes first; the others wait for it."""
    path.parent.mkdir(exist_ok=True)
    done = path.with_suffix(".done")
    with FileLock(path.with_suffix(".lock")):
        if not done.exists():
            make(path)
            done.touch()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A database file with our schema, one a test."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'shop.db')}"


@pytest.fixture
def fresh_postgres_url(postgres_url: str) -> Iterator[str]:
    """A database with our schema, one a test."""
    yield from _make_database(postgres_url, "TEMPLATE shop")


@pytest.fixture
def empty_postgres_url(postgres_url: str) -> Iterator[str]:
    """A database without any table, one a test."""
    yield from _make_database(postgres_url)


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[SqlStore]:
    yield from _open(sqlite_url)


@pytest.fixture
def postgres_store(fresh_postgres_url: str) -> Iterator[SqlStore]:
    yield from _open(fresh_postgres_url)


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """The same promises, kept by every store: a test that takes this runs three times."""
    if request.param == "memory":
        return MemoryStore()
    return request.getfixturevalue(f"{request.param}_store")


def _open(url: str) -> Iterator[SqlStore]:
    store = SqlStore(url, TABLES)
    yield store
    store.close()


def _make_database(server_url: str, like: str = "") -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    _administer(server_url, f"CREATE DATABASE {name} {like}")
    yield _database(server_url, name)
    _administer(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def _database(url: str, name: str) -> str:
    return f"{url.rsplit('/', 1)[0]}/{name}"


def _administer(url: str, statement: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


def _create_tables(url: str) -> None:
    engine = make_engine(url)
    metadata.create_all(engine)
    engine.dispose()
