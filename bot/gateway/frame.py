"""Around every request: an id, a size limit, headers that keep browsers careful, one log line, no stack trace."""

import re
import time
import uuid

import structlog
from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway.problems import answer_problem, describe

log = structlog.get_logger()

SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Frame:
    """The outermost ASGI layer. A page may set a security header itself; what it leaves out is added."""

    def __init__(self, app: ASGIApp, *, limit_bytes: int, secure: bool) -> None:
        self._app = app
        self._limit_bytes = limit_bytes
        self._headers = dict(SECURITY_HEADERS)
        if secure:
            self._headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self._answer(scope, receive, send, request_id)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        started = time.perf_counter()
        status = 0
        path = _tell_path(scope["path"])

        async def send_framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = request_id
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._serve(scope, receive, send_framed)
        except Exception as error:
            log.exception("request failed", method=scope["method"], path=path)
            if not status:
                await answer_problem(describe(error))(scope, receive, send_framed)
        finally:
            duration_ms = round((time.perf_counter() - started) * 1000, 1)
            log.info("request", method=scope["method"], path=path, status=status, duration_ms=duration_ms)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdigit() or int(length) > self._limit_bytes:
            await answer_problem(describe(self._too_large()))(scope, receive, send)
            return
        read = 0

        async def receive_limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._limit_bytes:
                raise self._too_large()
            return message

        await self._app(scope, receive_limited, send)

    def _too_large(self) -> HTTPException:
        return HTTPException(413, f"The body is larger than {self._limit_bytes} bytes.")


def _tell_path(path: str) -> str:
    """Return the path as it may stand in a log: whoever reads that must not be able to open people's links."""
    return "/s/…" if path.startswith("/s/") else path
