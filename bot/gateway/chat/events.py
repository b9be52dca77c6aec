"""What a window may ask for: each event with the shape of its data and the one call that it is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import socketio

from bot.conversations.records import Author
from bot.gateway.chat.hop import Hop
from bot.gateway.chat.identity import Identity
from bot.gateway.chat.limits import LIGHT
from bot.gateway.chat.lines import NAMESPACE, SocketLines, room_of
from bot.gateway.chat.switchboard import Switchboard
from bot.gateway.wire import Flag, Id, Wire
from bot.gateway.wire.chat import (
    ContactIn,
    FeedbackIn,
    SendIn,
    Seq,
    Stored,
    read_words,
    write_conversation,
    write_messages,
)
from shop.errors import NotAllowed, NotFound
from shop.questions.votes import vote_in_poll
from shop.store import Store

Ack = dict[str, Any]  # JSON, as it goes over the wire


class Nothing(Wire):
    """No data."""


class OpenIn(Wire):
    conversation_id: Id
    after_seq: Seq = 0


class SaidIn(SendIn):
    conversation_id: Id


class LeftIn(ContactIn):
    conversation_id: Id


class ResumeIn(Wire):
    conversation_id: Id


class TypingIn(Wire):
    conversation_id: Id
    on: Flag


class ReadIn(Wire):
    conversation_id: Id
    seq: Seq


class ThumbIn(FeedbackIn):
    conversation_id: Id
    seq: Seq


class VoteIn(Wire):
    poll_id: Id
    choice: Seq


@dataclass(frozen=True)
class Window:
    """One connection of a shopper."""

    id: str  # Socket.IO's
    who: Identity


@dataclass(frozen=True)
class Event:
    """`act` gets the window and the data, and returns what the acknowledgement says; it costs `tokens`."""

    shape: type[Wire]
    act: Callable[[Window, Any], Awaitable[Ack]]
    tokens: float = 1.0


@dataclass(frozen=True)
class ChatEvents:
    """The events of docs/chat.md. Each checks that the conversation is the shopper's."""

    server: socketio.AsyncServer
    lines: SocketLines
    switchboard: Switchboard
    store: Store
    hop: Hop
    wake_courier: Callable[[], None]
    table: dict[str, Event] = field(init=False)

    def __post_init__(self) -> None:
        table = {
            "start": Event(Nothing, self._start),
            "open": Event(OpenIn, self._open, LIGHT),
            "send": Event(SaidIn, self._send),
            "contact": Event(LeftIn, self._leave_contact),
            "resume": Event(ResumeIn, self._resume),
            "typing": Event(TypingIn, self._type, LIGHT),
            "read": Event(ReadIn, self._read, LIGHT),
            "feedback": Event(ThumbIn, self._give_feedback),
            "vote": Event(VoteIn, self._vote),
            "list": Event(Nothing, self._list, LIGHT),
        }
        object.__setattr__(self, "table", table)

    async def _start(self, window: Window, data: Nothing) -> Ack:
        conversation = await self.switchboard.start(window.who)
        await self.server.enter_room(window.id, room_of(conversation.id), NAMESPACE)
        return {"conversation": write_conversation(conversation).model_dump(mode="json")}

    async def _open(self, window: Window, data: OpenIn) -> Ack:
        await self.switchboard.find(window.who, data.conversation_id)
        # First the room, then the messages: what is said in between comes twice rather than never.
        await self.server.enter_room(window.id, room_of(data.conversation_id), NAMESPACE)
        opened = await self.switchboard.open(window.who, data.conversation_id, data.after_seq)
        return write_messages(*opened).model_dump(mode="json")

    async def _send(self, window: Window, data: SaidIn) -> Ack:
        message = await self.switchboard.say(window.who, data.conversation_id, read_words(data))
        return Stored(seq=message.seq, at=message.at).model_dump(mode="json")

    async def _leave_contact(self, window: Window, data: LeftIn) -> Ack:
        words = read_words(SendIn(client_id=data.client_id, text=data.text))
        message = await self.switchboard.leave_contact(window.who, data.conversation_id, data.contact, words)
        return Stored(seq=message.seq, at=message.at).model_dump(mode="json")

    async def _resume(self, window: Window, data: ResumeIn) -> Ack:
        conversation = await self.switchboard.resume(window.who, data.conversation_id)
        return {"conversation": write_conversation(conversation).model_dump(mode="json")}

    async def _type(self, window: Window, data: TypingIn) -> Ack:
        if room_of(data.conversation_id) not in self.server.rooms(window.id, NAMESPACE):
            raise NotFound("conversation", data.conversation_id)
        await self.lines.typing(data.conversation_id, Author.SHOPPER, on=data.on, window=window.id)
        return {}

    async def _read(self, window: Window, data: ReadIn) -> Ack:
        await self.switchboard.mark_read(window.who, data.conversation_id, data.seq)
        return {}

    async def _give_feedback(self, window: Window, data: ThumbIn) -> Ack:
        await self.switchboard.give_feedback(
            window.who, data.conversation_id, data.seq, helpful=data.helpful, reason=data.reason
        )
        return {}

    async def _vote(self, window: Window, data: VoteIn) -> Ack:
        if window.who.customer_id is None:
            raise NotAllowed("Only customers can vote; sign in first.")
        await self.hop.run(vote_in_poll, self.store, window.who.customer_id, data.poll_id, data.choice)
        self.wake_courier()  # its asker may be waiting for it
        return {}

    async def _list(self, window: Window, data: Nothing) -> Ack:
        conversations = await self.switchboard.list(window.who)
        return {"conversations": [write_conversation(one).model_dump(mode="json") for one in conversations]}
