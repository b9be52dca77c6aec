"""A shopper's window to our chat, as benchmarks need it: what is said, and when it was answered."""

import asyncio
import itertools
import os
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import jwt
import socketio

SECRET = "the secret of a benchmark, long enough to sign with"  # noqa: S105 - of a server that a benchmark starts
_NAMESPACE = "/chat"
_PATIENCE_S = 120.0  # longest that an acknowledgement or an answer is waited for
_numbers = itertools.count()


@dataclass(frozen=True)
class Said:
    """What was answered to a message, and the milliseconds from its sending until both were done."""

    answers: tuple[str, ...]
    acknowledged_ms: float
    answered_ms: float


class Window:
    """A connection with a conversation of its own."""

    def __init__(self, client: socketio.AsyncClient) -> None:
        self.conversation_id = ""
        self.on_loss: Callable[[], None] = lambda: None  # called when the connection is gone
        self._client = client
        self._answers: list[str] = []
        self._over = asyncio.Event()
        client.on("message", self._hear, namespace=_NAMESPACE)
        client.on("typing", self._see_typing, namespace=_NAMESPACE)
        client.on("disconnect", self._lose, namespace=_NAMESPACE)

    async def say(self, text: str) -> tuple[str, ...]:
        """Return what the assistant answers, once it no longer types; () when it has said nothing for two minutes."""
        return (await self.say_timed(text)).answers

    async def say_timed(self, text: str) -> Said:
        """Return the same with its times."""
        self._answers.clear()
        self._over.clear()
        started = time.perf_counter()
        await self.send(text)
        acknowledged_ms = (time.perf_counter() - started) * 1000
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE_S):
                await self._over.wait()
        answers = tuple(self._answers) if self._over.is_set() else ()
        return Said(answers, acknowledged_ms, (time.perf_counter() - started) * 1000)

    async def send(self, text: str) -> None:
        """Return once the message is acknowledged. Raises RuntimeError when it is refused."""
        client_id = f"{os.getpid()}-{next(_numbers)}"
        await self.ask("send", conversation_id=self.conversation_id, client_id=client_id, text=text)

    async def ask(self, event: str, **data: object) -> Mapping[str, Any]:
        """Return the acknowledgement. Raises RuntimeError when it is a refusal."""
        answer: Mapping[str, Any] = await self._client.call(event, data, namespace=_NAMESPACE, timeout=_PATIENCE_S)
        if not answer["ok"]:
            raise RuntimeError(f"{event} was refused: {answer['error']['message']}")
        return answer

    async def _hear(self, message: Mapping[str, Any]) -> None:
        if message["author"] == "assistant":
            self._answers.append(message["text"])

    async def _see_typing(self, typing: Mapping[str, Any]) -> None:
        if typing["author"] == "assistant" and not typing["on"] and self._answers:
            self._over.set()

    async def _lose(self, *_reason: object) -> None:
        self.on_loss()


@asynccontextmanager
async def open_window(url: str, customer_id: str | None = None) -> AsyncIterator[Window]:
    """Be connected within, in a new conversation. Raises socketio's ConnectionError when nobody lets us in."""
    client = socketio.AsyncClient(reconnection=False)
    window = Window(client)
    auth = {"token": _sign(customer_id) if customer_id else None}
    try:
        await client.connect(
            url, auth=auth, namespaces=[_NAMESPACE], transports=["websocket"], retry=False, wait_timeout=_PATIENCE_S
        )
        window.conversation_id = (await window.ask("start"))["conversation"]["id"]
        yield window
    finally:
        window.on_loss = lambda: None
        await client.disconnect()


def _sign(customer_id: str) -> str:
    """Return a token as the host shop would sign it."""
    claims = {"sub": customer_id, "aud": "confab", "exp": time.time() + 3600}
    return jwt.encode(claims, SECRET, algorithm="HS256")
