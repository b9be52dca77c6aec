"""Actions in this process: what one of them does wrong never reaches the shopper as silence or as a stack trace."""

import asyncio
import json
import sys
import time
import types
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from structlog.testing import capture_logs

from bot.rasa_compat import prepare

prepare()

from rasa.core.actions.action import RemoteAction  # noqa: E402 - Rasa is imported once it is prepared
from rasa.utils.endpoints import ClientResponseError  # noqa: E402
from rasa_sdk import Action  # noqa: E402
from rasa_sdk.interfaces import ActionExecutionRejection  # noqa: E402

from bot.conversations.records import DialogueState  # noqa: E402
from bot.dialogue.action_threads import ActionThreads  # noqa: E402
from bot.dialogue.actions import InProcessActions, compile_answer_validation, fits_at_a_glance  # noqa: E402
from bot.dialogue.deeds import Deeds  # noqa: E402
from shop.catalogue import Variant  # noqa: E402
from tests.fakes.store import MemoryStore  # noqa: E402
from tests.shop.test_store import variant  # noqa: E402

STORE = MemoryStore()
APOLOGY = {"events": [], "responses": [{"response": "utter_apologise_for_failure", "facts": {"action": "apology"}}]}


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


class Sell(Action):
    """Sells one more of what the message names; then it dawdles or breaks, as the message says."""

    def name(self) -> str:
        return "action_sell_in_a_test"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        thing, _, then = tracker.latest_message["text"].partition(" then ")
        with STORE.write() as tx:
            sold = tx.get(Variant, thing) or variant(thing, stock=0)
            tx.put(replace(sold, stock=sold.stock + 1))
        if then == "dawdle":
            time.sleep(0.5)
        if then == "break":
            raise RuntimeError("only after it has sold")
        dispatcher.utter_message(response="sold", facts={"values": {"thing": thing}})
        return []


@pytest.fixture(scope="module")
def actions() -> Iterator[InProcessActions]:
    package = types.ModuleType("actions_of_a_test")
    sys.modules[package.__name__] = package
    yield InProcessActions(package.__name__, Deeds(STORE), timeout_s=0.1)
    del sys.modules[package.__name__]


def call(name: str, conversation: str = "") -> dict[str, Any]:
    """Call it in this conversation, by default in a new one."""
    conversation = conversation or uuid.uuid4().hex
    tracker = {"sender_id": conversation, "slots": {}, "latest_message": {}, "events": [], "paused": False}
    return {"next_action": name, "sender_id": conversation, "tracker": tracker | {"active_loop": {}}, "domain": {}}


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


def sell(text: str, conversation: str, message_id: str = "conv:1:0") -> dict[str, Any]:
    called = call("action_sell_in_a_test", conversation)
    called["tracker"]["latest_message"] = {"text": text, "message_id": message_id}
    called["tracker"]["events"] = [{"event": "action"}, {"event": "user"}, {"event": "slot"}]
    return called


def sold(thing: str) -> int:
    with STORE.read() as tx:
        found = tx.get(Variant, thing)
    return found.stock if found else 0


def deeds_of(conversation: str) -> dict[str, str]:
    with STORE.read() as tx:
        state = tx.get(DialogueState, conversation)
    return dict(state.deeds) if state else {}


async def test_a_message_that_is_taken_up_again_acts_once_and_is_answered_the_same(actions: InProcessActions) -> None:
    first = await actions.request(json=sell("kettle", "conv-again"))
    actions._deeds.recall("conv-again", deeds_of("conv-again"))  # as when its dialogue is read
    again = await actions.request(json=sell("kettle", "conv-again"))
    assert json.dumps(first) == json.dumps(again)
    assert sold("kettle") == 1
    await actions.request(json=sell("kettle", "conv-again", "conv:2:0"))
    assert sold("kettle") == 2
    assert list(deeds_of("conv-again")) == ["conv:2:0:0"]


