"""A customer's vector from what they have now, without learning anew, and why an item then scores as it does.

The vector is linear in the history, so each score is a sum over the history: reasons cost next to nothing.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

from recommender.ranking.protocol import Scores

if TYPE_CHECKING:
    from recommender.ranking.als import AlsScorer

_LEAST = 1e-6  # ridge, so that the empty history has a solution


@dataclass(frozen=True)
class Folded:
    """`vector` scores items by its product with theirs; `root` is Cholesky's factor of what was solved."""

    vector: Scores
    root: Scores
    history: Scores  # (n, rank): the vectors of the history
    confidence: Scores

    def shares(self, wanted: Scores) -> Scores:
        """Return (len(wanted), n): what each item of the history adds to the score of each of these vectors.

        A row adds up to the vector's score.
        """
        if not len(self.confidence) or not len(wanted):
            return np.zeros((len(wanted), len(self.confidence)), np.float32)
        solved, _ = lapack.spotrs(self.root, wanted.T, lower=1)
        return np.asarray((self.history @ solved).T * self.confidence, np.float32)


def fold_in(scorer: "AlsScorer", items: NDArray[np.integer], confidence: Scores | None = None) -> Folded:
    """Return the customer with these items, each of them once; without any the vector is 0."""
    history = scorer.vectors[items]
    weights = np.ones(len(items), np.float32) if confidence is None else confidence
    left = scorer.square + (history.T * weights) @ history
    left.flat[:: len(left) + 1] += scorer.ridge * len(items) + scorer.ridge_of_all + _LEAST
    root, _ = lapack.spotrf(left, lower=1, overwrite_a=1)
    vector, _ = lapack.spotrs(root, weights @ history, lower=1)
    return Folded(np.asarray(vector, np.float32), root, history, weights)


class Live:
    """A folded customer to whom one item after another is added, by recursive least squares (Sherman and Morrison).

    The ridge stays what it was when the customer was folded in; folding in anew brings it up to date.
    """

    def __init__(self, folded: Folded) -> None:
        rank = len(folded.vector)
        inverse, _ = lapack.spotrs(folded.root, np.eye(rank, dtype=np.float32), lower=1)
        self._inverse = np.ascontiguousarray(inverse)
        self._right = folded.confidence @ folded.history if len(folded.confidence) else np.zeros(rank, np.float32)
        self.vector = folded.vector

    def add(self, item: Scores, confidence: float = 1.0) -> None:
        """Add an item by its vector; below 0 takes one out that was added with as much confidence."""
        seen = self._inverse @ item
        self._inverse -= np.multiply.outer(seen, seen * np.float32(confidence / (1 + confidence * float(item @ seen))))
        self._right = self._right + np.float32(confidence) * item
        self.vector = self._inverse @ self._right
