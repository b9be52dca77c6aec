"""What every model of ratings must do, on boards whose right answer is known."""

from dataclasses import fields

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.ranking.als import Als
from recommender.rating.affinity import AffinityModel
from recommender.rating.bayesian import BayesianModel
from recommender.rating.bias import BiasModel
from recommender.rating.blend import BlendModel
from recommender.rating.factorisation import FactorModel
from recommender.rating.linear import LinearModel
from recommender.rating.model import Features, RatingModel, RatingTable, rmse, split_off
from recommender.rating.neural import NeuralModel

BLEND = BlendModel({"bayesian": BayesianModel(rank=2, burn_in=10, draws=20), "bias": BiasModel()})
LEARNS_TASTE: dict[str, RatingModel] = {
    "factorisation": FactorModel(rank=4, epochs=100, step=0.05),
    "bayesian": BayesianModel(rank=2, burn_in=20, draws=40),
    "neural": NeuralModel(dim=8, dropout=0.0, learning_rate=0.02, longest=60, patience=20),
    "blend": BLEND,
}
MODELS: dict[str, RatingModel] = LEARNS_TASTE | {
    "bias": BiasModel(),
    "linear": LinearModel(),
    "affinity": AffinityModel(Als(rank=4, rounds=2)),
}
every_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())
SIDE = 24


def board(*, timed: bool = True, scale: tuple[float, float] = (1.0, 5.0)) -> RatingTable:
    """Return a checkerboard: even customers love even items and hate odd ones, odd customers the other way round."""
    user, item = (side.ravel().astype(np.int32) for side in np.mgrid[:SIDE, :SIDE])
    low, high = scale
    rating = np.where((user + item) % 2 == 0, high, low).astype(np.float32)
    at = 1.6e9 + np.random.default_rng(0).permutation(len(user)) * 3600.0 if timed else None
    return RatingTable(user, item, rating, SIDE, SIDE, at)


def generous_and_good() -> RatingTable:
    """Return ratings that only who and what explain: 1 to 2 for a customer's generosity, 0 to 2 for the item."""
    table = board()
    rating = 1 + table.user / SIDE + 2 * (table.item / SIDE)
    return RatingTable(table.user, table.item, rating.astype(np.float32), SIDE, SIDE, table.at)


def empty() -> RatingTable:
    nothing = np.zeros(0, np.int32)
    return RatingTable(nothing, nothing, np.zeros(0, np.float32), 3, 2)


@pytest.mark.parametrize("model", LEARNS_TASTE.values(), ids=LEARNS_TASTE.keys())
@pytest.mark.parametrize("scale", [(1.0, 5.0), (0.0, 100.0)])
def test_it_learns_the_board(model: RatingModel, scale: tuple[float, float]) -> None:
    """Biases alone are half the scale away from every square."""
    if isinstance(model, FactorModel | NeuralModel) and scale[1] > 5:
        pytest.skip("steps are for stars, not for hundreds")
    table = board(scale=scale)
    learned, judged = (table.take(rows) for rows in split_off(table, 0.1, seed=0))
    predictor = model.fit(learned, Features())
    error = rmse(predictor.predict(judged.user, judged.item, judged.at), judged.rating)
    assert error < 0.25 * (scale[1] - scale[0])


@every_model
class TestEveryModel:
    def test_it_tells_the_generous_and_the_good(self, model: RatingModel) -> None:
        table = generous_and_good()
        learned, judged = (table.take(rows) for rows in split_off(table, 0.1, seed=0))
        predicted = model.fit(learned, Features()).predict(judged.user, judged.item, judged.at)
        usual = np.full(len(judged), learned.mean, np.float32)
        assert rmse(predicted, judged.rating) < 0.8 * rmse(usual, judged.rating)

    def test_it_stays_within_the_scale(self, model: RatingModel) -> None:
        predicted = model.fit(board(), Features()).predict(board().user, board().item)
        assert predicted.dtype == np.float32
        assert np.isfinite(predicted).all()
        assert predicted.min() >= 1
        assert predicted.max() <= 5

    def test_it_has_an_answer_for_the_unseen(self, model: RatingModel) -> None:
        """Somebody new with a good item is told more than with a bad one, and both new is within the scale."""
        predictor = model.fit(generous_and_good(), Features())
        users = np.array([-1, -1, SIDE, SIDE + 5], np.int32)
        items = np.array([SIDE - 1, 0, -1, SIDE], np.int32)
        predicted = predictor.predict(users, items)
        assert np.isfinite(predicted).all()
        assert predicted[0] > predicted[1]
        assert 1 <= predicted[2] <= 4

    def test_it_learns_the_same_each_time(self, model: RatingModel) -> None:
        one, other = (model.fit(board(), Features()).predict(board().user, board().item) for _ in range(2))
        assert one.tolist() == other.tolist()

    def test_it_needs_no_timestamps(self, model: RatingModel) -> None:
        assert np.isfinite(model.fit(board(timed=False), Features()).predict(board().user, board().item)).all()

    def test_without_ratings_it_says_nothing(self, model: RatingModel) -> None:
        predicted = model.fit(empty(), Features()).predict(np.array([0, 7], np.int32), np.array([1, -1], np.int32))
        assert predicted.tolist() == [0, 0]

    def test_one_rating_is_enough(self, model: RatingModel) -> None:
        one = RatingTable(np.zeros(1, np.int32), np.zeros(1, np.int32), np.array([4], np.float32), 2, 2)
        predictor = model.fit(one, Features())
        assert predictor.predict(np.array([0, 1], np.int32), np.array([0, 1], np.int32)).tolist() == [4, 4]

    def test_what_it_is_given_stays_as_it_was(self, model: RatingModel) -> None:
        table, untouched = board(), board()
        features = Features(csr_matrix(np.eye(SIDE, dtype=np.float32)), csr_matrix(np.eye(SIDE, dtype=np.float32)))
        model.fit(table, features).predict(table.user, table.item, table.at)
        for field in fields(RatingTable):
            assert np.array_equal(getattr(table, field.name), getattr(untouched, field.name))
        assert features.user is not None
        assert features.user.nnz == SIDE

    def test_nothing_asked_nothing_said(self, model: RatingModel) -> None:
        nobody = np.zeros(0, np.int32)
        assert model.fit(board(), Features()).predict(nobody, nobody).tolist() == []
