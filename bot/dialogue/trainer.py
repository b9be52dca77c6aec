"""What a trainer talks with at Rasa's own command line: the same understanding, actions and words as a shopper.

Conversations are kept in memory; what actions do, they do in the shop.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, ClassVar

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.actions import InProcessActions
from bot.dialogue.agent import TurnAgent
from bot.dialogue.buttons import words_of_button
from bot.dialogue.deeds import ActionAnswer, Called, Deeds
from bot.dialogue.processor import TurnProcessor
from bot.dialogue.turns import Turn
from bot.nlg.terminal import TerminalNlg


class TrainerProcessor(TurnProcessor):
    """A processor for `rasa shell` and `rasa interactive`, whose messages do not say who writes."""

    customer_id: ClassVar[str | None] = None

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Take a whole turn; a "/" begins an intent, as trainers know it."""
        await self._complete(message)
        await self.save_tracker(await self.take_turn(message))
        channel = message.output_channel
        return channel.messages if isinstance(channel, CollectingOutputChannel) else None

    async def log_message(self, message: UserMessage, should_save_tracker: bool = True) -> DialogueStateTracker:
        """Take the message alone, as one request: in interactive learning the trainer decides what follows."""
        await self._complete(message)
        tracker = await self.fetch_tracker_and_update_session(message.sender_id, message.output_channel)
        message.parse_data = dict(self.hear(message.parse_data or {}, message, tracker))
        await self._handle_message_with_tracker(message, tracker)
        if should_save_tracker:
            await self.save_tracker(tracker)
        return tracker

    async def _complete(self, message: UserMessage) -> None:
        """Say who writes, understand it, and put what stood on a button in the place of its payload."""
        parsed = message.parse_data or await self.parse_message(message)
        title = self.nlg.titles.get(message.text) if isinstance(self.nlg, TerminalNlg) else None
        if title:
            message.text = words_of_button(title, parsed.get("entities") or ())
            parsed = {**parsed, "text": message.text}
        message.parse_data = dict(parsed)
        sender = message.sender_id
        guest_id = None if self.customer_id else f"guest_{sender}"
        turn = asdict(Turn(sender, message.text or "", customer_id=self.customer_id, guest_id=guest_id))
        message.metadata = {name: value for name, value in turn.items() if name not in ("text", "payload")}
        message.metadata["sentiment"] = parsed.get("sentiment")


class NothingKept(Deeds):
    """A message that a trainer writes is never taken up again, so that nothing is kept of what was done for it."""

    def find(self, call: Called) -> ActionAnswer | None:
        return None

    def keep(self, call: Called, answer: ActionAnswer) -> None:
        pass

    def look_up(self, call: Called) -> ActionAnswer | None:
        return None


class TrainerAgent(TurnAgent):
    """Acts in this process and speaks by our phrasebook, unless an endpoints.yml names other servers."""

    processor_class = TrainerProcessor
    action_timeout_s: ClassVar[float] = 20.0
    store: ClassVar[Any] = None  # of the shop that actions work in; None where none runs

    def __init__(self, *arguments: Any, generator: Any = None, action_endpoint: Any = None, **options: Any) -> None:
        generator = generator or TerminalNlg()
        action_endpoint = action_endpoint or InProcessActions(
            "actions", NothingKept(self.store), timeout_s=self.action_timeout_s
        )
        super().__init__(*arguments, generator=generator, action_endpoint=action_endpoint, **options)
