"""Whether an event loop still turns: what runs on it says so once a second."""

import asyncio
import time
from collections.abc import Callable

_EVERY_S = 1.0
LONGEST_SILENCE_S = 10.0  # far more than the longest message takes to be understood


class Beat:
    """The pulse of a loop; anybody may feel it, from any thread. Before `begin` it is fine."""

    def __init__(self, *, longest_s: float = LONGEST_SILENCE_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._longest_s = longest_s
        self._clock = clock
        self._last: float | None = None

    def begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Beat on this loop from now on; safe from other threads."""
        self._last = self._clock()
        loop.call_soon_threadsafe(self._go_on, loop)

    def silence_s(self) -> float:
        """Return for how long the loop has not turned, as far as that is longer than it may be; else 0."""
        silent_s = 0.0 if self._last is None else self._clock() - self._last
        return silent_s if silent_s > self._longest_s else 0.0

    def _go_on(self, loop: asyncio.AbstractEventLoop) -> None:
        self._last = self._clock()
        loop.call_later(_EVERY_S, self._go_on, loop)
