"""The blend gives shares to those who foresee, and nothing to those who do not."""

from dataclasses import dataclass

import numpy as np

from recommender.rating.bias import BiasModel
from recommender.rating.blend import BlendModel, choose_members
from recommender.rating.model import Features, Ids, RatingPredictor, RatingTable, Times, Values
from tests.recommender.rating.test_every_model import generous_and_good


@dataclass(frozen=True)
class Guess:
    """Says the same of everything, or anything at random."""

    value: float | None

    def fit(self, ratings: RatingTable, features: Features) -> RatingPredictor:
        return self

    def predict(self, users: Ids, items: Ids, at: Times | None = None) -> Values:
        if self.value is None:
            return np.random.default_rng(0).uniform(1, 5, len(users)).astype(np.float32)
        return np.full(len(users), self.value, np.float32)


def test_guesses_get_no_share() -> None:
    blend = BlendModel({"bias": BiasModel(), "chance": Guess(None)}, judged=0.3).fit(generous_and_good(), Features())
    assert blend.weights == {"bias": 1.0}
    assert blend.judged["bias"] < blend.judged["chance"]


def test_two_halves_make_a_whole() -> None:
    """One is always a star too high, one a star too low; only together they are right."""
    table = RatingTable(*[np.arange(200, dtype=np.int32)] * 2, np.full(200, 3, np.float32), 200, 200)
    blend = BlendModel({"high": Guess(4), "low": Guess(2)}, judged=0.5).fit(table, Features())
    assert np.allclose([blend.weights["high"], blend.weights["low"]], 0.5, atol=1e-3)
    assert np.allclose(blend.predict(table.user, table.item), 3, atol=1e-3)


def test_sampling_is_left_to_what_fits() -> None:
    assert "bayesian" in choose_members(100_000, seed=0)
    assert "bayesian" not in choose_members(10_000_000, seed=0)
