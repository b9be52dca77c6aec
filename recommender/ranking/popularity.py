"""What most had, lately above all."""

from dataclasses import dataclass

import numpy as np

from recommender.ranking.protocol import Histories, Scores


@dataclass(frozen=True)
class Popularity:
    """Counts who had an item; with times and a half-life, what is longer before the last time counts less."""

    half_life_days: float | None = None

    def fit(self, training: Histories) -> "PopularityScorer":
        weights = np.ones(len(training.items))
        if self.half_life_days is not None and training.at is not None and len(training.at):
            weights = 0.5 ** ((training.at.max() - training.at) / self.half_life_days)
        counts = np.bincount(training.items, weights, training.n_items)
        return PopularityScorer(counts.astype(np.float32))


@dataclass(frozen=True)
class PopularityScorer:
    """`counts` is (n_items,), the same for everybody."""

    counts: Scores

    def scores(self, histories: Histories) -> Scores:
        return np.tile(self.counts, (len(histories), 1))
