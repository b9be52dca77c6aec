"""What customers did with products, in columns, and how sure each act makes one that they like the product."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import compress, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from shop.activity import Event, EventName
from shop.consent import Purpose, consenting
from shop.purchases import OwnOrder, Purchase, purchases_of, received_of
from shop.reviews import Review, ReviewLike
from shop.store import AtLeast, OneOf, Reader

MOST_EVENTS = 2_000  # of one customer: the newest
MOST = 4.0  # confidence in one product, whatever was done how often
_BATCH = 5_000  # customers whose purchases are read together, and likes whose reviews are
_PART = 1_000_000  # acts that are worked on at once
_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PURCHASED = 3.0
_UNDECIDED = 3.0  # stars
_SAYS = {
    EventName.VIEW_ITEM: 0.3,
    EventName.SELECT_ITEM: 0.1,
    EventName.ADD_TO_WISHLIST: 1.5,
    EventName.ADD_TO_CART: 1.0,
    EventName.REMOVE_FROM_CART: -0.7,
    EventName.PURCHASE: _PURCHASED,
    EventName.REFUND: -_PURCHASED,
    EventName.SHARE: 1.0,
    EventName.LIKE: 1.0,
    EventName.DISLIKE: -4.0,
    EventName.THUMB_UP: 0.5,
    EventName.THUMB_DOWN: -0.5,
}
_TAKEN_UP = 1.0  # what is said by who does more than look
_AGREED = 0.5  # with somebody who praises it
_PRAISED = 4  # stars from which on a review does
_NAMES = tuple(EventName)
_NUMBERS = {name: at for at, name in enumerate(_NAMES)}
RECEIVED = len(_NAMES)  # the kind of a purchase that an order tells of
AGREED = RECEIVED + 1  # the kind of a like of a review that praises it
_SAID = np.array([*(_SAYS.get(name, 0.0) for name in _NAMES), 0.0, _AGREED], np.float32)
_Act = tuple[str, str, int, datetime, float]  # customer, product, kind, at, value
_ROW = np.dtype([("customer", "i4"), ("product", "i4"), ("kind", "i1"), ("at", "f8"), ("value", "f4")])


def kind_of(name: EventName) -> int:
    """Return the number under which acts of this name stand in `Acts.kind`."""
    return _NUMBERS[name]


@dataclass(frozen=True)
class Acts:
    """n acts by customer, each customer's the oldest first. `customer` and `product` are places in the sorted ids.

    `kind` is that of `kind_of`, RECEIVED, or AGREED; `at` in days since 1970; `value` the stars of a rating, else 0.
    """

    customer_ids: tuple[str, ...]
    product_ids: tuple[str, ...]
    customer: NDArray[np.int32]
    product: NDArray[np.int32]
    kind: NDArray[np.int8]
    at: NDArray[np.float64]
    value: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.at)

    def keep(self, kept: NDArray[np.bool_] | slice) -> "Acts":
        """Return the marked acts, of the same customers and products; those of a slice are not copied."""
        return replace(
            self,
            customer=self.customer[kept],
            product=self.product[kept],
            kind=self.kind[kept],
            at=self.at[kept],
            value=self.value[kept],
        )

    def until(self, day: float) -> "Acts":
        """Return what was done before this day since 1970."""
        return self.keep(self.at < day)

    def parts(self) -> Iterator[slice]:
        """Yield slices of about a million acts, one after the other, each with all acts of its customers.

        Whoever works on a part at a time needs little memory besides the acts.
        """
        start = 0
        while start < len(self):
            last = self.customer[min(start + _PART, len(self)) - 1]
            end = int(np.searchsorted(self.customer, last, side="right"))
            yield slice(start, end)
            start = end


@dataclass(frozen=True)
class Weighed:
    """One row for each customer and product that have to do with each other, by customer, then the longest ago first.

    `value` is how sure one may be that the customer likes it, from -4 (dislikes it) to 4; `last` the newest act's day.
    """

    customer: NDArray[np.int32]
    product: NDArray[np.int32]
    value: NDArray[np.float32]
    last: NDArray[np.float64]


def weigh(acts: Acts, now: float, half_life_days: float) -> Weighed:
    """Return what the acts come to at this day. What is longer ago says less; only stars do not fade.

    Whole days count, so that the same question has the same answer all day.
    """
    pairs, at = np.unique(
        acts.customer.astype(np.int64) * max(1, len(acts.product_ids)) + acts.product, return_inverse=True
    )
    fade = 0.5 ** (np.maximum(0.0, np.floor(now) - np.floor(acts.at)) / half_life_days)
    received = np.zeros(len(pairs))
    got = acts.kind == RECEIVED
    np.maximum.at(received, at[got], fade[got])
    twice = (acts.kind == kind_of(EventName.PURCHASE)) & (received[at] > 0)  # an order tells of it already
    said = _PURCHASED * received + np.bincount(at, _SAID[acts.kind] * fade * ~twice, len(pairs))
    stars = np.full(len(pairs), np.nan)
    rated = acts.kind == kind_of(EventName.RATE)
    stars[at[rated]] = acts.value[rated] - _UNDECIDED  # of several the newest stays
    value = np.where(np.isnan(stars), said, np.where(stars < 0, stars - MOST, said + stars))
    last = np.full(len(pairs), -np.inf)
    np.maximum.at(last, at, acts.at)
    customer, product = np.divmod(pairs, max(1, len(acts.product_ids)))
    order = np.lexsort((product, last, customer))
    return Weighed(
        customer[order].astype(np.int32),
        product[order].astype(np.int32),
        np.clip(value, -MOST, MOST)[order].astype(np.float32),
        last[order],
    )


def read_acts(tx: Reader, product_ids: Iterable[str]) -> Acts:
    """Return what all did with these products who consent to TRAIN; no acts when nobody does."""
    teachers = sorted(consenting(tx, Purpose.TRAIN))
    return _gather(_read(tx, teachers), teachers, sorted(product_ids))


def no_acts(product_ids: Sequence[str]) -> Acts:
    """Return that nobody did anything with these products, whose ids are sorted."""
    return _gather((), (), product_ids)


def _read(tx: Reader, teachers: Sequence[str]) -> Iterator[_Act]:
    """Yield at least what these customers did, one after the other: as the shop's records all take far more memory."""
    yield from _tell_events(tx.each(Event, _Done, order="at"))
    yield from _tell_reviews(tx.each(Review, _Rated, order="written_at"))
    yield from _tell_likes(tx, tx.each(ReviewLike, _Liked, order="at"))
    for start in range(0, len(teachers), _BATCH):
        yield from _tell_purchases(purchases_of(tx, teachers[start : start + _BATCH]))


