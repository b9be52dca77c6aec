"""What was known at the moment of a rating: how the user rated and the item was rated, before and lately.

Nothing at that moment or after it counts, so neither the future nor the rating itself is in its own row. Without
timestamps the order of the rows stands for time, and what is lately or of the calendar is 0.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.rating.model import Ids, RatingTable, Times, Values

_DAY = 86_400
LAG_DAYS = (1, 7, 30)
_PRIOR = 3.0  # ratings that count as one vote for the mean


@dataclass(frozen=True)
class _Past:
    """The ratings of one side, users or items, sorted by whose and when: `keys` are both in one number."""

    keys: NDArray[np.int64]
    sums: Times  # of the ratings less their mean before each place; one longer than the keys
    n: int
    span: int  # one more than the longest time

    @classmethod
    def of(cls, ids: Ids, times: NDArray[np.int64], rest: Times, n: int, span: int) -> "_Past":
        keys = ids.astype(np.int64) * span + times
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], np.concatenate([[0.0], np.cumsum(rest[order])]), n, span)

    def describe(self, ids: Ids, times: NDArray[np.int64], lags: tuple[int, ...]) -> list[Times]:
        """Return how the rating mean differed and how many there were: ever before, then within each lag before."""
        known = (ids >= 0) & (ids < self.n)
        first = np.where(known, ids, 0).astype(np.int64) * self.span
        until = np.searchsorted(self.keys, first + times)
        columns = []
        for lag in (None, *lags):
            since = 0 if lag is None else np.maximum(times - lag, 0)
            start = np.searchsorted(self.keys, first + since)
            count = np.where(known, until - start, 0)
            total = np.where(known, self.sums[until] - self.sums[start], 0.0)
            columns += [total / (count + _PRIOR), np.log1p(count)]
        return columns


class Moments:
    """Numbers of a rating's moment, learned from a table; the table itself is not kept."""

    def __init__(self, ratings: RatingTable) -> None:
        times = np.arange(len(ratings)) if ratings.at is None else np.floor(ratings.at).astype(np.int64)
        self._timed = ratings.at is not None
        self._first = int(times.min()) if len(times) else 0
        self._after = int(times.max()) + 1 - self._first if len(times) else 0
        rest = ratings.rating.astype(np.float64) - ratings.mean
        given = times - self._first
        self._of_row = given
        self._user = _Past.of(ratings.user, given, rest, ratings.n_users, self._after + 1)
        self._item = _Past.of(ratings.item, given, rest, ratings.n_items, self._after + 1)

    def of_known(self, ratings: RatingTable) -> Values:
        """Return the numbers of the very rows learned from, each at its own moment."""
        return self._describe(ratings.user, ratings.item, self._of_row)

    def of(self, users: Ids, items: Ids, at: Times | None) -> Values:
        """Return float32 (n, columns) of other pairs; `at` None is after all that was learned."""
        if at is None or not self._timed:
            return self._describe(users, items, np.full(len(users), self._after, np.int64))
        return self._describe(users, items, np.clip(np.floor(at).astype(np.int64) - self._first, 0, self._after))

    def _describe(self, users: Ids, items: Ids, times: NDArray[np.int64]) -> Values:
        lags = tuple(days * _DAY for days in LAG_DAYS)
        columns = self._user.describe(users, times, lags) + self._item.describe(items, times, lags)
        columns += self._calendar(times)
        matrix = np.stack(columns, axis=1).astype(np.float32)
        if not self._timed:
            per_side = 2 * (1 + len(lags))
            matrix[:, 2:per_side] = matrix[:, per_side + 2 :] = 0
        return matrix

    def _calendar(self, times: NDArray[np.int64]) -> list[Times]:
        seconds = times + self._first
        day, week = (2 * np.pi * (seconds % length) / length for length in (_DAY, 7 * _DAY))
        return [np.sin(day), np.cos(day), np.sin(week), np.cos(week), times / _DAY]


@dataclass(frozen=True)
class Scaler:
    """Brings columns to mean 0 and deviation 1; a column that never changed becomes 0."""

    mean: Values
    deviation: Values

    @classmethod
    def of(cls, matrix: Values) -> "Scaler":
        if not len(matrix):
            return cls(np.zeros(matrix.shape[1], np.float32), np.ones(matrix.shape[1], np.float32))
        wide = matrix.astype(np.float64)
        deviation = wide.std(axis=0)
        deviation[deviation < 1e-6] = np.inf
        return cls(wide.mean(axis=0).astype(np.float32), deviation.astype(np.float32))

    def apply(self, matrix: Values) -> Values:
        return np.asarray((matrix - self.mean) / self.deviation, np.float32)
