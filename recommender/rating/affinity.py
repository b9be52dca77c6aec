"""Foreseeing ratings from what people choose at all: biases, and how much a choice was to be expected.

What somebody takes says more of their taste than the stars they give, and there is no noise of stars in it. The factors
of the ranking are learned anyway; on top of them one number is fitted, so ten million ratings take seconds.
"""

from dataclasses import dataclass, field

import numpy as np

from recommender.ranking.als import Als
from recommender.ranking.protocol import Histories
from recommender.rating.bias import BiasModel, BiasPredictor, shrunk_means
from recommender.rating.model import Features, Ids, RatingTable, Times, Values, place

_ROUNDS = 4
_FLOOR = 1e-3  # a score at or below it says no less than this


@dataclass(frozen=True)
class AffinityPredictor:
    """Vectors (n + 1, rank) of the ranking, the last row 0; `usual` is each user's mean affinity, `rarity` an item's.

    The affinity of a pair is the logarithm of its score in the ranking, less that of the item's popularity.
    """

    biases: BiasPredictor
    users: Values
    items: Values
    usual: Values
    rarity: Values
    weight: float  # stars for one more in affinity

    def predict(self, users: Ids, items: Ids, at: Times | None = None) -> Values:
        del at
        scores = self.biases.score(users, items) + np.float32(self.weight) * self.affinity(users, items)
        return np.clip(np.asarray(scores, np.float32), *self.biases.scale)

    def affinity(self, users: Ids, items: Ids) -> Values:
        """Return how much more the user is drawn to the item than to what they usually rate; 0 if either is unseen."""
        from recommender.rating.descent import score_pairs

        user, item = place(users, len(self.users) - 1), place(items, len(self.items) - 1)
        scores = np.empty(len(user), np.float32)
        score_pairs(user, item, self.users, self.items, np.zeros_like(self.usual), np.zeros_like(self.rarity), scores)
        told = np.log(np.maximum(scores, _FLOOR)) + self.rarity[item] - self.usual[user]
        return np.where((user < len(self.users) - 1) & (item < len(self.items) - 1), told, np.float32(0))


@dataclass(frozen=True)
class AffinityModel:
    """`ranking` is learned on who rated what, whatever they gave."""

    ranking: Als = field(default_factory=Als)
    biases: BiasModel = field(default_factory=lambda: BiasModel(rounds=2))  # which take turns with the weight anyway

    def fit(self, ratings: RatingTable, features: Features | None = None) -> AffinityPredictor:
        from recommender.rating.descent import group_by_user

        del features
        starts, items, _ = group_by_user(ratings.user, ratings.item, ratings.rating, ratings.n_users)
        scorer, customers = self.ranking.learn(Histories(items, starts, ratings.n_items))
        return self.fit_upon(ratings, customers, scorer.vectors)

    def fit_upon(self, ratings: RatingTable, users: Values, items: Values) -> AffinityPredictor:
        """Learn, given the vectors (n_users, rank) and (n_items, rank) of a ranking that is already learned."""
        counts = np.bincount(ratings.item, minlength=ratings.n_items + 1)
        rarity = -np.log1p(counts).astype(np.float32)
        usual = np.zeros(ratings.n_users + 1, np.float32)
        nothing = BiasPredictor(ratings.mean, usual, rarity * 0, ratings.scale)
        raw = AffinityPredictor(nothing, _extend(users), _extend(items), usual, rarity, 0.0)
        told = raw.affinity(ratings.user, ratings.item)
        usual = shrunk_means(ratings.user, told, ratings.n_users + 1, 1e-6).astype(np.float32)
        told -= usual[ratings.user]
        biases, weight = self._fit_weight(ratings, told)
        return AffinityPredictor(biases, raw.users, raw.items, usual, rarity, weight)

    def _fit_weight(self, ratings: RatingTable, told: Values) -> tuple[BiasPredictor, float]:
        """Return biases and the stars for one more in affinity, by turns."""
        square = float(told @ told) + 1.0
        weight = 0.0
        for _ in range(_ROUNDS):
            biases = self.biases.fit_rest(ratings, ratings.rating - np.float32(weight) * told)
            weight = float(told @ (ratings.rating - biases.score(ratings.user, ratings.item))) / square
        return biases, weight


def _extend(vectors: Values) -> Values:
    return np.vstack([vectors, np.zeros((1, vectors.shape[1]), np.float32)])
