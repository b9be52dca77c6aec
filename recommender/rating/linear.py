"""The linear model: ridge regression on what was known at the moment of a rating."""

from dataclasses import dataclass

import numpy as np

from recommender.rating.model import Features, Ids, RatingTable, Times, Values
from recommender.rating.moments import Moments, Scaler


@dataclass(frozen=True)
class LinearPredictor:
    mean: float
    weights: Times
    moments: Moments
    scaler: Scaler
    scale: tuple[float, float]

    def predict(self, users: Ids, items: Ids, at: Times | None = None) -> Values:
        scaled = self.scaler.apply(self.moments.of(users, items, at))
        return np.clip((self.mean + scaled @ self.weights).astype(np.float32), *self.scale)


@dataclass(frozen=True)
class LinearModel:
    """`ridge` counts in ratings, as the columns are scaled."""

    ridge: float = 10.0

    def fit(self, ratings: RatingTable, features: Features | None = None) -> LinearPredictor:
        del features
        moments = Moments(ratings)
        known = moments.of_known(ratings)
        scaler = Scaler.of(known)
        scaled = scaler.apply(known).astype(np.float64)
        gram = scaled.T @ scaled + self.ridge * np.eye(scaled.shape[1])
        weights: Times = np.linalg.solve(gram, scaled.T @ (ratings.rating - ratings.mean)).astype(np.float64)
        return LinearPredictor(ratings.mean, weights, moments, scaler, ratings.scale)
