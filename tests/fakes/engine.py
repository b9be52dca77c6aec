"""The engine protocol without a model: it does what the message says."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.conversations.replies import QuickReply, Reply
from bot.dialogue.turns import Answer, Turn

YES = QuickReply("Yes, please", "/affirm")


class FakeEngine:
    """Echoes, unless the text begins with one of these words.

    "hold": waits until `release` is set. "forever": never answers. "crash": raises. "silence": answers without a
    reply. "offer": offers the button `YES`. "human": brings a human. "twice": says two things.
    """

    def __init__(self, *, delay_s: float = 0.0) -> None:
        self.turns: list[Turn] = []
        self.holding = asyncio.Event()
        self.release = asyncio.Event()
        self._delay_s = delay_s
        self.ails = ""
        self._ways: dict[str, Callable[[Turn], Awaitable[Answer]]] = {
            "hold": self._hold,
            "forever": self._never,
            "crash": self._crash,
            "silence": self._say_nothing,
            "offer": self._offer,
            "human": self._hand_over,
            "twice": self._say_twice,
        }

    def ailment(self) -> str:
        return self.ails

    async def answer(self, turn: Turn) -> Answer:
        self.turns.append(turn)
        await asyncio.sleep(self._delay_s)
        return await self._ways.get(turn.text.split()[0], self._echo)(turn)

    async def _echo(self, turn: Turn) -> Answer:
        heard = f"{turn.payload} " if turn.payload else ""
        return Answer((Reply(f"You said: {heard}{turn.text}"),), polarity=0.5, frustration=0.25)

    async def _hold(self, turn: Turn) -> Answer:
        self.holding.set()
        await self.release.wait()
        return await self._echo(turn)

    async def _never(self, turn: Turn) -> Answer:
        await asyncio.Event().wait()
        raise AssertionError

    async def _crash(self, turn: Turn) -> Answer:
        raise RuntimeError("the model is broken")

    async def _say_nothing(self, turn: Turn) -> Answer:
        return Answer(())

    async def _offer(self, turn: Turn) -> Answer:
        return Answer((Reply("Shall I?", quick_replies=(YES,)),))

    async def _hand_over(self, turn: Turn) -> Answer:
        return Answer((Reply("I'll bring somebody.", handoff=True),), frustration=0.8, urgency=0.3)

    async def _say_twice(self, turn: Turn) -> Answer:
        return Answer((Reply("First."), Reply("Second.")))
