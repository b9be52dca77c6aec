"""Circles: named sets of friends, known to their owner alone."""

from dataclasses import dataclass, replace

from shop.access import Person, list_people, lock_people, open_eyes
from shop.errors import Conflict, Invalid, NotFound
from shop.friends import Circle, CircleMember
from shop.ids import new_id, pair_id
from shop.reviews import Review, Visibility
from shop.store import OneOf, Reader, Store, Writer
from shop.texts import check_id, clean_text
from shop.wishlists import WishlistItem

MOST_CIRCLES = 100
LONGEST_NAME = 100


@dataclass(frozen=True)
class CircleWithMembers:
    """A circle as its owner sees it."""

    circle: Circle
    members: tuple[Person, ...]


def make_circle(store: Store, owner_id: str, name: str) -> Circle:
    """Make an empty circle. Raises Conflict for a name that another of the owner's circles has, ignoring case."""
    with store.write() as tx:
        lock_people(tx, owner_id)
        name = _check_name(tx, owner_id, name)
        if tx.count(Circle, owner_id=owner_id) >= MOST_CIRCLES:
            raise Invalid("name", f"You have {MOST_CIRCLES} circles already, the most allowed.")
        circle = Circle(new_id("circle"), owner_id, name, tx.now)
        tx.add(circle)
        return circle


def rename_circle(store: Store, owner_id: str, circle_id: str, name: str) -> Circle:
    """Rename one's circle. Raises NotFound for anybody else's, Conflict as `make_circle` does."""
    with store.write() as tx:
        circle = _lock_own_circle(tx, owner_id, circle_id)
        circle = replace(circle, name=_check_name(tx, owner_id, name, besides=circle_id))
        tx.put(circle)
        return circle


def delete_circle(store: Store, owner_id: str, circle_id: str) -> None:
    """Delete one's circle; what was shown to it alone is for its owner only from now on. Raises NotFound."""
    with store.write() as tx:
        _lock_own_circle(tx, owner_id, circle_id)
        tx.remove(CircleMember, *(member.id for member in tx.find(CircleMember, circle_id=circle_id)))
        for review in tx.find(Review, author_id=owner_id, circle_id=circle_id):
            tx.put(replace(review, visibility=Visibility.ONLY_ME, circle_id=None, changed_at=tx.now))
        for item in tx.find(WishlistItem, customer_id=owner_id, circle_id=circle_id):
            tx.put(replace(item, visibility=Visibility.ONLY_ME, circle_id=None))
        tx.remove(Circle, circle_id)


def add_to_circle(store: Store, owner_id: str, circle_id: str, friend_id: str) -> None:
    """Put a friend into one's circle; twice is once. Raises NotFound for the circle, and for who is no friend."""
    with store.write() as tx:
        _lock_own_circle(tx, owner_id, circle_id, friend_id)
        if friend_id not in open_eyes(tx, owner_id).friend_ids:
            raise NotFound("person", friend_id)
        if tx.get(CircleMember, pair_id(circle_id, friend_id)) is None:
            tx.add(CircleMember(pair_id(circle_id, friend_id), circle_id, friend_id, tx.now))


def remove_from_circle(store: Store, owner_id: str, circle_id: str, friend_id: str) -> None:
    """Take somebody out of one's circle; nothing happens when they are not in it. Raises NotFound for the circle."""
    with store.write() as tx:
        _lock_own_circle(tx, owner_id, circle_id)
        tx.remove(CircleMember, pair_id(circle_id, check_id("friend_id", friend_id)))


def circles_of(store: Store, owner_id: str) -> tuple[CircleWithMembers, ...]:
    """Return one's own circles by name, with their members; () for none. Nobody else's can be read."""
    with store.read() as tx:
        eyes = open_eyes(tx, owner_id)
        circles = tx.find(Circle, owner_id=owner_id, order="name")
        members = tx.find(CircleMember, circle_id=OneOf(tuple(circle.id for circle in circles)))
        people = list_people(tx, eyes, {member.member_id for member in members})
        inside = {(member.circle_id, member.member_id) for member in members}
        return tuple(
            CircleWithMembers(circle, tuple(person for person in people if (circle.id, person.id) in inside))
            for circle in circles
        )


def _lock_own_circle(tx: Writer, owner_id: str, circle_id: str, *friend_ids: str) -> Circle:
    lock_people(tx, owner_id, *friend_ids)
    circle = tx.lock(Circle, check_id("circle_id", circle_id))
    if circle is None or circle.owner_id != owner_id:
        raise NotFound("circle", circle_id)
    return circle


def _check_name(tx: Reader, owner_id: str, name: str, besides: str = "") -> str:
    name = clean_text("name", name, shortest=1, longest=LONGEST_NAME)
    for circle in tx.find(Circle, owner_id=owner_id):
        if circle.id != besides and circle.name.casefold() == name.casefold():
            raise Conflict(f"You have a circle called {circle.name!r} already.")
    return name