async def test_of_two_processes_that_answer_the_same_message_one_acts(actions: InProcessActions) -> None:
    first = await actions.request(json=sell("mug", "conv-both"))
    assert json.dumps(await actions.request(json=sell("mug", "conv-both"))) == json.dumps(first)
    assert sold("mug") == 1


@pytest.mark.parametrize("then", ["dawdle", "break"])
async def test_of_an_action_that_is_apologised_for_nothing_stays(actions: InProcessActions, then: str) -> None:
    with capture_logs():
        assert await actions.request(json=sell(f"lamp-{then} then {then}", f"conv-{then}")) == APOLOGY
    await asyncio.sleep(0.6)  # until the slow one has ended
    assert (sold(f"lamp-{then}"), deeds_of(f"conv-{then}")) == (0, {})


async def test_when_nobody_waits_any_more_nothing_is_done(actions: InProcessActions) -> None:
    waiting = asyncio.create_task(actions.request(json=sell("tent then dawdle", "conv-gone")))
    await asyncio.sleep(0.05)
    waiting.cancel()
    await asyncio.sleep(0.6)
    assert sold("tent") == 0


async def test_actions_that_hang_keep_nobody_elses_from_running(actions: InProcessActions) -> None:
    hanging = [asyncio.create_task(actions.request(json=call("action_dawdle_in_a_test"))) for _ in range(12)]
    await asyncio.gather(*hanging)
    assert (await actions.request(json=call("action_greet_in_a_test")))["events"]


async def test_a_conversation_whose_action_hangs_gets_no_further_thread(actions: InProcessActions) -> None:
    with capture_logs() as logs:
        for name in ("action_dawdle_in_a_test", "action_greet_in_a_test"):
            assert await actions.request(json=call(name, "conv-hung")) == APOLOGY
    assert [log["event"] for log in logs] == ["action too slow", "action not begun, others hang"]
    await asyncio.sleep(0.6)
    assert (await actions.request(json=call("action_greet_in_a_test", "conv-hung")))["events"]


async def test_what_follows_a_hanging_action_waits_for_it_and_is_done_after_it() -> None:
    threads, done = ActionThreads(), list[str]()

    def hang() -> None:
        time.sleep(0.3)
        done.append("late")

    with pytest.raises(TimeoutError):
        await threads.run("conv", hang, timeout_s=0.1)
    later = [threads.run("conv", lambda name=name: done.append(name), timeout_s=2.0) for name in ("second", "third")]
    await asyncio.gather(*later)
    assert done == ["late", "second", "third"]
    assert threads.hung == 0


SLOT = {"event": "slot", "timestamp": None, "name": "flow", "value": {"any": ["thing"]}}


def judge_by_schema(answer: Any) -> bool:
    return jsonschema.Draft7Validator(RemoteAction.action_response_format_spec()).is_valid(answer)


@pytest.mark.parametrize(
    ("answer", "glance", "fits"),
    [
        ({"events": [SLOT, SLOT], "responses": [{"response": "greeting"}]}, True, True),
        ({"events": [], "responses": []}, True, True),
        ({"events": [{"event": "restart"}], "responses": []}, False, True),
        ({"events": [{**SLOT, "timestamp": 1.5}], "responses": []}, False, True),
        ({"events": [{**SLOT, "name": 7}], "responses": []}, False, False),
        ({"events": [{**SLOT, "event": "no such event"}], "responses": []}, False, False),
        ({"events": ["slot"], "responses": []}, False, False),
        ({"events": [SLOT], "responses": ["hello"]}, False, False),
        ({"events": None, "responses": []}, False, False),
        ([], False, False),
    ],
)
def test_an_answer_is_accepted_or_refused_as_rasas_schema_says(answer: Any, glance: bool, fits: bool) -> None:
    compile_answer_validation()
    assert (fits_at_a_glance(answer), judge_by_schema(answer)) == (glance, fits)
    remote = RemoteAction.__new__(RemoteAction)
    if fits:
        assert remote._validate_action_result(answer)
    else:
        with pytest.raises(jsonschema.ValidationError, match="must fit"):
            remote._validate_action_result(answer)
