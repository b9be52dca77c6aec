"""What is near to what in meaning, kept in mind for a while."""

import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.remembered import Remembered
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
        self._clock = clock
        self._known: Remembered[tuple[str, int], Near] = Remembered(most)  # by product, and the hour it was looked for

    def __call__(self, product_ids: Sequence[str]) -> list[Near]:
        return self._known.fetch([(id, self._hour_of(id)) for id in product_ids], self._look_for)

    def _look_for(self, new: Sequence[tuple[str, int]]) -> list[Near]:
        return [_gather(found) for found in self._shelf.find_alike([id for id, _ in new], _ALIKE)]

    def _hour_of(self, product_id: str) -> int:
        begun = zlib.crc32(product_id.encode()) % _REMEMBERED_S
        return int((self._clock() + begun) // _REMEMBERED_S)


def _gather(found: Sequence[Found]) -> Near:
    return Near(tuple(one.product_id for one in found), np.array([one.score for one in found], np.float64))
