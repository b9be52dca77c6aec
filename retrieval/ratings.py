"""The shop-wide rating of products, from the reviews that everybody may read, kept in step with the store."""

from retrieval.changes import Watch
from shop.reviews import Review, Visibility
from shop.store import Reader

_PRIOR = 8  # reviews of the average kind that a product begins with: three times five stars are no 5.0
_NEUTRAL = 3.5  # stars in a shop without reviews


class Ratings:
    """Stars by product. Not safe for threads that sync."""

    def __init__(self) -> None:
        self._watch: Watch[Review] = Watch(Review, ("written_at", "edited_at"), {"visibility": Visibility.PUBLIC})
        self._reviews: dict[str, tuple[str, int]] = {}  # review -> product, stars
        self._sums: dict[str, tuple[int, int]] = {}  # product -> stars, reviews
        self._mean = _NEUTRAL

    def sync(self, tx: Reader) -> None:
        """Take over what changed since the last time."""
        change = self._watch.look(tx)
        if not change.changed and not change.gone_ids:
            return
        for id in change.gone_ids:
            self._reviews.pop(id, None)
        self._reviews |= {review.id: (review.product_id, review.rating) for review in change.changed}
        sums: dict[str, tuple[int, int]] = {}
        for product_id, stars in self._reviews.values():
            total, count = sums.get(product_id, (0, 0))
            sums[product_id] = total + stars, count + 1
        self._sums = sums
        given = [stars for _, stars in self._reviews.values()]
        self._mean = sum(given) / len(given) if given else _NEUTRAL

    def stars(self, product_id: str) -> float:
        """Return the mean stars, drawn towards the shop's mean the fewer reviews there are; 1 to 5."""
        total, count = self._sums.get(product_id, (0, 0))
        return (total + _PRIOR * self._mean) / (count + _PRIOR)
