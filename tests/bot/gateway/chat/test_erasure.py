"""Who has their account erased in the chat is told so, and nothing of it is left."""

import pytest

from bot.conversations.records import Conversation, Message
from bot.conversations.replies import Reply
from bot.dialogue.turns import Answer, Turn
from shop.privacy.erasure import erase_me
from tests.bot.gateway.chat.conftest import OpenWindow
from tests.bot.gateway.chat.window import sign
from tests.fakes.engine import FakeEngine
from tests.fakes.store import MemoryStore


class ErasingEngine(FakeEngine):
    """Erases who says so."""

    def __init__(self, store: MemoryStore) -> None:
        super().__init__()
        self._store = store

    def ailment(self) -> str:
        return ""

    async def answer(self, turn: Turn) -> Answer:
        if turn.text != "ERASE" or turn.customer_id is None:
            return await super().answer(turn)
        erase_me(self._store, turn.customer_id)
        return Answer((Reply("Your account is erased."),))


@pytest.fixture
def engine(market: MemoryStore) -> FakeEngine:
    return ErasingEngine(market)


async def test_an_erased_shopper_hears_of_it_and_begins_anew(window: OpenWindow, market: MemoryStore) -> None:
    maya, ana = await window(token=sign("cust_maya")), await window(token=sign("cust_ana"))
    kept = await ana.start()
    await ana.send(kept, "hello")
    await ana.hears_text("You said: hello")
    conversation = await maya.start()
    await maya.send(conversation, "hello")
    await maya.hears_text("You said: hello")
    await maya.send(conversation, "ERASE")
    await maya.hears_text("Your account is erased.")
    assert await maya.refused("open", conversation_id=conversation) == "not_found"
    assert (await maya.ask("list"))["conversations"] == []
    with market.read() as tx:
        assert {message.conversation_id for message in tx.find(Message)} == {kept}
        assert [one.owner_id for one in tx.find(Conversation)] == ["cust_ana"]
    again = await maya.start()
    assert again != conversation
    await maya.send(again, "anybody there?")
    await maya.hears_text("You said: anybody there?")
