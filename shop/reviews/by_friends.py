"""What friends wrote: those who consent to being seen as friends, and as far as the viewer may read it."""

from collections.abc import Collection

from shop.access import open_eyes, readable_reviews
from shop.reviews.reading import SeenReview, show_reviews
from shop.store import Condition, OneOf, Store
from shop.texts import check_id


def reviews_by_friends(
    store: Store, viewer_id: str, *, product_ids: Collection[str] | None = None
) -> tuple[SeenReview, ...]:
    """Return the reviews that the viewer's friends show them, of these products or, for None, of all, newest first."""
    where: dict[str, Condition] = {}
    if product_ids is not None:
        where["product_id"] = OneOf(tuple(check_id("product_id", id) for id in product_ids))
    with store.read() as tx:
        eyes = open_eyes(tx, viewer_id)
        found = readable_reviews(tx, eyes, author_id=OneOf(tuple(sorted(eyes.sharing_ids))), **where)
        found.sort(key=lambda review: (review.written_at, review.id), reverse=True)
        return show_reviews(tx, eyes, found)
