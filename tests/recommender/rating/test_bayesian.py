"""What the Bayesian factors add: doubt, and what features say of those with few ratings."""

import numpy as np
from scipy.sparse import csr_matrix

from recommender.rating.bayesian import BayesianModel
from recommender.rating.model import Features, RatingTable

N_ITEMS = 30


def crowd(*, n_users: int = 60) -> RatingTable:
    """Return ratings of 60 customers: even items get 5 and odd ones 1, but nobody rated the last two."""
    user, item = (side.ravel().astype(np.int32) for side in np.mgrid[:n_users, : N_ITEMS - 2])
    rating = np.where(item % 2 == 0, 5.0, 1.0) + np.random.default_rng(0).normal(0, 0.3, len(item))
    return RatingTable(user, item, rating.astype(np.float32), n_users, N_ITEMS)


def test_features_speak_for_what_nobody_rated() -> None:
    even = csr_matrix(np.array([[at % 2 == 0, at % 2 == 1] for at in range(N_ITEMS)], np.float32))
    model = BayesianModel(rank=2, burn_in=30, draws=50, rated_sets=False)
    predictor = model.fit(crowd(), Features(item=even))
    good, bad = predictor.predict(np.zeros(2, np.int32), np.array([N_ITEMS - 2, N_ITEMS - 1], np.int32))
    assert good > 4
    assert bad < 2


def test_doubt_is_larger_where_nobody_rated() -> None:
    predictor = BayesianModel(rank=2, burn_in=30, draws=50).fit(crowd(), Features())
    known, unknown = predictor.spread(np.zeros(2, np.int32), np.array([0, N_ITEMS - 1], np.int32))
    assert 0 < known < unknown


def test_the_noise_is_found() -> None:
    predictor = BayesianModel(rank=2, burn_in=30, draws=50).fit(crowd(), Features())
    assert 0.25 < predictor.noise < 0.35


def test_an_erratic_customer_is_believed_less() -> None:
    """One customer contradicts all others at random; what is said of the items hardly changes."""
    calm = crowd()
    mad = np.random.default_rng(1).choice([1.0, 5.0], N_ITEMS - 2).astype(np.float32)
    rating = np.where(calm.user == 0, np.tile(mad, 60), calm.rating).astype(np.float32)
    table = RatingTable(calm.user, calm.item, rating, calm.n_users, calm.n_items)
    predictor = BayesianModel(rank=2, burn_in=30, draws=50).fit(table, Features())
    others = predictor.predict(np.full(2, 5, np.int32), np.array([0, 1], np.int32))
    assert others[0] > 4.7
    assert others[1] < 1.3
