"""Actions in this process: what one of them does wrong never reaches the shopper as silence or as a stack trace."""

import asyncio
import sys
import time
import types
from collections.abc import Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.rasa_compat import prepare

prepare()

from rasa.utils.endpoints import ClientResponseError  # noqa: E402 - Rasa is imported once it is prepared
from rasa_sdk import Action  # noqa: E402
from rasa_sdk.interfaces import ActionExecutionRejection  # noqa: E402

from bot.dialogue.actions import InProcessActions  # noqa: E402

APOLOGY = {"events": [], "responses": [{"response": "utter_apologise_for_failure", "facts": {}}]}


class Greet(Action):
    def name(self) -> str:
        return "action_greet_in_a_test"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        dispatcher.utter_message(response="greeting", facts={"values": {"name": "Ana"}})
        return [{"event": "slot", "name": "flow", "value": "none"}]


class Break(Action):
    def name(self) -> str:
        return "action_break_in_a_test"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        raise RuntimeError("a stack trace that nobody must see")


class Dawdle(Action):
    def name(self) -> str:
        return "action_dawdle_in_a_test"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        time.sleep(0.5)
        return []


class Reject(Action):
    def name(self) -> str:
        return "action_reject_in_a_test"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        raise ActionExecutionRejection(self.name())


@pytest.fixture(scope="module")
def actions() -> Iterator[InProcessActions]:
    package = types.ModuleType("actions_of_a_test")
    sys.modules[package.__name__] = package
    yield InProcessActions(package.__name__, timeout_s=0.1)
    del sys.modules[package.__name__]


def call(name: str) -> dict[str, Any]:
    tracker = {"sender_id": "conv", "slots": {}, "latest_message": {}, "events": [], "paused": False}
    return {"next_action": name, "sender_id": "conv", "tracker": tracker | {"active_loop": {}}, "domain": {}}


async def test_facts_and_events_come_back(actions: InProcessActions) -> None:
    answer = await actions.request(json=call("action_greet_in_a_test"))
    assert answer["events"] == [{"event": "slot", "name": "flow", "value": "none"}]
    assert answer["responses"][0]["facts"] == {"values": {"name": "Ana"}}


@pytest.mark.parametrize(
    ("name", "event"), [("action_break_in_a_test", "action failed"), ("action_dawdle_in_a_test", "action too slow")]
)
async def test_a_failing_or_slow_action_is_an_apology_and_an_alert(
    actions: InProcessActions, name: str, event: str
) -> None:
    with capture_logs() as logs:
        assert await actions.request(json=call(name)) == APOLOGY
    assert [(log["event"], log["log_level"], log["action"]) for log in logs] == [(event, "error", name)]


async def test_a_slow_action_holds_up_no_other(actions: InProcessActions) -> None:
    slow = asyncio.create_task(actions.request(json=call("action_dawdle_in_a_test")))
    await asyncio.sleep(0)
    answer = await actions.request(json=call("action_greet_in_a_test"))
    assert answer["events"]
    assert await slow == APOLOGY


@pytest.mark.parametrize(("name", "status"), [("action_reject_in_a_test", 400), ("action_unknown", 404)])
async def test_refusals_are_rasas(actions: InProcessActions, name: str, status: int) -> None:
    with pytest.raises(ClientResponseError) as refused:
        await actions.request(json=call(name))
    assert refused.value.status == status
