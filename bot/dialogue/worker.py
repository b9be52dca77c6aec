"""The life of a worker process: turns come in over a line, answers go out, until the line is closed."""

import asyncio
import threading
from contextlib import suppress
from multiprocessing.connection import Connection

import structlog

from bot.dialogue.engine import APOLOGISED
from bot.dialogue.nursery import ForkedEngine
from bot.dialogue.turns import Answer, Turn

log = structlog.get_logger()

Asked = tuple[int, Turn | None]  # with a number, which the answer bears too; None when nobody waits for it any more
Told = tuple[int, Answer]


def work(line: Connection, engine: ForkedEngine) -> None:
    """Answer what is asked over the line, in its order as far as it is of one conversation."""
    engine.start()
    asyncio.run(_answer_all(line, engine))
    engine.stop()


async def _answer_all(line: Connection, engine: ForkedEngine) -> None:
    asked: asyncio.Queue[Asked | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    threading.Thread(target=_listen, args=(line, loop, asked), daemon=True).start()
    tasks: dict[int, asyncio.Task[None]] = {}
    while (one := await asked.get()) is not None:
        number, turn = one
        if turn is not None:
            tasks[number] = asyncio.create_task(_answer(line, engine, number, turn))
            tasks[number].add_done_callback(lambda _, number=number: tasks.pop(number))  # type: ignore[misc]
        elif number in tasks:
            tasks[number].cancel()


def _listen(line: Connection, loop: asyncio.AbstractEventLoop, asked: asyncio.Queue[Asked | None]) -> None:
    with suppress(EOFError, OSError):
        while True:
            loop.call_soon_threadsafe(asked.put_nowait, line.recv())
    loop.call_soon_threadsafe(asked.put_nowait, None)


async def _answer(line: Connection, engine: ForkedEngine, number: int, turn: Turn) -> None:
    try:
        answer = await engine.answer(turn)
    except Exception:
        log.exception("engine failed", conversation=turn.conversation_id)
        answer = APOLOGISED
    with suppress(OSError):  # nobody is there any more; the answer stays owed
        told: Told = (number, answer)
        line.send(told)
