"""The way to another person's data: who may see what is decided here and nowhere else.

Hidden and missing look the same: the same NotFound, the same empty list, and counts that never include what the
viewer may not read.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from shop.consent import Purpose, consenting, consenting_to_each
from shop.customers import Customer
from shop.errors import Invalid, NotFound
from shop.friends import Block, Circle, CircleMember, Follow, Friendship
from shop.reviews import Review, Visibility
from shop.store import Condition, Contains, OneOf, Reader, Store, Writer
from shop.texts import check_id, clean_text
from shop.wishlists import WishlistItem

_NOT_FOR_ALL = tuple(one for one in Visibility if one is not Visibility.PUBLIC)
_AT_ONCE = 5_000  # people whose names are read together


@dataclass(frozen=True)
class Eyes:
    """All that decides what one viewer may see, read once a request: further checks cost no query."""

    viewer_id: str | None  # None: a guest
    hidden_ids: frozenset[str] = frozenset()  # whom the viewer blocked, and who blocked the viewer
    friend_ids: frozenset[str] = frozenset()
    sharing_ids: frozenset[str] = frozenset()  # the friends who consent to being seen by friends
    circle_ids: frozenset[str] = frozenset()  # other people's circles that the viewer is in
    personal: bool = False  # the viewer lets their own behaviour, and what friends show, choose what they are shown

    def may_see(self, owner_id: str, visibility: Visibility, circle_id: str | None) -> bool:
        """Return whether the viewer may see what `owner_id` shows to `visibility`."""
        if owner_id == self.viewer_id:
            return True  # one's own
        if owner_id in self.hidden_ids:
            return False  # a block, in either direction, hides everything
        if visibility is Visibility.PUBLIC:
            return True  # everybody, guests as well
        if owner_id not in self.friend_ids:
            return False  # all the rest is for friends
        if owner_id not in self.sharing_ids:
            return False  # the owner has not consented, or no longer does
        if visibility is Visibility.CIRCLE:
            return circle_id in self.circle_ids  # friends whom the owner put into that circle
        return visibility is Visibility.FRIENDS  # ONLY_ME is for nobody else

    def may_find(self, person: "Customer | Named") -> bool:
        """Return whether this person and their profile exist for the viewer."""
        if person.id == self.viewer_id:
            return True  # oneself
        if person.id in self.hidden_ids:
            return False  # a block, in either direction
        if not person.private:
            return True  # everybody
        return person.id in self.friend_ids  # private people exist for their friends alone

    def may_name(self, person: "Customer | Named") -> bool:
        """Return whether the viewer may learn that something readable is this person's."""
        if not self.may_find(person):
            return False  # somebody who does not exist has no name
        if person.id == self.viewer_id or not person.private:
            return True  # oneself, and those whose name strangers may learn
        return person.id in self.sharing_ids  # private people: their friends, by consent


class Named(NamedTuple):
    """What of a customer decides who may learn the name."""

    id: str
    nickname: str
    private: bool


class Stars(NamedTuple):
    """A review without its words: what is counted, and what decides who may read it."""

    id: str
    product_id: str
    author_id: str
    rating: int
    verified: bool  # the author bought it here
    visibility: Visibility
    circle_id: str | None
    written_at: datetime


class Counted(NamedTuple):
    """What reviews are counted by."""

    product_id: str
    rating: int
    verified: bool


@dataclass(frozen=True)
class Person:
    """Somebody as others may see them in a list."""

    id: str
    nickname: str
    friend: bool  # of the viewer


@dataclass(frozen=True)
class Profile:
    """Somebody as one viewer may see them; every number counts only what that viewer may read."""

    id: str
    nickname: str
    about: str
    friend: bool
    followed: bool  # by the viewer
    reviews: int
    wishes: int
    followers: int


