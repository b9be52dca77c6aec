"""After a digression, back to the open question: what must never vary, and Rasa's rules cannot say "any action"."""

from __future__ import annotations

from typing import Any, Dict, List, Optional  # noqa: UP035 - Rasa compares these annotations at load time

from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policies.flows import action_of

RESUME = "action_resume"
_LAST_WORDS = "action_say_goodbye"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class ResumePolicy(Policy):
    """Says action_resume once when a flow is open whose question was not asked in this turn; else nothing.

    The action itself leaves in peace who was reminded often enough.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:  # noqa: UP006
        return {"priority": 7}  # above the rules: those know only what follows the shopper's words

    def __init__(
        self,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: Optional[TrackerFeaturizer] = None,  # noqa: UP045
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer=featurizer)

    def train(self, training_trackers: List[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:  # noqa: UP006
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[str, Any]] = None,  # noqa: UP006, UP045
        **kwargs: Any,
    ) -> PolicyPrediction:
        probabilities = self._default_predictions(domain)
        if must_resume(tracker):
            probabilities[domain.index_for_action(RESUME)] = 1.0
        return self._prediction(probabilities)


def must_resume(tracker: DialogueStateTracker) -> bool:
    """Say whether a flow is open whose question the last action left unasked."""
    flow = tracker.get_slot("flow") or "none"
    last = str(tracker.latest_action_name)
    if flow == "none" or last in (ACTION_LISTEN_NAME, RESUME) or not last.startswith("action_"):
        return False
    memory = tracker.get_slot("memory")
    if not memory:  # a story, in which actions do not really run
        return last != action_of(flow) and not _asked_in_story(tracker, flow)
    if last == _LAST_WORDS:
        return False
    return bool(memory.get("asked_in") != (tracker.latest_message and tracker.latest_message.message_id))


def _asked_in_story(tracker: DialogueStateTracker, flow: str) -> bool:
    """Say whether the last action asked: the flow is new, or asks for something else now.

    A flow that was open before another one ended is not asked about yet.
    """
    events = list(tracker.applied_events())
    last = max(place for place, event in enumerate(events) if isinstance(event, ActionExecuted))
    now = {event.key for event in events[last:] if isinstance(event, SlotSet)}
    earlier = [event.value for event in events[:last] if isinstance(event, SlotSet) and event.key == "flow"]
    goes_on = bool(earlier) and earlier[-1] == flow
    return ("asking" in now and goes_on) or ("flow" in now and flow not in earlier)
