"""The application: every door, behind one frame."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Match

from bot.dialogue.turns import Engine
from bot.gateway import docs, health
from bot.gateway.api import make_api
from bot.gateway.chat import page as chat_page
from bot.gateway.chat.chat import Chat
from bot.gateway.chat.origins import ChatCors
from bot.gateway.frame import Frame
from bot.gateway.pages import articles, links, operators, people, pictures, product, recommendations, storefront
from bot.gateway.pages.theme import find_viewer, get_shop, open_shop, render
from bot.gateway.problems import Problem, answer_problem, describe
from bot.widget import serve as widget
from recommender.merchandising import Previewer
from retrieval.browsing import Browser
from settings import Settings
from shop.errors import ShopError
from shop.store import Store

log = structlog.get_logger()

_PAGES = (storefront, product, articles, people, pictures, links, docs, chat_page, widget, operators, recommendations)
_DESCRIPTION = (
    "Feeds the shop's catalogue, customers, orders and events into Confab, and reads them back. "
    "Every request needs an API key with the right scope; every error is a problem document (RFC 9457)."
)
_WORDS = {403: "This is not for you", 404: "We looked on every shelf", 503: "Back in a moment"}


def create_app(
    settings: Settings,
    store: Store,
    *,
    secret_key: str,
    engine: Engine | None = None,
    open_previewer: Callable[[], Previewer] | None = None,
    open_browser: Callable[[], Browser] | None = None,
) -> FastAPI:
    """Return the application over this store. `secret_key` signs the sessions; replicas share it.

    `engine` answers in the chat; without one shoppers are told that the assistant is not available.
    `open_previewer` gives what previews merchant rules, when it is first asked for; without one previews are refused.
    So `open_browser` gives what searches the catalogue.
    """
    app = FastAPI(
        title="Confab",
        version=version("confab"),
        description=_DESCRIPTION,
        lifespan=_live,
        docs_url=None,
        redoc_url=None,
    )
    app.state.store = store
    app.state.shop = open_shop(settings, store, secret_key)
    app.state.open_previewer = open_previewer
    app.state.open_browser = open_browser
    app.state.chat = Chat(settings, store, secret_key, engine)
    app.include_router(make_api())
    app.include_router(health.router)
    for page in _PAGES:
        app.include_router(page.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.mount("/socket.io", app.state.chat.app, name="chat")
    for kind in (ShopError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _answer_error)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    if settings.allowed_origins:
        app.add_middleware(ChatCors, allowed=settings.allowed_origins)
    app.add_middleware(Frame, limit_bytes=settings.request_limit_bytes, secure=settings.base_url.startswith("https:"))
    return app


@asynccontextmanager
async def _live(app: FastAPI) -> AsyncIterator[None]:
    await app.state.chat.start()
    log.info("ready", version=app.version)
    yield
    await app.state.chat.stop()
    log.info("stopped")


async def _answer_error(request: Request, error: Exception) -> Response:
    problem = describe(error)
    if problem.status >= 500:
        log.warning("cannot answer", error=str(error))
    if _wants_page(request):
        return await run_in_threadpool(_show_error, request, problem)
    headers = {"Allow": ", ".join(_list_methods(request))} if problem.status == 405 else getattr(error, "headers", None)
    return answer_problem(problem, headers)


def _list_methods(request: Request) -> list[str]:
    """Return the methods that this address answers; the router itself names only those of the first route it finds."""
    app: FastAPI = request.app

    def answers(method: str) -> bool:
        scope = {**request.scope, "method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in app.routes)

    return [method for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE") if answers(method)]


def _wants_page(request: Request) -> bool:
    return not request.url.path.startswith("/v1/") and "text/html" in request.headers.get("accept", "")


def _show_error(request: Request, problem: Problem) -> Response:
    """Return the problem as a page; without a database the frame of the page stays empty."""
    shop = get_shop(request)
    viewer, frame = (None, {"aisles": ()}) if problem.status == 503 else (find_viewer(request), {})
    heading = _WORDS.get(problem.status, problem.title)
    words = "There is nothing at this address any more, or it has moved." if problem.status == 404 else problem.detail
    return render(shop, "error.html", viewer, problem.status, heading=heading, words=words, **frame)
