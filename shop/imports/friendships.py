"""Friendships from a table: one row a pair, in either direction or both."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from shop.customers import Customer
from shop.friends import Block, FriendRequest, Friendship, RequestStatus
from shop.friends.friendships import MOST_FRIENDS
from shop.friends.news import take_back
from shop.ids import pair_id
from shop.imports.rows import Group, Job, Refused, Row
from shop.imports.values import read_instant, read_pair_id
from shop.store import Writer

COLUMNS = ("customer_id", "friend_id", "since")
REQUIRED = ("customer_id", "friend_id")


class Pair(NamedTuple):
    """Two people, the smaller id first."""

    one_id: str
    other_id: str
    since: datetime

    @property
    def ids(self) -> tuple[str, str]:
        """The ids of what exists once in each direction."""
        return pair_id(self.one_id, self.other_id), pair_id(self.other_id, self.one_id)


def friendship_key(row: Row) -> str:
    return pair_id(*sorted((row.first("customer_id"), row.first("friend_id"))))


def store_friendships(tx: Writer, groups: Sequence[Group], job: Job) -> None:
    """Make friends of these people who are not yet. Nobody becomes the friend of somebody who blocked them."""
    pairs: list[tuple[Group, Pair]] = []
    for group in groups:
        read = job.read_each(group, _read_pair)
        if read is not None:
            pairs.append((group, min(read, key=lambda pair: pair.since)))
    known = tx.get_many(Friendship, [pair.ids[0] for _, pair in pairs])
    new = [(group, pair) for group, pair in pairs if pair.ids[0] not in known]
    job.tally.unchanged += len(known)
    people = {id for _, pair in new for id in (pair.one_id, pair.other_id)}
    found = {id for id in sorted(people) if tx.lock(Customer, id) is not None}
    blocks = tx.get_many(Block, [id for _, pair in new for id in pair.ids])
    counts = Counter({id: tx.count(Friendship, customer_id=id) for id in found})
    for group, pair in new:
        error = _find_obstacle(pair, found, counts) or _find_block(pair, blocks)
        if error is not None:
            job.refuse(group, error)
            continue
        counts.update((pair.one_id, pair.other_id))
        _befriend(tx, pair)
        job.tally.count(new=True, differs=True)


def _read_pair(row: Row, job: Job) -> Pair:
    read_pair_id(row, "customer_id", "friend_id")
    one_id, other_id = sorted((row.first("customer_id"), row.first("friend_id")))
    if one_id == other_id:
        raise Refused("friend_id", one_id, "somebody else than customer_id")
    return Pair(one_id, other_id, read_instant(row, "since") or job.now)


def _find_obstacle(pair: Pair, found: set[str], counts: Counter[str]) -> Refused | None:
    for id in (pair.one_id, pair.other_id):
        if id not in found:
            return Refused("customer_id or friend_id", id, "the id of a stored customer")
        if counts[id] >= MOST_FRIENDS:
            return Refused("customer_id or friend_id", id, f"somebody with fewer than {MOST_FRIENDS} friends")
    return None


def _find_block(pair: Pair, blocks: dict[str, Block]) -> Refused | None:
    if any(id in blocks for id in pair.ids):
        return Refused("friend_id", " and ".join((pair.one_id, pair.other_id)), "people of whom none blocks the other")
    return None


def _befriend(tx: Writer, pair: Pair) -> None:
    there, back = pair.ids
    tx.put(
        Friendship(there, pair.one_id, pair.other_id, pair.since),
        Friendship(back, pair.other_id, pair.one_id, pair.since),
    )
    for request in tx.get_many(FriendRequest, pair.ids).values():
        if request.status in (RequestStatus.PENDING, RequestStatus.DECLINED):  # nobody waits for an answer any more
            tx.put(replace(request, status=RequestStatus.ACCEPTED, answered_at=tx.now))
            take_back(tx, [request.to_id], "friend_request", request.id)
