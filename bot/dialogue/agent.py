"""Rasa's agent with our own processor of messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore

from bot.dialogue.processor import TurnProcessor


class TurnAgent(Agent):
    """Takes the messages of every conversation of a process."""

    processor_class: ClassVar[type[TurnProcessor]] = TurnProcessor
    processor: Any
    domain: Any

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        kept: Any = self.tracker_store
        if isinstance(kept, FailSafeTrackerStore):
            kept = kept._tracker_store  # Rasa's wrapping goes on without a memory on any error
        self.processor = self.processor_class(
            model_path=model_path,
            tracker_store=kept,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = kept.domain = self.processor.domain
