"""The embedded Rasa agent on a thread of its own, so that model work never blocks the sockets."""

from __future__ import annotations

import asyncio
import importlib
import threading
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from pydantic import TypeAdapter

from bot.conversations.replies import Reply
from bot.dialogue.beat import Beat
from bot.dialogue.buttons import words_of_button
from bot.dialogue.codes import spell_out_codes
from bot.dialogue.hearing import as_plain_text
from bot.dialogue.rooms import Rooms
from bot.dialogue.turns import Answer, Turn
from bot.rasa_compat import prepare

if TYPE_CHECKING:
    from bot.dialogue.actions import InProcessActions
    from bot.dialogue.agent import TurnAgent
    from bot.dialogue.channel import CollectingChannel
    from bot.dialogue.deeds import Deeds
    from bot.dialogue.locks import ConversationLocks

log = structlog.get_logger()

APOLOGY = Reply(
    "Sorry, something went wrong on my side. Your message is kept; please try again, or ask for a human.",
    tone="apologetic",
    action="apology",
)
APOLOGISED = Answer((APOLOGY,), failed=True)
_OF_THE_MESSAGE = frozenset({"text", "payload", "message_id"})  # what of a turn is no metadata of its message
_REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)


class RasaEngine:
    """An `Engine` on a trained Rasa model. Start it once; one engine serves every conversation of the process.

    Between `load` and `start` it has neither a thread nor an event loop, so that the process may be forked. Where it
    `reads_ahead`, what may be asked about is read as soon as it answers.
    """

    def __init__(
        self, model_path: Path, rooms: Rooms, *, action_timeout_s: float = 20.0, reads_ahead: bool = False
    ) -> None:
        self._model_path = model_path
        self._rooms = rooms
        self._action_timeout_s = action_timeout_s
        self._reads_ahead = reads_ahead
        self._loop: asyncio.AbstractEventLoop
        self._thread: threading.Thread
        self._actions: InProcessActions
        self._deeds: Deeds
        self._locks: ConversationLocks
        self._agent: Any = None  # a TurnAgent once it is loaded
        self._beat = Beat()

    def load(self) -> None:
        """Read the model. Raises what Rasa raises for a missing or broken one."""
        prepare()
        from threadpoolctl import threadpool_limits

        from bot.dialogue.actions import InProcessActions, compile_answer_validation
        from bot.dialogue.deeds import Deeds
        from bot.dialogue.locks import ConversationLocks
        from bot.dialogue.once import compute_once

        give_rooms_to_actions(self._rooms)
        compile_answer_validation()
        compute_once()
        self._deeds = Deeds(self._rooms.store)
        self._actions = InProcessActions("actions", self._deeds, timeout_s=self._action_timeout_s)
        self._locks = ConversationLocks()
        self._agent = self._open_agent()
        # For one message's small products a second thread of BLAS only spins, on a core that other turns need.
        threadpool_limits(1, user_api="blas")

    def renew(self) -> None:
        """Read the model that is there now, from any thread; the next turns are answered with it.

        Turns under way end with the one before. Raises what `load` raises, and then the one before goes on.
        """
        self._agent = self._open_agent()

    def _open_agent(self) -> TurnAgent:
        """Return an agent with the model. All of a process share the locks: a conversation's turns stay in order."""
        from bot.dialogue.agent import TurnAgent
        from bot.dialogue.tracker_store import SnapshotTrackerStore
        from bot.nlg.generator import FactsNlg

        agent = TurnAgent(
            action_endpoint=self._actions,
            tracker_store=SnapshotTrackerStore(None, self._deeds),
            lock_store=self._locks,
            generator=FactsNlg(),
        )
        agent.load_model(self._model_path)
        return agent

    def start(self) -> None:
        """Begin to answer, with the model that `load` has read or reads now; raises what it raises."""
        if self._agent is None:
            self.load()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="dialogue", daemon=True)
        self._thread.start()
        self._beat.begin(self._loop)
        if self._reads_ahead:
            self._rooms.read_ahead()

    def stop(self) -> None:
        """Stop the thread; turns under way are given up."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    def ailment(self) -> str:
        """Say whether the dialogue or too many actions hang; see `Engine`."""
        silent_s = self._beat.silence_s()
        if silent_s:
            return f"the dialogue has hung for {silent_s:.0f} s"
        return f"{self._actions.threads.hung} actions hang" if self._actions.threads.exhausted else ""

    async def answer(self, turn: Turn) -> Answer:
        """Answer on the engine's thread; see `Engine`."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._answer(turn), self._loop))

    async def _answer(self, turn: Turn) -> Answer:
        agent = self._agent  # one for the whole turn, also when it is renewed meanwhile
        try:
            parsed = await self._parse(agent, turn)
            channel = await self._take_turn(agent, turn, parsed)
            return _answer_of(parsed, channel)
        except Exception:
            log.exception("turn failed", conversation=turn.conversation_id)
            return APOLOGISED

    async def _parse(self, agent: TurnAgent, turn: Turn) -> Mapping[str, Any]:
        """Understand the text; a button's payload needs no understanding."""
        if turn.payload is not None:
            parsed: Mapping[str, Any] = await agent.parse_message(turn.payload)
            return {**parsed, "text": words_of_button(turn.text, parsed.get("entities") or ())}
        return dict(await agent.parse_message(spell_out_codes(as_plain_text(turn.text), self._rooms.store)))

    async def _take_turn(self, agent: TurnAgent, turn: Turn, parsed: Mapping[str, Any]) -> CollectingChannel:
        from rasa.core.channels.channel import UserMessage

        from bot.dialogue.channel import CollectingChannel

        channel = CollectingChannel()
        metadata = {key: value for key, value in asdict(turn).items() if key not in _OF_THE_MESSAGE}
        metadata["sentiment"] = parsed.get("sentiment")
        message = UserMessage(
            text=turn.text,
            output_channel=channel,
            sender_id=turn.conversation_id,
            message_id=turn.message_id,
            parse_data=dict(parsed),
            metadata=metadata,
        )
        await agent.handle_message(message)
        return channel


def _answer_of(parsed: Mapping[str, Any], channel: CollectingChannel) -> Answer:
    replies = tuple(_REPLY.validate_python(said) for said in channel.said)
    sentiment = parsed.get("sentiment") or {}
    intent = parsed.get("intent") or {}
    return Answer(
        replies or (APOLOGY,),
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        polarity=float(sentiment.get("polarity", 0.0)),
        frustration=float(sentiment.get("frustration", 0.0)),
        urgency=float(sentiment.get("urgency", 0.0)),
        state=channel.state,
    )


def give_rooms_to_actions(rooms: Rooms) -> None:
    """Let every action of this process from now on work with these rooms."""
    context = importlib.import_module("actions.context")
    context.use_store(rooms.store)
    context.use_app(context.App(rooms.base_url, rooms.secret, rooms.checkout_url))
    context.use_terms(rooms.terms)
    context.use_shelf(rooms.shelf)
    context.use_relations(rooms.store, rooms.relations)
    context.use_recommender(rooms.recommender)
