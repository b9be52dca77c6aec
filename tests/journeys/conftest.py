"""Conversations with the whole assistant on the demo shop."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.database import TABLES
from bot.dialogue.engine import RasaEngine, give_rooms_to_actions
from bot.dialogue.rooms import Rooms, open_rooms
from bot.logs import configure_logs
from settings import Settings
from shop.sql.store import SqlStore
from tests.conftest import working_in
from tests.journeys.talk import Talk

SECRET = "a secret of forty characters for the tests"


@pytest.fixture(scope="session")
def demo_store(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    path = tmp_path_factory.mktemp("talks") / "confab.db"
    shutil.copy(demo_database, path)
    store = SqlStore(f"sqlite:///{path}", TABLES)
    yield store
    store.close()


@pytest.fixture(scope="session")
def rooms(trained_model: Path, demo_store: SqlStore) -> Rooms:
    with working_in(trained_model.parent):
        return open_rooms(Settings(data_dir=trained_model.parent), demo_store, SECRET)


@pytest.fixture(scope="session")
def started_engine(trained_model: Path, rooms: Rooms) -> Iterator[RasaEngine]:
    configure_logs(production=False, level="warning")
    engine = RasaEngine(trained_model, rooms)
    engine.start()
    yield engine
    engine.stop()


@pytest.fixture
def engine(started_engine: RasaEngine, rooms: Rooms) -> RasaEngine:
    """The engine; its actions work here again, where other tests of this process had them work elsewhere."""
    give_rooms_to_actions(rooms)
    return started_engine


@pytest.fixture
def new_talk(engine: RasaEngine, demo_store: SqlStore, demo_database: Path) -> Iterator[Callable[[], Talk]]:
    """Call it for a new conversation in a shop where nothing has happened yet."""
    loop = asyncio.new_event_loop()

    def begin() -> Talk:
        _restore(demo_store, demo_database)
        return Talk(engine, demo_store, loop)

    yield begin
    loop.close()


@pytest.fixture
def talk(new_talk: Callable[[], Talk]) -> Talk:
    """A new conversation; each test has its own."""
    return new_talk()


def _restore(store: SqlStore, original: Path) -> None:
    """Put the shop back as it was: SQLite opens the file anew with the next transaction."""
    path = Path(str(store.engine.url.database))
    store.engine.dispose()
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    shutil.copy(original, path)
