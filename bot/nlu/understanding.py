"""The one component of the NLU pipeline: Rasa's shell around `language.understanding`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional  # noqa: UP035 - Rasa compares these annotations at load time

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.encoders import process_encoders
from bot.nlu.examples import as_rasa, examples_of, read_sentiment_examples
from bot.nlu.names import take_names_apart
from bot.nlu.parts import clauses_of, refine_whole, requests_of
from bot.nlu.progress import TrainingBar
from bot.nlu.respelling import Respeller, names_mended
from bot.nlu.wares import keep_wares
from language.measured import Floors
from language.training import Plan, train_understanding
from language.understanding import Understanding as Heard
from language.understanding import UnderstandingModel
from language.understanding_files import load_understanding, save_understanding
from language.weights import MINILM, find_weights, hash_file
from language.words import split_words


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class Understanding(GraphComponent, IntentClassifier):
    """Hears intent, entities and sentiment at once, and takes mixed requests apart.

    Where a typing error hides what is looked for, `respelt` is the message as it is meant: the dialogue tells whether
    its words may be changed, or are somebody's own as those of a review.

    Its config is described in docs/dialogue.md.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:  # noqa: UP006
        return {
            "sentiment_data": "data/dialogue/sentiment.tsv",
            "encoder": MINILM,
            "method": "auto",
            "epochs": 3,
            "rate": None,
            "seed": 7,
            "precision": "auto",
            "intent_floor": 0.6,
            "values_floor": 0.5,
            "fallback_below": 0.35,
            "sure_from": 0.6,
        }

    def __init__(
        self,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        model: Optional[UnderstandingModel] = None,  # noqa: UP045
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._respeller = Respeller(model.tagger.known.lookups, model.tagger.words) if model else None

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:  # noqa: UP006, UP045
        """Return what Rasa's cache must know beside the config and the messages: the labelled feelings, the weights."""
        chosen = {**cls.get_default_config(), **config}
        return f"{hash_file(Path(chosen['sentiment_data']))} {find_weights(chosen['encoder']).fingerprint}"

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Understanding:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],  # noqa: UP006
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Understanding:
        # Rasa unpacks a model into a folder that it removes again: everything is read at once.
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, load_understanding(Path(folder), process_encoders()))

    def train(self, training_data: TrainingData) -> Resource:
        """Train and keep the model. Raises TooWeak for one below a floor: nothing is kept then."""
        plan = Plan(
            source=self._config["encoder"],
            method=self._config["method"],
            epochs=self._config["epochs"],
            rate=self._config["rate"],
            seed=self._config["seed"],
            precision=self._config["precision"],
            measure_values=self._config["values_floor"] is not None,
        )
        with TrainingBar() as bar:
            self._model = train_understanding(
                examples_of(training_data),
                read_sentiment_examples(Path(self._config["sentiment_data"])),
                {table["name"]: table["elements"] for table in training_data.lookup_tables},
                process_encoders(),
                plan,
                progress=bar.show,
            )
        Floors(self._config["intent_floor"], self._config["values_floor"]).check(self._model.measured)
        with self._model_storage.write_to(self._resource) as folder:
            save_understanding(self._model, Path(folder), plan.source)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006
        for message in messages:
            text = message.get(TEXT)
            if text and not text.startswith(INTENT_MESSAGE_PREFIX):  # a button says its intent itself
                self._hear(message, text)
        return messages

    def _hear(self, message: Message, text: str) -> None:
        """Understand the whole and its clauses in one pass; parts are set when there are several requests."""
        whole, heard = self._understand(text)
        for name, value in heard.items():
            if name != "text":
                message.set(name, value, add_to_output=True)
        # `rasa test nlu` compares entities word by word; words are no output, and so not kept with a conversation
        message.set(TOKENS_NAMES[TEXT], [Token(word.text, word.start, word.end) for word in split_words(text)])
        message.set("respelt", self._respell(whole), add_to_output=True)

    def _understand(self, text: str) -> tuple[Heard, Dict[str, Any]]:  # noqa: UP006
        assert self._model is not None  # noqa: S101 - Rasa loads or trains before it processes
        known = self._model.tagger.known
        heard = self._model.understand([text, *clauses_of(text)])
        whole, *clauses = [keep_wares(take_names_apart(each), known) for each in heard]
        whole = refine_whole(whole, clauses)
        limit = self._config["fallback_below"]
        parts = requests_of(clauses, sure_from=self._config["sure_from"])
        told = as_rasa(whole, fallback_below=limit)
        return whole, {**told, "parts": [as_rasa(part, fallback_below=limit) for part in parts]}

    def _respell(self, whole: Heard) -> Optional[Dict[str, Any]]:  # noqa: UP006, UP045
        """Return the message as it is understood with its typing errors put right, where it then names a thing."""
        assert self._respeller is not None  # noqa: S101 - it comes with the model
        text, mended = self._respeller.respell(whole)
        if not mended:
            return None
        meant, heard = self._understand(text)
        return heard if names_mended(meant, mended) else None
