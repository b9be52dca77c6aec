"""Compiled: the best of many scores without what is already had.

Importing this takes a second; who needs it imports it when it is needed.
"""

# mypy: disable-error-code="untyped-decorator"

import numpy as np
from numba import njit
from numpy.typing import NDArray

Values = NDArray[np.float32]


@njit(cache=True)
def select_best(scores: Values, seen: NDArray[np.int32], best: NDArray[np.int64]) -> None:
    """Write the places of the highest scores, the best first, -1 where none is left; `seen` become -inf in `scores`.

    Among equal scores the smaller place comes first.
    """
    for place in seen:
        scores[place] = -np.inf
    size, filled = len(best), 0
    for place in range(len(scores)):
        score = scores[place]
        if score == -np.inf or (filled == size and score <= scores[best[size - 1]]):
            continue
        at = filled if filled < size else size - 1
        while at > 0 and scores[best[at - 1]] < score:
            best[at] = best[at - 1]
            at -= 1
        best[at] = place
        if filled < size:
            filled += 1
    best[filled:] = -1


@njit(cache=True)
def select_best_rows(
    scores: Values, starts: NDArray[np.int64], seen: NDArray[np.int32], best: NDArray[np.int64]
) -> None:
    """Do the same for each row; what row r has seen is `seen[starts[r]:starts[r + 1]]`."""
    for row in range(len(scores)):
        select_best(scores[row], seen[starts[row] : starts[row + 1]], best[row])
