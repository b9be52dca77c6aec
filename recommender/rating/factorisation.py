"""Biased matrix factorisation by stochastic gradient descent, user by user: ten million ratings in seconds.

A user's vector stays in the processor's cache while all that the user rated is learned from; in shuffled order the same
takes five times as long. The users' order is drawn anew each epoch, and the steps grow shorter.
"""

from dataclasses import dataclass

import numpy as np

from recommender.rating.bias import BiasModel
from recommender.rating.model import Features, Ids, RatingTable, Times, Values, place


@dataclass(frozen=True)
class FactorPredictor:
    """Vectors (n + 1, rank) and biases (n + 1,); the last row is of what was never seen: 0."""

    mean: float
    users: Values
    items: Values
    user_bias: Values
    item_bias: Values
    scale: tuple[float, float]

    def predict(self, users: Ids, items: Ids, at: Times | None = None) -> Values:
        from recommender.rating.descent import score_pairs

        del at
        user, item = place(users, len(self.users) - 1), place(items, len(self.items) - 1)
        scores = np.empty(len(user), np.float32)
        score_pairs(user, item, self.users, self.items, self.user_bias, self.item_bias, scores)
        return np.clip(np.asarray(self.mean + scores, np.float32), *self.scale)


@dataclass(frozen=True)
class FactorModel:
    """`step` is the first epoch's; `ridge` draws vectors and biases to 0."""

    rank: int = 16
    epochs: int = 16
    step: float = 0.02
    ridge: float = 0.05
    seed: int = 0

    def fit(self, ratings: RatingTable, features: Features | None = None) -> FactorPredictor:
        from recommender.rating.descent import descend, group_by_user

        del features
        chance = np.random.default_rng(self.seed)
        starts, items, given = group_by_user(ratings.user, ratings.item, ratings.rating, ratings.n_users)
        bias = BiasModel().fit(ratings)
        given -= np.float32(bias.mean)
        users, vectors = (self._start(n, chance) for n in (ratings.n_users, ratings.n_items))
        user_bias, item_bias = bias.user.copy(), bias.item.copy()
        for epoch in range(self.epochs):
            step = np.float32(self.step * (1 - epoch / self.epochs))
            order = chance.permutation(ratings.n_users).astype(np.int32)
            ridge = np.float32(self.ridge)
            descend(starts, items, given, order, users, vectors, user_bias, item_bias, step, ridge)
        return FactorPredictor(bias.mean, users, vectors, user_bias, item_bias, ratings.scale)

    def _start(self, n: int, chance: np.random.Generator) -> Values:
        vectors = chance.standard_normal((n + 1, self.rank), np.float32) * np.float32(0.1 / np.sqrt(self.rank))
        vectors[n] = 0
        return vectors
