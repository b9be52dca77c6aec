"""Which sites' pages may show the chat: our own, and those that the operator names."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_ADDRESSES = "/v1/conversations"


class Origins:
    """Decides by a browser's Origin header; what is no browser sends none and is asked for its token alone."""

    def __init__(self, allowed: Collection[str], base_url: str) -> None:
        parts = urlsplit(base_url)
        self._allowed = {*allowed, f"{parts.scheme}://{parts.netloc}"}

    def allow(self, origin: str, environ: dict[str, Any]) -> bool:
        """Return whether a page of this origin may open a socket; `environ` is the request as engineio reads it."""
        if "*" in self._allowed or origin in self._allowed:
            return True
        return bool(urlsplit(origin).netloc) and urlsplit(origin).netloc == environ.get("HTTP_HOST")


class ChatCors:
    """The ASGI layer by which pages of the allowed sites may use the chat's REST interface, and nothing else."""

    def __init__(self, app: ASGIApp, *, allowed: Collection[str]) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=tuple(allowed),
            allow_methods=("GET", "POST"),
            allow_headers=("Authorization", "Content-Type", "X-Chat-Session"),
            expose_headers=("Retry-After", "X-Request-ID"),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        chats = scope["type"] == "http" and scope["path"].startswith(_ADDRESSES)
        await (self._open if chats else self._app)(scope, receive, send)
