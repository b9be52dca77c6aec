"""A Rasa conversation as the steps that the next-action model reads."""

from collections.abc import Iterator
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from language.next_action import WINDOW, Decision, Step

# What never tells anything about the next action
_SILENT_ACTIONS = {ACTION_LISTEN_NAME, "action_session_start", "action_extract_slots"}
# Steps come from fewer events than this: a user step brings at most a handful of events with it
_EVENTS = 20 * WINDOW


def history_of(tracker: DialogueStateTracker, domain: Domain) -> list[Step]:
    """Return the last steps of a conversation, oldest first; [] before the shopper has said anything."""
    walk = _Walk(domain)
    events = list(tracker.events)[-_EVENTS:]
    for event in events:
        walk.take(event)
    walk.settle({slot.name: slot.value for slot in tracker.slots.values()})
    return walk.steps()[-WINDOW:]


def decisions_of(tracker: DialogueStateTracker, domain: Domain) -> Iterator[Decision]:
    """Give every decision that a training conversation shows, in order."""
    walk = _Walk(domain)
    for event in tracker.applied_events():
        if isinstance(event, ActionExecuted) and event.action_name not in _SILENT_ACTIONS - {ACTION_LISTEN_NAME}:
            steps = walk.steps()
            if steps and event.action_name is not None:
                yield Decision(tuple(steps[-WINDOW:]), event.action_name)
        walk.take(event)


class _Walk:
    """Follows the events; slots that are set after a step belong to the state that the step led to."""

    def __init__(self, domain: Domain) -> None:
        self._watched = {slot.name for slot in domain.slots if slot.influence_conversation}
        self._state: dict[str, str] = {
            slot.name: _as_text(slot.initial_value) for slot in domain.slots if slot.influence_conversation
        }
        self._steps: list[list[str]] = []
        self._states: list[dict[str, str]] = []

    def take(self, event: Event) -> None:
        if isinstance(event, UserUttered):
            self._append(_user_tokens(event))
        elif isinstance(event, ActionExecuted) and event.action_name not in _SILENT_ACTIONS and event.action_name:
            self._append([f"action:{event.action_name}"])
        elif isinstance(event, SlotSet) and event.key in self._watched:
            self._state[event.key] = _as_text(event.value)
            if self._states:
                self._states[-1] = dict(self._state)
        elif isinstance(event, Restarted):
            self._steps, self._states = [], []

    def settle(self, values: dict[str, Any]) -> None:
        """Take the newest state from the conversation itself: what set it may be older than the events walked."""
        if self._states:
            self._states[-1] = {name: _as_text(values.get(name)) for name in self._watched}

    def steps(self) -> list[Step]:
        return [
            Step((*tokens, *(f"{name}={value}" for name, value in sorted(state.items()))))
            for tokens, state in zip(self._steps, self._states, strict=True)
        ]

    def _append(self, tokens: list[str]) -> None:
        self._steps.append(tokens)
        self._states.append(dict(self._state))


def _user_tokens(event: UserUttered) -> list[str]:
    names = sorted({f"entity:{entity['entity']}" for entity in event.entities if "entity" in entity})
    return [f"intent:{event.intent_name}", *names[:6]]


def _as_text(value: Any) -> str:
    return "none" if value is None else str(value).lower()
