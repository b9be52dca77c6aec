"""Which products go together, learned from who did what with which."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix

from recommender.ranking.ease import HEAD, gram, solve_ease
from recommender.ranking.protocol import Histories, Scores, gather_matrix
from recommender.ranking.sums import sum_rows

LARGEST_DENSE = HEAD  # products for EASE
_RIDGE = 500.0
_SHRINKAGE = 100.0  # customers in common that count as none
_KEPT = 200  # neighbours of a product
_JUDGED = 1_000  # customers whose held-out product decides between the models
_LIST = 10


@dataclass(frozen=True)
class Neighbours:
    """`weights` is (n_products, n_products), dense or sparse: how much row h speaks for column j; its diagonal is 0."""

    weights: NDArray[np.float32] | csr_matrix
    name: str

    def score(self, history: Histories) -> Scores:
        """Return float32 (n_products,) for a single history with its confidence, each product in it once."""
        if isinstance(self.weights, csr_matrix):
            return sum_rows(self.weights, history.items, history.sureness)
        return np.asarray(history.sureness @ self.weights[history.items], np.float32)

    def shares(self, history: Histories, product: int) -> Scores:
        """Return float32 (len(history.items),): what each product of a single history adds to the score of this one."""
        confidence = history.sureness
        columns = self._columns
        if not isinstance(columns, csc_matrix):
            return np.asarray(columns[history.items, product] * confidence, np.float32)
        start, end = columns.indptr[product : product + 2].tolist()
        rows, told = columns.indices[start:end], columns.data[start:end]
        if start == end:
            return np.zeros(len(history.items), np.float32)
        at = np.minimum(np.searchsorted(rows, history.items), len(rows) - 1)
        return np.asarray(np.where(rows[at] == history.items, told[at], 0) * confidence, np.float32)

    @cached_property
    def _columns(self) -> NDArray[np.float32] | csc_matrix:
        """The weights so that a column is quickly read."""
        if not isinstance(self.weights, csr_matrix):
            return self.weights
        columns = self.weights.tocsc()
        columns.sort_indices()
        return columns


def fit_neighbours(confidence: csr_matrix, ridge: float = _RIDGE, shrinkage: float = _SHRINKAGE) -> Neighbours:
    """Return the neighbours learned from a CSR matrix (n_customers, n_products) of confidence, above 0.

    Cosine with shrinkage serves few customers best, EASE many: which is better is tried on a product of each customer
    that the models have not seen. Without customers nothing speaks for anything.
    """
    models: list[Callable[[csr_matrix], Neighbours]] = [partial(fit_cosine, shrinkage=shrinkage)]
    if 0 < confidence.shape[1] <= LARGEST_DENSE and confidence.nnz:
        models.append(partial(fit_ease, ridge=ridge))
    if len(models) == 1:
        return models[0](confidence)
    known, held_out = _hold_out(confidence)
    return max(models, key=lambda fit: _judge(fit(known), known, held_out))(confidence)


def fit_ease(confidence: csr_matrix, ridge: float = _RIDGE) -> Neighbours:
    """Return Steck's EASE: the ridge regression of each product on all the others, in closed form."""
    return Neighbours(solve_ease(gram(confidence), ridge), "EASE")


def fit_cosine(confidence: csr_matrix, shrinkage: float = _SHRINKAGE) -> Neighbours:
    """Return the cosine of columns, drawn to 0 where few customers have both; the nearest of each product are kept."""
    from recommender.ranking.partners import find_partners

    return Neighbours(find_partners(confidence, _KEPT, 1, shrinkage), "cosine")


def _hold_out(confidence: csr_matrix) -> tuple[csr_matrix, dict[int, int]]:
    """Return the matrix without one product of each customer who has three or more, and that product by row.

    It is the one in the middle of the customer's row, so that no product is favoured and every fit the same.
    """
    known = confidence.copy()
    held_out: dict[int, int] = {}
    for row in np.flatnonzero(np.diff(confidence.indptr) >= 3)[:_JUDGED].tolist():
        middle = (confidence.indptr[row] + confidence.indptr[row + 1]) // 2
        held_out[row] = int(confidence.indices[middle])
        known.data[middle] = 0
    known.eliminate_zeros()
    return known, held_out


def _judge(model: Neighbours, known: csr_matrix, held_out: dict[int, int]) -> float:
    """Return the nDCG of the held-out products among the ten best that are new to their customers; 0 for none."""
    gains = []
    for row, product in held_out.items():
        history = gather_matrix(known[row])
        scores = model.score(history)
        scores[history.items] = -np.inf
        rank = int((scores > scores[product]).sum())
        gains.append(1 / np.log2(rank + 2) if rank < _LIST and scores[product] > 0 else 0.0)
    return float(np.mean(gains)) if gains else 0.0
