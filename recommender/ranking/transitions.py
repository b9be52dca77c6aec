"""What follows what: the chance that one item comes after another, from the order of histories."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags

from recommender.ranking.protocol import Histories, Scores
from recommender.ranking.sums import sum_rows


@dataclass(frozen=True)
class Transitions:
    """Learns from the next `window` items after each, those further off by `decay` less a step.

    With `both_ways` also from those before: what is taken at about the same time.

    Scores mix what follows the newest `memory` items of a history, older ones by `fading` less a step. Where little
    followed an item the popularity of all items counts as `prior` customers.
    """

    window: int = 20
    decay: float = 0.8
    memory: int = 30
    fading: float = 0.8
    prior: float = 3.0
    both_ways: bool = False

    def fit(self, training: Histories) -> "TransitionScorer":
        follows = _count(training, self.window, self.decay)
        if self.both_ways:
            follows = follows + follows.T
        popularity = np.bincount(training.items, minlength=training.n_items) + 1.0
        popularity /= max(1.0, popularity.sum())
        totals = np.asarray(follows.sum(axis=1)).ravel() + self.prior
        return TransitionScorer(
            csr_matrix(diags(1 / totals) @ follows, dtype=np.float32),
            (self.prior / totals).astype(np.float32),
            popularity.astype(np.float32),
            self.memory,
            self.fading,
        )


@dataclass(frozen=True)
class TransitionScorer:
    """`chances` is (n_items, n_items), a row a distribution together with its item's share of the popularity."""

    chances: csr_matrix
    unknown: Scores  # (n_items,): what of an item's distribution is popularity
    popularity: Scores  # (n_items,), above 0, sums to 1
    memory: int
    fading: float

    def score(self, history: Histories) -> Scores:
        """Return float32 (n_items,): `scores` of a single history, each item in it once; many times as fast."""
        items = history.items[-self.memory :]
        weights = self.fading ** np.arange(len(items))[::-1]
        if not len(items):
            return self.popularity
        shares = np.asarray(weights / weights.sum(), np.float32)
        return sum_rows(self.chances, items, shares) + np.float32(shares @ self.unknown[items]) * self.popularity

    def scores(self, histories: Histories) -> Scores:
        """Return the chance of each item to be next, above 0; its popularity after an empty history."""
        newest = histories.newest(self.memory)
        weights = self.fading**newest.ages
        sums = np.bincount(newest.customers, weights, len(newest))
        mixed = newest.matrix(weights / sums[newest.customers])
        followed = np.asarray((mixed @ self.chances).todense(), np.float32)
        unknown = np.where(sums > 0, mixed @ self.unknown, 1.0).astype(np.float32)
        return followed + unknown[:, None] * self.popularity


def _count(training: Histories, window: int, decay: float) -> csr_matrix:
    """Return float32 (n_items, n_items): how often the column came after the row, by closeness."""
    shape = (training.n_items, training.n_items)
    counts = csr_matrix(shape, dtype=np.float32)
    for step in range(1, window + 1):
        near = training.customers[step:] == training.customers[:-step]
        pairs = (training.items[:-step][near], training.items[step:][near])
        if not len(pairs[0]):
            break
        counts = counts + csr_matrix((np.full(len(pairs[0]), decay ** (step - 1), np.float32), pairs), shape=shape)
    return counts
