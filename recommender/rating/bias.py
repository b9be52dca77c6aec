"""The mean, and by how much a user and an item differ from it, drawn to 0 where few ratings say so."""

from dataclasses import dataclass

import numpy as np

from recommender.rating.model import Features, Ids, RatingTable, Times, Values, place


@dataclass(frozen=True)
class BiasPredictor:
    """`user` and `item` have one more row than there are users and items: 0, for what was never seen."""

    mean: float
    user: Values
    item: Values
    scale: tuple[float, float]

    def predict(self, users: Ids, items: Ids, at: Times | None = None) -> Values:
        del at
        return np.clip(self.score(users, items), *self.scale)

    def score(self, users: Ids, items: Ids) -> Values:
        """Return what `predict` does, before it is kept within the scale."""
        user, item = place(users, len(self.user) - 1), place(items, len(self.item) - 1)
        return np.asarray(self.mean + self.user[user] + self.item[item], np.float32)


@dataclass(frozen=True)
class BiasModel:
    """Ridge regression on who and what, by turns; a ridge is the number of ratings that count as one vote for 0."""

    user_ridge: float = 5.0
    item_ridge: float = 3.0
    rounds: int = 5

    def fit(self, ratings: RatingTable, features: Features | None = None) -> BiasPredictor:
        del features
        return self.fit_rest(ratings, ratings.rating)

    def fit_rest(self, ratings: RatingTable, values: Values) -> BiasPredictor:
        """Learn these values, float32 in the place of the ratings: what another model leaves of them."""
        mean = float(values.mean(dtype=np.float64)) if len(values) else 0.0
        rest = values - np.float32(mean)
        user, item = np.zeros(ratings.n_users + 1), np.zeros(ratings.n_items + 1)
        for _ in range(self.rounds):
            item = shrunk_means(ratings.item, rest - user[ratings.user], len(item), self.item_ridge)
            user = shrunk_means(ratings.user, rest - item[ratings.item], len(user), self.user_ridge)
        return BiasPredictor(mean, user.astype(np.float32), item.astype(np.float32), ratings.scale)


def shrunk_means(group: Ids, values: Times | Values, n: int, ridge: float) -> Times:
    """Return each group's sum over its count and the ridge, which must be above 0; 0 for an empty group."""
    return np.bincount(group, values, n) / (np.bincount(group, minlength=n) + ridge)
