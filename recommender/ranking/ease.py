"""EASE: the ridge regression of each item on all the others, in closed form (Steck 2019).

What is known of items can help: each trait is one more row, as if a customer had had all items with it (Jeunen 2020).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, vstack
from threadpoolctl import threadpool_limits

from recommender.ranking.protocol import Histories, Scores

HEAD = 8_000  # items; the time grows with their cube, 8,000 take about 40 s of one core
_BLOCK = 512
_FEW = 1_000  # items that one core solves as quickly as several


@dataclass(frozen=True)
class Ease:
    """`traits` is (n_traits, n_items), and counts as much as `trait_weight` customers with all items of a trait.

    `flatness` takes from an item's weight by its popularity, to this power, which holds back what everybody has.
    Of more than `head` items those that most have are learned, the others score 0.
    """

    ridge: float = 300.0
    flatness: float = 0.0
    traits: csr_matrix | None = None
    trait_weight: float = 0.0
    head: int = HEAD

    def fit(self, training: Histories) -> "EaseScorer":
        return next(scorer for _, scorer in self.fit_each(training, (self.ridge,)))

    def fit_each(self, training: Histories, ridges: Sequence[float]) -> Iterator[tuple["Ease", "EaseScorer"]]:
        """Return the same with each of the ridges, and what it learned; quicker than one by one."""
        seen = training.matrix()
        head = find_head(seen, self.head)
        flat = (np.maximum(seen.getnnz(axis=0)[head], 1.0) ** -self.flatness).astype(np.float32)
        rows = seen[:, head]
        if self.traits is not None and self.trait_weight > 0:
            rows = vstack([rows, self.traits[:, head] * np.sqrt(self.trait_weight)]).tocsr()
        square = gram(rows)
        level = np.trace(square)
        square *= np.outer(flat, flat)
        level = np.trace(square) / level if level else 1.0  # the ridge is told for weights of 1
        for ridge in ridges:
            yield replace(self, ridge=ridge), EaseScorer(solve_ease(square, ridge * level), head, flat)


@dataclass(frozen=True)
class EaseScorer:
    """`weights` is (n_head, n_head): how much row h speaks for column j; its diagonal is 0."""

    weights: NDArray[np.float32]
    head: NDArray[np.int64]
    flat: Scores  # (n_head,): what an item weighs

    def scores(self, histories: Histories) -> Scores:
        scores = ((histories.matrix()[:, self.head] @ diags(self.flat)) @ self.weights) / self.flat
        if len(self.head) == histories.n_items:
            return np.asarray(scores, np.float32)
        everything = np.zeros((len(histories), histories.n_items), np.float32)
        everything[:, self.head] = scores
        return everything


def find_head(seen: csr_matrix, most: int) -> NDArray[np.int64]:
    """Return at most so many items, those that most have, ascending."""
    counts = seen.getnnz(axis=0)
    return np.sort(np.argsort(-counts, kind="stable")[:most]).astype(np.int64)


def gram(rows: csr_matrix) -> NDArray[np.float64]:
    """Return float64 (n, n): the products of the columns with each other."""
    return np.asarray((rows.T @ rows).todense(), np.float64)


def solve_ease(square: NDArray[np.float64], ridge: float) -> NDArray[np.float32]:
    """Return the weights for a Gram matrix, which is left as it is; above 0 must be the ridge."""
    if not len(square):
        return np.zeros((0, 0), np.float32)
    regular = square.copy()
    diagonal = np.diag_indices_from(regular)
    regular[diagonal] += ridge
    with threadpool_limits(1 if len(square) < _FEW else None):  # small ones lose more by waiting than they gain
        inverse = _invert(regular, ridge)
    weights = np.asarray(-inverse / np.diag(inverse), np.float32)
    weights[diagonal] = 0.0
    return weights


def _invert(regular: NDArray[np.float64], ridge: float) -> NDArray[np.float64]:
    """Return the inverse of a symmetric matrix, which is overwritten: by Cholesky it takes half the time."""
    from scipy.linalg.lapack import dpotrf, dpotri

    factor, failed = dpotrf(regular.T, lower=1, overwrite_a=1)
    if failed:
        raise ValueError(f"A ridge of {ridge} is too small for these items; allowed: above 0, 100 is usual.")
    inverse, _ = dpotri(factor, lower=1, overwrite_c=1)
    _mirror(inverse)
    return np.asarray(inverse, np.float64)


def _mirror(square: NDArray[np.float64]) -> None:
    """Copy what is below the diagonal above it, in blocks, as the whole would need twice the memory."""
    for start in range(0, len(square), _BLOCK):
        end = start + _BLOCK
        square[start:end, end:] = square[end:, start:end].T
        block = square[start:end, start:end]
        block[:] = np.tril(block) + np.tril(block, -1).T
