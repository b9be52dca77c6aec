"""Where everything that is said goes through: stored first, then told to whoever listens, then answered.

Sockets and REST share it. Nothing is acknowledged before it is stored, and telling is never waited for long: who was
not told sees a gap in the numbers and asks again.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Protocol

import structlog

from bot.conversations.feedback import give_feedback
from bot.conversations.messages import LONGEST_TEXT, Said, Words, leave_contact, messages_after, say, speak
from bot.conversations.news import bring, place_for_news
from bot.conversations.owed import Owed, next_owed, store_answer
from bot.conversations.records import Author, Conversation, ConversationStatus, Message
from bot.conversations.replies import Reply
from bot.conversations.threads import (
    conversations_of,
    find_conversation,
    mark_read,
    resume_assistant,
    set_status,
    start_conversation,
)
from bot.dialogue.turns import Answer
from bot.gateway.chat.errors import NoAssistant
from bot.gateway.chat.hop import Hop
from bot.gateway.chat.identity import Identity
from bot.gateway.chat.turnstile import Turnstile
from shop.notifications import Notification
from shop.store import Store

log = structlog.get_logger()

_TELL_S = 2.0  # longest that a message waits for its listeners to be told


class Lines(Protocol):
    """To the windows that are open, on this replica and on others."""

    async def message(self, message: Message) -> None: ...
    async def conversation(self, conversation: Conversation) -> None: ...
    async def status(self, conversation: Conversation) -> None: ...
    async def typing(self, conversation_id: str, author: Author, *, on: bool) -> None: ...


class Switchboard:
    """What the doors of the chat call. Until somebody answers, shoppers are told that nobody does."""

    def __init__(
        self, store: Store, hop: Hop, lines: Lines, *, text_limit: int = LONGEST_TEXT, recheck_s: float = 20.0
    ) -> None:
        self._store = store
        self._hop = hop
        self._lines = lines
        self._wake: Callable[[str], None] | None = None
        self.text_limit = text_limit
        self._recheck_s = recheck_s  # how often who waits looks for what another replica stored
        self._turnstile = Turnstile()
        self._waiting: dict[str, set[asyncio.Event]] = {}

    def answered_by(self, wake: Callable[[str], None]) -> None:
        """From now on tell `wake` the id of each conversation in which an answer is owed."""
        self._wake = wake

    async def start(self, who: Identity) -> Conversation:
        """Return a conversation to talk in. Raises NoAssistant."""
        if self._wake is None:
            raise NoAssistant
        started = await self._hop.run(start_conversation, self._store, who.owner_id, who.customer_id, locale=who.locale)
        await self._tell(self._lines.conversation(started))
        return started

    async def list(self, who: Identity) -> tuple[Conversation, ...]:
        """Return the shopper's conversations, as `conversations_of` does."""
        return await self._hop.run(conversations_of, self._store, who.owner_id)

    async def find(self, who: Identity, conversation_id: str) -> Conversation:
        """Return the shopper's conversation. Raises NotFound."""
        return await self._hop.run(find_conversation, self._store, who.owner_id, conversation_id)

    async def open(
        self, who: Identity, conversation_id: str, after_seq: int = 0
    ) -> tuple[Conversation, tuple[Message, ...]]:
        """Return what came after a message, as `messages_after` does."""
        return await self._hop.run(messages_after, self._store, who.owner_id, conversation_id, after_seq)

    async def wait(
        self, who: Identity, conversation_id: str, after_seq: int, wait_s: float
    ) -> tuple[Conversation, tuple[Message, ...]]:
        """Return what `open` does, as soon as there is a message, or without any after `wait_s`."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait_s
        async with self._listening(conversation_id) as arrived:
            while True:
                arrived.clear()
                conversation, messages = await self.open(who, conversation_id, after_seq)
                left_s = deadline - loop.time()
                if messages or left_s <= 0:
                    return conversation, messages
                with suppress(TimeoutError):
                    await asyncio.wait_for(arrived.wait(), min(left_s, self._recheck_s))

    async def say(self, who: Identity, conversation_id: str, words: Words) -> Message:
        """Store a shopper's message and have it answered. Raises as `bot.conversations.messages.say`; NoAssistant."""
        if self._wake is None and (await self.find(who, conversation_id)).status is ConversationStatus.BOT:
            raise NoAssistant
        async with self._turnstile.through(conversation_id):
            said = await self._hop.run(say, self._store, who.owner_id, conversation_id, words, longest=self.text_limit)
            await self._publish([said])
            if said.resumed:
                await self._tell(self._lines.status(said.conversation))
        if self._wake is not None and not said.message.answered:
            self._wake(conversation_id)
        return said.message

    async def leave_contact(self, who: Identity, conversation_id: str, contact: str, words: Words) -> Message:
        """Store what a waiting shopper leaves for a human. Raises as `bot.conversations.messages.leave_contact`."""
        async with self._turnstile.through(conversation_id):
            said = await self._hop.run(
                leave_contact, self._store, who.owner_id, conversation_id, contact, words, longest=self.text_limit
            )
            await self._publish(said)
        return said[-1].message

    async def speak(self, conversation_id: str, author: Author, client_id: str, text: str) -> Message:
        """Store a message of staff or of the system. Raises as `bot.conversations.messages.speak`."""
        async with self._turnstile.through(conversation_id):
            said = await self._hop.run(speak, self._store, conversation_id, author, client_id, text)
            await self._publish([said])
        return said.message

    async def answer(self, owed: Owed, answer: Answer) -> Owed | None:
        """Store the assistant's answer, unless somebody else has answered meanwhile; return what is owed next."""
        async with self._turnstile.through(owed.conversation.id):
            answered = await self._hop.run(store_answer, self._store, owed, answer)
            if answered is None:
                return await self._hop.run(next_owed, self._store, owed.conversation.id)
            await self._publish(Said(answered.conversation, message) for message in answered.messages)
            if answered.conversation.status is not owed.conversation.status:
                await self._tell(self._lines.status(answered.conversation))
            return answered.next

    async def bring(self, who: Identity, note: Notification, reply: Reply) -> None:
        """Store the news as a message in the customer's newest conversation that the assistant has.

        Raises NotFound for a notification that was taken back.
        """
        customer_id = note.customer_id
        place = await self._hop.run(place_for_news, self._store, customer_id, locale=who.locale)
        async with self._turnstile.through(place.id):
            said = await self._hop.run(bring, self._store, customer_id, note.id, place.id, reply)
            if said is not None:
                await self._publish([said])

    async def set_status(self, conversation_id: str, status: ConversationStatus) -> Conversation:
        """Say whose turn it is. Raises NotFound."""
        async with self._turnstile.through(conversation_id):
            conversation = await self._hop.run(set_status, self._store, conversation_id, status)
            await self._tell(self._lines.status(conversation))
            await self._tell(self._lines.conversation(conversation))
        return conversation

    async def resume(self, who: Identity, conversation_id: str) -> Conversation:
        """Let the assistant answer again. Raises as `bot.conversations.threads.resume_assistant`."""
        async with self._turnstile.through(conversation_id):
            resumed = await self._hop.run(resume_assistant, self._store, who.owner_id, conversation_id)
            await self._tell(self._lines.status(resumed))
            await self._tell(self._lines.conversation(resumed))
        return resumed

    async def mark_read(self, who: Identity, conversation_id: str, seq: int) -> None:
        """Keep how far the shopper has read. Raises as `bot.conversations.threads.mark_read`."""
        conversation = await self._hop.run(mark_read, self._store, who.owner_id, conversation_id, seq)
        await self._tell(self._lines.conversation(conversation))

    async def give_feedback(self, who: Identity, conversation_id: str, seq: int, *, helpful: bool, reason: str) -> None:
        """Keep a thumb. Raises as `bot.conversations.feedback.give_feedback`."""
        await self._hop.run(
            give_feedback, self._store, who.owner_id, conversation_id, seq, helpful=helpful, reason=reason
        )

    async def tell_typing(self, conversation_id: str, author: Author, *, on: bool) -> None:
        """Tell who listens that somebody is writing, or no longer. Nothing is stored."""
        await self._tell(self._lines.typing(conversation_id, author, on=on))

    async def _publish(self, said: Iterable[Said]) -> None:
        """Tell of what is new, in this order."""
        for one in said:
            if not one.new:
                continue
            for arrived in self._waiting.get(one.conversation.id, ()):
                arrived.set()
            await self._tell(self._lines.message(one.message))
            await self._tell(self._lines.conversation(one.conversation))

    async def _tell(self, telling: Awaitable[None]) -> None:
        try:
            async with asyncio.timeout(_TELL_S):
                await telling
        except Exception:
            log.exception("cannot tell who listens")

    @asynccontextmanager
    async def _listening(self, conversation_id: str) -> AsyncIterator[asyncio.Event]:
        arrived = asyncio.Event()
        self._waiting.setdefault(conversation_id, set()).add(arrived)
        try:
            yield arrived
        finally:
            waiting = self._waiting[conversation_id]
            waiting.discard(arrived)
            if not waiting:
                del self._waiting[conversation_id]
