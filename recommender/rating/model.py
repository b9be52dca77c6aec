"""What every model of ratings is given, and what it gives back."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Ids = NDArray[np.int32] | NDArray[np.int64]
Values = NDArray[np.float32]
Times = NDArray[np.float64]


@dataclass(frozen=True)
class RatingTable:
    """Who gave what to what, as columns of one length; users and items are numbers from 0."""

    user: Ids
    item: Ids
    rating: Values
    n_users: int
    n_items: int
    at: Times | None = None  # seconds, None: nobody knows when

    def __len__(self) -> int:
        return len(self.user)

    @property
    def mean(self) -> float:
        """Return the mean rating; 0 without ratings."""
        return float(self.rating.mean(dtype=np.float64)) if len(self) else 0.0

    @property
    def scale(self) -> tuple[float, float]:
        """Return the lowest and the highest rating given; (0, 0) without ratings."""
        return (float(self.rating.min()), float(self.rating.max())) if len(self) else (0.0, 0.0)

    def take(self, rows: NDArray[np.int64]) -> "RatingTable":
        """Return the table of these rows; users and items keep their numbers."""
        at = None if self.at is None else self.at[rows]
        return RatingTable(self.user[rows], self.item[rows], self.rating[rows], self.n_users, self.n_items, at)


@dataclass(frozen=True)
class Features:
    """What is known besides ratings: one row a user or an item, float32; None for nothing."""

    user: csr_matrix | None = None
    item: csr_matrix | None = None


class RatingPredictor(Protocol):
    """Foresees ratings, within the scale of those it learned from. Safe to share between threads."""

    def predict(self, users: Ids, items: Ids, at: Times | None = None) -> Values:
        """Return float32 of the same length. `at` is when they would be given, None: after all that was learned.

        A number outside those learned from, -1 say, is somebody or something never seen; what is known of the other
        and of all then decides.
        """
        ...


class RatingModel(Protocol):
    """A way to learn a predictor; the same table and seed give the same predictor."""

    def fit(self, ratings: RatingTable, features: Features) -> RatingPredictor:
        """Learn; the arguments are left as they are. Without ratings all predictions are 0."""
        ...


def place(numbers: Ids, n: int) -> NDArray[np.int64]:
    """Return the numbers as rows of a table with n rows and one more, at n, for whatever was never seen."""
    wide = np.asarray(numbers, np.int64)
    return np.where((wide >= 0) & (wide < n), wide, n)


def split_off(ratings: RatingTable, share: float, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows to learn from and the rows to judge by, at random; at least one of each from two rows on."""
    order = np.random.default_rng(seed).permutation(len(ratings))
    judged = min(max(1, round(share * len(order))), len(order) - 1) if len(order) > 1 else 0
    return np.sort(order[judged:]), np.sort(order[:judged])


def rmse(predicted: Values, actual: Values) -> float:
    """Return the root of the mean squared error; 0 for none."""
    if not len(actual):
        return 0.0
    return float(np.sqrt(np.mean((predicted.astype(np.float64) - actual) ** 2)))
