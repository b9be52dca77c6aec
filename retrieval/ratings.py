"""The shop-wide rating of products, from the reviews that everybody may read, kept in step with the store."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from retrieval.changes import Watch
from shop.reviews import Review, Visibility
from shop.store import Reader

Floats = NDArray[np.float64]

_PRIOR = 8  # reviews of the average kind that a product begins with: three times five stars are no 5.0
_NEUTRAL = 3.5  # stars in a shop without reviews


class Ratings:
    """Stars by product. Not safe for threads that sync."""

    def __init__(self) -> None:
        self._watch: Watch[Review] = Watch(Review, ("written_at", "changed_at"), {"visibility": Visibility.PUBLIC})
        self._reviews: dict[str, tuple[str, int]] = {}  # review -> product, stars
        self._sums: dict[str, tuple[int, int]] = {}  # product -> stars, reviews
        self._given = 0  # stars
        self.version = 0  # rises with every change

    def sync(self, tx: Reader) -> None:
        """Take over what changed since the last time."""
        change = self._watch.look(tx)
        if not change.changed and not change.gone_ids:
            return
        for id in change.gone_ids:
            self._count(id, None)
        for review in change.changed:
            self._count(review.id, (review.product_id, review.rating))
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

    @property
    def _mean(self) -> float:
        return self._given / len(self._reviews) if self._reviews else _NEUTRAL

    def _count(self, review_id: str, now: tuple[str, int] | None) -> None:
        """Count a review with what it is now, None for gone, in place of what it was."""
        for sign, said in ((-1, self._reviews.pop(review_id, None)), (1, now)):
            if said is not None:
                product_id, stars = said
                total, count = self._sums.get(product_id, (0, 0))
                self._sums[product_id] = total + sign * stars, count + sign
                self._given += sign * stars
        if now is not None:
            self._reviews[review_id] = now

    def stars(self, product_id: str) -> float:
        """Return the mean stars, drawn towards the shop's mean the fewer reviews there are; 1 to 5."""
        total, count = self._sums.get(product_id, (0, 0))
        return (total + _PRIOR * self._mean) / (count + _PRIOR)


def draw_to_mean(totals: Floats, counts: Floats, mean: float) -> Floats:
    """Return the average of these sums and counts of stars, nearer to the mean the fewer they are."""
    return (totals + _PRIOR * mean) / (counts + _PRIOR)
