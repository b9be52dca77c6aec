"""The worst moment to die: after the acknowledgement, before the answer."""

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.conversations.owed import conversations_owing
from shop.store import Store
from tests.bot.gateway.chat.conftest import until
from tests.bot.gateway.chat.window import Window, sign
from tests.services import free_port

_LONGEST_START_S = 60


@asynccontextmanager
async def replica(database_url: str, *, delay_s: float) -> AsyncIterator[str]:
    """Run a process whose engine takes this long; kill it, as no shutdown would, when the test is done with it."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bot.gateway.chat.replica", str(port), database_url, str(delay_s)]
    process = await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=DEVNULL)
    try:
        await _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()


async def _wait_for(port: int) -> None:
    async with asyncio.timeout(_LONGEST_START_S):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


async def test_what_was_acknowledged_before_a_kill_is_answered_after_the_restart(
    sqlite_url: str, sqlite_store: Store
) -> None:
    token = sign("cust_maya")
    async with replica(sqlite_url, delay_s=600) as url, Window.to(url, token=token) as window:
        conversation = await window.start()
        for text in ("one", "two", "three"):
            await window.send(conversation, text, client_id=text)
        await window.hears("typing", lambda data: data["author"] == "assistant" and data["on"])
    assert conversations_owing(sqlite_store) == (conversation,)
    async with replica(sqlite_url, delay_s=0) as url, Window.to(url, token=token) as window:
        await until(lambda: not conversations_owing(sqlite_store))
        await window.ask("open", conversation_id=conversation)
        again = await window.send(conversation, "one", client_id="one")
        await window.send(conversation, "four")
        await window.hears_text("You said: four")
        messages = await window.read(conversation)
    assert again["seq"] == 1
    said = [message["text"] for message in messages if message["author"] == "shopper"]
    answered = [message["text"] for message in messages if message["author"] == "assistant"]
    assert said == ["one", "two", "three", "four"]
    assert answered == [f"You said: {text}" for text in said]
    assert [message["seq"] for message in messages] == list(range(1, 9))
