"""The states of a conversation, read once: Rasa's policies ask for them three times a decision, each from its start."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker

_KEPT_AT = "_confab_past"


def read_states_once() -> None:
    """Let every domain give the states of a tracker from what was read of it before; they are as Rasa's own."""
    give, read = Domain.states_for_tracker_history, Domain.get_active_state

    @functools.wraps(give)
    def states_for_tracker_history(
        self: Domain, tracker: Any, omit_unset_slots: bool = False, *arguments: Any, **named: Any
    ) -> Any:
        if omit_unset_slots:  # rules in training
            return give(self, tracker, omit_unset_slots, *arguments, **named)
        return give(self, _past_of(tracker, self), omit_unset_slots, *arguments, **named)

    def get_active_state(self: Domain, tracker: Any, omit_unset_slots: bool = False) -> Any:
        if isinstance(tracker, _Moment):
            return {part: dict(values) for part, values in tracker.state.items()}  # policies change what they get
        return read(self, tracker, omit_unset_slots)

    Domain.states_for_tracker_history = states_for_tracker_history
    Domain.get_active_state = get_active_state


def _past_of(tracker: DialogueStateTracker, domain: Domain) -> _Past:
    past: _Past = vars(tracker).setdefault(_KEPT_AT, _Past(domain))
    past.read_on(tracker)
    return past


@dataclass(frozen=True)
class _Moment:
    """What a domain asks of a tracker before an action."""

    state: dict[str, Any]
    latest_action: dict[str, str] | None
    latest_action_name: str | None
    followup_action: str | None
    active_loop_name: str | None


class _Past:
    """A tracker's moments, read on from the last event that was read."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._events: list[Event] = []

    def read_on(self, tracker: DialogueStateTracker) -> None:
        """Take the events that are new; all of them where earlier ones were undone."""
        events = tracker.applied_events()
        if not self._events or not _goes_on(events, self._events):
            self._copy = tracker.init_copy()
            self._events = []
            self._moments: list[tuple[_Moment, bool]] = []
        for event in events[len(self._events) :]:
            if isinstance(event, ActionExecuted):
                self._moments.append((self._moment(), event.hide_rule_turn))
            self._copy.update(event)
        self._events = events

    def generate_all_prior_trackers(self) -> Iterator[tuple[_Moment, bool]]:
        """Give the moment before each action and whether that is hidden, then the present one; as a tracker does."""
        yield from self._moments
        yield self._moment(), False

    def _moment(self) -> _Moment:
        copy = self._copy
        return _Moment(
            self._domain.get_active_state(copy),
            copy.latest_action,
            copy.latest_action_name,
            copy.followup_action,
            copy.active_loop_name,
        )


def _goes_on(events: list[Event], earlier: list[Event]) -> bool:
    return len(events) >= len(earlier) and all(map(operator.is_, events, earlier))
