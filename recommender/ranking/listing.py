"""A list for one customer as they are at this moment: fold in, score everything, leave out what they have, say why."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.als import AlsScorer
from recommender.ranking.folding import fold_in
from recommender.ranking.protocol import Histories, Scores
from recommender.ranking.pruned import PrunedSearch


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
        if not len(items):
            return []
        folded = fold_in(self.scorer, items, confidence)
        best, scores = self._search.search(folded.vector, items, self.length)
        shares = folded.shares(self.scorer.vectors[best[: self.explained]])
        told = self._because(items, shares) + [()] * (len(best) - len(shares))
        return [Listed(*row) for row in zip(best.tolist(), scores.tolist(), told, strict=True)]

    def make_many(self, customers: Scores, histories: Histories) -> NDArray[np.int64]:
        """Return (n, length) of the best items by the customers' vectors, -1 where none is left, without reasons."""
        lists = np.full((len(histories), self.length), -1, np.int64)
        for row, (start, end) in enumerate(pairwise(histories.starts.tolist())):
            best, _ = self._search.search(customers[row], histories.items[start:end], self.length)
            lists[row, : len(best)] = best
        return lists

    @cached_property
    def _search(self) -> PrunedSearch:
        return PrunedSearch(self.scorer.vectors)

    def _because(self, items: NDArray[np.int32], shares: Scores) -> list[tuple[tuple[int, float], ...]]:
        """Return for each row of shares the items that add most, those that add nothing left out."""
        most = np.argsort(-shares, axis=1, kind="stable")[:, : self.reasons]
        added = np.take_along_axis(shares, most, axis=1).tolist()
        rows = zip(items[most].tolist(), added, strict=True)
        return [tuple((item, share) for item, share in zip(*row, strict=True) if share > 0) for row in rows]
