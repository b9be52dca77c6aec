"""What is known at the moment of a rating: the past, and neither the future nor the rating itself."""

import numpy as np

from recommender.rating.model import RatingTable
from recommender.rating.moments import LAG_DAYS, Moments, Scaler

DAY = 86_400.0


def table(days: list[float], ratings: list[float]) -> RatingTable:
    """Return ratings by one customer of as many items on these days."""
    n = len(days)
    at = 1.6e9 + np.array(days) * DAY
    items = np.arange(n, dtype=np.int32)
    return RatingTable(np.zeros(n, np.int32), items, np.array(ratings, np.float32), 1, n, at)


def counts(moments: Moments, known: RatingTable) -> np.ndarray:
    """Return how many ratings of the customer each row counts: ever, then within each lag."""
    return np.round(np.expm1(moments.of_known(known)[:, 1 : 2 * (1 + len(LAG_DAYS)) : 2])).astype(int)


def test_lags_count_what_was_within_them() -> None:
    known = table([0, 20, 26, 26.5, 27], [3, 3, 3, 3, 3])
    assert counts(Moments(known), known).tolist() == [
        [0, 0, 0, 0],
        [1, 0, 0, 1],
        [2, 0, 1, 2],
        [3, 1, 2, 3],
        [4, 2, 3, 4],
    ]


def test_the_same_moment_is_not_the_past() -> None:
    known = table([1, 1, 1], [1, 5, 3])
    assert counts(Moments(known), known).tolist() == [[0, 0, 0, 0]] * 3


def test_later_ratings_and_its_own_change_nothing() -> None:
    one, other = table([0, 1, 2, 3], [4, 2, 5, 1]), table([0, 1, 2, 3], [4, 2, 1, 5])
    rows = [Moments(known).of_known(known)[:3] for known in (one, other)]
    assert np.array_equal(rows[0], rows[1])  # both have the same mean


def test_after_all_everything_counts() -> None:
    known = table([0, 20, 26], [3, 4, 5])
    row = Moments(known).of(np.array([0], np.int32), np.array([0], np.int32), None)[0]
    assert round(float(np.expm1(row[1]))) == 3


def test_strangers_have_no_past() -> None:
    moments = Moments(table([0, 1], [1, 5]))
    row = moments.of(np.array([-1], np.int32), np.array([9], np.int32), None)[0]
    assert row[: 4 * (1 + len(LAG_DAYS))].tolist() == [0] * 4 * (1 + len(LAG_DAYS))


def test_a_column_that_never_changes_is_scaled_to_nothing() -> None:
    matrix = np.array([[1, 7], [3, 7]], np.float32)
    assert Scaler.of(matrix).apply(matrix).tolist() == [[-1, 0], [1, 0]]
