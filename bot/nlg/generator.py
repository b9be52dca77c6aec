"""Facts to words: Rasa asks for a response, gets a reply whose every product, price and number is in the facts."""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlg.phrases import Phrasebook, load_phrasebook

_TONE_OF_MOOD = {"angry": "apologetic", "annoyed": "brief", "pleased": "warm"}


class FactsNlg(NaturalLanguageGenerator):
    """Speaks by the phrasebook of data/dialogue/responses in the tone that the shopper's mood asks for."""

    def __init__(
        self, endpoint_config: Any = None, domain: Any = None, *, phrasebook: Phrasebook | None = None
    ) -> None:
        self._phrasebook = phrasebook or load_phrasebook()

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """Return the message: its text, and under "custom" the whole reply for the gateway."""
        facts: dict[str, Any] = kwargs.get("facts") or {}
        tone = _TONE_OF_MOOD.get(tracker.get_slot("mood") or "neutral", "neutral")
        kept = sum(1 for event in tracker.events if event.type_name == "user")
        turn = getattr(tracker, "earlier_turns", 0) + kept
        text = self._phrasebook.say(utter_action, facts.get("values") or {}, tone=tone, variation=turn)
        return {"text": text, "custom": {**facts, "text": text, "tone": tone, "response": utter_action}}
