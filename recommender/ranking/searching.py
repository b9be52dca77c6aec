"""Compiled: the highest inner products, without looking at all of them.

Importing this takes a second; who needs it imports it when it is needed.
"""

# mypy: disable-error-code="untyped-decorator"

import numpy as np
from numba import njit
from numpy.typing import NDArray

Values = NDArray[np.float32]


@njit(cache=True, fastmath=True)
def search_pruned(
    leads: Values,
    rests: Values,
    lengths: Values,
    rest_lengths: Values,
    places: NDArray[np.int64],
    lead: Values,
    rest: Values,
    seen: NDArray[np.bool_],
    best: NDArray[np.int64],
    scores: Values,
) -> int:
    """Write the places with the highest products, the best first, and return how many there are.

    Each vector is (lead, rest); rows come in the order of their `lengths`, the longest first. A row is looked at in
    full only while its lead, with the most its rest could add, may come among the best; the first row whose whole
    length is too short ends the search. `seen` is by place.
    """
    rest_length = np.sqrt(np.dot(rest, rest))
    length = np.sqrt(np.dot(lead, lead) + rest_length * rest_length)
    size, filled = len(best), 0
    for row in range(len(places)):
        full = filled == size
        if full and lengths[row] * length <= scores[size - 1]:
            break
        total = np.float32(0)
        for k in range(len(lead)):
            total += leads[row, k] * lead[k]
        if (full and total + rest_lengths[row] * rest_length <= scores[size - 1]) or seen[places[row]]:
            continue
        for k in range(len(rest)):
            total += rests[row, k] * rest[k]
        if full and total <= scores[size - 1]:
            continue
        at = size - 1 if full else filled
        while at > 0 and scores[at - 1] < total:
            best[at], scores[at] = best[at - 1], scores[at - 1]
            at -= 1
        best[at], scores[at] = places[row], total
        if not full:
            filled += 1
    return filled
