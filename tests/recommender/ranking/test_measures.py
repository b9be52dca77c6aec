"""Measures and holdouts, reckoned by hand."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.ranking.blend import View, learn_blend
from recommender.ranking.holdout import Holdout, hold_out_newest, hold_out_share
from recommender.ranking.measures import measure, measure_lists, rank
from recommender.ranking.popularity import Popularity, PopularityScorer
from recommender.ranking.protocol import Histories, Scores, gather
from recommender.ranking.transitions import Transitions


class TestMeasures:
    def test_one_list_by_hand(self) -> None:
        """Items 7, 3, 9 are listed; 3, 9, 1 and 2 are wanted: hits at the second and third place."""
        wanted = csr_matrix(np.isin(np.arange(10), [3, 9, 1, 2])[None].astype(np.float32))
        found = measure_lists(np.array([[7, 3, 9]]), wanted, (3,))[3]
        best = 1 + 1 / np.log2(3) + 1 / np.log2(4)
        assert found.ndcg == pytest.approx((1 / np.log2(3) + 1 / np.log2(4)) / best)
        assert found.map == pytest.approx((1 / 2 + 2 / 3) / 4)
        assert found.precision == pytest.approx(2 / 3)
        assert found.recall == pytest.approx(2 / 4)
        assert found.hit_rate == 1

    def test_who_wanted_nothing_does_not_count(self) -> None:
        wanted = csr_matrix(np.array([[0, 1], [0, 0]], np.float32))
        assert measure_lists(np.array([[1], [0]]), wanted, (1,))[1].recall == 1

    def test_what_was_had_is_not_listed_and_lists_may_be_short(self) -> None:
        scores = np.array([[3.0, 2.0, 1.0]], np.float32)
        assert rank(scores, gather([[0]], 3), 5).tolist() == [[1, 2, -1]]

    def test_equal_scores_keep_the_order_of_the_items(self) -> None:
        assert rank(np.zeros((1, 4), np.float32), gather([[]], 4), 4).tolist() == [[0, 1, 2, 3]]

    def test_hidden_items_are_not_listed_either(self) -> None:
        scorer = PopularityScorer(np.array([3.0, 2.0, 1.0], np.float32))
        known, wanted = gather([[]], 3), csr_matrix(np.array([[0, 0, 1]], np.float32))
        assert measure(scorer, known, wanted, (1,))[1].recall == 0
        assert measure(scorer, known, wanted, (1,), gather([[0, 1]], 3))[1].recall == 1

    def test_nobody_is_asked(self) -> None:
        scorer = PopularityScorer(np.zeros(3, np.float32))
        assert measure(scorer, gather([], 3), csr_matrix((0, 3)), (10,))[10].ndcg == 0


class TestHoldouts:
    def test_a_share_is_held_out_and_nothing_is_lost(self) -> None:
        histories = gather([list(range(20)) for _ in range(50)], 20)
        holdout = hold_out_share(histories, 0.25, seed=0)
        assert len(holdout.training.items) + holdout.wanted.nnz == 1000
        assert 200 < holdout.wanted.nnz < 300
        assert holdout.known.matrix().multiply(holdout.wanted).nnz == 0

    def test_the_newest_items_are_asked_for_after_all_before_them(self) -> None:
        holdout = hold_out_newest(gather([[3, 1, 4, 0, 5, 2], [1, 2], []], 6), each=2, questions=10, seed=0)
        assert [part.tolist() for part in np.split(holdout.training.items, holdout.training.starts[1:-1])] == [
            [3, 1, 4, 0],
            [1, 2],
            [],
        ]
        assert [part.tolist() for part in np.split(holdout.known.items, holdout.known.starts[1:-1])] == [
            [3, 1, 4, 0],
            [3, 1, 4, 0, 5],
        ]
        assert holdout.wanted.indices.tolist() == [5, 2]

    def test_fading_keeps_the_newest(self) -> None:
        faded = gather([[0, 1, 2]], 3).fade(0.5)
        assert faded.matrix().toarray().tolist() == [[0.25, 0.5, 1.0]]
        assert gather([list(range(100))], 100).fade(0.5).items.tolist() == list(range(90, 100))


class Noise:
    """Scores that tell nothing."""

    def scores(self, histories: Histories) -> Scores:
        return np.random.default_rng(0).random((len(histories), histories.n_items), np.float32)


def test_a_view_that_tells_nothing_gets_next_to_no_weight() -> None:
    chance = np.random.default_rng(3)
    rows = [[(start + step) % 9 for step in range(4)] for start in chance.integers(9, size=200).tolist()]
    known = gather([row[:-1] for row in rows], 9)
    wanted = csr_matrix((np.ones(200, np.float32), (np.arange(200), [row[-1] for row in rows])), shape=(200, 9))
    follows = Transitions(window=1, memory=1).fit(gather(rows, 9))
    views = [View(Transitions()), View(Popularity(), 0.1)]
    blend = learn_blend(views, [follows, Noise()], Holdout(known, known, wanted))
    assert blend.weights[0] > 0.1
    assert blend.weights[1] < 0.2 * blend.weights[0]
