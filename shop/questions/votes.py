"""Polls, as the friends who were asked see them: their own invitation and vote, nobody else's."""

from dataclasses import dataclass
from datetime import datetime

from shop.access import Eyes, lock_people, name_people, open_eyes
from shop.consent import Purpose, allows
from shop.errors import Conflict, Invalid, NotFound
from shop.friends.news import forget_vote, tell
from shop.ids import pair_id
from shop.questions import Poll, PollInvitation, Vote, is_open
from shop.store import Reader, Store
from shop.texts import check_id, clean_text

LONGEST_COMMENT = 500


@dataclass(frozen=True)
class Invitation:
    """A poll as one invited friend sees it."""

    poll_id: str
    asker_id: str
    asker: str  # nickname
    question: str
    choices: tuple[str, ...]
    product_ids: tuple[str, ...]
    asked_at: datetime
    closes_at: datetime
    open: bool
    choice: int | None  # the friend's own vote; None before it
    comment: str


def vote_in_poll(store: Store, voter_id: str, poll_id: str, choice: int, comment: str = "") -> Vote:
    """Vote, or change one's vote: each voter has one.

    Raises NotFound for a poll that the voter is not, or no longer, invited to; Conflict once it is closed; Invalid
    for a choice that it does not have (the first is 0) or a comment above 500 characters.
    """
    comment = clean_text("comment", comment, longest=LONGEST_COMMENT)
    with store.write() as tx:
        lock_people(tx, voter_id)
        poll = tx.lock(Poll, check_id("poll_id", poll_id))
        if poll is None or not _is_invited(tx, open_eyes(tx, voter_id), poll):
            raise NotFound("poll", poll_id)
        _check_vote(poll, choice, tx.now)
        known = tx.get(Vote, pair_id(poll_id, voter_id))
        vote = Vote(pair_id(poll_id, voter_id), poll_id, voter_id, choice, comment, tx.now)
        tx.put(vote)
        if known is None:
            named = allows(tx, voter_id, Purpose.FRIENDS_SEE)
            tell(tx, poll.asker_id, "vote", poll_id, voter_id if named else None)
        return vote


def withdraw_vote(store: Store, voter_id: str, poll_id: str) -> None:
    """Take one's vote back; the asker no longer learns of it where they have not yet.

    Raises NotFound for a poll that the voter is not, or no longer, invited to, and without a vote; Conflict once it is
    closed.
    """
    with store.write() as tx:
        lock_people(tx, voter_id)
        poll = tx.lock(Poll, check_id("poll_id", poll_id))
        if poll is None or not _is_invited(tx, open_eyes(tx, voter_id), poll):
            raise NotFound("poll", poll_id)
        vote = tx.get(Vote, pair_id(poll_id, voter_id))
        if vote is None:
            raise NotFound("vote", poll_id)
        _check_open(poll, tx.now)
        tx.remove(Vote, vote.id)
        forget_vote(tx, poll.asker_id, poll_id, voter_id)


def invitations_for(store: Store, customer_id: str) -> tuple[Invitation, ...]:
    """Return the polls that the customer is invited to, open or closed, the newest first; () for none."""
    with store.read() as tx:
        eyes = open_eyes(tx, customer_id)
        invitations = tx.find(PollInvitation, customer_id=customer_id)
        polls = tx.get_many(Poll, [invitation.poll_id for invitation in invitations]).values()
        visible = [poll for poll in polls if _is_visible(eyes, poll)]
        names = name_people(tx, eyes, {poll.asker_id for poll in visible})
        votes = tx.get_many(Vote, [pair_id(poll.id, customer_id) for poll in visible])
        return tuple(
            _show(poll, names[poll.asker_id], votes.get(pair_id(poll.id, customer_id)), tx.now)
            for poll in sorted(visible, key=lambda poll: (poll.asked_at, poll.id), reverse=True)
            if poll.asker_id in names
        )


def _is_invited(tx: Reader, eyes: Eyes, poll: Poll) -> bool:
    invitation = tx.get(PollInvitation, pair_id(poll.id, str(eyes.viewer_id)))
    return invitation is not None and _is_visible(eyes, poll)


def _is_visible(eyes: Eyes, poll: Poll) -> bool:
    """Return whether the poll is there for somebody it invited: by a friend who still shares, and not revoked."""
    return poll.revoked_at is None and poll.asker_id in eyes.sharing_ids


def _check_open(poll: Poll, now: datetime) -> None:
    if not is_open(poll, now):
        raise Conflict(f"The poll {poll.question!r} is closed; votes stay as they are.")


def _check_vote(poll: Poll, choice: int, now: datetime) -> None:
    _check_open(poll, now)
    if isinstance(choice, bool) or not isinstance(choice, int) or not 0 <= choice < len(poll.choices):
        raise Invalid("choice", f"The poll has the choices 0 to {len(poll.choices) - 1}, not {choice!r}.")


def _show(poll: Poll, asker: str, vote: Vote | None, now: datetime) -> Invitation:
    return Invitation(
        poll_id=poll.id,
        asker_id=poll.asker_id,
        asker=asker,
        question=poll.question,
        choices=poll.choices,
        product_ids=poll.product_ids,
        asked_at=poll.asked_at,
        closes_at=poll.closes_at,
        open=is_open(poll, now),
        choice=None if vote is None else vote.choice,
        comment="" if vote is None else vote.comment,
    )
