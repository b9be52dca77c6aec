"""Polls, as their asker sees them: ask friends, close, revoke, read the results."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from shop.access import Eyes, lock_people, name_people, open_eyes
from shop.catalogue import Product
from shop.consent import Purpose, allows
from shop.errors import Invalid, NotAllowed, NotFound
from shop.friends.news import take_back, tell
from shop.ids import new_id, pair_id
from shop.questions import Poll, PollInvitation, Vote, is_open
from shop.store import Reader, Store, Writer
from shop.texts import check_id, clean_text

CHOICES = (2, 6)  # fewest, most
RUNS_FOR = timedelta(days=3)
SHORTEST_RUN = timedelta(hours=1)
LONGEST_RUN = timedelta(days=14)
LONGEST_QUESTION = 500
LONGEST_CHOICE = 200


@dataclass(frozen=True)
class NamedVote:
    """The vote of a friend who consents to being seen."""

    voter_id: str
    nickname: str
    choice: int
    comment: str


@dataclass(frozen=True)
class PollResults:
    """`counts` has a number for each choice, of all votes; `votes` only those of friends who may be named."""

    poll: Poll
    open: bool
    counts: tuple[int, ...]
    votes: tuple[NamedVote, ...]  # the newest last
    waiting: int  # invited and not voted yet


def ask_friends(
    store: Store,
    asker_id: str,
    question: str,
    choices: Sequence[str],
    friend_ids: Sequence[str],
    *,
    product_ids: Sequence[str] = (),
    runs_for: timedelta = RUNS_FOR,
) -> Poll:
    """Open a poll and invite these friends.

    Raises Invalid for fewer than 2 or more than 6 different choices, nobody invited, products that do not match the
    choices one to one, or a run outside 1 hour to 14 days; NotAllowed when the asker does not consent to being seen
    by friends; NotFound for somebody who is no friend, or a friend who does not consent: the two look the same.
    """
    question = clean_text("question", question, shortest=1, longest=LONGEST_QUESTION)
    choices, product_ids = _check_choices(choices, product_ids)
    invited = tuple(dict.fromkeys(check_id("friend_id", id) for id in friend_ids))
    _check_terms(invited, runs_for)
    with store.write() as tx:
        _check_invited(tx, check_id("asker_id", asker_id), invited)
        lock_people(tx, asker_id, *invited)
        _check_invited(tx, asker_id, invited)  # again: a block or an erasure may have come in between
        _check_products(tx, product_ids)
        poll = Poll(
            new_id("poll"),
            asker_id,
            question,
            choices,
            product_ids,
            invited,
            asked_at=tx.now,
            closes_at=tx.now + runs_for,
        )
        tx.add(poll, *(PollInvitation(pair_id(poll.id, id), poll.id, id) for id in invited))
        for id in invited:
            tell(tx, id, "poll_invitation", poll.id, asker_id)
        return poll


def close_poll(store: Store, asker_id: str, poll_id: str) -> Poll:
    """End the voting before its time; the counts stay. Closing twice is closing once. Raises NotFound."""
    with store.write() as tx:
        poll = _lock_own_poll(tx, asker_id, poll_id)
        if is_open(poll, tx.now):
            poll = replace(poll, closed_at=tx.now)
            tx.put(poll)
        return poll


def revoke_poll(store: Store, asker_id: str, poll_id: str) -> Poll:
    """Make the poll vanish for everybody but its asker. Revoking twice is revoking once. Raises NotFound."""
    with store.write() as tx:
        poll = _lock_own_poll(tx, asker_id, poll_id)
        if poll.revoked_at is None:
            poll = replace(poll, revoked_at=tx.now)
            tx.put(poll)
            take_back(tx, poll.invited_ids, "poll_invitation", poll.id)
        return poll


def poll_results(store: Store, asker_id: str, poll_id: str) -> PollResults:
    """Return how one's own poll stands. Raises NotFound for a missing poll and for anybody else's."""
    with store.read() as tx:
        poll = tx.get(Poll, check_id("poll_id", poll_id))
        if poll is None or poll.asker_id != asker_id:
            raise NotFound("poll", poll_id)
        return _count(tx, open_eyes(tx, asker_id), poll)


def polls_of(store: Store, asker_id: str) -> tuple[PollResults, ...]:
    """Return one's own polls with their results, the newest first; () for none."""
    with store.read() as tx:
        eyes = open_eyes(tx, asker_id)
        polls = tx.find(Poll, asker_id=asker_id, order="asked_at", descending=True)
        return tuple(_count(tx, eyes, poll) for poll in polls)


def _count(tx: Reader, eyes: Eyes, poll: Poll) -> PollResults:
    votes = tx.find(Vote, poll_id=poll.id, order="at")
    voters = {vote.voter_id for vote in votes}
    invitations = tx.find(PollInvitation, poll_id=poll.id)
    names = name_people(tx, eyes, voters & eyes.sharing_ids)
    counts = Counter(vote.choice for vote in votes)
    return PollResults(
        poll=poll,
        open=is_open(poll, tx.now),
        counts=tuple(counts[choice] for choice in range(len(poll.choices))),
        votes=tuple(
            NamedVote(vote.voter_id, names[vote.voter_id], vote.choice, vote.comment)
            for vote in votes
            if vote.voter_id in names
        ),
        waiting=sum(invitation.customer_id not in voters for invitation in invitations),
    )


def _check_choices(choices: Sequence[str], product_ids: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    fewest, most = CHOICES
    clean = tuple(clean_text("choices", choice, shortest=1, longest=LONGEST_CHOICE) for choice in choices)
    if not fewest <= len({choice.casefold() for choice in clean}) == len(clean) <= most:
        raise Invalid("choices", f"A poll has {fewest} to {most} different choices, not {list(clean)}.")
    if product_ids and len(product_ids) != len(clean):
        raise Invalid(
            "product_ids", f"{len(product_ids)} products for {len(clean)} choices; name one for each, or none."
        )
    return clean, tuple(check_id("product_id", id) for id in product_ids)


def _check_terms(invited: tuple[str, ...], runs_for: timedelta) -> None:
    if not invited:
        raise Invalid("friend_ids", "A poll needs at least one friend to ask.")
    if not SHORTEST_RUN <= runs_for <= LONGEST_RUN:
        raise Invalid("runs_for", f"A poll runs from 1 hour to 14 days, not {runs_for}.")


def _check_invited(tx: Reader, asker_id: str, invited: tuple[str, ...]) -> None:
    if not allows(tx, asker_id, Purpose.FRIENDS_SEE):
        raise NotAllowed("Asking friends is sharing with them; switch on 'friends see' first.")
    reachable = open_eyes(tx, asker_id).sharing_ids
    for id in invited:
        if id not in reachable:
            raise NotFound("friend", id)


def _check_products(tx: Reader, product_ids: tuple[str, ...]) -> None:
    known = tx.get_many(Product, product_ids)
    for id in product_ids:
        if id not in known:
            raise NotFound("product", id)


def _lock_own_poll(tx: Writer, asker_id: str, poll_id: str) -> Poll:
    poll = tx.lock(Poll, check_id("poll_id", poll_id))
    if poll is None or poll.asker_id != asker_id:
        raise NotFound("poll", poll_id)
    return poll
