"""What was computed of texts, kept for the next time that somebody asks; what is unused for longest goes first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """The values of at most `most` keys, each of which rests on its key alone. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, keys: Iterable[K]) -> dict[K, V]:
        """Return the values of those of these keys that are remembered; {} for none."""
        known: dict[K, V] = {}
        with self._lock:
            for key in keys:
                if key in self._values:
                    self._values.move_to_end(key)
                    known[key] = self._values[key]
        return known

    def fetch(self, keys: Sequence[K], compute: Callable[[list[K]], Iterable[V]]) -> list[V]:
        """Return the value of each key, in their order.

        `compute` gives, in their order, the values of those that are not remembered; it is not called for none.
        """
        values = self.recall(keys)
        new = [key for key in dict.fromkeys(keys) if key not in values]
        if new:
            computed = dict(zip(new, compute(new), strict=True))
            self.keep(computed)
            values |= computed
        return [values[key] for key in keys]

    def keep(self, computed: Mapping[K, V]) -> None:
        """Remember these values; those that are unused for longest are forgotten for them."""
        with self._lock:
            self._values |= computed
            while len(self._values) > self._most:
                self._values.popitem(last=False)
