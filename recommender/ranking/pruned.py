"""Exact search for the highest inner products that leaves out what cannot be among them.

Popular items have long vectors and a few directions hold most of what vectors say. So items are looked at from the
longest down, by their leading directions first; with Cauchy and Schwarz the rest of most need not be looked at, and
the short ones not at all. The answer is that of looking at everything.
"""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.protocol import Scores

_TOLD = 0.95  # of all squares, by the leading directions
_STEP = 8  # leading directions come in eights


class PrunedSearch:
    """Vectors, shape (n, rank), turned to their principal axes. Safe to share between threads."""

    def __init__(self, vectors: Scores) -> None:
        roots, axes = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors)
        self._axes = np.ascontiguousarray(axes[:, ::-1], np.float32)
        told = np.cumsum(roots[::-1]) / max(float(roots.sum()), 1e-12)
        most = int(np.searchsorted(told, _TOLD)) + 1
        self._lead = min(vectors.shape[1], -(-most // _STEP) * _STEP)
        lengths = np.linalg.norm(vectors, axis=1).astype(np.float32)
        self._places = np.argsort(-lengths, kind="stable")
        turned = vectors[self._places] @ self._axes
        self._leads = np.ascontiguousarray(turned[:, : self._lead])
        self._rests = np.ascontiguousarray(turned[:, self._lead :])
        slack = np.float32(1 + 1e-4)  # so that rounding leaves nothing out
        self._lengths = lengths[self._places] * slack
        self._rest_lengths = np.linalg.norm(self._rests, axis=1).astype(np.float32) * slack

    def search(self, vector: Scores, seen: NDArray[np.int32], length: int) -> tuple[NDArray[np.int64], Scores]:
        """Return at most `length` places and their products with the vector, the highest first, none of them seen."""
        from recommender.ranking.searching import search_pruned

        marked = np.zeros(len(self._places), np.bool_)
        marked[seen] = True
        turned = vector @ self._axes
        best, scores = np.empty(length, np.int64), np.empty(length, np.float32)
        found = search_pruned(
            self._leads,
            self._rests,
            self._lengths,
            self._rest_lengths,
            self._places,
            turned[: self._lead],
            turned[self._lead :],
            marked,
            best,
            scores,
        )
        return best[:found], scores[:found]
