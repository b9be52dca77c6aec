"""Friendships on the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.gateway.wire import Id, Next, Wire
from shop.friends import RequestStatus

_REQUEST = {
    "id": "ana~maya",
    "person_id": "ana",
    "nickname": "Ana",
    "message": "Hi, it's me from the running club.",
    "asked_at": "2026-11-02T09:30:00Z",
}
_FRIEND = {"id": "ana", "nickname": "Ana"}


class FriendOut(Wire, json_schema_extra={"examples": [_FRIEND]}):
    """A friend as the customer sees them."""

    id: str
    nickname: str


class FriendsOut(Wire, json_schema_extra={"examples": [{"items": [_FRIEND], "next": None}]}):
    """A page of friends, by nickname."""

    items: tuple[FriendOut, ...]
    next: Next = None


class RequestIn(Wire, json_schema_extra={"examples": [{"to_id": "maya", "message": "Hi, it's me, Ana."}]}):
    """Whom the customer asks for a friendship."""

    to_id: Id
    message: Annotated[str, Field(max_length=500)] = ""


class Reply(StrEnum):
    """What somebody says to a friend request."""

    ACCEPT = "accept"
    DECLINE = "decline"


class ReplyIn(Wire, json_schema_extra={"examples": [{"reply": "accept"}]}):
    """The customer's word on a request that they received."""

    reply: Reply


class RequestState(Wire, json_schema_extra={"examples": [{"status": "pending"}]}):
    """How a request stands now, as the one who acts sees it."""

    status: RequestStatus


class RequestOut(Wire, json_schema_extra={"examples": [_REQUEST]}):
    """A request without an answer; `person_id` is the other one."""

    id: str
    person_id: str
    nickname: str
    message: str
    asked_at: datetime


class RequestsOut(Wire, json_schema_extra={"examples": [{"received": [_REQUEST], "sent": []}]}):
    """A customer's requests without an answer, newest first."""

    received: tuple[RequestOut, ...]
    sent: tuple[RequestOut, ...]
