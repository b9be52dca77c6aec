"""The life of a worker process: turns come in over a line, answers go out, until the line is closed.

A worker that hangs ends itself, so that another takes its place: what it was asked is asked again, and acts once.
"""

import asyncio
import faulthandler
import os
import threading
from contextlib import suppress
from multiprocessing.connection import Connection

import structlog

from bot.dialogue.beat import LONGEST_SILENCE_S
from bot.dialogue.engine import APOLOGISED
from bot.dialogue.nursery import ForkedEngine
from bot.dialogue.turns import Answer, Turn

log = structlog.get_logger()

_LOOK_EVERY_S = 1.0
_LONGEST_STILL_S = LONGEST_SILENCE_S + 5.0  # of the whole process, as under a regular expression that never ends

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
    watching = asyncio.create_task(_watch(engine))
    tasks: dict[int, asyncio.Task[None]] = {}
    while (one := await asked.get()) is not None:
        number, turn = one
        if turn is not None:
            tasks[number] = asyncio.create_task(_answer(line, engine, number, turn))
            tasks[number].add_done_callback(lambda _, number=number: tasks.pop(number))  # type: ignore[misc]
        elif number in tasks:
            tasks[number].cancel()
    watching.cancel()
    faulthandler.cancel_dump_traceback_later()


async def _watch(engine: ForkedEngine) -> None:
    """End the process, with a look at what each thread was doing, when it cannot answer any more."""
    while True:
        faulthandler.dump_traceback_later(_LONGEST_STILL_S, exit=True)  # also when no thread of Python's can run
        ailment = engine.ailment()
        if ailment:
            log.error("a worker ends itself", why=ailment)
            faulthandler.dump_traceback()
            os._exit(1)
        await asyncio.sleep(_LOOK_EVERY_S)


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