def open_eyes(tx: Reader, viewer_id: str | None) -> Eyes:
    """Read all that decides what this viewer may see; None is a guest. Raises Invalid for an impossible id."""
    if viewer_id is None:
        return Eyes(None)
    check_id("viewer_id", viewer_id)
    blocked = tx.values(Block, "blocked_id", blocker_id=viewer_id)
    blocking = tx.values(Block, "blocker_id", blocked_id=viewer_id)
    friends = tx.values(Friendship, "friend_id", customer_id=viewer_id) - blocked - blocking
    allowing = consenting_to_each(tx, (Purpose.FRIENDS_SEE, Purpose.PERSONALISE), {viewer_id, *friends})
    return Eyes(
        viewer_id=viewer_id,
        hidden_ids=blocked | blocking,
        friend_ids=friends,
        sharing_ids=allowing[Purpose.FRIENDS_SEE] & friends,
        circle_ids=tx.values(CircleMember, "circle_id", member_id=viewer_id),
        personal=viewer_id in allowing[Purpose.PERSONALISE],
    )


def readable_reviews(tx: Reader, eyes: Eyes, **where: Condition) -> list[Review]:
    """Return the reviews that meet the conditions (product_id=..., author_id=...) and that the viewer may read."""
    reviews = tx.find(Review, order="id", descending=False, limit=None, **where)
    return [review for review in reviews if eyes.may_see(review.author_id, review.visibility, review.circle_id)]


def readable_stars(tx: Reader, eyes: Eyes, **where: Condition) -> list[Stars]:
    """Return the stars of what `readable_reviews` returns, read in a fraction of the time."""
    given = tx.select(Review, Stars, order="id", descending=False, limit=None, **where)
    return [stars for stars in given if eyes.may_see(stars.author_id, stars.visibility, stars.circle_id)]


def count_ratings(tx: Reader, eyes: Eyes, product_ids: Iterable[str]) -> Counter[Counted]:
    """Return how many reviews of these products the viewer may read, by what they are counted by; empty for none.

    The database counts what everybody may read: of a product with thousands of reviews none is read.
    """
    ids = OneOf(tuple(product_ids))
    of_all: dict[str, Condition] = {"product_id": ids, "visibility": Visibility.PUBLIC}
    counts = Counter(_tally(tx, of_all))
    if eyes.hidden_ids:
        counts.subtract(_tally(tx, {**of_all, "author_id": OneOf(tuple(eyes.hidden_ids))}))
    if eyes.viewer_id is not None:
        known = OneOf((eyes.viewer_id, *eyes.sharing_ids))
        closed = readable_stars(tx, eyes, product_id=ids, author_id=known, visibility=OneOf(_NOT_FOR_ALL))
        counts.update(Counted(one.product_id, one.rating, one.verified) for one in closed)
    return +counts


def readable_wishlist(tx: Reader, eyes: Eyes, **where: Condition) -> list[WishlistItem]:
    """Return the wishlist items that meet the conditions (customer_id=...) and that the viewer may see."""
    items = tx.find(WishlistItem, order="id", descending=False, limit=None, **where)
    return [item for item in items if eyes.may_see(item.customer_id, item.visibility, item.circle_id)]


def visible_sizes(tx: Reader, eyes: Eyes, customer_id: str) -> dict[str, str]:
    """Return the sizes in somebody's profile, {"shoe": "38"}: one's own, and those of friends who let friends see them.

    {} for everybody else, and for people without any.
    """
    person = tx.get(Customer, check_id("customer_id", customer_id))
    if person is None or not eyes.may_find(person):
        return {}
    shown = person.id in eyes.friend_ids & eyes.sharing_ids and bool(consenting(tx, Purpose.SIZES, (person.id,)))
    return dict(person.sizes) if shown or person.id == eyes.viewer_id else {}


def get_person(tx: Reader, eyes: Eyes, customer_id: str) -> Customer:
    """Return somebody who exists for the viewer. Raises NotFound, the same for hidden and missing people."""
    person = tx.get(Customer, check_id("customer_id", customer_id))
    if person is None or not eyes.may_find(person):
        raise NotFound("person", customer_id)
    return person


def list_people(tx: Reader, eyes: Eyes, ids: Iterable[str]) -> tuple[Person, ...]:
    """Return those of these people who exist for the viewer, by nickname; () for none."""
    found = [_as_person(eyes, person) for person in _find_named(tx, ids) if eyes.may_find(person)]
    return tuple(sorted(found, key=lambda person: (person.nickname.casefold(), person.id)))


