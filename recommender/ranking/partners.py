"""Compiled: with which others each item is had, without ever holding all pairs.

Importing this takes a second; who needs it imports it when it is needed.
"""

# mypy: disable-error-code="untyped-decorator"

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.sparse import csr_matrix


def find_partners(had: csr_matrix, most: int, least: int, shrinkage: float) -> csr_matrix:
    """Return float32 (n_items, n_items) of at most so many partners an item, the best, its diagonal empty.

    `had` is (n_customers, n_items), above 0. A partner is had by `least` customers or more together with the item. Its
    value is the cosine of the two columns times c / (c + shrinkage) for c such customers: 0 takes the cosine as it is.
    """
    by_item = had.T.tocsr()
    starts, partners, values = _find(
        had.indptr.astype(np.int64),
        had.indices,
        had.data.astype(np.float32, copy=False),
        by_item.indptr.astype(np.int64),
        by_item.indices,
        by_item.data.astype(np.float32, copy=False),
        most,
        least,
        np.float32(shrinkage),
    )
    return csr_matrix((values, partners, starts), shape=(had.shape[1], had.shape[1]))


@njit(cache=True)
def _find(
    starts: NDArray[np.int64],
    items: NDArray[np.int32],
    weights: NDArray[np.float32],
    item_starts: NDArray[np.int64],
    customers: NDArray[np.int32],
    item_weights: NDArray[np.float32],
    most: int,
    least: int,
    shrinkage: float,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    n = len(item_starts) - 1
    norms = _measure_norms(item_starts, item_weights)
    together, counts = np.zeros(n, np.float32), np.zeros(n, np.int32)
    touched = np.empty(n, np.int32)
    bounds = np.zeros(n + 1, np.int64)
    partners, values = np.empty(n * most, np.int32), np.empty(n * most, np.float32)
    end = 0
    for item in range(n):
        seen = 0
        for at in range(item_starts[item], item_starts[item + 1]):
            customer, own = customers[at], item_weights[at]
            for place in range(starts[customer], starts[customer + 1]):
                other = items[place]
                if counts[other] == 0:
                    touched[seen] = other
                    seen += 1
                counts[other] += 1
                together[other] += own * weights[place]
        found = np.empty(seen, np.int32)
        scores = np.empty(seen, np.float32)
        kept = 0
        for at in range(seen):
            other = touched[at]
            count = counts[other]
            if other != item and count >= least:
                cosine = together[other] / (norms[item] * norms[other])
                found[kept], scores[kept] = other, cosine * count / (count + shrinkage)
                kept += 1
            counts[other], together[other] = 0, 0.0
        chosen = _choose(scores[:kept], most)
        for at in chosen[np.argsort(found[chosen])]:
            partners[end], values[end] = found[at], scores[at]
            end += 1
        bounds[item + 1] = end
    return bounds, partners[:end].copy(), values[:end].copy()


@njit(cache=True)
def _measure_norms(item_starts: NDArray[np.int64], item_weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (n_items,): the lengths of the columns, above 0."""
    squares = np.zeros(len(item_starts) - 1, np.float64)
    for item in range(len(squares)):
        for at in range(item_starts[item], item_starts[item + 1]):
            squares[item] += item_weights[at] * item_weights[at]
    return np.maximum(np.sqrt(squares), 1e-9).astype(np.float32)


@njit(cache=True)
def _choose(scores: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """Return the places of at most so many of the highest scores; among equal ones the first come."""
    if len(scores) <= most:
        return np.arange(len(scores))
    least = np.partition(scores, len(scores) - most)[len(scores) - most]
    above, equal = np.flatnonzero(scores > least), np.flatnonzero(scores == least)
    return np.concatenate((above, equal[: most - len(above)]))
