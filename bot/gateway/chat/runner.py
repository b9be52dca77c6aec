"""Answers what is owed: each conversation strictly in order, different ones at the same time.

What is owed stands in the store, so that a process that dies loses nothing: the next one, or another replica, goes on.
"""

import asyncio
from dataclasses import replace

import structlog

from bot.conversations.owed import Owed, conversations_owing, next_owed
from bot.conversations.records import Author
from bot.conversations.replies import QuickReply, Reply
from bot.dialogue.deeds import has_acted
from bot.dialogue.turns import Answer, Engine, Turn
from bot.gateway.chat.hop import Hop
from bot.gateway.chat.locks import ConversationLocks
from bot.gateway.chat.switchboard import Switchboard
from shop.errors import StoreUnavailable
from shop.store import Store

log = structlog.get_logger()

_ASK_HUMAN = QuickReply("Talk to a human", "/talk_to_human")
_SORRY = Reply(
    "Sorry, something went wrong on my side. Your message is kept; please try again, or ask for a human.",
    tone="apologetic",
    quick_replies=(_ASK_HUMAN,),
    action="apology",
)
_SORRY_BUT_DONE = replace(
    _SORRY,
    text="Sorry, something went wrong on my side, but only after I had begun to do what you asked for. Please look "
    "whether it is done before you ask for it again, or ask for a human.",
)
# Whoever asks for a human gets one, also from an assistant that is broken.
_HANDOFF = Reply(
    "I'm having trouble myself, so I have asked a human to take over. They will answer here.",
    tone="apologetic",
    handoff=True,
    action="apology",
)


class Runner:
    """Has at most one task a conversation; `wake` starts it, it ends when nothing is owed any more."""

    def __init__(
        self,
        engine: Engine,
        store: Store,
        hop: Hop,
        switchboard: Switchboard,
        locks: ConversationLocks,
        *,
        timeout_s: float,
        look_every_s: float = 5.0,
    ) -> None:
        self._engine = engine
        self._store = store
        self._hop = hop
        self._switchboard = switchboard
        self._locks = locks
        self._timeout_s = timeout_s
        self._look_every_s = look_every_s
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()  # conversations in which something came while their task was at work

    def wake(self, conversation_id: str) -> None:
        """See to it that what is owed in the conversation is answered."""
        if conversation_id in self._tasks:
            self._again.add(conversation_id)
            return
        self._tasks[conversation_id] = asyncio.create_task(self._work(conversation_id), name="answering")

    async def look(self) -> None:
        """Take up, again and again, what nobody answers: left by a process that died, or while Redis was away."""
        ailment = ""
        while True:
            before, ailment = ailment, self._engine.ailment()
            if ailment and not before:
                log.error("the assistant cannot answer", why=ailment)
            try:
                for conversation_id in await self._hop.run(conversations_owing, self._store):
                    self.wake(conversation_id)
            except Exception:
                log.exception("cannot look for owed answers")
            await asyncio.sleep(self._look_every_s)

    async def stop(self) -> None:
        """Give up what is under way; it stays owed."""
        tasks = tuple(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, conversation_id: str) -> None:
        try:
            self._again.add(conversation_id)
            while conversation_id in self._again:
                self._again.discard(conversation_id)
                await self._answer_all(conversation_id)
        except StoreUnavailable as error:
            log.warning("cannot answer now, will try again", conversation=conversation_id, error=str(error))
        except Exception:
            log.exception("answering failed, will try again", conversation=conversation_id)
        finally:
            self._again.discard(conversation_id)
            del self._tasks[conversation_id]

    async def _answer_all(self, conversation_id: str) -> None:
        async with self._locks.hold(conversation_id) as held:
            owed = await self._hop.run(next_owed, self._store, conversation_id)
            while owed is not None and held.valid:
                owed = await self._answer(owed)

    async def _answer(self, owed: Owed) -> Owed | None:
        """Answer, and return what is owed next."""
        conversation_id = owed.conversation.id
        await self._switchboard.tell_typing(conversation_id, Author.ASSISTANT, on=True)
        try:
            return await self._switchboard.answer(owed, await self._ask(owed))
        finally:
            await self._switchboard.tell_typing(conversation_id, Author.ASSISTANT, on=False)

    async def _ask(self, owed: Owed) -> Answer:
        """Return what the engine says, or an apology: whatever happens in there, the shopper hears of it.

        Of what was done nevertheless they hear, too: who was told to try again would do it twice.
        """
        where = {"conversation": owed.conversation.id, "seq": owed.message.seq}
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await self._engine.answer(_turn_of(owed))
        except TimeoutError:
            log.exception("answer too slow", timeout_s=self._timeout_s, **where)
        except Exception:
            log.exception("engine failed", **where)
        else:
            if answer.replies and not answer.failed:
                return answer
            log.error("engine failed" if answer.failed else "engine said nothing", **where)
        if owed.message.payload == _ASK_HUMAN.payload:
            return Answer((_HANDOFF,))
        acted = await self._hop.run(has_acted, self._store, owed.conversation.id, owed.message.id)
        return Answer((_SORRY_BUT_DONE if acted else _SORRY,))


def _turn_of(owed: Owed) -> Turn:
    conversation, message = owed.conversation, owed.message
    return Turn(
        conversation_id=conversation.id,
        text=message.text,
        payload=message.payload,
        customer_id=conversation.customer_id,
        guest_id=None if conversation.customer_id else conversation.owner_id,
        locale=conversation.locale,
        page_product_id=message.page_product_id,
        poll_brought=owed.poll_brought,
        message_id=message.id,
    )
