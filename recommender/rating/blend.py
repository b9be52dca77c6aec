"""The best of several models: their predictions weighed by how they did on ratings that none had seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from recommender.rating.bayesian import BayesianModel
from recommender.rating.bias import BiasModel
from recommender.rating.factorisation import FactorModel
from recommender.rating.linear import LinearModel
from recommender.rating.model import (
    Features,
    Ids,
    RatingModel,
    RatingPredictor,
    RatingTable,
    Times,
    Values,
    rmse,
    split_off,
)
from recommender.rating.neural import NeuralModel

_MOST_SAMPLED = 2_000_000  # ratings up to which drawing from the posterior pays
_WORTH = 0.01  # a smaller weight is none
_FEWEST = 50  # judged ratings from which weights can be told from chance


@dataclass(frozen=True)
class BlendPredictor:
    """A mean weighed by name; `judged` is the error of each alone, and of "blend", on ratings not learned from."""

    members: Mapping[str, RatingPredictor]
    weights: Mapping[str, float]
    offset: float
    judged: Mapping[str, float]
    scale: tuple[float, float]

    def predict(self, users: Ids, items: Ids, at: Times | None = None) -> Values:
        total = np.full(len(users), self.offset, np.float64)
        for name, weight in self.weights.items():
            total += weight * self.members[name].predict(users, items, at)
        return np.clip(total.astype(np.float32), *self.scale)


@dataclass(frozen=True)
class BlendModel:
    """Members are learned twice: without the judged share, to weigh them, then those with weight from everything.

    No members given: those that suit the number of ratings.
    """

    members: Mapping[str, RatingModel] = field(default_factory=dict)
    judged: float = 0.1
    seed: int = 0

    def fit(self, ratings: RatingTable, features: Features) -> BlendPredictor:
        members = self.members or choose_members(len(ratings), self.seed)
        known, held_out = split_off(ratings, self.judged, self.seed)
        learned, test = ratings.take(known), ratings.take(held_out)
        predicted = [model.fit(learned, features).predict(test.user, test.item, test.at) for model in members.values()]
        weights, offset = _weigh(predicted, test.rating)
        judged = {name: rmse(values, test.rating) for name, values in zip(members, predicted, strict=True)}
        if len(test):
            judged["blend"] = rmse(np.asarray(offset + weights @ np.stack(predicted), np.float32), test.rating)
        shares = {name: float(weight) for name, weight in zip(members, weights, strict=True) if weight > 0}
        fitted = {name: members[name].fit(ratings, features) for name in shares}
        return BlendPredictor(fitted, shares, offset, judged, ratings.scale)


def choose_members(n_ratings: int, seed: int) -> Mapping[str, RatingModel]:
    """Return by name the models worth blending at this size."""
    if n_ratings > _MOST_SAMPLED:
        return {"factorisation": FactorModel(seed=seed)}
    return {
        "bayesian": BayesianModel(seed=seed),
        "factorisation": FactorModel(rank=100, epochs=200, step=0.01, ridge=0.09, seed=seed),
        "neural": NeuralModel(seed=seed),
        "linear": LinearModel(),
        "bias": BiasModel(),
    }


def _weigh(predicted: Sequence[Values], actual: Values) -> tuple[Times, float]:
    """Return a weight above or at 0 for each and what to add, by least squares; all to the first when little is judged.

    Non-negative, so that no member is paid for being wrong where another is.
    """
    from scipy.optimize import nnls

    first = np.eye(len(predicted))[0]
    if len(actual) < _FEWEST:
        return first, 0.0
    matrix = np.stack(predicted, axis=1).astype(np.float64)
    means, mean = matrix.mean(axis=0), float(actual.mean(dtype=np.float64))
    weights, _ = nnls(matrix - means, actual - mean)
    weights[weights < _WORTH] = 0
    if not weights.any():
        return first, 0.0
    return weights, mean - float(means @ weights)
