"""The demo shop, put together once."""

from datetime import UTC, date, datetime

import pytest

from shop.demo.fill import build
from shop.demo.read import Content, read_content
from shop.store import Record, Store
from tests.fakes.store import MemoryStore

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="session")
def content() -> Content:
    return read_content()


@pytest.fixture(scope="session")
def records(content: Content) -> list[Record]:
    return build(content, seed=7, today=DAY)


@pytest.fixture(scope="session")
def shop(records: list[Record]) -> Store:
    """The filled shop; tests only read it."""
    store = MemoryStore(clock=lambda: NOW)
    with store.write() as tx:
        tx.add(*records)
    return store
