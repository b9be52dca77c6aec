"""The social graph: friend requests, friendships, follows, blocks and circles."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shop.store import INDEXED


class RequestStatus(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class FriendRequest:
    """One person asking another. `id` is pair_id(from_id, to_id): asking again reuses it."""

    id: str
    from_id: str = field(metadata=INDEXED)
    to_id: str = field(metadata=INDEXED)
    message: str
    status: RequestStatus
    asked_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Friendship:
    """Half of a friendship: `friend_id` as seen from `customer_id`. Both halves exist or none. `id`: pair_id."""

    id: str
    customer_id: str = field(metadata=INDEXED)
    friend_id: str = field(metadata=INDEXED)
    since: datetime


@dataclass(frozen=True)
class Follow:
    """`follower_id` wants to see the public reviews of `followed_id`. `id` is pair_id(follower_id, followed_id)."""

    id: str
    follower_id: str = field(metadata=INDEXED)
    followed_id: str = field(metadata=INDEXED)
    since: datetime


@dataclass(frozen=True)
class Block:
    """`blocker_id` and `blocked_id` do not exist for each other. `id` is pair_id(blocker_id, blocked_id)."""

    id: str
    blocker_id: str = field(metadata=INDEXED)
    blocked_id: str = field(metadata=INDEXED)
    since: datetime


@dataclass(frozen=True)
class Circle:
    """A named set of friends that its owner may show things to."""

    id: str
    owner_id: str = field(metadata=INDEXED)
    name: str
    created_at: datetime


@dataclass(frozen=True)
class CircleMember:
    """`id` is pair_id(circle_id, member_id). A member who stops being a friend leaves every circle of that person."""

    id: str
    circle_id: str = field(metadata=INDEXED)
    member_id: str = field(metadata=INDEXED)
    since: datetime
