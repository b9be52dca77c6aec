"""The shop-wide rating of products, from the reviews that everybody may read, kept in step with the store."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.changes import Stamped
from shop.reviews import LostReviews, Review, Visibility
from shop.store import OneOf, Reader

Floats = NDArray[np.float64]
F = TypeVar("F", float, Floats)

_PRIOR = 8  # reviews of the average kind that a product begins with: three times five stars are no 5.0
_NEUTRAL = 3.5  # stars in a shop without reviews
_MANY = 5_000  # products after whose change all are counted: a database takes no longer list of them
_COUNTED = ("product_id", "visibility", "rating")  # as an index has them: tallied in its order


class _Changed(NamedTuple):
    id: str
    product_id: str
    changed_at: datetime


class _Lost(NamedTuple):
    id: str
    at: datetime


class Ratings:
    """Stars by product: sums alone, as of millions of reviews none is kept. Not safe for threads that sync."""

    def __init__(self) -> None:
        self._changed = Stamped(Review, _Changed, "changed_at")
        self._lost = Stamped(LostReviews, _Lost, "at")
        self._sums: dict[str, tuple[int, int]] = {}  # product -> stars, reviews
        self._mean = mean_stars(0, 0)
        self.version = 0  # rises with every change

    def sync(self, tx: Reader) -> None:
        """Take over what changed since the last time; everything at the first one."""
        changed = {one.product_id for one in self._changed.look(tx)} | {one.id for one in self._lost.look(tx)}
        if not self.version or len(changed) > _MANY:
            self._sums = _add_up(tx.tally(Review, _COUNTED))
        elif changed:
            of_changed = _add_up(tx.tally(Review, _COUNTED, product_id=OneOf(tuple(changed))))
            self._sums = {id: sums for id, sums in self._sums.items() if id not in changed} | of_changed
        else:
            return
        reviews = sum(count for _, count in self._sums.values())
        self._mean = mean_stars(sum(total for total, _ in self._sums.values()), reviews)
        self.version += 1

    def columns(self, size: int, row_of: Callable[[str], int | None]) -> tuple[Floats, Floats]:
        """Return the stars and the popularity, 0 to 1, of `size` products; `row_of` None: of no row."""
        totals, counts = np.zeros(size), np.zeros(size)
        for product_id, (total, count) in self._sums.items():
            if (row := row_of(product_id)) is not None:
                totals[row], counts[row] = total, count
        stars = draw_to_mean(totals, counts, self._mean)
        most = max(float(counts.max(initial=0)), 1.0)
        return stars, np.log1p(counts) / np.log1p(most)

    def most_reviewed(self) -> list[str]:
        """Return the products that have reviews, the most first, equals by id."""
        return sorted(self._sums, key=lambda product_id: (-self._sums[product_id][1], product_id))

    def stars(self, product_id: str) -> float:
        """Return the mean stars, drawn towards the shop's mean the fewer reviews there are; 1 to 5."""
        total, count = self._sums.get(product_id, (0, 0))
        return draw_to_mean(float(total), float(count), self._mean)


def _add_up(tally: Mapping[tuple[Any, ...], int]) -> dict[str, tuple[int, int]]:
    """Return by product its stars and reviews that everybody may read."""
    sums: dict[str, tuple[int, int]] = {}
    for (product_id, visibility, rating), times in tally.items():
        if visibility is Visibility.PUBLIC:
            total, count = sums.get(product_id, (0, 0))
            sums[product_id] = total + rating * times, count + times
    return sums


def mean_stars(total: int, reviews: int) -> float:
    """Return the mean of all stars of a shop; 3.5 without reviews."""
    return total / reviews if reviews else _NEUTRAL


def draw_to_mean(totals: F, counts: F, mean: float) -> F:
    """Return the average of these sums and counts of stars, nearer to the mean the fewer they are."""
    return (totals + _PRIOR * mean) / (counts + _PRIOR)
