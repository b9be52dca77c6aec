"""Compiled: a few steps of conjugate gradients towards each row's least squares, in products that BLAS does.

Importing this takes a second; who needs it imports it when it is needed.
"""

# mypy: disable-error-code="untyped-decorator"

import numpy as np
from numba import njit
from numpy.typing import NDArray

Values = NDArray[np.float32]


@njit(cache=True, fastmath=True)
def improve_rows(
    starts: NDArray[np.int64],
    columns: NDArray[np.int32],
    confidence: Values,
    others: Values,
    square: Values,
    ridges: Values,
    values: Values,
    steps: int,
) -> None:
    """Bring each row of `values` (n, rank) nearer to its least squares, in place; a row without columns becomes 0.

    A row is to give 1 with each of the `others` it has, as its confidence says, and 0 with all: `square` is what these
    zeros weigh, the Gram matrix of the others times the weight of one. `ridges` has one ridge a row.
    """
    for row in range(values.shape[0]):
        begin, end = starts[row], starts[row + 1]
        if begin == end:
            values[row] = 0
            continue
        history = np.empty((end - begin, values.shape[1]), np.float32)
        for at in range(begin, end):
            history[at - begin] = others[columns[at]]
        _improve(history, confidence[begin:end], square, ridges[row], values[row], steps)


@njit(cache=True, fastmath=True)
def _improve(history: Values, weights: Values, square: Values, ridge: float, value: Values, steps: int) -> None:
    """Take the steps from where the value is; fewer when nothing is left to gain."""
    rest = np.dot(history.T, weights * (np.float32(1) - np.dot(history, value))) - np.dot(square, value) - ridge * value
    way = rest.copy()
    left = np.dot(rest, rest)
    for _ in range(steps):
        if left < 1e-12:
            return
        seen = np.dot(history.T, weights * np.dot(history, way)) + np.dot(square, way) + ridge * way
        length = left / np.dot(way, seen)
        value += length * way
        rest -= length * seen
        now = np.dot(rest, rest)
        way = rest + (now / left) * way
        left = now
