"""A chat on a real port, in the test's own loop, and windows to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from shop.notifications import Notification, claim
from shop.store import Store
from tests.bot.gateway.chat.served import Served, serve_chat
from tests.bot.gateway.chat.window import Window
from tests.bot.gateway.market import fill_market
from tests.fakes.engine import FakeEngine
from tests.fakes.store import MemoryStore

OpenWindow = Callable[..., Awaitable[Window]]


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def market() -> MemoryStore:
    """The small market, whose people have heard everything that was new: what comes is what a test made come."""
    store = MemoryStore()
    fill_market(store)
    with store.write() as tx:
        for note in tx.find(Notification, delivered_at=None):
            claim(tx, note.customer_id, note.id)
    return store


@pytest.fixture
async def served(market: Store, engine: FakeEngine) -> AsyncIterator[Served]:
    async with serve_chat(market, engine) as served:
        yield served


@pytest.fixture
async def window(served: Served) -> AsyncIterator[OpenWindow]:
    """Opens a window to the chat: a guest's, unless a token or a session is given."""
    async with AsyncExitStack() as stack:

        async def open_window(url: str = served.url, **proofs: str | None) -> Window:
            return await stack.enter_async_context(Window.to(url, **proofs))

        yield open_window


async def until(condition: Callable[[], bool]) -> None:
    """Return as soon as it holds; fail when it does not within 10 seconds."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in another process or thread
            await asyncio.sleep(0.01)
