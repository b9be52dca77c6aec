"""The fake chat server, once for all tests, and windows on it that suffer no script error and no refused resource."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.bot.conftest import PATIENCE_MS
from tests.bot.widget.window import Window
from tests.fakes.chat_server import ChatServer, serve_chat

OpenWindow = Callable[..., Window]
_FORGET = "localStorage.clear(); sessionStorage.clear()"


@pytest.fixture(scope="session")
def chat_server() -> Iterator[ChatServer]:
    with serve_chat() as server:
        yield server


@pytest.fixture
def server(chat_server: ChatServer) -> ChatServer:
    chat_server.reset()
    return chat_server


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """Contexts by their options: the scripts are loaded once for each."""
    contexts: dict[str, BrowserContext] = {}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def open_window(browser: Browser, server: ChatServer, contexts: dict[str, BrowserContext]) -> Iterator[OpenWindow]:
    """Make windows; options are those of a browser context. Those with the same options are of the same shopper."""
    complaints: list[str] = []
    pages: list[Page] = []

    def open_window(**options: Any) -> Window:
        key = repr(sorted(options.items()))
        if key not in contexts:
            contexts[key] = browser.new_context(**{"viewport": {"width": 1000, "height": 800}, **options})
            contexts[key].set_default_timeout(PATIENCE_MS)
        page = contexts[key].new_page()
        pages.append(page)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return Window(page, server)

    yield open_window
    for page in pages:
        if page.url.startswith("http"):
            page.evaluate(_FORGET)
        page.close()
    # That a line cannot be opened is what browsers say of a server that is away; everything else is ours.
    assert [text for text in complaints if "WebSocket connection to" not in text] == []


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    return open_window()
