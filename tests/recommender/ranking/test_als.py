"""Factors from what customers have: a checkerboard is filled, a new customer is served, reasons add up."""

import numpy as np
import pytest

from recommender.ranking.als import Als
from recommender.ranking.als_choice import choose_als
from recommender.ranking.folding import Live, fold_in
from recommender.ranking.listing import ListMaker
from recommender.ranking.protocol import Histories, gather
from recommender.ranking.pruned import PrunedSearch

SIZE = 20
MODEL = Als(rank=4, rounds=10, unknown=1.0, ridge=0.001)


def board() -> Histories:
    """Return histories of 20 customers: even ones have the even items, odd ones the odd, n lacks item n."""
    return gather([[item for item in range(n % 2, SIZE, 2) if item != n] for n in range(SIZE)], SIZE)


def odd_items() -> np.ndarray:
    return np.array([1, 3, 5], np.int32)


class TestAls:
    def test_the_missing_square_of_the_board_comes_first(self) -> None:
        histories = board()
        scores = MODEL.fit(histories).scores(histories)
        scores[histories.customers, histories.items] = -np.inf
        assert scores.argmax(axis=1).tolist() == list(range(SIZE))

    def test_it_is_learned_the_same_each_time(self) -> None:
        assert np.array_equal(MODEL.fit(board()).vectors, MODEL.fit(board()).vectors)

    def test_what_it_is_given_stays_as_it_was(self) -> None:
        histories = board()
        MODEL.fit(histories)
        assert np.array_equal(histories.items, board().items)
        assert np.array_equal(histories.starts, board().starts)

    def test_an_empty_history_scores_nothing(self) -> None:
        assert not MODEL.fit(board()).scores(gather([[]], SIZE)).any()

    @pytest.mark.parametrize("histories", [gather([], 3), gather([[], []], 3), gather([[]], 0)])
    def test_without_histories_everything_is_0(self, histories: Histories) -> None:
        scores = MODEL.fit(histories).scores(histories)
        assert scores.shape == (len(histories), histories.n_items)
        assert not scores.any()

    def test_customers_learned_are_those_folded_in(self) -> None:
        """So far has learning come that solving for a customer anew changes nothing."""
        histories = board()
        scorer, customers = Als(rank=4, rounds=60, steps=4, unknown=1.0, ridge=0.01).learn(histories)
        folded = fold_in(scorer, histories.items[: histories.starts[1]])
        assert folded.vector @ scorer.vectors.T == pytest.approx(customers[0] @ scorer.vectors.T, abs=0.02)

    def test_more_confidence_counts_more(self) -> None:
        scorer = MODEL.fit(board())
        items = np.array([0, 1], np.int32)
        even = scorer.vectors[2] @ fold_in(scorer, items, np.array([5, 1], np.float32)).vector
        assert even > scorer.vectors[2] @ fold_in(scorer, items, np.array([1, 5], np.float32)).vector


class TestFolding:
    def test_shares_add_up_to_the_score(self) -> None:
        scorer = MODEL.fit(board())
        folded = fold_in(scorer, odd_items(), np.array([1, 2, 0.5], np.float32))
        assert folded.shares(scorer.vectors).sum(axis=1) == pytest.approx(scorer.vectors @ folded.vector, abs=1e-4)

    def test_one_more_is_as_if_it_had_been_there(self) -> None:
        """Up to the ridge, which folding in anew brings up to date."""
        scorer = Als(rank=4, rounds=10, unknown=1.0, ridge=0.0).fit(board())
        live = Live(fold_in(scorer, odd_items()[:2]))
        live.add(scorer.vectors[5])
        assert live.vector == pytest.approx(fold_in(scorer, odd_items()).vector, rel=1e-2, abs=1e-3)

    def test_what_was_added_can_be_taken_out(self) -> None:
        scorer = MODEL.fit(board())
        folded = fold_in(scorer, odd_items())
        live = Live(folded)
        live.add(scorer.vectors[0])
        assert live.vector != pytest.approx(folded.vector, abs=1e-3)
        live.add(scorer.vectors[0], -1.0)
        assert live.vector == pytest.approx(folded.vector, abs=1e-3)


