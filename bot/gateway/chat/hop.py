"""The one hop from the loop to the store: what blocks runs on threads of the chat's own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Hop:
    """Runs plain functions beside the loop. Nobody else uses its threads, so pages and models never starve the chat."""

    def __init__(self, threads: int = 8) -> None:
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the function returns, or raise what it raises. It runs to its end even if nobody waits."""
        call = partial(copy_context().run, function, *args, **kwargs)
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="chat")
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def close(self) -> None:
        """Let the threads end; whoever runs something later gets new ones."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
