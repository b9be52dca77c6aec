"""What most had, lately above all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.protocol import Histories, Scores

_PART = 1_000_000  # things that are counted at once: weights of all would take twice the memory of the histories


@dataclass(frozen=True)
class Popularity:
    """Counts who had an item; with times and a half-life, what is longer before the last time counts less."""

    half_life_days: float | None = None

    def fit(self, training: Histories) -> "PopularityScorer":
        counts = np.zeros(training.n_items)
        at, half_life_days = training.at, self.half_life_days
        latest = np.float64(0 if at is None else at.max(initial=-np.inf))
        for start in range(0, len(training.items), _PART):
            part = slice(start, start + _PART)
            weights: NDArray[np.float64] | float = 1.0
            if at is not None and half_life_days is not None:
                weights = 0.5 ** ((latest - at[part]) / half_life_days)
            np.add.at(counts, training.items[part], weights)
        return PopularityScorer(counts.astype(np.float32))


@dataclass(frozen=True)
class PopularityScorer:
    """`counts` is (n_items,), the same for everybody."""

    counts: Scores

    def scores(self, histories: Histories) -> Scores:
        return np.tile(self.counts, (len(histories), 1))
