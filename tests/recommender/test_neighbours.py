"""What goes together is learned from a checkerboard whose answer is known."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.neighbours import Neighbours, fit_cosine, fit_ease, fit_neighbours

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
            history = board[customer].toarray().ravel()
            scores = np.where(history > 0, -np.inf, model.score(history))
            assert int(scores.argmax()) == customer

    def test_nothing_speaks_for_itself(self, fit: "type[Neighbours]") -> None:
        model = fit(checkerboard())
        for product in range(SIZE):
            alone = np.zeros(SIZE, np.float32)
            alone[product] = 1.0
            assert model.score(alone)[product] == 0

    def test_shares_add_up_to_the_score(self, fit: "type[Neighbours]") -> None:
        board = checkerboard(hole=True)
        model, history = fit(board), board[0].toarray().ravel()
        assert model.shares(history, 0).sum() == pytest.approx(model.score(history)[0], rel=1e-4)
        assert model.shares(history, 0)[1] == 0

    def test_it_is_learned_the_same_each_time(self, fit: "type[Neighbours]") -> None:
        history = checkerboard()[0].toarray().ravel()
        assert fit(checkerboard()).score(history).tolist() == fit(checkerboard()).score(history).tolist()


@pytest.mark.parametrize("shape", [(0, 3), (5, 3), (0, 0)])
def test_without_behaviour_nothing_speaks_for_anything(shape: tuple[int, int]) -> None:
    model = fit_neighbours(csr_matrix(shape, dtype=np.float32))
    assert model.score(np.ones(shape[1], np.float32)).tolist() == [0.0] * shape[1]


def test_few_customers_in_common_say_less() -> None:
    """Products 0 and 1 are had together by one customer, 2 and 3 by fifty; the cosine alone is 1 for both."""
    rows = [[1, 1, 0, 0]] + [[0, 0, 1, 1]] * 50
    model = fit_cosine(csr_matrix(np.array(rows, np.float32)))
    few, many = model.score(np.array([1, 0, 0, 0], np.float32))[1], model.score(np.array([0, 0, 1, 0], np.float32))[3]
    assert 0 < few < many / 10
