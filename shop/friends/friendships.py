"""Friendships themselves: how they begin, who one's friends are, and all that ends with them."""

from dataclasses import replace

from shop.access import Person, list_people, lock_people, open_eyes
from shop.errors import Invalid, NotFound
from shop.friends import Circle, CircleMember, FriendRequest, Friendship
from shop.friends.news import forget_news
from shop.ids import pair_id
from shop.questions import Poll, PollInvitation, Vote, is_open
from shop.store import Store, Writer

MOST_FRIENDS = 5_000


def friends_of(store: Store, customer_id: str) -> tuple[Person, ...]:
    """Return the customer's own friends by nickname; () for none. Nobody else's list can be read."""
    with store.read() as tx:
        eyes = open_eyes(tx, customer_id)
        return list_people(tx, eyes, eyes.friend_ids)


def remove_friend(store: Store, actor_id: str, friend_id: str) -> None:
    """End the friendship and all that rests on it. Raises NotFound when they are no friend."""
    with store.write() as tx:
        lock_people(tx, actor_id, friend_id)
        if friend_id not in open_eyes(tx, actor_id).friend_ids:
            raise NotFound("person", friend_id)
        part(tx, actor_id, friend_id)


def befriend(tx: Writer, one_id: str, other_id: str) -> None:
    """Make two people friends. Raises Invalid when one of them has the most friends allowed."""
    for id in (one_id, other_id):
        if tx.count(Friendship, customer_id=id) >= MOST_FRIENDS:
            whose = "You have" if id == one_id else "This person has"
            raise Invalid("friend_id", f"{whose} {MOST_FRIENDS} friends already, the most allowed.")
    tx.add(
        Friendship(pair_id(one_id, other_id), one_id, other_id, tx.now),
        Friendship(pair_id(other_id, one_id), other_id, one_id, tx.now),
    )


def part(tx: Writer, one_id: str, other_id: str) -> None:
    """End what two people share, both ways: friendship, requests, circles, polls and the news of it."""
    for from_id, to_id in ((one_id, other_id), (other_id, one_id)):
        tx.remove(Friendship, pair_id(from_id, to_id))
        tx.remove(FriendRequest, pair_id(from_id, to_id))
        tx.remove(CircleMember, *(pair_id(circle.id, to_id) for circle in tx.find(Circle, owner_id=from_id)))
        _leave_polls(tx, from_id, to_id)
        forget_news(tx, to_id, from_id)


def _leave_polls(tx: Writer, asker_id: str, invited_id: str) -> None:
    """Uninvite; what was voted in a closed poll stays counted, without a name."""
    for known in tx.find(Poll, asker_id=asker_id):
        poll = tx.lock(Poll, known.id) if invited_id in known.invited_ids else None
        if poll is None:
            continue
        tx.put(replace(poll, invited_ids=tuple(id for id in poll.invited_ids if id != invited_id)))
        tx.remove(PollInvitation, pair_id(poll.id, invited_id))
        if is_open(poll, tx.now):
            tx.remove(Vote, pair_id(poll.id, invited_id))
