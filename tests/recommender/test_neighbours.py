"""What goes together is learned from a checkerboard whose answer is known."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.neighbours import Neighbours, fit_cosine, fit_ease, fit_neighbours
from recommender.ranking.protocol import gather, gather_matrix

SIZE = 10  # customers and products; even customers have the even products, odd ones the odd


def checkerboard(*, hole: bool = False) -> csr_matrix:
    """Return the board; with a hole, customer n lacks product n."""
    board = (np.add.outer(np.arange(SIZE), np.arange(SIZE)) % 2 == 0).astype(np.float32)
    if hole:
        np.fill_diagonal(board, 0)
    return csr_matrix(np.tile(board, (30, 1)))


@pytest.mark.parametrize("fit", [fit_cosine, fit_ease, fit_neighbours])
class TestEveryModel:
    def test_the_missing_square_of_the_board_comes_first(self, fit: "type[Neighbours]") -> None:
        board = checkerboard(hole=True)
        model = fit(board)
        for customer in range(SIZE):
            history = gather_matrix(board[customer])
            scores = model.score(history)
            scores[history.items] = -np.inf
            assert int(scores.argmax()) == customer

    def test_nothing_speaks_for_itself(self, fit: "type[Neighbours]") -> None:
        model = fit(checkerboard())
        for product in range(SIZE):
            assert model.score(gather([[product]], SIZE))[product] == 0

    def test_shares_add_up_to_the_score(self, fit: "type[Neighbours]") -> None:
        board = checkerboard(hole=True)
        model, history = fit(board), gather_matrix(board[0])
        assert model.shares(history, 0).sum() == pytest.approx(model.score(history)[0], rel=1e-4)
        assert len(model.shares(history, 0)) == len(history.items)

    def test_it_is_learned_the_same_each_time(self, fit: "type[Neighbours]") -> None:
        history = gather_matrix(checkerboard()[0])
        assert fit(checkerboard()).score(history).tolist() == fit(checkerboard()).score(history).tolist()


@pytest.mark.parametrize("shape", [(0, 3), (5, 3), (0, 0)])
def test_without_behaviour_nothing_speaks_for_anything(shape: tuple[int, int]) -> None:
    model = fit_neighbours(csr_matrix(shape, dtype=np.float32))
    everything = gather([range(shape[1])], shape[1])
    assert model.score(everything).tolist() == [0.0] * shape[1]


def test_what_is_told_stays_as_it_was() -> None:
    board = checkerboard(hole=True)
    fit_neighbours(board)
    assert (board != checkerboard(hole=True)).nnz == 0


def test_few_customers_in_common_say_less() -> None:
    """Products 0 and 1 are had together by one customer, 2 and 3 by fifty; the cosine alone is 1 for both."""
    rows = [[1, 1, 0, 0]] + [[0, 0, 1, 1]] * 50
    model = fit_cosine(csr_matrix(np.array(rows, np.float32)))
    few, many = model.score(gather([[0]], 4))[1], model.score(gather([[2]], 4))[3]
    assert 0 < few < many / 10
