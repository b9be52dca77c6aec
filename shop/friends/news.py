"""Telling one person what another did.

A notification holds ids, and what a friend says to it: names are looked up, through the reader's eyes, when it is
shown.
"""

from collections.abc import Iterable

from shop.notifications import Notification, notify
from shop.store import OneOf, Writer


def tell(tx: Writer, to_id: str, kind: str, subject_id: str, about_id: str | None, message: str = "") -> None:
    """Leave a notification of what `about_id` did to the subject; None for somebody who is not to be named.

    `message` is what they say to it.
    """
    facts = {} if about_id is None else {"person_id": about_id}
    notify(tx, to_id, kind, subject_id, facts | ({"message": message} if message else {}))


def forget_news(tx: Writer, to_id: str, about_id: str) -> None:
    """Remove every notification to one person that names the other."""
    notes = tx.find(Notification, customer_id=to_id)
    tx.remove(Notification, *(note.id for note in notes if note.facts.get("person_id") == about_id))


def forget_vote(tx: Writer, to_id: str, poll_id: str, voter_id: str) -> None:
    """Remove the notification that tells of one voter's vote in a poll."""
    notes = tx.find(Notification, customer_id=to_id, kind="vote", subject_id=poll_id)
    tx.remove(Notification, *(note.id for note in notes if note.facts.get("person_id") == voter_id))


def take_back(tx: Writer, to_ids: Iterable[str], kind: str, subject_id: str) -> None:
    """Remove the notifications of this kind about this subject."""
    notes = tx.find(Notification, customer_id=OneOf(tuple(to_ids)), kind=kind, subject_id=subject_id)
    tx.remove(Notification, *(note.id for note in notes))
