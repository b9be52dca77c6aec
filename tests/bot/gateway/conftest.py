"""The small market behind a client, and behind a port for the browser."""

import threading
from collections.abc import Iterator

import pytest
import structlog
import uvicorn
from fastapi.testclient import TestClient

from shop.catalogue import Product
from tests.bot.gateway.market import fill_market, key_for, open_app
from tests.fakes.store import MemoryStore
from tests.services import free_port


@pytest.fixture
def market() -> MemoryStore:
    store = MemoryStore()
    fill_market(store)
    return store


@pytest.fixture
def client(market: MemoryStore) -> Iterator[TestClient]:
    with TestClient(open_app(market), headers=key_for(market), follow_redirects=False) as client:
        yield client


@pytest.fixture
def shopper(market: MemoryStore) -> TestClient:
    """A browser without JavaScript."""
    return TestClient(open_app(market), headers={"accept": "text/html"}, follow_redirects=False)


@pytest.fixture(scope="module")
def served_store() -> MemoryStore:
    """What the running market is over."""
    store = MemoryStore()
    fill_market(store)
    with store.read() as tx:
        assert tx.count(Product) == 6
    return store


@pytest.fixture(scope="module")
def served_market(served_store: MemoryStore) -> Iterator[str]:
    """The address of a running market."""
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(open_app(served_store, port=port), port=port, log_config=None, access_log=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
        assert thread.is_alive()
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(autouse=True)
def every_log() -> Iterator[None]:
    """Whatever level other tests of this process log from."""
    before = structlog.get_config()
    structlog.reset_defaults()
    yield
    structlog.configure(**before)