def find_taken(acts: Acts) -> dict[str, float]:
    """Return by product the day since 1970 on which somebody first took it up: more than a look, and no bad stars."""
    rated = acts.kind == kind_of(EventName.RATE)
    took = (_SAID[acts.kind] >= _TAKEN_UP) | (acts.kind == RECEIVED) | (rated & (acts.value >= _PRAISED))
    first: dict[str, float] = {}
    for product, at in zip(acts.product[took].tolist(), acts.at[took].tolist(), strict=True):
        first.setdefault(acts.product_ids[product], at)
    return first


class _Done(NamedTuple):
    """What counts of an event."""

    name: EventName
    customer_id: str
    product_id: str | None
    value: float | None
    at: datetime


class _Rated(NamedTuple):
    """What counts of a review."""

    author_id: str
    product_id: str
    rating: int
    written_at: datetime
    edited_at: datetime | None


class _Liked(NamedTuple):
    """What counts of a like."""

    review_id: str
    customer_id: str
    at: datetime


class _Praise(NamedTuple):
    """What a like of a review is about."""

    id: str
    product_id: str
    rating: int


def read_own_acts(tx: Reader, customer_id: str, orders: Sequence[OwnOrder]) -> Acts:
    """Return what this customer did, with their `own_orders`; whether it may be used is asked before.

    The newest 2,000 events at most.
    """
    events = tx.select(Event, _Done, customer_id=customer_id, order="at", descending=True, limit=MOST_EVENTS)
    done = [
        *_tell_events(events),
        *_tell_reviews(tx.select(Review, _Rated, author_id=customer_id)),
        *_tell_likes(tx, tx.select(ReviewLike, _Liked, customer_id=customer_id)),
        *_tell_purchases(received_of(tx, orders)),
    ]
    return _gather(done, (customer_id,), sorted({product_id for _, product_id, *_ in done}))


def _tell_events(events: Iterable[_Done]) -> Iterator[_Act]:
    for event in events:
        if event.product_id is not None:
            stars = (event.value or _UNDECIDED) if event.name is EventName.RATE else 0.0
            yield event.customer_id, event.product_id, _NUMBERS[event.name], event.at, stars


def _tell_reviews(reviews: Iterable[_Rated]) -> Iterator[_Act]:
    for review in reviews:
        at = review.edited_at or review.written_at
        yield review.author_id, review.product_id, kind_of(EventName.RATE), at, float(review.rating)


def _tell_likes(tx: Reader, likes: Iterable[_Liked]) -> Iterator[_Act]:
    rest = iter(likes)
    while some := list(islice(rest, _BATCH)):
        ids = OneOf(tuple({like.review_id for like in some}))
        praised = {praise.id: praise for praise in tx.select(Review, _Praise, id=ids, rating=AtLeast(_PRAISED))}
        for like in some:
            if praise := praised.get(like.review_id):
                yield like.customer_id, praise.product_id, AGREED, like.at, 0.0


def _tell_purchases(purchases: Iterable[Purchase]) -> Iterator[_Act]:
    for purchase in purchases:
        yield purchase.customer_id, purchase.product_id, RECEIVED, purchase.at, 0.0


def _gather(done: Iterable[_Act], customer_ids: Sequence[str], product_ids: Sequence[str]) -> Acts:
    """Return those acts that are of these customers and products, whose ids are sorted; none of equal time overtakes.

    All products are kept, and of the customers those who did something.
    """
    customers = {id: at for at, id in enumerate(customer_ids)}
    products = {id: at for at, id in enumerate(product_ids)}
    rows = np.fromiter(
        (
            (customers[customer_id], products[product_id], kind, day_of(at), value)
            for customer_id, product_id, kind, at, value in done
            if customer_id in customers and product_id in products
        ),
        _ROW,
    )
    order = np.lexsort((rows["at"], rows["customer"]))
    acting = np.zeros(len(customers), bool)
    acting[rows["customer"]] = True
    places = np.cumsum(acting, dtype=np.int32) - np.int32(1)
    return Acts(
        tuple(compress(customer_ids, acting.tolist())),
        tuple(product_ids),
        places[rows["customer"][order]],
        rows["product"][order],
        rows["kind"][order],
        rows["at"][order],
        rows["value"][order],
    )


def day_of(at: datetime) -> float:
    """Return days since 1970."""
    return (at - _EPOCH) / _DAY


def date_of(day: float) -> datetime:
    """Return the moment so many days after the beginning of 1970."""
    return _EPOCH + day * _DAY
