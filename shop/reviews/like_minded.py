"""Reviewers with the viewer's taste: they liked, and disliked, the same other things.

Made of what the viewer may read, and only with their consent to let their behaviour choose what they are shown.
"""

from collections import Counter

from shop.access import open_eyes, readable_reviews
from shop.catalogue import Product
from shop.consent import Purpose, allows
from shop.errors import NotFound
from shop.reviews import Review
from shop.reviews.reading import SeenReview, show_reviews
from shop.store import OneOf, Store
from shop.texts import check_id

LIKED = 4  # stars and more
DISLIKED = 2  # stars and fewer


def like_minded_reviews(store: Store, viewer_id: str, product_id: str, *, limit: int = 20) -> tuple[SeenReview, ...]:
    """Return reviews of the product by those who agree with the viewer on more other products than they disagree on.

    The closest in taste first, then the newest; () for none, and without consent to personalising. Raises NotFound
    for an unknown product.
    """
    with store.read() as tx:
        if tx.get(Product, check_id("product_id", product_id)) is None:
            raise NotFound("product", product_id)
        eyes = open_eyes(tx, viewer_id)
        if not allows(tx, viewer_id, Purpose.PERSONALISE):
            return ()
        mine = {r.product_id: r for r in readable_reviews(tx, eyes, author_id=viewer_id) if r.product_id != product_id}
        theirs = readable_reviews(tx, eyes, product_id=OneOf(tuple(mine)))
        closeness = Counter[str]()
        for review in theirs:
            closeness[review.author_id] += _agreement(mine[review.product_id], review)
        found = [
            review
            for review in readable_reviews(tx, eyes, product_id=product_id)
            if review.author_id != viewer_id and closeness[review.author_id] > 0
        ]
        found.sort(key=lambda review: (closeness[review.author_id], review.written_at, review.id), reverse=True)
        return show_reviews(tx, eyes, found[:limit])


def _agreement(one: Review, other: Review) -> int:
    """Return 1 when both liked it or both did not, -1 when only one liked it, 0 when one had no strong opinion."""
    sides = [1 if r.rating >= LIKED else -1 if r.rating <= DISLIKED else 0 for r in (one, other)]
    return sides[0] * sides[1]
