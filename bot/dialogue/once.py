"""What Rasa computes anew for every message although it never changes, computed once."""

from __future__ import annotations

import functools
from types import SimpleNamespace
from typing import Any

import rasa.core.actions.action as rasa_actions
import rasa.core.policies.memoization
import rasa.core.policies.rule_policy
import rasa.core.processor
from rasa.shared.core.events import Event

from bot.dialogue.rules import look_rules_up
from bot.dialogue.states import read_states_once


@functools.cache
def compute_once() -> None:
    """Keep the classes of events by name, Rasa's own actions, and what policies read; further calls do nothing."""
    Event.resolve_by_type = staticmethod(functools.cache(Event.resolve_by_type))  # it walks all subclasses otherwise
    _keep_default_actions()
    read_states_once()
    look_rules_up()
    for module in (rasa.core.processor, rasa.core.policies.rule_policy, rasa.core.policies.memoization):
        module.copy = SimpleNamespace(deepcopy=lambda told: told)  # they copy for lines that are not logged


def _keep_default_actions() -> None:
    """Rasa makes all twelve to look one up. They have no state beside their endpoint."""
    make = rasa_actions.default_actions
    kept: dict[int, tuple[Any, list[Any]]] = {}  # by id: endpoints cannot be hashed; they are kept so that it stays

    def default_actions(action_endpoint: Any = None) -> list[Any]:
        if id(action_endpoint) not in kept:
            kept[id(action_endpoint)] = (action_endpoint, make(action_endpoint))
        return kept[id(action_endpoint)][1]

    rasa_actions.default_actions = default_actions
