"""Compiled: drawing the vectors of one side from what their prior and their ratings make likely.

Importing this takes a second; who needs it imports it when it is needed.
"""

# mypy: disable-error-code="untyped-decorator"

import numpy as np
from numba import njit
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Places = NDArray[np.int32]


@njit(cache=True, fastmath=True)
def draw_rows(
    starts: Places,
    columns: Places,
    rest: Matrix,
    others: Matrix,
    means: Matrix,
    inverse: Matrix,
    row_trust: Matrix,
    other_trust: Matrix,
    chance: Matrix,
    values: Matrix,
) -> None:
    """Draw each row of `values` (n, wide) anew, in place; the last of a row is its bias.

    Row r has ratings `rest[starts[r]:starts[r + 1]]` of `columns`. `means` (n, wide) and `inverse` (wide, wide) are the
    prior's mean and precision, `row_trust * other_trust` is the precision of a rating, `chance` (n, wide) normal.
    """
    wide = values.shape[1]
    left, right, design = np.empty((wide, wide)), np.empty(wide), np.ones(wide)
    for row in range(values.shape[0]):
        for a in range(wide):
            right[a] = 0.0
            for b in range(wide):
                right[a] += inverse[a, b] * means[row, b]
                left[a, b] = inverse[a, b]
        for at in range(starts[row], starts[row + 1]):
            other = columns[at]
            trust = row_trust[row] * other_trust[other]
            design[: wide - 1] = others[other, : wide - 1]
            _learn(left, right, design, trust, rest[at] - others[other, wide - 1])
        _factorise(left)
        _draw(left, right, chance[row], values[row])


@njit(cache=True, fastmath=True)
def _learn(left: Matrix, right: Matrix, design: Matrix, trust: float, target: float) -> None:
    """Add one rating to the lower half of the precision and to its product with the mean."""
    for a in range(len(design)):
        scaled = trust * design[a]
        right[a] += target * scaled
        for b in range(a + 1):
            left[a, b] += scaled * design[b]


@njit(cache=True, fastmath=True)
def _factorise(left: Matrix) -> None:
    """Replace the lower half by Cholesky's factor."""
    for a in range(len(left)):
        for b in range(a + 1):
            total = left[a, b]
            for c in range(b):
                total -= left[a, c] * left[b, c]
            left[a, b] = np.sqrt(total) if a == b else total / left[b, b]


@njit(cache=True, fastmath=True)
def _draw(left: Matrix, right: Matrix, chance: Matrix, value: Matrix) -> None:
    """Write the solution, moved by chance as the precision allows; `right` is used up."""
    wide = len(right)
    for a in range(wide):
        for b in range(a):
            right[a] -= left[a, b] * right[b]
        right[a] /= left[a, a]
    for a in range(wide - 1, -1, -1):
        total = right[a] + chance[a]
        for b in range(a + 1, wide):
            total -= left[b, a] * value[b]
        value[a] = total / left[a, a]
