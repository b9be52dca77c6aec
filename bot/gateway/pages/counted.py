"""What takes long to count is counted now and then, by one of those who ask, and told to all."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Counted(Generic[Value]):
    """What `count` returns, at most `fresh_s` seconds old. Safe to share between threads."""

    def __init__(
        self, count: Callable[[], Value], *, fresh_s: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._count = count
        self._fresh_s = fresh_s
        self._clock = clock
        self._lock = threading.Lock()
        self._last: tuple[Value, float] | None = None  # with when its counting began

    def look(self) -> Value:
        """Return the value; whoever comes while it is counted anew gets the one before, if there is one.

        Raises whatever `count` raises; the next one to look counts again.
        """
        last = self._last
        if last is not None and (self._is_fresh(last) or not self._lock.acquire(blocking=False)):
            return last[0]
        if last is None:
            self._lock.acquire()
        try:
            if self._last is None or not self._is_fresh(self._last):
                began = self._clock()
                self._last = self._count(), began
            return self._last[0]
        finally:
            self._lock.release()

    def _is_fresh(self, last: tuple[Value, float]) -> bool:
        return self._clock() - last[1] < self._fresh_s
