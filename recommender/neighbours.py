"""Which products go together, learned from who did what with which."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix, diags

from recommender.ranking.ease import HEAD, gram, solve_ease
from recommender.ranking.protocol import Scores as Scores

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

    def score(self, history: Scores) -> Scores:
        """Return float32 (n_products,) for a history of shape (n_products,), the confidence in each product."""
        return np.asarray(self.weights.T @ history, np.float32).ravel()

    def shares(self, history: Scores, product: int) -> Scores:
        """Return float32 (n_products,): what each product of the history adds to the score of this one."""
        columns = self._columns
        if not isinstance(columns, csc_matrix):
            return np.asarray(columns[:, product] * history, np.float32)
        shares = np.zeros_like(history, np.float32)
        start, end = columns.indptr[product : product + 2]
        rows = columns.indices[start:end]
        shares[rows] = columns.data[start:end] * history[rows]
        return shares

    @cached_property
    def _columns(self) -> NDArray[np.float32] | csc_matrix:
        """The weights so that a column is quickly read."""
        return self.weights.tocsc() if isinstance(self.weights, csr_matrix) else self.weights


def fit_neighbours(confidence: csr_matrix) -> Neighbours:
    """Return the neighbours learned from a CSR matrix (n_customers, n_products) of confidence, above 0.

    Cosine with shrinkage serves few customers best, EASE many: which is better is tried on a product of each customer
    that the models have not seen. Without customers nothing speaks for anything.
    """
    models: list[Callable[[csr_matrix], Neighbours]] = [fit_cosine]
    if 0 < confidence.shape[1] <= LARGEST_DENSE and confidence.nnz:
        models.append(fit_ease)
    if len(models) == 1:
        return models[0](confidence)
    known, held_out = _hold_out(confidence)
    return max(models, key=lambda fit: _judge(fit(known), known, held_out))(confidence)


def fit_ease(confidence: csr_matrix) -> Neighbours:
    """Return Steck's EASE: the ridge regression of each product on all the others, in closed form."""
    return Neighbours(solve_ease(gram(confidence), _RIDGE), "EASE")


def fit_cosine(confidence: csr_matrix) -> Neighbours:
    """Return the cosine of columns, drawn to 0 where few customers have both; the nearest of each product are kept."""
    norms = np.sqrt(np.asarray(confidence.multiply(confidence).sum(axis=0)).ravel())
    scaled = confidence @ diags(1 / np.maximum(norms, 1e-9))
    cosines = csr_matrix(scaled.T @ scaled)
    pattern = confidence.sign()
    common = csr_matrix(pattern.T @ pattern)
    common.data = common.data / (common.data + _SHRINKAGE)
    weights = csr_matrix(cosines.multiply(common))
    weights.setdiag(0)
    return Neighbours(_keep_best(weights), "cosine")


def _keep_best(weights: csr_matrix) -> csr_matrix:
    """Return the matrix with the largest values of each row alone."""
    for row in range(weights.shape[0]):
        values = weights.data[weights.indptr[row] : weights.indptr[row + 1]]
        if len(values) > _KEPT:
            values[values < np.partition(values, -_KEPT)[-_KEPT]] = 0
    weights.eliminate_zeros()
    return weights.astype(np.float32)


def _hold_out(confidence: csr_matrix) -> tuple[csr_matrix, dict[int, int]]:
    """Return the matrix without one product of each customer who has three or more, and that product by row.

    It is the one in the middle of the customer's row, so that no product is favoured and every fit the same.
    """
    known = confidence.copy()
    held_out: dict[int, int] = {}
    for row in range(confidence.shape[0]):
        start, end = confidence.indptr[row], confidence.indptr[row + 1]
        if end - start >= 3 and len(held_out) < _JUDGED:
            middle = (start + end) // 2
            held_out[row] = int(confidence.indices[middle])
            known.data[middle] = 0
    known.eliminate_zeros()
    return known, held_out


def _judge(model: Neighbours, known: csr_matrix, held_out: dict[int, int]) -> float:
    """Return the nDCG of the held-out products among the ten best that are new to their customers; 0 for none."""
    gains = []
    for row, product in held_out.items():
        history = known[row].toarray().ravel()
        scores = np.where(history > 0, -np.inf, model.score(history))
        rank = int((scores > scores[product]).sum())
        gains.append(1 / np.log2(rank + 2) if rank < _LIST and scores[product] > 0 else 0.0)
    return float(np.mean(gains)) if gains else 0.0
