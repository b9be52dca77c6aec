"""Many threads that want the same thing at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def race(act: Callable[[int], T], racers: int) -> list[T]:
    """Run `act(0)` to `act(racers - 1)` in a thread each, started together; return what they return, in that order."""
    start = threading.Barrier(racers)

    def run(number: int) -> T:
        start.wait(timeout=30)
        return act(number)

    with ThreadPoolExecutor(racers) as pool:
        return list(pool.map(run, range(racers)))
