"""What policies are told of a conversation, and which rules it fits, is what Rasa finds by reading all of it anew."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from bot.rasa_compat import prepare

prepare()

from rasa.core.policies.rule_policy import RulePolicy  # noqa: E402 - Rasa is imported once it is prepared
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    FollowupAction,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.dialogue.once import compute_once  # noqa: E402

ACTIONS = ["action_listen", "action_search", "action_cancel", "ask_form"]
INTENTS = ["greet", "search", "cancel"]
HOW = [
    {},
    {"ignore_rule_only_turns": True},
    {"ignore_rule_only_turns": True, "rule_only_data": {"rule_only_slots": ["flow"]}},
]
DOMAIN = {
    "intents": INTENTS,
    "entities": ["colour"],
    "actions": ACTIONS[1:3],
    "forms": {"ask_form": {"required_slots": []}},
    "slots": {
        "flow": {
            "type": "categorical",
            "values": ["none", "order"],
            "initial_value": "none",
            "mappings": [{"type": "custom"}],
        },
        "memory": {"type": "any", "mappings": [{"type": "custom"}]},
    },
}


@pytest.fixture(scope="module", autouse=True)
def computed_once() -> None:
    compute_once()


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.from_dict(DOMAIN)


def happenings(seed: int, count: int = 60) -> Iterator[Event]:
    chance = random.Random(seed)
    usual = [
        lambda: UserUttered("hm", {"name": chance.choice(INTENTS)}, [{"entity": "colour", "value": "red"}]),
        lambda: ActionExecuted(chance.choice(ACTIONS), hide_rule_turn=chance.random() < 0.3),
        lambda: ActionExecuted("action_listen"),
        lambda: SlotSet("flow", chance.choice(["none", "order"])),
        lambda: SlotSet("memory", {"seen": chance.random()}),
    ]
    rare = [
        lambda: ActiveLoop(chance.choice(["ask_form", None])),
        lambda: FollowupAction("action_search"),
        UserUtteranceReverted,
        ActionReverted,
        Restarted,
    ]
    for _ in range(count):
        yield chance.choice(rare if chance.random() < 0.15 else usual)()


@pytest.mark.parametrize("seed", range(12))
def test_states_are_those_that_rasa_reads_anew(domain: Domain, seed: int) -> None:
    tracker = DialogueStateTracker("talk", domain.slots)
    for event in happenings(seed):
        tracker.update(event, domain)
        for how in HOW:
            assert states_of(tracker, domain, how) == anew(tracker, domain, how)


def test_a_policy_that_changes_its_states_changes_no_other_policys(domain: Domain) -> None:
    tracker = DialogueStateTracker("talk", domain.slots)
    tracker.update_with_events(list(happenings(0)), domain)
    for state in states_of(tracker, domain, {}):
        for part in list(state.values()):
            part.clear()
    assert states_of(tracker, domain, {}) == anew(tracker, domain, {})


@pytest.mark.parametrize("seed", range(12))
def test_the_rules_that_fit_are_those_that_rasa_finds_by_trying_all(domain: Domain, seed: int) -> None:
    policy = RulePolicy.__new__(RulePolicy)
    rules = {key: "action_search" for other in range(40) for key in rules_after(domain, 100 + other)}
    tracker, fitted = DialogueStateTracker("talk", domain.slots), 0
    for event in happenings(seed):
        tracker.update(event, domain)
        states = states_of(tracker, domain, {})
        found = policy._get_possible_keys(rules, states)
        assert found == RulePolicy._get_possible_keys.__wrapped__(policy, rules, states)
        fitted += bool(found)
    assert fitted > 5


def states_of(tracker: DialogueStateTracker, domain: Domain, how: dict[str, Any]) -> list[dict[str, Any]]:
    states: list[dict[str, Any]] = tracker.past_states(domain, **how)
    return states


def anew(tracker: DialogueStateTracker, domain: Domain, how: dict[str, Any]) -> list[dict[str, Any]]:
    states: list[dict[str, Any]] = Domain.states_for_tracker_history.__wrapped__(domain, tracker, **how)
    return states


def rules_after(domain: Domain, seed: int) -> Iterator[str]:
    """Give a rule of the last two states of a short conversation, and ones that demand less or forbid something."""
    tracker = DialogueStateTracker("rule", domain.slots)
    tracker.update_with_events(list(happenings(seed, count=5)), domain)
    states = states_of(tracker, domain, {})[-2:]
    yield json.dumps(states)
    yield json.dumps(states[-1:])
    yield json.dumps([{"prev_action": {"action_name": "action_listen"}, "user": {"intent": INTENTS[seed % 3]}}])
    yield json.dumps([{"prev_action": {"action_name": ACTIONS[seed % 4]}, "slots": {"flow": "should_not_be_set"}}])
