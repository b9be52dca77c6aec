"""Rasa's memory of a conversation: the slots and the last turns, so that turn 1,000 costs what turn 20 does.

The conversation itself, every message with its facts, is kept by `bot.conversations`; this is only what Rasa reads.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import structlog
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.records import DialogueState
from bot.dialogue.deeds import Deeds

log = structlog.get_logger()

KEPT_TURNS = 8


class SnapshotTrackerStore(TrackerStore):
    """Keeps one DialogueState a conversation: slots as they were before the kept turns, and the events since.

    What a turn comes to is stored with its answer, by whoever stores that; so one is never there without the other.
    """

    def __init__(self, domain: Domain | None, deeds: Deeds, *, kept_turns: int = KEPT_TURNS) -> None:
        super().__init__(domain)
        self._deeds = deeds
        self._store = deeds.store
        self._kept_turns = kept_turns

    def snapshot(self, tracker: DialogueStateTracker) -> DialogueState:
        """Return what is to be stored of the conversation."""
        events = list(tracker.events)
        older, recent = _split(events, self._kept_turns)
        base = {event.key: event.value for event in older if isinstance(event, SlotSet)}
        turns = getattr(tracker, "earlier_turns", 0) + _count_turns(events)
        return DialogueState(tracker.sender_id, json.dumps(base), _dump(recent), turns, datetime.now(UTC))

    async def save(self, tracker: DialogueStateTracker) -> None:
        with self._store.write() as tx:
            tx.put(self.snapshot(tracker))

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """Begin a conversation; of one in which nothing was said nothing is stored."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation; None for a new one, and for one that cannot be read any more: it begins anew."""
        with self._store.read() as tx:
            state = tx.get(DialogueState, sender_id)
        self._deeds.recall(sender_id, state.deeds if state else {})
        if state is None or not state.events:
            return None
        try:
            return self._read(sender_id, state)
        except Exception:  # whatever is wrong with it, its shopper is answered
            log.exception("a dialogue cannot be read, it begins anew", conversation=sender_id)
            return None

    def _read(self, sender_id: str, state: DialogueState) -> DialogueStateTracker:
        slots = [SlotSet(name, value) for name, value in json.loads(state.slots).items()]
        events = [*slots, ActionExecuted(ACTION_LISTEN_NAME), *deserialise_events(json.loads(state.events))]
        tracker = DialogueStateTracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)
        tracker.earlier_turns = state.turns - _count_turns(
            events
        )  # so that phrasings go on changing in a long conversation
        return tracker

    async def keys(self) -> list[str]:
        with self._store.read() as tx:
            return [state.id for state in tx.find(DialogueState)]

    async def delete(self, sender_id: str) -> None:
        with self._store.write() as tx:
            tx.remove(DialogueState, sender_id)


def _count_turns(events: list[Event]) -> int:
    return sum(isinstance(event, UserUttered) for event in events)


def _split(events: list[Event], kept_turns: int) -> tuple[list[Event], list[Event]]:
    """Cut before the first of the last `kept_turns` user messages."""
    starts = [number for number, event in enumerate(events) if isinstance(event, UserUttered)]
    cut = starts[-kept_turns] if len(starts) >= kept_turns else (starts[0] if starts else len(events))
    return events[:cut], events[cut:]


def _dump(events: list[Event]) -> str:
    return json.dumps([_without_ballast(event.as_dict()) for event in events])


def _without_ballast(event: dict[str, Any]) -> dict[str, Any]:
    """Cards that were shown are kept with the message; the policy does not read them."""
    if event.get("event") == "bot":
        return event | {"data": {}, "metadata": {}}
    return event
