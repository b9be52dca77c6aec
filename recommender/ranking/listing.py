"""A list for one customer as they are at this moment: fold in, score everything, leave out what they have, say why."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.als import AlsScorer
from recommender.ranking.folding import fold_in
from recommender.ranking.protocol import Histories, Scores

_CELLS = 8_000_000  # scores held at once


@dataclass(frozen=True)
class Listed:
    """`because` are items of the history with what each adds to the score, those that speak for it most first."""

    item: int
    score: float
    because: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class ListMaker:
    """Makes lists of `length` items, of which the first `explained` have up to `reasons` reasons."""

    scorer: AlsScorer
    length: int = 10
    explained: int = 5
    reasons: int = 3

    def make(self, items: NDArray[np.int32], confidence: Scores | None = None) -> list[Listed]:
        """Return the best items that are not in this history, the best first; [] when the history is empty."""
        from recommender.ranking.selecting import select_best

        if not len(items):
            return []
        folded = fold_in(self.scorer, items, confidence)
        scores = self.scorer.vectors @ folded.vector
        best = np.empty(min(self.length, len(scores)), np.int64)
        select_best(scores, items, best)
        best = best[best >= 0]
        shares = folded.shares(self.scorer.vectors[best[: self.explained]])
        told = [self._because(items, row) for row in shares] + [()] * (len(best) - len(shares))
        return [Listed(int(at), float(scores[at]), why) for at, why in zip(best, told, strict=True)]

    def make_many(self, customers: Scores, histories: Histories) -> Iterator[NDArray[np.int64]]:
        """Return batches (n, length) of the best items, -1 where none is left, given the customers' vectors."""
        from recommender.ranking.selecting import select_best_rows

        size = max(1, _CELLS // max(1, histories.n_items))
        for start in range(0, len(customers), size):
            rows = np.arange(start, min(start + size, len(customers)))
            scores = customers[rows] @ self.scorer.vectors.T
            best = np.empty((len(rows), min(self.length, histories.n_items)), np.int64)
            first, last = histories.starts[rows[0]], histories.starts[rows[-1] + 1]
            starts = histories.starts[rows[0] : rows[-1] + 2] - first
            select_best_rows(scores, starts, histories.items[first:last], best)
            yield best

    def _because(self, items: NDArray[np.int32], shares: Scores) -> tuple[tuple[int, float], ...]:
        most = np.argsort(-shares, kind="stable")[: self.reasons]
        return tuple((int(items[at]), float(shares[at])) for at in most if shares[at] > 0)
