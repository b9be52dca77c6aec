"""Biased matrix factorisation by stochastic gradient descent, user by user: ten million ratings in seconds.

A user's vector stays in the processor's cache while all that the user rated is learned from; in shuffled order the same
takes five times as long. The users' order is drawn anew each epoch, and the steps grow shorter.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

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
        del at
        user, item = place(users, len(self.users) - 1), place(items, len(self.items) - 1)
        scores = np.empty(len(user), np.float32)
        _kernels()[1](user, item, self.users, self.items, self.user_bias, self.item_bias, self.mean, scores)
        return np.clip(scores, *self.scale)


@dataclass(frozen=True)
class FactorModel:
    """`step` is the first epoch's; `ridge` draws vectors and biases to 0."""

    rank: int = 16
    epochs: int = 16
    step: float = 0.02
    ridge: float = 0.05
    seed: int = 0

    def fit(self, ratings: RatingTable, features: Features | None = None) -> FactorPredictor:
        del features
        chance = np.random.default_rng(self.seed)
        train, _, group = _kernels()
        starts, items, given = group(ratings.user, ratings.item, ratings.rating, ratings.n_users)
        bias = BiasModel().fit(ratings)
        vectors = [self._start(n, chance) for n in (ratings.n_users, ratings.n_items)]
        user_bias, item_bias = bias.user.copy(), bias.item.copy()
        for epoch in range(self.epochs):
            step = np.float32(self.step * (1 - epoch / self.epochs))
            order = chance.permutation(ratings.n_users).astype(np.int32)
            train(
                starts, items, given, order, *vectors, user_bias, item_bias, bias.mean, step, np.float32(self.ridge)
            )
        return FactorPredictor(bias.mean, vectors[0], vectors[1], user_bias, item_bias, ratings.scale)

    def _start(self, n: int, chance: np.random.Generator) -> Values:
        vectors = chance.standard_normal((n + 1, self.rank), np.float32) * np.float32(0.1 / np.sqrt(self.rank))
        vectors[n] = 0
        return vectors


@cache
def _kernels() -> tuple[Any, Any, Any]:
    """Return the compiled functions: one epoch, scores of pairs, ratings by user."""
    from numba import njit

    @njit(cache=True, fastmath=True)  # type: ignore[untyped-decorator]
    def train(  # type: ignore[no-untyped-def]
        starts, items, given, order, users, vectors, user_bias, item_bias, mean, step, ridge
    ):  # pragma: no cover
        rank = users.shape[1]
        mean = np.float32(mean)
        for user in order:
            own = users[user]
            bias = user_bias[user]
            for at in range(starts[user], starts[user + 1]):
                item = items[at]
                other = vectors[item]
                score = mean + bias + item_bias[item]
                for k in range(rank):
                    score += own[k] * other[k]
                error = given[at] - score
                bias += step * (error - ridge * bias)
                item_bias[item] += step * (error - ridge * item_bias[item])
                for k in range(rank):
                    was = own[k]
                    own[k] = was + step * (error * other[k] - ridge * was)
                    other[k] += step * (error * was - ridge * other[k])
            user_bias[user] = bias

    @njit(cache=True, fastmath=True)  # type: ignore[untyped-decorator]
    def score(user, item, users, vectors, user_bias, item_bias, mean, scores):  # type: ignore[no-untyped-def]  # pragma: no cover
        for at in range(len(user)):
            total = mean + user_bias[user[at]] + item_bias[item[at]]
            for k in range(users.shape[1]):
                total += users[user[at], k] * vectors[item[at], k]
            scores[at] = total

    @njit(cache=True)  # type: ignore[untyped-decorator]
    def group(user, item, rating, n_users):  # type: ignore[no-untyped-def]  # pragma: no cover
        starts = np.zeros(n_users + 1, np.int64)
        for one in user:
            starts[one + 1] += 1
        starts = np.cumsum(starts)
        free = starts[:-1].copy()
        items, given = np.empty(len(user), np.int32), np.empty(len(user), np.float32)
        for at in range(len(user)):
            into = free[user[at]]
            free[user[at]] += 1
            items[into] = item[at]
            given[into] = rating[at]
        return starts, items, given

    return train, score, group
