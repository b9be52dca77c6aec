"""The made-up crowd: who knows the maker's mind foresees it best."""

import numpy as np
import pytest

from benchmarks.scale import judge
from benchmarks.scale_data import make_crowd
from recommender.rating.model import rmse


def test_the_maker_knows_best() -> None:
    crowd = make_crowd(200, 20, 300, seed=1)
    everybody = np.arange(200)
    scores = crowd.true_scores(everybody)
    popular = np.tile(crowd.popularity, (200, 1))
    reached = []
    for each in (scores, popular):
        masked = each.copy()
        np.put_along_axis(masked, crowd.items, -np.inf, axis=1)
        reached.append(judge(np.argsort(-masked, axis=1)[:, :10], crowd.tested_items))
    assert reached[0] > 1.5 * reached[1] > 0
    stars = crowd.tested_ratings.ravel()
    meant = crowd.meant_stars(np.repeat(everybody, 10), crowd.tested_items.ravel())
    assert rmse(meant, stars) < 0.8 < stars.std()


def test_nobody_takes_anything_twice() -> None:
    crowd = make_crowd(50, 20, 100, seed=1)
    everything = np.concatenate([crowd.items, crowd.tested_items], axis=1)
    assert all(len(set(taken)) == 30 for taken in everything.tolist())
    assert crowd.items.shape == (50, 20)
    assert set(np.unique(crowd.ratings)) <= set(np.arange(1, 5.5, 0.5))


def test_the_seed_decides() -> None:
    one, same, other = (make_crowd(20, 5, 60, seed) for seed in (1, 1, 2))
    assert np.array_equal(one.items, same.items)
    assert np.array_equal(one.ratings, same.ratings)
    assert not np.array_equal(one.items, other.items)


def test_too_few_items_are_refused() -> None:
    with pytest.raises(ValueError, match="items at least 220"):
        make_crowd(10, 100, 200, seed=0)


def test_a_perfect_list_is_worth_one() -> None:
    wanted = np.arange(10, dtype=np.int32)[None]
    assert judge(np.arange(10)[None], wanted) == pytest.approx(1)
    assert judge(np.arange(10, 20)[None], wanted) == 0
