"""What is near to what in meaning, kept in mind for a while."""

import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.search import Found, Shelf

_ALIKE = 100  # products near another one in meaning
_REMEMBERED = 5_000  # products whose like are kept in mind: some 20 MB
_REMEMBERED_S = 3_600  # after which they are looked for anew: what is near changes with the words of others, too


@dataclass(frozen=True, eq=False)
class Near:
    """Products near another one in meaning, the nearest first."""

    ids: tuple[str, ...]
    cosines: NDArray[np.float64]  # (len(ids),)


Alike = Callable[[Sequence[str]], list[Near]]
"""Gives for each of these products what is near it; what is not known yet is looked for together."""


class RememberedAlike:
    """An `Alike` of a shelf: what was asked for in the last hour is not looked for anew. Safe to share by threads.

    Each product has its own hour, so that not all are looked for in the same list. Of more than `most` products those
    asked for last are remembered. `clock` tells seconds.
    """

    def __init__(self, shelf: Shelf, *, most: int = _REMEMBERED, clock: Callable[[], float] = time.monotonic) -> None:
        self._shelf = shelf
        self._most = most
        self._clock = clock
        self._known: OrderedDict[str, tuple[int, Near]] = OrderedDict()  # with the hour in which it was looked for
        self._lock = threading.Lock()

    def __call__(self, product_ids: Sequence[str]) -> list[Near]:
        hours = {id: self._hour_of(id) for id in product_ids}
        found = self._recall(hours)
        new = [id for id in hours if id not in found]
        if new:
            each = self._shelf.find_alike(new, _ALIKE)
            looked = {id: _gather(own) for id, own in zip(new, each, strict=True)}
            self._remember({id: (hours[id], near) for id, near in looked.items()})
            found |= looked
        return [found[id] for id in product_ids]

    def _hour_of(self, product_id: str) -> int:
        begun = zlib.crc32(product_id.encode()) % _REMEMBERED_S
        return int((self._clock() + begun) // _REMEMBERED_S)

    def _recall(self, hours: dict[str, int]) -> dict[str, Near]:
        found: dict[str, Near] = {}
        with self._lock:
            for id, hour in hours.items():
                known = self._known.get(id)
                if known is not None and known[0] == hour:
                    self._known.move_to_end(id)
                    found[id] = known[1]
        return found

    def _remember(self, looked: dict[str, tuple[int, Near]]) -> None:
        with self._lock:
            for id, near in looked.items():
                self._known[id] = near
                self._known.move_to_end(id)
            while len(self._known) > self._most:
                self._known.popitem(last=False)


def _gather(found: Sequence[Found]) -> Near:
    return Near(tuple(one.product_id for one in found), np.array([one.score for one in found], np.float64))
