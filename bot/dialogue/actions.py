"""Custom actions in this process: Rasa calls an endpoint, the endpoint runs rasa_sdk's executor."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

import jsonschema
import rasa.core.actions.action as rasa_actions
import structlog
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

log = structlog.get_logger()


class InProcessActions(EndpointConfig):
    """Runs the actions of a package on threads. A slow or failing one becomes an apology and an error in the log."""

    def __init__(self, package: str, *, timeout_s: float) -> None:
        super().__init__(url="inprocess://actions", enable_selective_domain=True)  # actions never read the domain
        self._executor = ActionExecutor()
        self._executor.register_package(package)
        self._timeout_s = timeout_s
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
        name = call["next_action"]
        try:
            return await asyncio.wait_for(asyncio.to_thread(self._run, call), self._timeout_s) or {}
        except ActionExecutionRejection as error:
            raise _refusal(400, str(error), error.action_name) from error
        except ActionNotFoundException as error:
            raise _refusal(404, str(error), error.action_name) from error
        except TimeoutError:
            log.error("action too slow", action=name, timeout_s=self._timeout_s, conversation=call["sender_id"])
        except Exception:
            log.exception("action failed", action=name, conversation=call["sender_id"])
        return {"events": [], "responses": [{"response": "utter_apologise_for_failure", "facts": {}}]}

    def _run(self, call: dict[str, Any]) -> Any:
        runner = vars(self._loops).setdefault("runner", asyncio.Runner())
        return runner.run(self._executor.run(call))


def compile_answer_validation() -> None:
    """Compile the schema of an action's answer once: Rasa compiles it anew for every answer, 27-40 ms each."""
    schema = rasa_actions.RemoteAction.action_response_format_spec()
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)

    def validate(_action: Any, answer: Any) -> bool:
        try:
            validator.validate(answer)
        except jsonschema.ValidationError as error:
            error.message += f". The answer of a custom action must fit: {schema}"
            raise
        return True

    rasa_actions.RemoteAction._validate_action_result = validate


def _refusal(status: int, message: str, action: str) -> ClientResponseError:
    return ClientResponseError(status, message, json.dumps({"error": message, "action_name": action}))
