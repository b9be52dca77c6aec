"""Reviewers with the viewer's taste: they liked, and disliked, the same other things.

Made of what the viewer may read, and only with their consent to let their behaviour choose what they are shown. What
the viewer bought for themselves and gave no stars counts as liked. Who is not to be named is left out: that two
nameless reviews are by the same person would be told by it.
"""

from collections import Counter

from shop.access import Eyes, name_people, open_eyes, readable_reviews, readable_stars
from shop.catalogue import Product
from shop.consent import Purpose, allows
from shop.errors import NotFound
from shop.purchases import purchases_of
from shop.reviews.reading import SeenReview, show_reviews
from shop.store import OneOf, Reader, Store
from shop.texts import check_id

LIKED = 4  # stars and more
DISLIKED = 2  # stars and fewer


def like_minded_reviews(store: Store, viewer_id: str, product_id: str, *, limit: int = 20) -> tuple[SeenReview, ...]:
    """Return reviews of the product by those who agree with the viewer on more other products than they disagree on.

    The closest in taste first, then the newest; () for none, and without consent to personalising. Sponsored reviews
    say nothing of taste and are left out. Raises NotFound for an unknown product.
    """
    with store.read() as tx:
        if tx.get(Product, check_id("product_id", product_id)) is None:
            raise NotFound("product", product_id)
        eyes = open_eyes(tx, viewer_id)
        if not allows(tx, viewer_id, Purpose.PERSONALISE):
            return ()
        mine = {id: side for id, side in _judge_own(tx, eyes, viewer_id).items() if id != product_id}
        closeness = Counter[str]()
        for given in readable_stars(tx, eyes, product_id=OneOf(tuple(mine)), sponsored=False):
            closeness[given.author_id] += mine[given.product_id] * _side(given.rating)
        reviews = readable_reviews(tx, eyes, product_id=product_id, sponsored=False)
        close = [r for r in reviews if r.author_id != viewer_id and closeness[r.author_id] > 0]
        names = name_people(tx, eyes, {review.author_id for review in close})
        found = [review for review in close if review.author_id in names]
        found.sort(key=lambda review: (closeness[review.author_id], review.written_at, review.id), reverse=True)
        return show_reviews(tx, eyes, found[:limit])


def _judge_own(tx: Reader, eyes: Eyes, viewer_id: str) -> dict[str, int]:
    """Return by product 1 where the viewer liked it, -1 where they did not, 0 for no strong opinion."""
    bought = dict.fromkeys((purchase.product_id for purchase in purchases_of(tx, (viewer_id,))), 1)
    given = readable_stars(tx, eyes, author_id=viewer_id)
    return bought | {one.product_id: _side(one.rating) for one in given}


def _side(stars: int) -> int:
    return 1 if stars >= LIKED else -1 if stars <= DISLIKED else 0
