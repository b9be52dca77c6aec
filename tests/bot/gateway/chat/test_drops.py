"""A line that is cut fifty times loses nothing, doubles nothing, and mixes nothing up."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager

from socketio.exceptions import SocketIOError

from shop.store import Store
from tests.bot.gateway.chat.bad_line import BadLine, bad_line
from tests.bot.gateway.chat.served import serve_chat
from tests.bot.gateway.chat.window import Json, Window, sign
from tests.fakes.engine import FakeEngine

DROPS = 50
MESSAGES = 120
PAUSE_S = 0.015  # between two messages, so that they last as long as the cuts do


class Widget:
    """Does what a widget does on a bad line: asks for what it missed, and sends again what was not acknowledged."""

    def __init__(self, url: str) -> None:
        self.outbox = [{"client_id": f"c{number}", "text": f"message {number}"} for number in range(MESSAGES)]
        self.seen: dict[int, Json] = {}
        self.connections = 0
        self._url = url
        self._conversation = ""

    @property
    def done(self) -> bool:
        return not self.outbox and len(self.seen) == 2 * MESSAGES

    async def talk(self) -> None:
        """Go on until everything is said and answered."""
        while not self.done:
            window = Window()
            try:
                await window.connect(self._url, token=sign("cust_li"))
                self.connections += 1
                await self._until_lost(window)
            except SocketIOError:
                pass  # the line was cut before it stood
            finally:
                self._take(window.all("message"))
                await window.client.disconnect()
                await window.client.shutdown()

    async def _until_lost(self, window: Window) -> None:
        talking = asyncio.create_task(self._go_on(window))
        lost = asyncio.create_task(window.lost.wait())
        await asyncio.wait({talking, lost}, return_when=asyncio.FIRST_COMPLETED)
        lost.cancel()
        talking.cancel()
        await asyncio.gather(talking, return_exceptions=True)

    async def _go_on(self, window: Window) -> None:
        self._conversation = self._conversation or await window.start()
        known = self._known()
        opened = await window.ask("open", conversation_id=self._conversation, after_seq=known)
        self._take(opened["messages"])
        while self.outbox:
            await window.ask("send", conversation_id=self._conversation, **self.outbox[0])
            del self.outbox[0]
            await asyncio.sleep(PAUSE_S)
        await window.hears_text(f"You said: message {MESSAGES - 1}")
        self._take(window.all("message"))

    def _known(self) -> int:
        """Return up to which number nothing is missing."""
        return next(seq for seq in range(2 * MESSAGES + 1) if seq + 1 not in self.seen)

    def _take(self, messages: list[Json]) -> None:
        for message in messages:
            assert self.seen.setdefault(message["seq"], message) == message


@contextmanager
def cutting(line: BadLine, widget: Widget) -> Iterator[None]:
    """Cut the line again and again, at moments that are the same in every run as far as a network allows."""
    chance = random.Random(7)

    async def cut() -> None:
        for drop in range(DROPS):
            while widget.connections <= drop and not widget.done:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
            await asyncio.sleep(chance.uniform(0, 0.04))
            line.cut()

    task = asyncio.create_task(cut())
    yield
    task.cancel()


async def test_fifty_cuts_lose_nothing_double_nothing_and_keep_the_order(sqlite_store: Store) -> None:
    engine = FakeEngine(delay_s=0.005)
    async with serve_chat(sqlite_store, engine) as served, bad_line(served.url) as (url, line):
        widget = Widget(url)
        with cutting(line, widget):
            await asyncio.wait_for(widget.talk(), 60)
        async with Window.to(served.url, token=sign("cust_li")) as window:
            (conversation,) = (await window.ask("list"))["conversations"]
            messages = await window.read(conversation["id"])
    said = [message["text"] for message in messages if message["author"] == "shopper"]
    answered = [message["text"] for message in messages if message["author"] == "assistant"]
    assert said == [f"message {number}" for number in range(MESSAGES)]
    assert answered == [f"You said: {text}" for text in said]
    assert [message["seq"] for message in messages] == list(range(1, 2 * MESSAGES + 1))
    assert [widget.seen[seq] for seq in sorted(widget.seen)] == messages
    assert widget.connections == DROPS + 1
    assert len(engine.turns) == MESSAGES
