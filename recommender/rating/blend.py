"""The best of several models: their predictions weighed by how they did on ratings that none had seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from recommender.ranking.als import Als
from recommender.rating.affinity import AffinityModel
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

_MOST_SAMPLED = 2_000_000  # ratings up to which drawing from the posterior pays
_WORTH = 0.05  # a smaller share is none
_FEWEST = 50  # judged ratings from which weights can be told from chance


@dataclass(frozen=True)
class BlendPredictor:
    """A mean weighed by name; `judged` is the error of each alone, and of "blend", on ratings not learned from."""

    members: Mapping[str, RatingPredictor]
    weights: Mapping[str, float]
    judged: Mapping[str, float]
    scale: tuple[float, float]

    def predict(self, users: Ids, items: Ids, at: Times | None = None) -> Values:
        total = np.zeros(len(users))
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
        weights = _weigh(predicted, test.rating)
        judged = {name: rmse(values, test.rating) for name, values in zip(members, predicted, strict=True)}
        if len(test):
            judged["blend"] = rmse(np.asarray(weights @ np.stack(predicted), np.float32), test.rating)
        shares = {name: float(weight) for name, weight in zip(members, weights, strict=True) if weight > 0}
        fitted = {name: members[name].fit(ratings, features) for name in shares}
        return BlendPredictor(fitted, shares, judged, ratings.scale)


def choose_members(n_ratings: int, seed: int) -> Mapping[str, RatingModel]:
    """Return by name the models worth blending at this size.

    The neural net is not among them: beside the Bayesian ones it was given next to no share, for half of the time.
    """
    if n_ratings > _MOST_SAMPLED:
        return {"affinity": AffinityModel(Als(seed=seed)), "factorisation": FactorModel(seed=seed)}
    return {
        "bayesian": BayesianModel(seed=seed),
        "bayesian_wide": BayesianModel(rank=32, draws=100, seed=seed),
        "factorisation": FactorModel(rank=64, epochs=60, ridge=0.1, seed=seed),
        "linear": LinearModel(),
        "bias": BiasModel(),
    }


def _weigh(predicted: Sequence[Values], actual: Values) -> Times:
    """Return shares that add up to 1, by least squares; all to the first when little is judged.

    None is negative, so that no member is paid for being wrong where another is.
    """
    from scipy.optimize import nnls

    first = np.zeros(len(predicted))
    first[0] = 1
    if len(actual) < _FEWEST:
        return first
    matrix = np.stack(predicted, axis=1).astype(np.float64)
    heavy = 1e3 * np.sqrt(len(actual)) * max(1.0, float(np.abs(actual).max()))  # holds the sum at 1
    shares, _ = nnls(np.vstack([matrix, np.full(len(predicted), heavy)]), np.append(actual, heavy))
    shares[shares < _WORTH] = 0
    return np.asarray(shares / shares.sum(), np.float64) if shares.any() else first
