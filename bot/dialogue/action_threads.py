"""Threads that actions run on: one that hangs keeps its thread, and nobody else from theirs."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

_AT_ONCE = 6  # more would only wait for each other: one thread of Python runs at a time
_LONG_S = 1.0  # whoever takes longer waits for something, and keeps no other from its turn
MOST_HUNG = 24  # threads that may be lost; after that no action can be trusted to end


class StillHanging(Exception):
    """An action of this conversation goes on hanging, or too many others do: no further one is begun."""


class ActionThreads:
    """Threads of the actions' own, begun when they are needed. A conversation has one that hangs at the most."""

    def __init__(self, *, at_once: int = _AT_ONCE, most_hung: int = MOST_HUNG) -> None:
        self._threads = ThreadPoolExecutor(at_once + most_hung, thread_name_prefix="action")
        self._turns = asyncio.Semaphore(at_once)
        self._most_hung = most_hung
        self._hung: dict[str, asyncio.Future[Any]] = {}

    @property
    def hung(self) -> int:
        """How many threads are lost now to actions that somebody has waited for in vain."""
        return len(self._hung)

    @property
    def exhausted(self) -> bool:
        return self.hung >= self._most_hung

    async def run(self, conversation_id: str, action: Callable[[], T], *, timeout_s: float) -> T:
        """Return what it returns, or raise what it raises.

        What hangs in the conversation is waited for first, so that its messages are answered in order.
        Raises TimeoutError, and StillHanging without having begun. Where nobody waits any more it runs on.
        """
        begun_at = asyncio.get_running_loop().time()
        if conversation_id in self._hung and not self.exhausted:
            await asyncio.wait([self._hung[conversation_id]], timeout=timeout_s)
        if conversation_id in self._hung or self.exhausted:
            raise StillHanging
        async with asyncio.timeout_at(begun_at + timeout_s):
            await self._turns.acquire()
            give_back = _Once(self._turns.release)
            job = self._begin(action, give_back)
            try:
                return await asyncio.shield(job)
            finally:
                if not job.done():
                    give_back()
                    self._hung[conversation_id] = job
                    job.add_done_callback(lambda _: self._hung.pop(conversation_id, None))

    def _begin(self, action: Callable[[], T], give_back: "_Once") -> "asyncio.Future[T]":
        loop = asyncio.get_running_loop()
        job = loop.run_in_executor(self._threads, action)
        long = loop.call_later(_LONG_S, give_back)

        def end(job: "asyncio.Future[T]") -> None:
            long.cancel()
            give_back()
            job.exception()  # whether or not somebody is there to hear of it

        job.add_done_callback(end)
        return job


class _Once:
    def __init__(self, call: Callable[[], None]) -> None:
        self._call: Callable[[], None] | None = call

    def __call__(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call()
