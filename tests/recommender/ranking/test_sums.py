"""Sums of few rows are those that scipy gives, to the last bit."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix, random

from recommender.ranking.protocol import gather
from recommender.ranking.sums import sum_rows
from recommender.ranking.transitions import Transitions

MATRIX = csr_matrix(random(300, 200, 0.1, random_state=1, dtype=np.float32))


@pytest.mark.parametrize("count", [0, 1, 7, 150])
def test_rows_are_added_up_by_their_weights(count: int) -> None:
    chance = np.random.default_rng(count)
    rows, weights = chance.choice(300, count, replace=False), chance.random(count, np.float32)
    by_scipy = csr_matrix((weights.copy(), rows.copy(), [0, count]), shape=(1, 300))
    by_scipy.sort_indices()
    sums = sum_rows(MATRIX, rows, weights)
    assert sums.dtype == np.float32
    assert sums.tolist() == (by_scipy @ MATRIX).toarray()[0].tolist()


def test_rows_without_anything_add_nothing() -> None:
    empty = csr_matrix((3, 4), dtype=np.float32)
    assert sum_rows(empty, np.array([2, 0]), np.ones(2, np.float32)).tolist() == [0.0] * 4


def test_what_follows_a_single_history_is_what_follows_it_among_many() -> None:
    chance = np.random.default_rng(0)
    training = gather([chance.choice(50, 12, replace=False).tolist() for _ in range(80)], 50)
    scorer = Transitions(window=5, memory=10, both_ways=True).fit(training)
    for length in (0, 1, 4, 30):
        history = gather([chance.choice(50, length, replace=False).tolist()], 50)
        assert scorer.score(history) == pytest.approx(scorer.scores(history)[0], rel=1e-6)
