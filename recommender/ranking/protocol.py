"""What every ranking model takes and gives: histories of customers in, scores of all items out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Scores = NDArray[np.float32]

_FADED = 1e-3  # a share that no longer matters


@dataclass(frozen=True)
class Histories:
    """What n customers had, each customer's items one after another, the oldest first. Empty histories are allowed.

    `items` are places below `n_items`; those of customer u are `items[starts[u] : starts[u + 1]]`. `confidence` above 0
    says how sure it is that the item is liked, `rating` what it was given, `at` in days when; None where nobody knows.
    `friends` is (n, n_trained): whom of the customers that a model learned from each one trusts, above 0.
    """

    items: NDArray[np.int32]
    starts: NDArray[np.int64]  # (n + 1,), from 0 to len(items)
    n_items: int
    confidence: NDArray[np.float32] | None = None
    rating: NDArray[np.float32] | None = None
    at: NDArray[np.floating] | None = None
    friends: csr_matrix | None = None

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def customers(self) -> NDArray[np.int64]:
        """The customer of each item."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    @cached_property
    def ages(self) -> NDArray[np.int64]:
        """How many items of its customer are younger than each: 0 for the newest."""
        return self.starts[1:][self.customers] - 1 - np.arange(len(self.items))

    @property
    def sureness(self) -> NDArray[np.float32]:
        """The confidence in each item; 1 where nobody knows."""
        return np.ones(len(self.items), np.float32) if self.confidence is None else self.confidence

    def matrix(self, values: NDArray[np.floating] | None = None) -> csr_matrix:
        """Return float32 (n, n_items) of these values, the confidence by default; an item that is twice is summed."""
        if values is None:
            values = self.sureness
        cells = (values.astype(np.float32), self.items.copy(), self.starts)  # what is sorted next must not be ours
        matrix = csr_matrix(cells, shape=(len(self), self.n_items))
        matrix.sum_duplicates()
        return matrix

    def keep(self, kept: NDArray[np.bool_]) -> "Histories":
        """Return the histories with only those items that are marked, for the same customers."""
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.customers[kept], minlength=len(self)))])
        return Histories(self.items[kept], starts.astype(np.int64), self.n_items, *self._columns(kept), self.friends)

    def take(self, customers: NDArray[np.int64]) -> "Histories":
        """Return the histories of these customers, in this order; one may come twice."""
        lengths = np.diff(self.starts)[customers]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        at = np.repeat(self.starts[:-1][customers] - starts[:-1], lengths) + np.arange(starts[-1])
        friends = None if self.friends is None else self.friends[customers]
        return Histories(self.items[at], starts, self.n_items, *self._columns(at), friends)

    def _columns(
        self, chosen: NDArray[np.bool_] | NDArray[np.int64]
    ) -> tuple[NDArray[np.float32] | None, NDArray[np.float32] | None, NDArray[np.floating] | None]:
        return (
            None if self.confidence is None else self.confidence[chosen],
            None if self.rating is None else self.rating[chosen],
            None if self.at is None else self.at[chosen],
        )

    def fade(self, decay: float) -> "Histories":
        """Return the histories with that share of the confidence in an item for each younger one of its customer.

        What has faded to next to nothing is left out.
        """
        if decay == 1.0:
            return self
        lately = self.keep(decay**self.ages >= _FADED)
        faded: NDArray[np.float32] = (decay**lately.ages).astype(np.float32)
        return replace(lately, confidence=faded if lately.confidence is None else faded * lately.confidence)

    def newest(self, most: int) -> "Histories":
        """Return the histories with at most this many items each, the newest."""
        return self.keep(self.ages < most)


class Scorer(Protocol):
    """What a model learned. Safe to share between threads."""

    def scores(self, histories: Histories) -> Scores:
        """Return float32 (len(histories), n_items), finite; higher is better, comparable within a row.

        Items of the history have scores, too: who wants none of them leaves them out.
        """
        ...


class RankingModel(Protocol):
    """Learns from histories. The same histories and seed give the same scorer."""

    def fit(self, training: Histories) -> Scorer:
        """Learn from the histories of all customers; they are left as they are."""
        ...


def gather(histories: Sequence[Sequence[int]], n_items: int) -> Histories:
    """Return the histories of these lists of items, the oldest first."""
    lengths = [len(history) for history in histories]
    items = np.fromiter((item for history in histories for item in history), np.int32, sum(lengths))
    return Histories(items, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), n_items)


def gather_matrix(matrix: csr_matrix) -> Histories:
    """Return the histories of the rows of (n, n_items), in no order that tells: the values are the confidence."""
    rows = csr_matrix(matrix)
    return Histories(
        rows.indices.astype(np.int32), rows.indptr.astype(np.int64), rows.shape[1], rows.data.astype(np.float32)
    )
