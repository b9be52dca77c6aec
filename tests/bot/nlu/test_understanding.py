"""The component as Rasa's engine uses it: trained, kept, loaded again, fed with messages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.rasa_compat import prepare

prepare()

from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402 - after prepare()
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

from bot.nlu import understanding  # noqa: E402
from bot.nlu.encoders import process_encoders  # noqa: E402
from bot.nlu.understanding import Understanding  # noqa: E402
from language.errors import TooWeak  # noqa: E402
from language.examples import Example  # noqa: E402
from tests.language.messages import FEELINGS, LOOKUPS, MESSAGES  # noqa: E402
from tests.language.random_encoder import write_encoder  # noqa: E402

RESOURCE = Resource("understanding")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, encoder_folder: Path) -> Iterator[Path]:
    """A data folder of the module's own, so that what is trained there is nobody else's."""
    folder = tmp_path_factory.mktemp("nlu")
    (folder / "encoders").symlink_to(encoder_folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONFAB_DATA_DIR", str(folder))
        process_encoders.cache_clear()
        yield folder
    process_encoders.cache_clear()


@pytest.fixture(scope="module")
def config(folder: Path) -> dict[str, Any]:
    feelings = folder / "sentiment.tsv"
    _write_feelings(feelings, len(FEELINGS))
    return {**Understanding.get_default_config(), "method": "frozen", "sentiment_data": str(feelings)}


@pytest.fixture(scope="module")
def component(folder: Path, config: dict[str, Any]) -> Understanding:
    (folder / "model").mkdir()
    storage = LocalModelStorage.create(folder / "model")
    surroundings = ExecutionContext(GraphSchema({}))
    Understanding.create(config, storage, RESOURCE, surroundings).train(_training_data())
    return Understanding.load(config, storage, RESOURCE, surroundings)


def test_what_was_trained_is_heard_after_loading(component: Understanding) -> None:
    message = _hear(component, "do you have green boots in 41 under 90 euro")
    assert message.get("intent")["name"] == "search"
    found = {(each["entity"], each.get("role"), each["value"]) for each in message.get("entities")}
    assert ("price", "max", "90 euro") in found
    assert ("colour", None, "green") in found
    assert set(message.get("sentiment")) == {"polarity", "frustration", "urgency"}


def test_words_are_there_for_rasa_s_own_tests_and_nowhere_else(component: Understanding) -> None:
    message = _hear(component, "red boots, 41")
    assert [(word.text, word.start, word.end) for word in message.get("text_tokens")] == [
        ("red", 0, 3), ("boots", 4, 9), (",", 9, 10), ("41", 11, 13),
    ]  # fmt: skip
    assert "text_tokens" not in message.as_dict(only_output_properties=True)


def test_two_requests_are_two_parts(component: Understanding) -> None:
    message = _hear(component, "where is my order, and do you have black boots in 42")
    assert [part["intent"]["name"] for part in message.get("parts")] == ["track", "search"]
    assert _hear(component, "where is my order").get("parts") == []


def test_what_is_below_a_floor_is_refused_and_not_kept(
    folder: Path, config: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("language.measured.FEWEST_TOLD", 1)  # of so few messages nothing is asked otherwise
    (folder / "weak").mkdir()
    storage = LocalModelStorage.create(folder / "weak")
    strict = Understanding.create(
        {**config, "intent_floor": 1.01}, storage, RESOURCE, ExecutionContext(GraphSchema({}))
    )
    with pytest.raises(TooWeak, match=r"for intent on \d+ held-out messages; allowed: 1\.01"):
        strict.train(_training_data())
    assert list((folder / "weak").iterdir()) == []


def test_what_is_hardly_understood_falls_back(component: Understanding, config: dict[str, Any]) -> None:
    storage = component._model_storage
    strict = Understanding.load({**config, "fallback_below": 1.1}, storage, RESOURCE, ExecutionContext(GraphSchema({})))
    assert _hear(strict, "where is my order").get("intent")["name"] == "nlu_fallback"


def test_what_is_meant_by_a_word_with_a_typing_error_is_beside_what_was_written(
    component: Understanding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(understanding, "names_mended", lambda *_: True)  # the few messages here have other names
    message = _hear(component, "show me black truosers in 42")
    respelt = message.get("respelt")
    assert respelt["text"] == "show me black trousers in 42"
    assert ("type", "trousers") in {(each["entity"], each["value"]) for each in respelt["entities"]}
    assert message.get("text") == "show me black truosers in 42"
    assert _hear(component, "show me black trousers in 42").get("respelt") is None


def test_a_button_speaks_for_itself(component: Understanding) -> None:
    assert _hear(component, '/search{"colour": "red"}').get("intent") is None


def test_changed_feelings_are_trained_anew(config: dict[str, Any], tmp_path: Path) -> None:
    """Rasa's cache compares fingerprints; the feelings are no part of what Rasa itself reads."""
    feelings = tmp_path / "sentiment.tsv"
    mine = {**config, "sentiment_data": str(feelings)}
    _write_feelings(feelings, 4)
    before = Understanding.fingerprint_addon(mine)
    _write_feelings(feelings, 4)
    assert Understanding.fingerprint_addon(mine) == before
    _write_feelings(feelings, 5)
    assert Understanding.fingerprint_addon(mine) != before


def test_changed_weights_in_a_folder_are_trained_anew(config: dict[str, Any], tmp_path: Path) -> None:
    mine = {**config, "encoder": str(write_encoder(tmp_path / "encoder", ["hello there"]))}
    before = Understanding.fingerprint_addon(mine)
    assert Understanding.fingerprint_addon(mine) == before != Understanding.fingerprint_addon(config)
    write_encoder(tmp_path / "encoder", ["hello there"], seed=2)
    assert Understanding.fingerprint_addon(mine) != before


def _hear(component: Understanding, text: str) -> Message:
    (message,) = component.process([Message({"text": text})])
    return message


def _training_data() -> TrainingData:
    tables = [{"name": name, "elements": values} for name, values in LOOKUPS.items()]
    return TrainingData([_as_message(example) for example in MESSAGES], lookup_tables=tables)


def _as_message(example: Example) -> Message:
    entities = []
    for span in example.entities:
        name, _, role = span.label.partition(".")
        entity = {"start": span.start, "end": span.end, "value": example.text[span.start : span.end], "entity": name}
        entities.append(entity | ({"role": role} if role else {}))
    return Message.build(example.text, example.intent, entities)


def _write_feelings(path: Path, count: int) -> None:
    rows = [f"{each.text}\t{each.polarity}\t{each.frustration}\t{each.urgency}" for each in FEELINGS[:count]]
    path.write_text("\n".join(["text\tpolarity\tfrustration\turgency", *rows]) + "\n", encoding="utf-8")
