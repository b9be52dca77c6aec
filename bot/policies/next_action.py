"""The trained policy: Rasa's shell around `language.next_action`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional  # noqa: UP035 - Rasa compares these annotations at load time

from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policies.histories import decisions_of, history_of
from bot.policies.mixing import mix_stories
from language.next_action import NextActionModel, train_next_action


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class NextActionPolicy(Policy):
    """Decides by what the stories taught; config: priority, seed, epochs, copies (see `mix_stories`)."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:  # noqa: UP006
        return {"priority": 1, "seed": 7, "epochs": 20, "copies": 4}

    def __init__(
        self,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: Optional[TrackerFeaturizer] = None,  # noqa: UP045
        model: Optional[NextActionModel] = None,  # noqa: UP045
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer=featurizer)
        self._model = model

    def train(self, training_trackers: List[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:  # noqa: UP006
        # Rasa's own augmentation strings whole trackers together, which takes minutes; `mix_stories` does it here.
        told = [tracker for tracker in training_trackers if not tracker.is_rule_tracker and not tracker.is_augmented]
        stories = [tuple(decisions_of(story, domain)) for story in told]
        decisions = mix_stories(stories, copies=self.config["copies"], seed=self.config["seed"])
        with self._model_storage.write_to(self._resource) as folder:
            self._model = train_next_action(
                decisions, Path(folder), seed=self.config["seed"], epochs=self.config["epochs"]
            )
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[str, Any]] = None,  # noqa: UP006, UP045
        **kwargs: Any,
    ) -> PolicyPrediction:
        history = history_of(tracker, domain)
        probabilities = [0.0] * domain.num_actions
        if history and self._model is not None:
            for action, probability in zip(self._model.actions, self._model.predict(history), strict=True):
                probabilities[domain.index_for_action(action)] = float(probability)
        return self._prediction(probabilities)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NextActionPolicy:
        # Rasa unpacks a model into a folder that it removes again; the session reads the file only once.
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, execution_context, model=NextActionModel(Path(folder)))
