"""A shopper's window as a widget keeps it: what it was told, and what it asks for."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import jwt
import socketio
from socketio.exceptions import DisconnectedError

from tests.bot.gateway.chat.served import SHOP_SECRET

Json = dict[str, Any]


def sign(customer_id: str, *, lasts_s: float = 10_800, secret: str = SHOP_SECRET, **claims: object) -> str:
    """Return a token of the host shop; it lasts as long as the slowest run of all tests."""
    plain = {"sub": customer_id, "aud": "confab", "exp": time.time() + lasts_s}
    return jwt.encode({**plain, **claims}, secret, algorithm="HS256")


class Window:
    """A connection; `heard` has every server event of it, oldest first."""

    def __init__(self) -> None:
        self.client = socketio.AsyncClient(reconnection=False)
        self.heard: list[tuple[str, Json]] = []
        self._changed = asyncio.Condition()
        self.lost = asyncio.Event()  # the connection is gone
        self.client.on("*", self._hear, namespace="/chat")
        self.client.on("disconnect", self._lose, namespace="/chat")
        self._number = 0

    @classmethod
    @asynccontextmanager
    async def to(cls, url: str, **proofs: str | None) -> AsyncIterator["Window"]:
        """Be connected within. Raises socketio's ConnectionError when refused."""
        window = cls()
        try:
            await window.connect(url, **proofs)
            yield window
        finally:
            await window.client.disconnect()
            await window.client.shutdown()

    async def connect(self, url: str, **proofs: str | None) -> None:
        # the client's own wait of one second is too short on a busy machine: it would miss why it was refused
        plain = {"namespaces": ["/chat"], "transports": ["websocket"], "retry": False, "wait_timeout": 20}
        await self.client.connect(url, auth=proofs, **plain)
        await self.hears("welcome")

    @property
    def welcome(self) -> Json:
        return self.all("welcome")[-1]

    def all(self, event: str) -> list[Json]:
        """Return the data of every such event so far."""
        return [data for name, data in self.heard if name == event]

    async def hears(self, event: str, test: Callable[[Json], bool] = lambda data: True) -> Json:
        """Return the first such event, now or within 10 seconds. Raises DisconnectedError when the line is cut."""
        async with asyncio.timeout(10), self._changed:
            while True:
                found = next((data for data in self.all(event) if test(data)), None)
                if found is not None:
                    return found
                if self.lost.is_set():
                    raise DisconnectedError
                await self._changed.wait()

    async def hears_text(self, text: str) -> Json:
        """Return the message with this text."""
        return await self.hears("message", lambda message: message["text"] == text)

    async def ask(self, event: str, **data: object) -> Json:
        """Return what the acknowledgement says; fail unless it is a yes."""
        answer = await self.call(event, data)
        assert answer.pop("ok"), answer
        return answer

    async def refused(self, event: str, **data: object) -> str:
        """Return the code of the refusal; fail when it is none."""
        answer = await self.call(event, data)
        assert not answer["ok"], answer
        assert answer["error"]["message"]
        return str(answer["error"]["code"])

    async def call(self, event: str, data: object) -> Json:
        """Return the whole acknowledgement."""
        answer: Json = await self.client.call(event, data, namespace="/chat", timeout=10)
        return answer

    async def start(self) -> str:
        """Return the id of a conversation of this window."""
        return str((await self.ask("start"))["conversation"]["id"])

    async def send(self, conversation_id: str, text: str, **more: object) -> Json:
        """Say something, under an id of its own unless one is given."""
        self._number += 1
        client_id = f"{id(self)}-{self._number}"
        return await self.ask(
            "send", **{"conversation_id": conversation_id, "client_id": client_id, "text": text, **more}
        )

    async def read(self, conversation_id: str) -> list[Json]:
        """Return every message as it is stored."""
        messages: list[Json] = []
        while True:
            after_seq = messages[-1]["seq"] if messages else 0
            part = (await self.ask("open", conversation_id=conversation_id, after_seq=after_seq))["messages"]
            if not part:
                return messages
            messages += part

    async def _hear(self, event: str, data: Json) -> None:
        async with self._changed:
            self.heard.append((event, data))
            self._changed.notify_all()

    async def _lose(self, _reason: str) -> None:
        self.lost.set()
        async with self._changed:
            self._changed.notify_all()