class TestListMaker:
    def test_a_list_has_what_is_new_and_why(self) -> None:
        histories = board()
        listed = ListMaker(MODEL.fit(histories), length=6, explained=2).make(odd_items())
        assert {each.item for each in listed} <= set(range(1, SIZE, 2)) - set(odd_items().tolist())
        assert [each.score for each in listed] == sorted((each.score for each in listed), reverse=True)
        assert [bool(each.because) for each in listed] == [True, True, False, False, False, False]
        assert {item for item, _ in listed[0].because} <= set(odd_items().tolist())

    def test_a_reason_goes_with_its_item(self) -> None:
        maker = ListMaker(MODEL.fit(board()))
        without = maker.make(np.array([1, 3], np.int32))
        assert all(item != 5 for each in without for item, _ in each.because)

    def test_nobody_knows_the_unknown(self) -> None:
        assert ListMaker(MODEL.fit(board())).make(np.zeros(0, np.int32)) == []

    def test_who_has_everything_gets_nothing(self) -> None:
        assert ListMaker(MODEL.fit(board())).make(np.arange(SIZE, dtype=np.int32)) == []

    def test_where_nothing_is_left_it_says_so(self) -> None:
        scorer = MODEL.fit(board())
        lists = ListMaker(scorer, length=3).make_many(scorer.vectors[:1], gather([range(SIZE - 1)], SIZE))
        assert lists.tolist() == [[SIZE - 1, -1, -1]]

    def test_many_are_as_one(self) -> None:
        histories = board()
        scorer = MODEL.fit(histories)
        maker = ListMaker(scorer, length=5)
        parts = [histories.items[histories.starts[n] : histories.starts[n + 1]] for n in range(SIZE)]
        folded = np.stack([fold_in(scorer, part).vector for part in parts])
        many = maker.make_many(folded, histories)
        assert many.tolist() == [[each.item for each in maker.make(part)] for part in parts]


class TestPrunedSearch:
    @pytest.mark.parametrize("rank", [1, 5, 32])
    @pytest.mark.parametrize("skew", [0.0, 1.0])
    def test_it_finds_what_looking_at_everything_finds(self, rank: int, skew: float) -> None:
        chance = np.random.default_rng(0)
        vectors = chance.standard_normal((500, rank)) * np.exp(skew * chance.standard_normal((500, 1)))
        vectors = (vectors * 0.8 ** np.arange(rank)).astype(np.float32)
        search = PrunedSearch(vectors)
        for _ in range(50):
            vector = chance.standard_normal(rank).astype(np.float32)
            seen = chance.choice(500, 20, replace=False).astype(np.int32)
            scores = vectors @ vector
            scores[seen] = -np.inf
            places, found = search.search(vector, seen, 10)
            assert found == pytest.approx(np.sort(scores)[::-1][:10], abs=1e-4)
            assert scores[places] == pytest.approx(found, abs=1e-4)

    def test_nothing_is_found_in_nothing(self) -> None:
        places, _ = PrunedSearch(np.zeros((0, 4), np.float32)).search(np.ones(4, np.float32), np.zeros(0, np.int32), 3)
        assert places.tolist() == []

    def test_what_is_seen_is_left_out_even_if_little_is_left(self) -> None:
        search = PrunedSearch(np.eye(3, dtype=np.float32))
        places, _ = search.search(np.ones(3, np.float32), np.array([0, 2], np.int32), 3)
        assert places.tolist() == [1]


class TestChoice:
    def test_a_setting_that_learns_nothing_is_not_chosen(self) -> None:
        """With a ridge so strong every vector is 0."""
        chosen = choose_als(board(), Als(rank=4, ridge=10.0))
        assert chosen.ridge < 1
        assert chosen.rank == 4

    def test_with_nothing_to_ask_it_stays_as_it_was(self) -> None:
        assert choose_als(gather([[0], [1]], 2), MODEL) == MODEL
