"""What friends may see of each other's doings: by type, by the doer's choice, and never a present.

Made anew at each request from orders, reviews, wishlists and follows: there is no copy that could outlive a
permission.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shop.access import (
    Eyes,
    Person,
    list_people,
    lock_people,
    name_people,
    open_eyes,
    readable_reviews,
    readable_wishlist,
)
from shop.activity import ActivityOptIn, ActivityType, HiddenPurchase
from shop.catalogue import Product
from shop.customers import Customer
from shop.errors import Invalid, NotFound
from shop.friends import Follow
from shop.ids import pair_id
from shop.purchases import Purchase, purchases_of
from shop.store import AtLeast, OneOf, Reader, Store
from shop.texts import check_id

GOES_BACK = timedelta(days=90)
LONGEST_FEED = 100


@dataclass(frozen=True)
class Activity:
    """Something a friend did: with a product, or, when it is None, by following `followed`."""

    type: ActivityType
    friend_id: str
    nickname: str
    product_id: str | None
    followed: Person | None
    at: datetime


@dataclass(frozen=True)
class _Deed:
    type: ActivityType
    friend_id: str
    subject_id: str  # a product, or, for FOLLOWED, a person
    at: datetime


def show_activity(store: Store, customer_id: str, type: ActivityType) -> None:
    """Show this type of one's doings to friends; twice is once. Raises NotFound for an unknown customer."""
    with store.write() as tx:
        lock_people(tx, customer_id)
        if tx.get(ActivityOptIn, pair_id(customer_id, type)) is None:
            tx.add(ActivityOptIn(pair_id(customer_id, type), customer_id, type, tx.now))


def hide_activity(store: Store, customer_id: str, type: ActivityType) -> None:
    """Stop showing this type, past doings as well, from the next request on."""
    with store.write() as tx:
        tx.remove(ActivityOptIn, pair_id(check_id("customer_id", customer_id), type))


def shown_activity(store: Store, customer_id: str) -> frozenset[ActivityType]:
    """Return which types the customer shows to friends."""
    with store.read() as tx:
        records = tx.find(ActivityOptIn, customer_id=check_id("customer_id", customer_id))
        return frozenset(record.type for record in records)


def hide_purchase(store: Store, customer_id: str, product_id: str) -> None:
    """Keep from friends that one bought this, from the next request on; twice is once.

    Raises NotFound for an unknown customer or product.
    """
    with store.write() as tx:
        lock_people(tx, customer_id)
        if tx.get(Product, check_id("product_id", product_id)) is None:
            raise NotFound("product", product_id)
        tx.put(HiddenPurchase(pair_id(customer_id, product_id), customer_id, product_id, tx.now))


def unhide_purchase(store: Store, customer_id: str, product_id: str) -> None:
    """Let friends see it again, if one shows purchases at all."""
    with store.write() as tx:
        tx.remove(HiddenPurchase, pair_id(check_id("customer_id", customer_id), check_id("product_id", product_id)))


def friend_activity(store: Store, viewer_id: str, *, limit: int = 20) -> tuple[Activity, ...]:
    """Return what friends did in the last 90 days and show to the viewer, the newest first; () for nothing.

    Raises Invalid for a limit outside 1 to 100.
    """
    if not 1 <= limit <= LONGEST_FEED:
        raise Invalid("limit", f"A list has 1 to {LONGEST_FEED} activities, not {limit}.")
    with store.read() as tx:
        eyes = open_eyes(tx, viewer_id)
        since = tx.now - GOES_BACK
        deeds = [*_reviewed(tx, eyes, since), *_wished(tx, eyes, since), *_followed(tx, eyes, since)]
        deeds += [
            _Deed(ActivityType.PURCHASED, purchase.customer_id, purchase.product_id, purchase.at)
            for purchase in shown_purchases(tx, eyes, since)
        ]
        newest = sorted(deeds, key=lambda deed: (deed.at, deed.friend_id, deed.subject_id), reverse=True)[:limit]
        return _show(tx, eyes, newest)


def friends_who_bought(store: Store, viewer_id: str, product_id: str) -> tuple[Person, ...]:
    """Return the friends who bought this and show it to the viewer, by nickname; () for none."""
    check_id("product_id", product_id)
    with store.read() as tx:
        eyes = open_eyes(tx, viewer_id)
        buyers = {bought.customer_id for bought in shown_purchases(tx, eyes, None) if bought.product_id == product_id}
        return list_people(tx, eyes, buyers)


def shown_purchases(tx: Reader, eyes: Eyes, since: datetime | None) -> list[Purchase]:
    """Return what friends bought since then (None: ever) and show to the viewer, the newest first; [] for nothing."""
    friend_ids = _showing(tx, eyes, ActivityType.PURCHASED)
    hidden = {record.id for record in tx.find(HiddenPurchase, customer_id=OneOf(friend_ids))}
    bought = purchases_of(tx, friend_ids, since=since)
    return [purchase for purchase in bought if pair_id(purchase.customer_id, purchase.product_id) not in hidden]


def _showing(tx: Reader, eyes: Eyes, type: ActivityType) -> tuple[str, ...]:
    """Return the friends who consent to being seen and show this type."""
    records = tx.get_many(ActivityOptIn, (pair_id(id, type) for id in sorted(eyes.sharing_ids)))
    return tuple(record.customer_id for record in records.values())


def _reviewed(tx: Reader, eyes: Eyes, since: datetime) -> list[_Deed]:
    friend_ids = OneOf(_showing(tx, eyes, ActivityType.REVIEWED))
    reviews = readable_reviews(tx, eyes, author_id=friend_ids, written_at=AtLeast(since))
    return [_Deed(ActivityType.REVIEWED, r.author_id, r.product_id, r.written_at) for r in reviews]


def _wished(tx: Reader, eyes: Eyes, since: datetime) -> list[_Deed]:
    friend_ids = OneOf(_showing(tx, eyes, ActivityType.WISHED))
    items = readable_wishlist(tx, eyes, customer_id=friend_ids, added_at=AtLeast(since))
    return [_Deed(ActivityType.WISHED, item.customer_id, item.product_id, item.added_at) for item in items]


def _followed(tx: Reader, eyes: Eyes, since: datetime) -> list[_Deed]:
    friend_ids = OneOf(_showing(tx, eyes, ActivityType.FOLLOWED))
    follows = tx.find(Follow, follower_id=friend_ids, since=AtLeast(since))
    people = tx.get_many(Customer, {follow.followed_id for follow in follows}).values()
    # People learn how many follow them, not who: the viewer is not told of their own followers.
    visible = {person.id for person in people if eyes.may_find(person) and person.id != eyes.viewer_id}
    return [
        _Deed(ActivityType.FOLLOWED, follow.follower_id, follow.followed_id, follow.since)
        for follow in follows
        if follow.followed_id in visible
    ]


def _show(tx: Reader, eyes: Eyes, deeds: list[_Deed]) -> tuple[Activity, ...]:
    names = name_people(tx, eyes, {deed.friend_id for deed in deeds})
    followed_ids = {deed.subject_id for deed in deeds if deed.type is ActivityType.FOLLOWED}
    people = {person.id: person for person in list_people(tx, eyes, followed_ids)}
    return tuple(
        Activity(
            type=deed.type,
            friend_id=deed.friend_id,
            nickname=names[deed.friend_id],
            product_id=None if deed.type is ActivityType.FOLLOWED else deed.subject_id,
            followed=people[deed.subject_id] if deed.type is ActivityType.FOLLOWED else None,
            at=deed.at,
        )
        for deed in deeds
        if deed.friend_id in names
    )
