"""Custom actions in this process: Rasa calls an endpoint, the endpoint runs rasa_sdk's executor."""

from __future__ import annotations

import asyncio
import json
import threading
from functools import partial
from typing import Any

import jsonschema
import rasa.core.actions.action as rasa_actions
import structlog
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.dialogue.action_threads import ActionThreads, StillHanging
from bot.dialogue.deeds import Deeds, Effect
from shop.errors import AlreadyExists

log = structlog.get_logger()

_SLOT_SET = {"event", "timestamp", "name", "value"}


class InProcessActions(EndpointConfig):
    """Runs the actions of a package on threads. A slow or failing one becomes an apology and an error in the log.

    All that an action writes is one transaction with what it answers; of one that is apologised for nothing stays.
    """

    def __init__(self, package: str, deeds: Deeds, *, timeout_s: float) -> None:
        super().__init__(url="inprocess://actions", enable_selective_domain=True)  # actions never read the domain
        self._executor = ActionExecutor()
        self._executor.register_package(package)
        self._deeds = deeds
        self._timeout_s = timeout_s
        self.threads = ActionThreads()
        self._loops = (
            threading.local()
        )  # one of each thread that runs actions: making one takes longer than most actions

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **options: Any,
    ) -> Any:
        call = options["json"]
        name, conversation_id = call["next_action"], call["sender_id"]
        known = self._deeds.find(call)
        if known is not None:
            log.warning("done before, and not answered", action=name, conversation=conversation_id)
            return known
        try:
            return await self._run_on_thread(call) or {}
        except ActionExecutionRejection as error:
            raise _refusal(400, str(error), error.action_name) from error
        except ActionNotFoundException as error:
            raise _refusal(404, str(error), error.action_name) from error
        except TimeoutError:
            log.error("action too slow", action=name, timeout_s=self._timeout_s, conversation=conversation_id)
        except StillHanging:
            log.error("action not begun, others hang", action=name, conversation=conversation_id)
        except Exception:
            log.exception("action failed", action=name, conversation=conversation_id)
        return {
            "events": [],
            "responses": [{"response": "utter_apologise_for_failure", "facts": {"action": "apology"}}],
        }

    async def _run_on_thread(self, call: dict[str, Any]) -> Any:
        """Run the action; when nobody waits for it any more, nothing of it stays."""
        effect = Effect()
        job = partial(self._run, call, effect)
        try:
            return await self.threads.run(call["sender_id"], job, timeout_s=self._timeout_s)
        except TimeoutError:
            if await asyncio.to_thread(effect.give_up):
                raise
            return self._deeds.look_up(call)  # it was done in the same moment
        except asyncio.CancelledError:
            asyncio.get_running_loop().run_in_executor(None, effect.give_up)
            raise

    def _run(self, call: dict[str, Any], effect: Effect) -> Any:
        runner = vars(self._loops).setdefault("runner", asyncio.Runner())
        try:
            with self._deeds.store.together() as together:
                effect.begin(together)
                answer = runner.run(self._executor.run(call))
                if together.wrote:
                    self._deeds.keep(call, answer)
                return answer
        except AlreadyExists:
            known = self._deeds.look_up(call)
            if known is None:
                raise
            return known  # another process has taken this step in the same moment


def compile_answer_validation() -> None:
    """Compile the schema of an action's answer once: Rasa compiles it anew for every answer, 27-40 ms each.

    What our own actions answer, slots and responses, is seen to fit at a glance; of any other answer the schema judges.
    """
    schema = rasa_actions.RemoteAction.action_response_format_spec()
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)

    def validate(_action: Any, answer: Any) -> bool:
        if fits_at_a_glance(answer):
            return True
        try:
            validator.validate(answer)
        except jsonschema.ValidationError as error:
            error.message += f". The answer of a custom action must fit: {schema}"
            raise
        return True

    rasa_actions.RemoteAction._validate_action_result = validate


def fits_at_a_glance(answer: Any) -> bool:
    """Say whether an answer has nothing but set slots and responses, in the form in which rasa_sdk writes them.

    The schema tries each event as each of twenty kinds: a fiftieth of what a worker did.
    """
    return (
        isinstance(answer, dict)
        and all(isinstance(answer.get(part), list) for part in ("events", "responses"))
        and all(isinstance(response, dict) for response in answer["responses"])
        and all(_is_set_slot(event) for event in answer["events"])
    )


def _is_set_slot(event: Any) -> bool:
    return (
        isinstance(event, dict)
        and event.keys() == _SLOT_SET
        and event["event"] == "slot"
        and event["timestamp"] is None
        and isinstance(event["name"], str)
    )


def _refusal(status: int, message: str, action: str) -> ClientResponseError:
    return ClientResponseError(status, message, json.dumps({"error": message, "action_name": action}))
