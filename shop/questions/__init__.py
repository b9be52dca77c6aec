"""Questions about a product, and polls: "ask your friends"."""

from dataclasses import dataclass, field
from datetime import datetime

from shop.store import INDEXED


@dataclass(frozen=True)
class ProductQuestion:
    """A public question of a customer about a product."""

    id: str
    product_id: str = field(metadata=INDEXED)
    asker_id: str = field(metadata=INDEXED)
    text: str
    asked_at: datetime


@dataclass(frozen=True)
class Answer:
    """An answer to a product question; `author_id` is None when the shop itself answers."""

    id: str
    question_id: str = field(metadata=INDEXED)
    author_id: str | None = field(metadata=INDEXED)
    text: str
    owner: bool  # the author bought the product here
    at: datetime


@dataclass(frozen=True)
class Poll:
    """A question to chosen friends with 2 to 6 choices.

    Closed: the counts stay, no more votes. Revoked: gone for everyone but the asker.
    """

    id: str
    asker_id: str = field(metadata=INDEXED)
    question: str
    choices: tuple[str, ...]
    product_ids: tuple[str, ...]  # () or one per choice
    invited_ids: tuple[str, ...]
    asked_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class PollInvitation:
    """So that a friend finds the polls that wait for them. `id` is pair_id(poll_id, customer_id)."""

    id: str
    poll_id: str = field(metadata=INDEXED)
    customer_id: str = field(metadata=INDEXED)


@dataclass(frozen=True)
class Vote:
    """`id` is pair_id(poll_id, voter_id): one each, changeable while the poll is open."""

    id: str
    poll_id: str = field(metadata=INDEXED)
    voter_id: str = field(metadata=INDEXED)
    choice: int  # index into Poll.choices
    comment: str
    at: datetime


def is_open(poll: Poll, now: datetime) -> bool:
    """Return whether votes count at this instant."""
    return poll.closed_at is None and poll.revoked_at is None and now < poll.closes_at