def name_people(tx: Reader, eyes: Eyes, ids: Iterable[str]) -> dict[str, str]:
    """Return the nicknames, by id, of those whom the viewer may know as the makers of what they read."""
    return {person.id: person.nickname for person in _find_named(tx, ids) if eyes.may_name(person)}


def find_people(store: Store, viewer_id: str | None, query: str, *, limit: int = 20) -> tuple[Person, ...]:
    """Return other people whose nickname holds `query` or whose e-mail address is exactly it, by nickname; () for none.

    Private people are found by their friends only, and nobody across a block. Raises Invalid for a query outside
    1 to 100 characters and a limit outside 1 to 100.
    """
    query = clean_text("query", query, shortest=1, longest=100)
    if not 1 <= limit <= 100:
        raise Invalid("limit", f"A list has 1 to 100 people, not {limit}.")
    with store.read() as tx:
        eyes = open_eyes(tx, viewer_id)
        most = limit + len(eyes.hidden_ids) + 1  # so that those who drop out below take nobody's place
        named = tx.find(Customer, order="nickname", limit=most, nickname=Contains(query), private=False)
        addressed = tx.find(Customer, email=query.lower(), limit=1)
        friends = tx.find(Customer, id=OneOf(tuple(eyes.friend_ids)), nickname=Contains(query))
        found = {person.id for person in (*named, *addressed, *friends)} - {viewer_id}
        return list_people(tx, eyes, found)[:limit]


def profile_of(store: Store, viewer_id: str | None, customer_id: str) -> Profile:
    """Return the person as this viewer may see them. Raises NotFound, the same for hidden and missing people."""
    with store.read() as tx:
        eyes = open_eyes(tx, viewer_id)
        person = get_person(tx, eyes, customer_id)
        followers = {follow.follower_id for follow in tx.find(Follow, followed_id=person.id)}
        return Profile(
            id=person.id,
            nickname=person.nickname,
            about=person.about,
            friend=person.id in eyes.friend_ids,
            followed=viewer_id in followers,
            reviews=len(readable_reviews(tx, eyes, author_id=person.id)),
            wishes=len(readable_wishlist(tx, eyes, customer_id=person.id)),
            followers=len(followers - eyes.hidden_ids),
        )


def lock_people(tx: Writer, *ids: str) -> dict[str, Customer]:
    """Lock these customers, in the order of their ids, and return them. Raises NotFound for a missing one.

    Whatever changes what is between people, or writes in their name, begins here: so it waits for a block, a parting
    or an erasure that is under way, and sees its outcome.
    """
    locked = {}
    for id in sorted({check_id("customer_id", id) for id in ids}):
        person = tx.lock(Customer, id)
        if person is None:
            raise NotFound("person", id)
        locked[id] = person
    return locked


def check_audience(tx: Reader, owner_id: str, visibility: Visibility, circle_id: str | None) -> None:
    """Raise unless `circle_id` names one of the owner's circles exactly when the visibility is CIRCLE."""
    if visibility is not Visibility.CIRCLE:
        if circle_id is not None:
            raise Invalid("circle_id", f"A circle goes with the visibility 'circle' only, not with '{visibility}'.")
        return
    if circle_id is None:
        raise Invalid("circle_id", "The visibility 'circle' needs one of your circles.")
    circle = tx.get(Circle, check_id("circle_id", circle_id))
    if circle is None or circle.owner_id != owner_id:
        raise NotFound("circle", circle_id)


def _tally(tx: Reader, where: dict[str, Condition]) -> dict[Counted, int]:
    return {Counted(*values): count for values, count in tx.tally(Review, Counted._fields, **where).items()}


def _find_named(tx: Reader, ids: Iterable[str]) -> Iterator[Named]:
    rest = iter(sorted(set(ids)))
    while some := tuple(islice(rest, _AT_ONCE)):
        yield from tx.select(Customer, Named, id=OneOf(some))


def _as_person(eyes: Eyes, person: Named) -> Person:
    return Person(person.id, person.nickname, friend=person.id in eyes.friend_ids)
