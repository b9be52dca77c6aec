"""A conversation, its messages, and what shoppers thought of them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.conversations.replies import Reply
from shop.store import INDEXED


class ConversationStatus(StrEnum):
    BOT = "bot"  # the assistant answers
    WAITING = "waiting"  # a human was asked for; the assistant is silent
    HUMAN = "human"  # a human answers
    CLOSED = "closed"


@dataclass(frozen=True)
class Conversation:
    """One thread of talk of one shopper. `owner_id` is a customer's id, or "guest_" + a guest session."""

    id: str
    owner_id: str = field(metadata=INDEXED)
    customer_id: str | None = field(metadata=INDEXED)
    title: str  # the first words, for the list of conversations
    status: ConversationStatus = field(metadata=INDEXED)
    last_seq: int  # number of the newest message; messages count from 1 without gaps
    created_at: datetime
    updated_at: datetime = field(metadata=INDEXED)
    locale: str = "en"
    priority: int = 0  # of a handoff: 0 normal, 10 at most, higher sooner
    read_seq: int = 0  # number of the newest message that the shopper has seen


class Author(StrEnum):
    SHOPPER = "shopper"
    ASSISTANT = "assistant"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True)
class Message:
    """One message. `id` is conversation id + ":" + seq with ten digits, so that ids sort as messages do."""

    id: str
    conversation_id: str = field(metadata=INDEXED)
    seq: int
    author: Author
    client_id: str = field(metadata=INDEXED)  # the sender's own id of it: a message that is sent twice is stored once
    text: str
    reply: Reply | None  # what the assistant said beside the text; None for people
    at: datetime
    polarity: float | None = None  # of a shopper's message, -1 to 1
    frustration: float | None = None  # 0 to 1
    urgency: float | None = None  # 0 to 1
    intent: str | None = None  # as which it was heard
    confidence: float | None = None  # 0 to 1, that it is so
    # False: a shopper's message that the assistant still owes an answer
    answered: bool = field(default=True, metadata=INDEXED)
    payload: str | None = None  # of the quick reply that the shopper chose
    page_product_id: str | None = None  # what the shopper was looking at while writing
    registered: bool = False  # the shop had the shopper as a customer when they wrote it


def message_id(conversation_id: str, seq: int) -> str:
    """Return the id of the message with this number."""
    return f"{conversation_id}:{seq:010}"


@dataclass(frozen=True)
class Feedback:
    """A thumb on a message of the assistant. `id` is the message's id: the last word counts."""

    id: str
    conversation_id: str = field(metadata=INDEXED)
    helpful: bool
    reason: str  # "" or what the shopper chose or wrote
    at: datetime


@dataclass(frozen=True)
class DialogueState:
    """What Rasa needs to go on: the slots, and the events of the last turns. `id` is the conversation's id."""

    id: str
    slots: str  # JSON object
    events: str  # JSON array of Rasa events
    turns: int  # ever taken, also those no longer in `events`
    updated_at: datetime
    # Since then, by step of a message that is not answered yet: what an action did and said there, as JSON.
    # They are written with the effect itself; `events` is "" where nothing was stored before the first of them.
    deeds: dict[str, str] = field(default_factory=dict)
