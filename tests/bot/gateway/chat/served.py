"""The application behind uvicorn on a free port, in the test's loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import uvicorn

from bot.dialogue.turns import Engine
from bot.gateway.app import create_app
from bot.gateway.chat.chat import Chat
from settings import Settings
from shop.store import Store
from tests.bot.gateway.market import SECRET_KEY
from tests.services import free_port

SHOP_SECRET = "the host shop's secret, of forty characters"
FAST = {"chat_rate_per_minute": 60_000, "chat_rate_burst": 1_000}


@dataclass(frozen=True)
class Served:
    """A running chat."""

    url: str
    chat: Chat


@asynccontextmanager
async def serve_chat(store: Store, engine: Engine | None, **changes: object) -> AsyncIterator[Served]:
    """Run the application until the test is done with it."""
    port = free_port()
    settings = Settings(port=port, chat_jwt_secret=SHOP_SECRET, **{**FAST, **changes})  # type: ignore[arg-type]
    app = create_app(settings, store, secret_key=SECRET_KEY, engine=engine)
    config = uvicorn.Config(app, port=port, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    running = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.01)
        assert not running.done(), running.exception()
    try:
        yield Served(f"http://127.0.0.1:{port}", app.state.chat)
    finally:
        server.should_exit = True
        await running
