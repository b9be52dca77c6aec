"""Writing reviews: one for each product, editable, shown to whom its author says."""

from dataclasses import replace

from shop.access import check_audience, lock_people
from shop.catalogue import Product
from shop.errors import Invalid, NotFound
from shop.ids import pair_id, split_pair
from shop.purchases import has_received
from shop.reviews import LostReviews, Review, ReviewLike, Visibility
from shop.store import Reader, Store, Writer
from shop.texts import check_id, clean_text

LONGEST_TEXT = 5_000


def write_review(
    store: Store,
    author_id: str,
    product_id: str,
    *,
    rating: int,
    text: str = "",
    visibility: Visibility = Visibility.PUBLIC,
    circle_id: str | None = None,
    sponsored: bool = False,
    language: str = "en",
) -> Review:
    """Write the author's review of the product, or edit the one there is: its id, first date and likes stay.

    `verified` is set when the author has received the product; presents for others do not count. Raises Invalid for
    a rating other than 1 to 5, a text above 5,000 characters, or a circle without the visibility CIRCLE; NotFound
    for an unknown author, product or circle.
    """
    check_rating(rating)
    with store.write() as tx:
        lock_people(tx, author_id)
        _check_product(tx, product_id)
        check_audience(tx, author_id, visibility, circle_id)
        known = tx.get(Review, pair_id(product_id, author_id))
        new = Review(
            id=pair_id(product_id, author_id),
            product_id=product_id,
            author_id=author_id,
            rating=rating,
            text=clean_text("text", text, longest=LONGEST_TEXT),
            visibility=visibility,
            circle_id=circle_id,
            verified=has_received(tx, author_id, product_id),
            sponsored=sponsored,
            written_at=tx.now if known is None else known.written_at,
            edited_at=None if known is None else tx.now,
            language=clean_text("language", language, shortest=2, longest=35),
            changed_at=tx.now,
        )
        tx.put(new)
        return new


def show_review_to(
    store: Store, author_id: str, product_id: str, visibility: Visibility, circle_id: str | None = None
) -> Review:
    """Change who may read one's review, from the next request on. Raises NotFound, and Invalid as writing does."""
    with store.write() as tx:
        review = _lock_own_review(tx, author_id, product_id)
        check_audience(tx, author_id, visibility, circle_id)
        review = replace(review, visibility=visibility, circle_id=circle_id, changed_at=tx.now)
        tx.put(review)
        return review


def remove_review(store: Store, author_id: str, product_id: str) -> None:
    """Take one's review down, with its likes. Raises NotFound when there is none."""
    with store.write() as tx:
        drop_reviews(tx, _lock_own_review(tx, author_id, product_id).id)


def drop_reviews(tx: Writer, *review_ids: str) -> None:
    """Remove these reviews and their likes."""
    for review_id in review_ids:
        tx.remove(ReviewLike, *(like.id for like in tx.find(ReviewLike, review_id=review_id)))
    tx.remove(Review, *review_ids)
    tx.put(*(LostReviews(product_id, tx.now) for product_id in sorted({split_pair(id)[0] for id in review_ids})))


def check_rating(rating: int) -> None:
    """Raise Invalid unless this is a whole number of stars from 1 to 5."""
    if isinstance(rating, bool) or not isinstance(rating, int) or not 1 <= rating <= 5:
        raise Invalid("rating", f"A rating is a whole number from 1 to 5, not {rating!r}.")


def _check_product(tx: Reader, product_id: str) -> None:
    if tx.get(Product, check_id("product_id", product_id)) is None:
        raise NotFound("product", product_id)


def _lock_own_review(tx: Writer, author_id: str, product_id: str) -> Review:
    lock_people(tx, author_id)
    review = tx.lock(Review, pair_id(check_id("product_id", product_id), author_id))
    if review is None:
        raise NotFound("review", product_id)
    return review
