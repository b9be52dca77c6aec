"""Implicit alternating least squares: vectors of customers and items whose product says who wants what.

Every item a customer has shall give 1, every item 0 as well, with little weight (Rendle's iALS). Customers and items
take turns; each goes a few steps of conjugate gradients from where it was, a third of the work of solving exactly.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from scipy.sparse import csr_matrix

from recommender.ranking.protocol import Histories, Scores


class Side(StrEnum):
    CUSTOMERS = "customers"
    ITEMS = "items"


class Improve(Protocol):
    def __call__(self, side: Side, own: Scores, others: Scores, square: Scores, ridges: Scores, steps: int) -> Scores:
        """Return the vectors (n, rank) of this side nearer to their least squares; `own` may be overwritten.

        See `improve_rows` for what they are given.
        """
        ...


class Crew(Protocol):
    """Whoever improves vectors: each row depends on the other side alone, so rows may be shared out."""

    def take(self, by_customer: csr_matrix, by_item: csr_matrix) -> Improve:
        """Get ready for these (n_customers, n_items) and (n_items, n_customers) matrices of confidence."""
        ...


class Alone:
    """This process, on one core."""

    def take(self, by_customer: csr_matrix, by_item: csr_matrix) -> Improve:
        from recommender.ranking.conjugate import improve_rows

        matrices = {Side.CUSTOMERS: by_customer, Side.ITEMS: by_item}

        def improve(side: Side, own: Scores, others: Scores, square: Scores, ridges: Scores, steps: int) -> Scores:
            given = matrices[side]
            starts = given.indptr.astype(np.int64)
            improve_rows(starts, given.indices, given.data, others, square, ridges, own, steps)
            return own

        return improve


@dataclass(frozen=True)
class Als:
    """`unknown` is what all zeros of a customer weigh together, against what customers have on average.

    `ridge` is the weight of a vector's square, for each thing it has to explain: what it has, and the zeros.
    """

    rank: int = 64
    rounds: int = 6
    steps: int = 3
    unknown: float = 5.0
    ridge: float = 0.02
    seed: int = 0

    def fit(self, training: Histories) -> "AlsScorer":
        return self.learn(training)[0]

    def learn(self, training: Histories, crew: Crew | None = None) -> tuple["AlsScorer", Scores]:
        """Return what was learned, and the vectors (n, rank) of the customers learned from."""
        return self.factorise(training.matrix(), crew)

    def factorise(self, by_customer: csr_matrix, crew: Crew | None = None) -> tuple["AlsScorer", Scores]:
        """Return the same from (n, n_items) of confidence above 0.

        The crew does the work, this process alone by default; whoever does it, the result is the same.
        """
        by_item = by_customer.T.tocsr()
        improve = (crew or Alone()).take(by_customer, by_item)
        chance = np.random.default_rng(self.seed)
        items = self._start(by_item.shape[0], chance)
        customers = self._start(by_customer.shape[0], chance)
        weight = self.unknown * by_customer.nnz / max(1, by_customer.shape[0] * by_customer.shape[1])
        for _ in range(self.rounds):
            ridges = self._ridges(by_customer, len(items) * weight)
            customers = improve(Side.CUSTOMERS, customers, items, _square(items, weight), ridges, self.steps)
            ridges = self._ridges(by_item, len(customers) * weight)
            items = improve(Side.ITEMS, items, customers, _square(customers, weight), ridges, self.steps)
        return AlsScorer(items, _square(items, weight), self.ridge, self.ridge * weight * len(items)), customers

    def _start(self, n: int, chance: np.random.Generator) -> Scores:
        return chance.standard_normal((n, self.rank), np.float32) * np.float32(0.1 / np.sqrt(self.rank))

    def _ridges(self, given: csr_matrix, zeros: float) -> Scores:
        return np.asarray(self.ridge * (np.diff(given.indptr) + zeros), np.float32)


def _square(others: Scores, weight: float) -> Scores:
    return np.asarray(np.float32(weight) * (others.T @ others), np.float32)


@dataclass(frozen=True)
class AlsScorer:
    """`vectors` is (n_items, rank). Customers need no vector of their own: theirs are solved for from their history."""

    vectors: Scores
    square: Scores  # of all vectors, times the weight of a zero
    ridge: float  # for each item of a history
    ridge_of_all: float  # besides

    def scores(self, histories: Histories) -> Scores:
        from recommender.ranking.folding import fold_in

        matrix = histories.matrix()
        customers = np.zeros((len(histories), self.vectors.shape[1]), np.float32)
        for row in range(len(histories)):
            part = slice(matrix.indptr[row], matrix.indptr[row + 1])
            customers[row] = fold_in(self, matrix.indices[part], matrix.data[part]).vector
        return customers @ self.vectors.T
