"""Conversations and messages on the wire; docs/chat.md tells the whole of it."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from bot.conversations.messages import Words
from bot.conversations.records import Author, Conversation, ConversationStatus, Message
from bot.conversations.replies import Link, QuickReply, Reply
from bot.gateway.wire import Flag, Id, Wire
from shop.cards import AspectCard, CartCard, ComparisonRow, OrderCard, PollCard, ProductCard, ReviewSnippet
from shop.ids import split_pair

Seq = Annotated[int, Field(strict=True, ge=0, le=2**53)]

_CONVERSATION = {
    "id": "conv_1m8zq4v7cx3n9k2d5h6j0f",
    "title": "A birthday gift for Ana",
    "status": "bot",
    "last_seq": 2,
    "read_seq": 1,
    "updated_at": "2026-11-02T09:30:02Z",
}
_MESSAGE = {
    "conversation_id": "conv_1m8zq4v7cx3n9k2d5h6j0f",
    "seq": 1,
    "author": "shopper",
    "client_id": "w1-17",
    "text": "A birthday gift for Ana",
    "at": "2026-11-02T09:30:00Z",
    "reply": None,
}


class ConversationOut(Wire, json_schema_extra={"examples": [_CONVERSATION]}):
    """A conversation as its shopper sees it; the newest message is `last_seq`, the newest that was seen `read_seq`."""

    id: str
    title: str
    status: ConversationStatus
    last_seq: int
    read_seq: int
    updated_at: datetime


class ReplyOut(Wire):
    """What the assistant said beside the text. Empty lists are not drawn."""

    products: tuple[ProductCard, ...]
    reviews: tuple[ReviewSnippet, ...]
    aspects: tuple[AspectCard, ...]
    orders: tuple[OrderCard, ...]
    cart: CartCard | None
    poll: PollCard | None
    comparison: tuple[ComparisonRow, ...]
    quick_replies: tuple[QuickReply, ...]
    links: tuple[Link, ...]
    tone: str
    handoff: bool
    action: str
    evidence: tuple[str, ...]


class MessageOut(Wire, json_schema_extra={"examples": [_MESSAGE]}):
    """A message; `reply` is null for people."""

    conversation_id: str
    seq: int
    author: Author
    client_id: str
    text: str
    at: datetime
    reply: ReplyOut | None


class SendIn(Wire, json_schema_extra={"examples": [{"client_id": "w1-17", "text": "A birthday gift for Ana"}]}):
    """What a shopper says. The sender chooses `client_id`, so that sending twice is saying once."""

    client_id: Id
    text: str
    payload: Annotated[str | None, Field(description="Of the quick reply that was chosen.")] = None
    page_product_id: Annotated[str | None, Field(description="What the shopper is looking at.")] = None


class ContactIn(
    Wire, json_schema_extra={"examples": [{"client_id": "w1-18", "contact": "maya@example.com", "text": "Call me."}]}
):
    """What a shopper who waits for a human leaves."""

    client_id: Id
    contact: str
    text: str


class FeedbackIn(Wire, json_schema_extra={"examples": [{"helpful": False, "reason": "Not my size."}]}):
    """A thumb, and why."""

    helpful: Flag
    reason: str = ""


class Stored(Wire, json_schema_extra={"examples": [{"seq": 1, "at": "2026-11-02T09:30:00Z"}]}):
    """Where a message stands, now that it cannot be lost any more."""

    seq: int
    at: datetime


class Kept(Wire, json_schema_extra={"examples": [{"kept": True}]}):
    """It is kept."""

    kept: bool = True


class StartedOut(Wire, json_schema_extra={"examples": [{"conversation": _CONVERSATION, "session": "eyJhbGciOi…"}]}):
    """A conversation to talk in; `session` is what a guest shows the next time, null for customers."""

    conversation: ConversationOut
    session: str | None


class ResumedOut(Wire, json_schema_extra={"examples": [{"conversation": _CONVERSATION}]}):
    """A conversation in which the assistant answers again."""

    conversation: ConversationOut


class ConversationsOut(Wire, json_schema_extra={"examples": [{"conversations": [_CONVERSATION]}]}):
    """The newest first, at most 100."""

    conversations: tuple[ConversationOut, ...]


class MessagesOut(Wire, json_schema_extra={"examples": [{"conversation": _CONVERSATION, "messages": [_MESSAGE]}]}):
    """What came after a message, in order, at most 200: ask again while the last is not `last_seq`."""

    conversation: ConversationOut
    messages: tuple[MessageOut, ...]


def write_conversation(conversation: Conversation) -> ConversationOut:
    """Return the conversation as its shopper sees it."""
    return ConversationOut(**{name: getattr(conversation, name) for name in ConversationOut.model_fields})


def write_message(message: Message) -> MessageOut:
    """Return the message as everybody in the conversation sees it."""
    plain = {name: getattr(message, name) for name in MessageOut.model_fields if name != "reply"}
    return MessageOut(**plain, reply=_write_reply(message.reply))


def write_messages(conversation: Conversation, messages: tuple[Message, ...]) -> MessagesOut:
    """Return a part of a conversation."""
    return MessagesOut(conversation=write_conversation(conversation), messages=tuple(map(write_message, messages)))


def read_words(body: SendIn) -> Words:
    """Return what the shopper says."""
    return Words(body.client_id, body.text, body.payload, body.page_product_id)


def _write_reply(reply: Reply | None) -> ReplyOut | None:
    if reply is None:
        return None
    plain: dict[str, Any] = {
        field.name: getattr(reply, field.name) for field in fields(Reply) if field.name in ReplyOut.model_fields
    }
    return ReplyOut(
        **plain
        | {
            "reviews": tuple(_number_review(review, place) for place, review in enumerate(reply.reviews, 1)),
            "evidence": tuple(dict.fromkeys(split_pair(id)[0] for id in reply.evidence)),
        }
    )


def _number_review(review: ReviewSnippet, place: int) -> ReviewSnippet:
    """Return the review under its place in the message: its own id holds that of its author, named or not."""
    return replace(review, review_id=f"{review.product_id}/{place}")
