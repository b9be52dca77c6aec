"""An engine of several processes: a conversation always talks to the same worker, and one that dies is replaced."""

import asyncio
import itertools
import os
import socket
import threading
import time
import zlib
from collections import deque
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

import structlog

from bot.dialogue.engine import APOLOGISED
from bot.dialogue.nursery import CannotLoad, Loader, Nursery
from bot.dialogue.turns import Answer, Turn

log = structlog.get_logger()

_TRIES = 2  # of a turn under which workers die; then it is that turn, and an apology is its answer
_LONGEST_EMPTY_S = 60.0  # of a place; loading anew takes some ten seconds
_SHORTEST_LIFE_S = 1.0  # workers that die sooner are not replaced at once


class WorkerEngine:
    """An `Engine` of `count` processes, each with the engine that `load` returns (see `Nursery`)."""

    def __init__(self, load: Loader, count: int) -> None:
        self._load = load
        self._nursery = Nursery(load)
        self._places = tuple(_Place(self._nursery) for _ in range(count))

    def start(self) -> None:
        """Load, and fork the workers; returns when turns can be answered. Raises CannotLoad."""
        for place in self._places:
            place.start()

    def stop(self) -> None:
        """End the workers; turns under way are given up."""
        for place in self._places:
            place.stop()
        self._nursery.stop()

    def renew(self) -> None:
        """Load anew beside the workers; once its turns are answered, each is followed by one with what was loaded.

        Raises CannotLoad, and then the workers go on as they are.
        """
        fresh = Nursery(self._load)
        try:
            fresh.prepare()
        except CannotLoad:
            fresh.stop()
            raise
        former, self._nursery = self._nursery, fresh
        for place in self._places:
            place.move(fresh)
        former.stop()

    async def answer(self, turn: Turn) -> Answer:
        """Answer in the conversation's worker; see `Engine`."""
        place = self._places[zlib.crc32(turn.conversation_id.encode()) % len(self._places)]
        return await asyncio.wrap_future(place.ask(turn))

    def ailment(self) -> str:
        """Say how many workers are missing; see `Engine`."""
        missing = sum(place.empty_s() > _LONGEST_EMPTY_S for place in self._places)
        return f"{missing} of {len(self._places)} workers are missing" if missing else ""


@dataclass
class _Asked:
    """A turn that waits for its answer; `tries` counts the workers that were asked."""

    turn: Turn
    tries: int = 0
    answer: Future[Answer] = field(default_factory=Future)

    def settle(self, answer: Answer) -> None:
        with suppress(InvalidStateError):  # nobody waits for it any more
            self.answer.set_result(answer)


class _Place:
    """Where one worker is, and after its death the next.

    What was asked of the dead one is asked of the next again, one turn after the other: so it shows which one kills.
    """

    def __init__(self, nursery: Nursery) -> None:
        self._nursery = nursery
        self._line: Connection | None = None
        self._empty_since: float | None = None
        self._asked: dict[int, _Asked] = {}  # by number, in the order of asking
        self._held: deque[int] = deque()  # of these, what is not asked before `_tried` is answered
        self._tried: int | None = None
        self._moving = False  # to a nursery that has loaded anew: what is asked now waits for its worker
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="worker", daemon=True)

    def start(self) -> None:
        self._line = self._nursery.fork()
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        with self._lock:
            if self._line is not None:
                _hang_up(self._line)
            waiting, self._asked = tuple(self._asked.values()), {}
        for asked in waiting:
            asked.answer.cancel()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def move(self, nursery: Nursery) -> None:
        """Let the worker be followed by one of this nursery once it has answered what it was asked."""
        with self._lock:
            self._nursery, self._moving = nursery, True
            self._dismiss_if_done()

    def _dismiss_if_done(self) -> None:
        if self._moving and self._line is not None and len(self._held) == len(self._asked):
            _hang_up(self._line)

    def empty_s(self) -> float:
        """Return for how long nobody is there as nobody could be had; 0 while somebody is."""
        return 0.0 if self._empty_since is None else time.monotonic() - self._empty_since

    def ask(self, turn: Turn) -> Future[Answer]:
        asked = _Asked(turn)
        with self._lock:
            number = next(self._numbers)
            self._asked[number] = asked
            if self._tried is None and not self._moving:
                self._send(number)
            else:
                self._held.append(number)
        asked.answer.add_done_callback(lambda answer: self._forget(number) if answer.cancelled() else None)
        return asked.answer

    def _forget(self, number: int) -> None:
        """Nobody waits for this turn any more: it is not asked again, and what is not done for it yet is left."""
        with self._lock:
            asked = self._asked.pop(number, None)
            if asked is None:
                return
            if number in self._held:
                self._held.remove(number)
            elif self._line is not None:
                with suppress(OSError):
                    self._line.send((number, None))
            if number == self._tried:
                self._try_next()
            self._dismiss_if_done()

    def _send(self, number: int) -> None:
        if self._line is None:
            return
        asked = self._asked[number]
        asked.tries += 1
        with suppress(OSError):  # the worker is dead; its successor is asked
            self._line.send((number, asked.turn))

    def _listen(self) -> None:
        born = time.monotonic()
        while not self._stopped.is_set():
            line = self._line
            try:
                if line is None:
                    raise EOFError
                number, answer = line.recv()
            except (EOFError, OSError):
                if self._stopped.wait(max(0.0, _SHORTEST_LIFE_S - (time.monotonic() - born))):
                    return
                self._replace()
                born = time.monotonic()
                continue
            self._settle(number, answer)

    def _settle(self, number: int, answer: Answer) -> None:
        with self._lock:
            asked = self._asked.pop(number, None)
            if number == self._tried:
                self._try_next()
            self._dismiss_if_done()
        if asked is not None:
            asked.settle(answer)

    def _replace(self) -> None:
        """Get a new worker and ask it all that is not answered yet, in the old order."""
        if self._moving:
            log.info("a worker is followed by one that was loaded anew", turns=len(self._asked))
        else:
            log.error("a worker died, another takes its place", turns=len(self._asked))
        with self._lock:
            self._line = None
            self._empty_since = self._empty_since or time.monotonic()
        nursery = self._nursery
        try:
            line = nursery.fork()
        except CannotLoad:
            log.exception("no worker can be had, will try again")
            return
        with self._lock:
            self._line, self._empty_since = line, None
            self._moving = nursery is not self._nursery  # another may have come meanwhile
            if self._stopped.is_set():
                _hang_up(line)
            self._held = deque(self._asked)
            self._try_next()
            self._dismiss_if_done()

    def _try_next(self) -> None:
        """Ask the next turn that a worker died under, and wait for it; when there is none, all that came since."""
        self._tried = None
        while self._held and self._tried is None and not self._moving:
            number = self._held.popleft()
            asked = self._asked[number]
            if asked.tries == _TRIES:
                log.error("a turn killed its workers", conversation=asked.turn.conversation_id)
                del self._asked[number]
                asked.settle(APOLOGISED)
                continue
            self._tried = number if asked.tries else None
            self._send(number)


def _hang_up(line: Connection) -> None:
    """End the line for both sides; closing it here would not wake who listens."""
    with suppress(OSError), socket.socket(fileno=os.dup(line.fileno())) as same:
        same.shutdown(socket.SHUT_RDWR)
