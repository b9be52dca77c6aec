"""Likes: only for what one can read, and counted only among people who exist for each other."""

from collections import Counter
from collections.abc import Iterable

from shop.access import Eyes, lock_people, open_eyes
from shop.errors import NotAllowed, NotFound
from shop.ids import pair_id
from shop.reviews import Review, ReviewLike
from shop.store import OneOf, Reader, Store
from shop.texts import check_id


def like_review(store: Store, customer_id: str, review_id: str) -> None:
    """Like a review; twice is once. Raises NotFound for one that is hidden or missing, NotAllowed for one's own."""
    with store.write() as tx:
        lock_people(tx, customer_id)
        review = tx.lock(Review, check_id("review_id", review_id))
        eyes = open_eyes(tx, customer_id)
        if review is None or not eyes.may_see(review.author_id, review.visibility, review.circle_id):
            raise NotFound("review", review_id)
        if review.author_id == customer_id:
            raise NotAllowed("You cannot like your own review.")
        if tx.get(ReviewLike, pair_id(review_id, customer_id)) is None:
            tx.add(ReviewLike(pair_id(review_id, customer_id), review_id, customer_id, tx.now))


def unlike_review(store: Store, customer_id: str, review_id: str) -> None:
    """Take one's like back; nothing happens without one."""
    with store.write() as tx:
        tx.remove(ReviewLike, pair_id(check_id("review_id", review_id), check_id("customer_id", customer_id)))


def count_likes(tx: Reader, eyes: Eyes, review_ids: Iterable[str]) -> Counter[str]:
    """Return the likes of each of these readable reviews; those of people hidden from the viewer do not count."""
    likes = tx.find(ReviewLike, review_id=OneOf(tuple(review_ids)))
    return Counter(like.review_id for like in likes if like.customer_id not in eyes.hidden_ids)


def liked_by(tx: Reader, customer_id: str | None, review_ids: Iterable[str]) -> frozenset[str]:
    """Return which of these reviews the customer likes; none for a guest."""
    if customer_id is None:
        return frozenset()
    likes = tx.get_many(ReviewLike, (pair_id(review_id, customer_id) for review_id in review_ids))
    return frozenset(like.review_id for like in likes.values())
