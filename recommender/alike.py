"""What is near to what in meaning, kept in mind for a while."""

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from retrieval.search import Shelf

_ALIKE = 100  # products near another one in meaning
_REMEMBERED = 5_000  # products whose like are kept in mind: some 20 MB
_REMEMBERED_S = 3_600  # after which they are looked for anew: what is near changes with the words of others, too


@dataclass(frozen=True, eq=False)
class Near:
    """Products near another one in meaning, the nearest first."""

    ids: tuple[str, ...]
    cosines: NDArray[np.float64]  # (len(ids),)


Alike = Callable[[str], Near]
"""Gives what is near this product."""


def remember_alike(shelf: Shelf, clock: Callable[[], float] = time.monotonic) -> Alike:
    """Return what finds alike products on this shelf, those asked for in the last hour without looking anew.

    `clock` tells seconds. Each product has its own hour, so that not all are looked for in the same list.
    """

    @lru_cache(_REMEMBERED)
    def find_alike(product_id: str, period: int) -> Near:
        found = shelf.find_alike(product_id, _ALIKE)
        return Near(tuple(one.product_id for one in found), np.array([one.score for one in found], np.float64))

    def find_lately(product_id: str) -> Near:
        begun = zlib.crc32(product_id.encode()) % _REMEMBERED_S
        return find_alike(product_id, int((clock() + begun) // _REMEMBERED_S))

    return find_lately
