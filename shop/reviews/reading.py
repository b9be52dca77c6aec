"""Reading reviews: lists and ratings, made of exactly what one viewer may read.

The rating of a product is computed for its viewer. A guest's is the shop-wide one: all public reviews. A signed-in
viewer's leaves out people across a block, as the list does: were their stars counted, the list and the rating could
be subtracted from each other and would give the hidden review away. It also counts what the viewer's friends show
them, which the viewer reads anyway. Nobody is ever given two ratings of different scope to compare.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shop.access import Counted, Eyes, count_ratings, get_person, name_people, open_eyes, readable_reviews
from shop.catalogue import Product
from shop.errors import Invalid, NotFound
from shop.friends import Follow
from shop.reviews import Review, Visibility
from shop.reviews.likes import count_likes, liked_by
from shop.store import Reader, Store
from shop.texts import check_id

LONGEST_PAGE = 100
SortKey = tuple[int, int, str]  # group, then microseconds, each from small to large; then the review's id


class ReviewSort(StrEnum):
    """The first are first; equals come newest first."""

    FRIENDS_FIRST = "friends_first"  # friends, then reviewers whom the viewer follows, then the others
    NEWEST = "newest"
    HIGHEST = "highest"
    LOWEST = "lowest"
    MOST_LIKED = "most_liked"


@dataclass(frozen=True)
class SeenReview:
    """A review as one viewer may see it."""

    id: str
    product_id: str
    author_id: str | None  # None, as the nickname: the author is not to be named to this viewer
    nickname: str | None
    friend: bool  # by a friend of the viewer who consents to being seen as one
    followed: bool  # by somebody whom the viewer follows
    mine: bool
    rating: int
    text: str
    verified: bool
    sponsored: bool
    written_at: datetime
    edited_at: datetime | None
    language: str
    likes: int
    liked: bool  # by the viewer
    visibility: Visibility | None  # None: told to the author alone
    circle_id: str | None = None  # of a review for a circle; told to the author alone


@dataclass(frozen=True)
class ReviewPage:
    """`next` is what to pass as `after` for more; None at the end."""

    reviews: tuple[SeenReview, ...]
    next: str | None


@dataclass(frozen=True)
class RatingSummary:
    """What the readable reviews of a product come to."""

    count: int
    average: float | None  # stars; None without reviews
    stars: tuple[int, int, int, int, int]  # how many gave 1, 2, 3, 4 and 5
    verified: int  # how many of them bought it here


def reviews_of_product(
    store: Store,
    viewer_id: str | None,
    product_id: str,
    *,
    sort: ReviewSort = ReviewSort.FRIENDS_FIRST,
    limit: int = 20,
    after: str | None = None,
) -> ReviewPage:
    """Return a page of the reviews that the viewer may read. Raises NotFound for an unknown product, Invalid."""
    with store.read() as tx:
        if tx.get(Product, check_id("product_id", product_id)) is None:
            raise NotFound("product", product_id)
        eyes = open_eyes(tx, viewer_id)
        return _page(tx, eyes, readable_reviews(tx, eyes, product_id=product_id), sort, limit, after)


def reviews_by(
    store: Store, viewer_id: str | None, author_id: str, *, limit: int = 20, after: str | None = None
) -> ReviewPage:
    """Return a page of what the viewer may read of this author, newest first. Raises NotFound for hidden people."""
    with store.read() as tx:
        eyes = open_eyes(tx, viewer_id)
        author = get_person(tx, eyes, author_id)
        return _page(tx, eyes, readable_reviews(tx, eyes, author_id=author.id), ReviewSort.NEWEST, limit, after)


def find_review(store: Store, viewer_id: str | None, review_id: str) -> SeenReview:
    """Return one review. Raises NotFound, the same for hidden and missing ones."""
    with store.read() as tx:
        eyes = open_eyes(tx, viewer_id)
        reviews = readable_reviews(tx, eyes, id=check_id("review_id", review_id))
        if not reviews:
            raise NotFound("review", review_id)
        return show_reviews(tx, eyes, reviews)[0]


def rating_summary(store: Store, viewer_id: str | None, product_id: str) -> RatingSummary:
    """Return what the reviews that this viewer may read come to; for a guest, that is the shop-wide rating."""
    return rating_summaries(store, viewer_id, (product_id,))[product_id]


def rating_summaries(store: Store, viewer_id: str | None, product_ids: Sequence[str]) -> dict[str, RatingSummary]:
    """Return `rating_summary` of each of these products, in one go."""
    ids = [check_id("product_id", id) for id in product_ids]
    with store.read() as tx:
        return sum_up_ratings(tx, open_eyes(tx, viewer_id), ids)


def sum_up_ratings(tx: Reader, eyes: Eyes, product_ids: Iterable[str]) -> dict[str, RatingSummary]:
    """Return `rating_summary` of each of these products, inside an open transaction."""
    given: dict[str, Counter[Counted]] = {id: Counter() for id in product_ids}
    for counted, times in count_ratings(tx, eyes, given).items():
        given[counted.product_id][counted] += times
    return {id: _sum_up(counts) for id, counts in given.items()}


def show_reviews(tx: Reader, eyes: Eyes, reviews: Iterable[Review]) -> tuple[SeenReview, ...]:
    """Return these readable reviews as the viewer may see them."""
    reviews = tuple(reviews)
    ids = [review.id for review in reviews]
    names = name_people(tx, eyes, {review.author_id for review in reviews})
    likes, liked, followed = count_likes(tx, eyes, ids), liked_by(tx, eyes.viewer_id, ids), _followed(tx, eyes)
    return tuple(
        SeenReview(
            id=review.id,
            product_id=review.product_id,
            author_id=review.author_id if review.author_id in names else None,
            nickname=names.get(review.author_id),
            friend=review.author_id in eyes.sharing_ids,
            followed=review.author_id in names and review.author_id in followed,
            mine=review.author_id == eyes.viewer_id,
            rating=review.rating,
            text=review.text,
            verified=review.verified,
            sponsored=review.sponsored,
            written_at=review.written_at,
            edited_at=review.edited_at,
            language=review.language,
            likes=likes[review.id],
            liked=review.id in liked,
            visibility=review.visibility if review.author_id == eyes.viewer_id else None,
            circle_id=review.circle_id if review.author_id == eyes.viewer_id else None,
        )
        for review in reviews
    )


def _page(tx: Reader, eyes: Eyes, reviews: list[Review], sort: ReviewSort, limit: int, after: str | None) -> ReviewPage:
    if not 1 <= limit <= LONGEST_PAGE:
        raise Invalid("limit", f"A page has 1 to {LONGEST_PAGE} reviews, not {limit}.")
    start = None if after is None else _read_cursor(after)
    groups = _group(tx, eyes, reviews, sort)
    keyed = sorted((_sort_key(groups[review.id], review), review) for review in reviews)
    rest = [(key, review) for key, review in keyed if start is None or key > start]
    shown = rest[:limit]
    more = len(rest) > limit
    return ReviewPage(
        reviews=show_reviews(tx, eyes, (review for _, review in shown)),
        next=_write_cursor(shown[-1][0]) if more else None,
    )


def _group(tx: Reader, eyes: Eyes, reviews: list[Review], sort: ReviewSort) -> dict[str, int]:
    """Return a number for each review by which the sort puts it before others, smallest first."""
    match sort:
        case ReviewSort.FRIENDS_FIRST:
            return _by_closeness(tx, eyes, reviews)
        case ReviewSort.NEWEST:
            return {review.id: 0 for review in reviews}
        case ReviewSort.HIGHEST:
            return {review.id: -review.rating for review in reviews}
        case ReviewSort.LOWEST:
            return {review.id: review.rating for review in reviews}
        case ReviewSort.MOST_LIKED:
            likes = count_likes(tx, eyes, (review.id for review in reviews))
            return {review.id: -likes[review.id] for review in reviews}


def _by_closeness(tx: Reader, eyes: Eyes, reviews: list[Review]) -> dict[str, int]:
    followed = _followed(tx, eyes)
    named = name_people(tx, eyes, {review.author_id for review in reviews} & followed)
    return {
        review.id: 0 if review.author_id in eyes.sharing_ids else 1 if review.author_id in named else 2
        for review in reviews
    }


def _followed(tx: Reader, eyes: Eyes) -> set[str]:
    if eyes.viewer_id is None:
        return set()
    return {follow.followed_id for follow in tx.find(Follow, follower_id=eyes.viewer_id)}


def _sort_key(group: int, review: Review) -> SortKey:
    return group, -int(review.written_at.timestamp() * 1_000_000), review.id


def _write_cursor(key: SortKey) -> str:
    group, stamp, id = key
    return f"{group}.{stamp}.{id}"


def _read_cursor(after: str) -> SortKey:
    try:
        group, stamp, id = after.split(".", 2)
        return int(group), int(stamp), id
    except ValueError:
        raise Invalid("after", f"{after!r} is not what an earlier page gave as `next`.") from None


def _sum_up(counts: Counter[Counted]) -> RatingSummary:
    stars, count = Counter[int](), counts.total()
    for counted, times in counts.items():
        stars[counted.rating] += times
    return RatingSummary(
        count=count,
        average=sum(rating * times for rating, times in stars.items()) / count if count else None,
        stars=(stars[1], stars[2], stars[3], stars[4], stars[5]),
        verified=sum(times for counted, times in counts.items() if counted.verified),
    )
