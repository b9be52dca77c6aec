"""The rules that a moment may fit, looked up: Rasa's rule policy tries all of them at every step."""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import SHOULD_NOT_BE_SET

_KEPT_AT = "_confab_indexes"  # with the policy, and gone with it
_Beginning = tuple[Any, Any]  # the action before and the intent; None for either that a rule leaves open


def look_rules_up() -> None:
    """Let every rule policy try only the rules that end in the last action and intent; it finds what it did."""
    try_keys = RulePolicy._get_possible_keys

    @functools.wraps(try_keys)
    def get_possible_keys(self: RulePolicy, lookup: Mapping[str, str], states: Sequence[Mapping[str, Any]]) -> set[str]:
        kept: dict[int, tuple[Mapping[str, str], _Index]] = vars(self).setdefault(_KEPT_AT, {})
        if id(lookup) not in kept:
            kept[id(lookup)] = (lookup, _Index(lookup))  # with the lookup, so that its id stays its own
        found: set[str] = try_keys(self, kept[id(lookup)][1].fitting(lookup, states[-1]), states)
        return found

    RulePolicy._get_possible_keys = get_possible_keys


class _Index:
    """The keys of rules by what their last state demands."""

    def __init__(self, rules: Mapping[str, str]) -> None:
        self._keys: dict[_Beginning, list[str]] = defaultdict(list)
        for key in rules:
            self._keys[_demand_of(json.loads(key)[-1])].append(key)

    def fitting(self, rules: Mapping[str, str], state: Mapping[str, Any]) -> Mapping[str, str]:
        action, intent = _demand_of(state)
        if action is None:  # a conversation's very start fits every rule that begins with it, whatever it demands
            return rules
        demands = {(one, other) for one in (action, None) for other in (intent, None)}
        return {key: rules[key] for demand in demands for key in self._keys.get(demand, ())}


def _demand_of(state: Mapping[str, Any]) -> _Beginning:
    """Return what must be equal; a rule whose intent or action "should not be set" is left to Rasa."""
    action, intent = (state.get("prev_action") or {}).get("action_name"), (state.get("user") or {}).get("intent")
    return None if action == SHOULD_NOT_BE_SET else action, None if intent == SHOULD_NOT_BE_SET else intent
