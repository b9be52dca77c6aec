"""Showing something to friends: they are told of it, and look at it with their own eyes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shop.access import Eyes, Person, list_people, lock_people, open_eyes
from shop.catalogue import Product
from shop.errors import Invalid, NotFound
from shop.friends.news import tell
from shop.notifications import Notification
from shop.store import OneOf, Reader, Store, Writer
from shop.texts import check_id, clean_text

MOST_FRIENDS = 50  # told at once
LONGEST_MESSAGE = 300  # characters


class SentKind(StrEnum):
    """What friends can be shown, and what their notification is called."""

    PRODUCT = "shared_product"
    WISHLIST = "shared_wishlist"  # the sender's own: the subject is their id


@dataclass(frozen=True)
class Received:
    """Something that a friend has shown."""

    id: str  # of the message
    kind: SentKind
    subject_id: str  # of the product, or of the wishlist's owner
    sender: Person
    message: str  # what the friend says to it, "" for nothing
    at: datetime


@dataclass(frozen=True)
class Sent:
    """Something that the customer has shown to a friend, who may not have looked yet: that is theirs to tell."""

    kind: SentKind
    subject_id: str
    friend: Person
    message: str
    at: datetime


def send_to_friends(
    store: Store, sender_id: str, friend_ids: Sequence[str], kind: SentKind, subject_id: str, message: str = ""
) -> tuple[str, ...]:
    """Tell these friends, and return the ids of those told now: who has not read of the same yet is not told twice.

    `message` is what the sender says to it. Raises Invalid for nobody or more than 50, and for a message of more than
    300 characters; NotFound for somebody who is no friend, for a product that is not sold, and for a wishlist other
    than the sender's.
    """
    ids = tuple(dict.fromkeys(check_id("friend_id", id) for id in friend_ids))
    if not 1 <= len(ids) <= MOST_FRIENDS:
        raise Invalid("friend_ids", f"One thing can be sent to 1 to {MOST_FRIENDS} friends at once, not to {len(ids)}.")
    message = clean_text("message", message, longest=LONGEST_MESSAGE)
    with store.write() as tx:
        lock_people(tx, sender_id, *ids)
        friends = open_eyes(tx, sender_id).friend_ids
        for id in ids:
            if id not in friends:
                raise NotFound("friend", id)
        _check_subject(tx, sender_id, kind, check_id("subject_id", subject_id))
        new = tuple(id for id in ids if not _waits(tx, id, kind, subject_id, sender_id))
        for id in new:
            tell(tx, id, kind, subject_id, sender_id, message)
        return new


def received_from(store: Store, customer_id: str, sender_ids: Collection[str] = ()) -> tuple[Received, ...]:
    """Return what these friends have shown the customer, or all friends for (), the newest first; () for nothing."""
    with store.read() as tx:
        eyes = open_eyes(tx, customer_id)
        return received(tx, eyes, sender_ids or eyes.friend_ids)


def received(tx: Reader, eyes: Eyes, sender_ids: Collection[str], *kinds: SentKind) -> tuple[Received, ...]:
    """Return what those of these people who are friends have shown the viewer, of these kinds or, for none, of all.

    The newest first; () for nothing.
    """
    wanted = OneOf(kinds or tuple(SentKind))
    notes = tx.find(Notification, order="at", descending=True, customer_id=eyes.viewer_id, kind=wanted)
    if not notes:
        return ()
    people = {person.id: person for person in list_people(tx, eyes, eyes.friend_ids & frozenset(sender_ids))}
    return tuple(
        Received(note.id, SentKind(note.kind), note.subject_id, people[sender], note.facts.get("message", ""), note.at)
        for note in notes
        if (sender := note.facts.get("person_id", "")) in people
    )


def sent_by(store: Store, customer_id: str, friend_ids: Collection[str] = ()) -> tuple[Sent, ...]:
    """Return what the customer has shown to these friends, or to all for (), the newest first; () for nothing."""
    with store.read() as tx:
        eyes = open_eyes(tx, customer_id)
        wanted = set(friend_ids) & eyes.friend_ids if friend_ids else eyes.friend_ids
        people = {person.id: person for person in list_people(tx, eyes, wanted)}
        kinds, to = OneOf(tuple(SentKind)), OneOf(tuple(people))
        notes = tx.find(Notification, order="at", descending=True, customer_id=to, kind=kinds)
        return tuple(
            Sent(SentKind(note.kind), note.subject_id, people[note.customer_id], note.facts.get("message", ""), note.at)
            for note in notes
            if note.facts.get("person_id") == customer_id
        )


def _check_subject(tx: Writer, sender_id: str, kind: SentKind, subject_id: str) -> None:
    if kind is SentKind.WISHLIST:
        if subject_id != sender_id:
            raise NotFound("wishlist", subject_id)
        return
    product = tx.get(Product, subject_id)
    if product is None or not product.active:
        raise NotFound("product", subject_id)


def _waits(tx: Writer, friend_id: str, kind: SentKind, subject_id: str, sender_id: str) -> bool:
    notes = tx.find(Notification, customer_id=friend_id, kind=kind, subject_id=subject_id, delivered_at=None)
    return any(note.facts.get("person_id") == sender_id for note in notes)
