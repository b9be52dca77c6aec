"""Rasa's memory of a conversation: the slots and the last turns, so that turn 1,000 costs what turn 20 does.

The conversation itself, every message with its facts, is kept by `bot.conversations`; this is only what Rasa reads.
"""

from __future__ import annotations

import json
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.records import DialogueState
from shop.store import Store

KEPT_TURNS = 8


class SnapshotTrackerStore(TrackerStore):
    """Keeps one DialogueState a conversation: slots as they were before the kept turns, and the events since."""

    def __init__(self, domain: Domain | None, store: Store, *, kept_turns: int = KEPT_TURNS) -> None:
        super().__init__(domain)
        self._store = store
        self._kept_turns = kept_turns

    async def save(self, tracker: DialogueStateTracker) -> None:
        older, recent = _split(list(tracker.events), self._kept_turns)
        base = {event.key: event.value for event in older if isinstance(event, SlotSet)}
        with self._store.write() as tx:
            before = tx.get(DialogueState, tracker.sender_id)
            taken = sum(isinstance(event, UserUttered) for event in recent)
            turns = max(taken, (before.turns if before else 0) + 1) if taken else 0
            tx.put(DialogueState(tracker.sender_id, json.dumps(base), _dump(recent), turns, tx.now))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        with self._store.read() as tx:
            state = tx.get(DialogueState, sender_id)
        if state is None:
            return None
        slots = [SlotSet(name, value) for name, value in json.loads(state.slots).items()]
        events = [*slots, ActionExecuted(ACTION_LISTEN_NAME), *deserialise_events(json.loads(state.events))]
        tracker = DialogueStateTracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)
        kept = sum(isinstance(event, UserUttered) for event in events)
        tracker.earlier_turns = state.turns - kept  # so that phrasings go on changing in a long conversation
        return tracker

    async def keys(self) -> list[str]:
        with self._store.read() as tx:
            return [state.id for state in tx.find(DialogueState)]

    async def delete(self, sender_id: str) -> None:
        with self._store.write() as tx:
            tx.remove(DialogueState, sender_id)


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
