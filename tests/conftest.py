"""Fixtures that more than one room uses."""

import os
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml
from filelock import FileLock
from hypothesis import settings

from bot.cli.training import train_model
from bot.database import BOT_KINDS, TABLES, metadata
from bot.dialogue.rooms import open_rooms
from bot.nlu.encoders import process_encoders
from language.encoder import Encoders
from language.weights import hash_file
from recommender.learning.first import learn_first
from recommender.learning.registry import open_registry
from settings import Settings
from shop.demo.fill import fill
from shop.sql.engine import make_engine
from shop.sql.migrate import upgrade
from shop.sql.store import SqlStore
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.services import postgres_server, redis_server

settings.register_profile("confab", deadline=None)  # speed is measured in benchmarks: here a busy machine would fail
settings.load_profile("confab")

# Files that take a process half a minute or more, but for those that need the trained assistant
_LONG = (
    "actions/test_constraints.py",
    "actions/test_critiques.py",
    "benchmarks/test_floors.py",
    "bot/cli/test_recommender.py",
    "bot/gateway/test_browser.py",
    "bot/gateway/test_openapi.py",
    "bot/widget/test_access.py",
    "language/test_understanding.py",
    "shop/demo/test_fill.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let long files begin early: whoever has one left when there is nothing else to do lets the others wait.

    The first of those that need the trained assistant comes before all, the others when it is likely to be trained.
    """
    trained = [item.path for item in items if "trained_model" in getattr(item, "fixturenames", ())]
    long = {Path(__file__).parent / name for name in _LONG}

    def turn(item: pytest.Item) -> int:
        if item.path in trained:
            return 0 if item.path == trained[0] else 2
        return 1 if item.path in long else 3

    items.sort(key=turn)


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
def encoder_folder(shared_folder: Path) -> Path:
    """The real encoder, exported in both precisions once for the suite: nobody has anything to write here any more."""
    return _make_once(shared_folder / "encoders" / "exported", _export_encoders).parent


@pytest.fixture(scope="session")
def demo_database(shared_folder: Path) -> Iterator[Path]:
    """A database file with the demo shop; tests copy it, and may read it where it is."""
    path = _make_once(shared_folder / "demo" / "confab.db", _fill_demo)
    before = hash_file(path)
    yield path
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint")  # what was written may still stand beside
    assert hash_file(path) == before, "a test wrote into what all share"


@pytest.fixture(scope="session")
def demo_folder(shared_folder: Path, demo_database: Path, encoder_folder: Path) -> Path:
    """A data folder as the first start in the demo shop leaves it, but for the assistant: its indexes and recommender.

    Tests that start the product copy it (`move_in`); without the database.
    """

    def open_first(opened: Path) -> None:
        (opened.parent / "encoders").symlink_to(encoder_folder)
        database = shutil.copy(demo_database, opened)
        store = SqlStore(f"sqlite:///{database}", TABLES)
        with working_in(opened.parent):
            rooms = open_rooms(Settings(data_dir=opened.parent), store, secret="of the tests")
            learn_first(store, rooms.shelf, open_registry(opened.parent))
        store.close()

    return _make_once(shared_folder / "opened" / "first.db", open_first).parent


@pytest.fixture(scope="session")
def trained_model(demo_folder: Path, demo_database: Path) -> Path:
    """The assistant, trained once for the suite from the dialogue data as it is; on the frozen encoder, to be quick."""

    def train(target: Path) -> None:
        config = yaml.safe_load(Path("config.yml").read_text(encoding="utf-8"))
        config["pipeline"][0] |= {"method": "frozen", "precision": "int8", "values_floor": None}
        (target.parent / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
        with working_in(demo_folder, CONFAB_DATABASE_URL=f"sqlite:///{demo_database}"):
            train_model(target.parent / "config.yml", target)

    return _make_once(demo_folder / "model.tar.gz", train)


@contextmanager
def working_in(data_dir: Path, **settings: str) -> Iterator[None]:
    """Let this process have its data, and its encoders from then on, in this folder."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"CONFAB_DATA_DIR": str(data_dir), **settings}.items():
            patch.setenv(name, value)
        process_encoders.cache_clear()
        yield


def move_in(data_dir: Path, demo_folder: Path, demo_database: Path, trained_model: Path) -> None:
    """Let this data folder be that of a demo shop which has been running before."""
    (data_dir / "encoders").symlink_to((demo_folder / "encoders").resolve())
    for kept in ("indexes", "models"):
        shutil.copytree(demo_folder / kept, data_dir / kept)
    shutil.copy(demo_database, data_dir / "confab.db")
    shutil.copy(trained_model, data_dir / "models")


def _export_encoders(exported: Path) -> None:
    encoders = Encoders(exported.parent)
    encoders.load(precision="int8")
    encoders.load(precision="float32")


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
