"""Friend requests: a friendship takes two.

Who asked never learns of a no: a declined request looks pending to them, and asking again stays as it is. Whoever
declined may still change their mind by asking back.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from shop.access import Eyes, lock_people, open_eyes
from shop.customers import Customer
from shop.errors import NotFound
from shop.friends import FriendRequest, RequestStatus
from shop.friends.friendships import befriend
from shop.friends.news import take_back, tell
from shop.ids import pair_id
from shop.store import Reader, Store, Writer
from shop.texts import check_id, clean_text

LONGEST_MESSAGE = 500
_STANDING = (RequestStatus.PENDING, RequestStatus.DECLINED)


@dataclass(frozen=True)
class WaitingRequest:
    """A request as one of the two sees it; `person_id` is the other."""

    id: str
    person_id: str
    nickname: str
    message: str
    asked_at: datetime


@dataclass(frozen=True)
class WaitingRequests:
    """A customer's requests without an answer, newest first."""

    received: tuple[WaitingRequest, ...]
    sent: tuple[WaitingRequest, ...]


def ask_friend(store: Store, actor_id: str, other_id: str, message: str = "") -> RequestStatus:
    """Ask for a friendship; return PENDING, or ACCEPTED when the two are friends now or were before.

    Asking twice is asking once; two requests that cross become a friendship. Raises NotFound for oneself and for
    people who do not exist for the actor.
    """
    message = clean_text("message", message, longest=LONGEST_MESSAGE)
    with store.write() as tx:
        people = lock_people(tx, actor_id, other_id)
        eyes = open_eyes(tx, actor_id)
        if other_id in eyes.friend_ids:
            return RequestStatus.ACCEPTED
        theirs = _standing(tx, other_id, actor_id)
        _check_reachable(eyes, people[other_id], asked=theirs is not None)
        if theirs is not None:
            return _accept(tx, theirs)
        return _send(tx, actor_id, other_id, message)


def accept_friend_request(store: Store, actor_id: str, request_id: str) -> None:
    """Become friends; accepting twice is accepting once. Raises NotFound for a request that is not the actor's."""
    with store.write() as tx:
        request = _lock_request(tx, request_id, answered_by=actor_id)
        if request.status is RequestStatus.PENDING:
            _accept(tx, request)
        elif request.status is not RequestStatus.ACCEPTED:
            raise NotFound("friend request", request_id)


def decline_friend_request(store: Store, actor_id: str, request_id: str) -> None:
    """Say no without telling; declining twice is declining once. Raises NotFound as accepting does."""
    with store.write() as tx:
        request = _lock_request(tx, request_id, answered_by=actor_id)
        if request.status not in _STANDING:
            raise NotFound("friend request", request_id)
        tx.put(replace(request, status=RequestStatus.DECLINED, answered_at=tx.now))
        take_back(tx, [actor_id], "friend_request", request.id)


def withdraw_friend_request(store: Store, actor_id: str, request_id: str) -> None:
    """Take one's own request back. Raises NotFound for one that is not the actor's or no longer waits."""
    with store.write() as tx:
        request = _lock_request(tx, request_id, asked_by=actor_id)
        if request.status not in _STANDING:
            raise NotFound("friend request", request_id)
        tx.put(replace(request, status=RequestStatus.WITHDRAWN))  # keeps answered_at: a no outlives asking again
        take_back(tx, [request.to_id], "friend_request", request.id)


def requests_for(store: Store, customer_id: str) -> WaitingRequests:
    """Return the customer's own waiting requests. Sent ones that were declined are among them on purpose."""
    with store.read() as tx:
        eyes = open_eyes(tx, customer_id)
        received = tx.find(FriendRequest, to_id=customer_id, status=RequestStatus.PENDING)
        sent = [r for r in tx.find(FriendRequest, from_id=customer_id) if r.status in _STANDING]
        return WaitingRequests(
            received=_as_waiting(tx, eyes, [(request, request.from_id) for request in received]),
            sent=_as_waiting(tx, eyes, [(request, request.to_id) for request in sent]),
        )


def _check_reachable(eyes: Eyes, person: Customer, *, asked: bool) -> None:
    # A private person who asked has shown themselves to the one they asked.
    exists = eyes.may_find(person) or (asked and person.id not in eyes.hidden_ids)
    if person.id == eyes.viewer_id or not exists:
        raise NotFound("person", person.id)


def _standing(tx: Reader, from_id: str, to_id: str) -> FriendRequest | None:
    request = tx.get(FriendRequest, pair_id(from_id, to_id))
    return request if request is not None and request.status in _STANDING else None


def _send(tx: Writer, from_id: str, to_id: str, message: str) -> RequestStatus:
    known = tx.get(FriendRequest, pair_id(from_id, to_id))
    if known is not None and known.status in _STANDING:
        return RequestStatus.PENDING
    declined_at = None if known is None else known.answered_at
    status = RequestStatus.PENDING if declined_at is None else RequestStatus.DECLINED
    tx.put(FriendRequest(pair_id(from_id, to_id), from_id, to_id, message, status, tx.now, declined_at))
    if status is RequestStatus.PENDING:
        tell(tx, to_id, "friend_request", pair_id(from_id, to_id), from_id)
    return RequestStatus.PENDING


def _accept(tx: Writer, request: FriendRequest) -> RequestStatus:
    befriend(tx, request.to_id, request.from_id)
    tx.put(replace(request, status=RequestStatus.ACCEPTED, answered_at=tx.now))
    tx.remove(FriendRequest, pair_id(request.to_id, request.from_id))  # an older one, the other way round
    take_back(tx, [request.to_id], "friend_request", request.id)
    tell(tx, request.from_id, "friend_accepted", request.id, request.to_id)
    return RequestStatus.ACCEPTED


def _lock_request(
    tx: Writer, request_id: str, *, answered_by: str | None = None, asked_by: str | None = None
) -> FriendRequest:
    """Return the newest state of a request that this person may answer, or asked; both people are locked."""
    request = tx.get(FriendRequest, check_id("request_id", request_id))
    if request is None or (request.to_id != answered_by and request.from_id != asked_by):
        raise NotFound("friend request", request_id)
    lock_people(tx, request.from_id, request.to_id)
    newest = tx.lock(FriendRequest, request_id)
    if newest is None or request.to_id in open_eyes(tx, request.from_id).hidden_ids:
        raise NotFound("friend request", request_id)
    return newest


def _as_waiting(tx: Reader, eyes: Eyes, requests: list[tuple[FriendRequest, str]]) -> tuple[WaitingRequest, ...]:
    people = tx.get_many(Customer, [other for _, other in requests if other not in eyes.hidden_ids])
    waiting = [
        WaitingRequest(request.id, other, people[other].nickname, request.message, request.asked_at)
        for request, other in requests
        if other in people
    ]
    return tuple(sorted(waiting, key=lambda request: (request.asked_at, request.id), reverse=True))
