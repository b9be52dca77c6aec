"""Understanding, trained on a handful of messages: intents, values, feelings and scope from one model."""

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
import torch

from language.encoder import Encoders
from language.errors import TooFewExamples, WeightsRefused
from language.examples import OUT_OF_SCOPE, Example, SentimentExample, Span
from language.finetuning import fine_tune
from language.linear import LinearHead
from language.torch_encoder import load_model
from language.training import Plan, TrainingMethod, train_understanding
from language.understanding import UnderstandingModel
from language.understanding_files import load_understanding, save_understanding
from language.weights import MINILM, find_weights
from tests.language.messages import FEELINGS, LOOKUPS, MESSAGES

FROZEN = Plan(method="frozen", seed=3)


@pytest.fixture(scope="module")
def model(encoders: Encoders) -> UnderstandingModel:
    return train_understanding(MESSAGES, FEELINGS, LOOKUPS, encoders, FROZEN)


Tuned = tuple[UnderstandingModel, dict[str, float]]
Method = Literal["full", "lora"]
Tune = Callable[[Method], Tuned]


@pytest.fixture(scope="module")
def tune(encoders: Encoders) -> Tune:
    """Gives what one epoch of fine-tuning makes, and what share of each stage was told to be done; once a method."""

    def tune(method: Method) -> Tuned:
        stages: dict[str, float] = {}
        plan = Plan(method=method, epochs=1, seed=3)
        return train_understanding(MESSAGES, FEELINGS, LOOKUPS, encoders, plan, progress=stages.__setitem__), stages

    return functools.cache(tune)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("got any hiking boots?", "search"),
        ("where has my parcel got to", "track"),
        ("hey hello", "greet"),
        ("i want to give the shoes back", "return"),
    ],
)
def test_new_words_have_the_known_meaning(model: UnderstandingModel, text: str, intent: str) -> None:
    (heard,) = model.understand([text])
    assert heard.intent == intent
    assert heard.ranking[0].intent == intent
    assert sum(rank.confidence for rank in heard.ranking) == pytest.approx(1, abs=1e-3)
    assert {rank.intent for rank in heard.ranking} == set(model.intents)


def test_values_are_found_where_they_stand(model: UnderstandingModel) -> None:
    text = "do you have green boots in 41 under 90 euro"
    (heard,) = model.understand([text])
    assert {(each.label, each.text) for each in heard.entities} == {
        ("colour", "green"), ("type", "boots"), ("size", "41"), ("price.max", "90 euro"),
    }  # fmt: skip
    assert all(text[each.start : each.end] == each.text for each in heard.entities)
    assert [each.start for each in heard.entities] == sorted(each.start for each in heard.entities)
    assert all(0 < each.confidence <= 1 for each in heard.entities)


def test_feelings_are_ordered(model: UnderstandingModel) -> None:
    angry, plain, happy = model.understand(
        ["this is the third time you got it wrong, I have had enough", "do you have boots", "wonderful, I love it"]
    )
    assert angry.sentiment.polarity < plain.sentiment.polarity < happy.sentiment.polarity
    assert angry.sentiment.frustration > max(plain.sentiment.frustration, happy.sentiment.frustration)
    assert all(-1 <= heard.sentiment.polarity <= 1 for heard in (angry, plain, happy))


def test_what_is_none_of_our_business_is_further_out(model: UnderstandingModel) -> None:
    inside, outside = model.understand(["do you have black boots", "who won the chess championship in 1972"])
    assert outside.out_of_scope_score > inside.out_of_scope_score
    assert inside.in_scope


@pytest.mark.parametrize("text", ["", "   ", "🙂", "a" * 5000, "\x00\x01", "'; DROP TABLE shop; --", "文字文字"])
def test_any_text_is_answered(model: UnderstandingModel, text: str) -> None:
    (heard,) = model.understand([text])
    assert heard.intent in model.intents
    assert all(text[each.start : each.end] == each.text for each in heard.entities)


def test_nothing_is_understood_as_nothing(model: UnderstandingModel) -> None:
    assert model.understand([]) == []


def test_a_saved_model_understands_the_same(model: UnderstandingModel, encoders: Encoders, anywhere: Path) -> None:
    save_understanding(model, anywhere, MINILM)
    loaded = load_understanding(anywhere, encoders)
    texts = [example.text for example in MESSAGES[:10]]
    assert loaded.understand(texts) == model.understand(texts)


def test_a_changed_model_is_refused(model: UnderstandingModel, encoders: Encoders, anywhere: Path) -> None:
    save_understanding(model, anywhere, MINILM)
    (anywhere / "words.json").write_text("{}")
    with pytest.raises(WeightsRefused, match=r"words\.json"):
        load_understanding(anywhere, encoders)


def test_equal_seeds_give_equal_models(model: UnderstandingModel, encoders: Encoders) -> None:
    again = train_understanding(MESSAGES, FEELINGS, LOOKUPS, encoders, FROZEN)
    texts = [example.text for example in MESSAGES[:10]]
    assert again.understand(texts) == model.understand(texts)


def test_equal_seeds_tune_equally(tune: Tune, encoders: Encoders) -> None:
    plan = Plan(method="full", epochs=1, seed=3)
    texts = [example.text for example in MESSAGES[:10]]
    first, _ = tune("full")
    second = train_understanding(MESSAGES, FEELINGS, LOOKUPS, encoders, plan)
    assert first.understand(texts) == second.understand(texts)
    other = train_understanding(MESSAGES, FEELINGS, LOOKUPS, encoders, replace(plan, rate=1e-3))
    assert other.understand(texts) != first.understand(texts)


def test_all_layers_are_tuned_but_the_words() -> None:
    weights = find_weights(MINILM)
    intents = sorted({example.intent for example in MESSAGES})
    head = LinearHead(np.zeros((384, len(intents)), np.float32), np.zeros(len(intents), np.float32))
    before = load_model(weights).model.state_dict()
    after = fine_tune(weights, MESSAGES, FEELINGS, intents, head, epochs=1, seed=3).model.state_dict()
    moved = {name for name, value in before.items() if not torch.equal(value, after[name])}
    assert {name.split(".")[2] for name in moved if name.startswith("encoder.layer")} == set("012345")
    assert "embeddings.word_embeddings.weight" not in moved


def test_without_feelings_everything_is_neutral(encoders: Encoders) -> None:
    model = train_understanding(MESSAGES, [], {}, encoders, FROZEN)
    (heard,) = model.understand(["this is the third time you got it wrong"])
    assert heard.sentiment.polarity == pytest.approx(0, abs=1e-6)
    assert heard.sentiment.frustration == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("method", ["full", "lora"])
def test_a_fine_tuned_model_has_its_own_encoder(tune: Tune, encoders: Encoders, anywhere: Path, method: Method) -> None:
    model, stages = tune(method)
    assert stages["fine-tuning"] == pytest.approx(1)
    save_understanding(model, anywhere, MINILM)
    loaded = load_understanding(anywhere, Encoders(anywhere.parent / "no encoders here"))
    assert loaded.understand(["got any hiking boots?"])[0].intent == "search"
    assert loaded.encoder.fingerprint != encoders.load().fingerprint


def test_trainings_side_by_side_keep_their_own_encoders(encoders: Encoders, tmp_path: Path) -> None:
    """As of a benchmark beside a training in one data folder: the first is saved after the second has ended."""
    plan = Plan(method="full", epochs=1, seed=3)
    first = train_understanding(MESSAGES, FEELINGS, LOOKUPS, encoders, plan)
    second = train_understanding(MESSAGES[::2], FEELINGS, LOOKUPS, encoders, plan)
    assert first.encoder.fingerprint != second.encoder.fingerprint
    save_understanding(first, tmp_path / "model", MINILM)
    texts = [example.text for example in MESSAGES[:10]]
    expected = first.understand(texts)
    assert load_understanding(tmp_path / "model", encoders).understand(texts) == expected
    files = first.encoder.folder  # type: ignore[attr-defined] # of an OnnxEncoder
    assert files.is_dir()
    del first
    assert not files.exists()


def test_too_little_to_learn_from_is_said(encoders: Encoders) -> None:
    with pytest.raises(TooFewExamples, match="1 examples of 1 intents"):
        train_understanding([Example("hi", "greet")], [], {}, encoders, FROZEN)


@pytest.mark.parametrize("method", ["frozen", "auto", "full"])
@pytest.mark.parametrize("shots", [1, 2, 4])
def test_two_intents_of_one_message_each_are_enough(encoders: Encoders, shots: int, method: TrainingMethod) -> None:
    greetings, parcels = ["hello", "good morning", "hi there", "hey you"], ["my parcel", "where is it", "track", "late"]
    few = [Example(text, "greet") for text in greetings[:shots]] + [Example(text, "track") for text in parcels[:shots]]
    model = train_understanding(few, [], {}, encoders, Plan(method=method, epochs=1, seed=3))
    heard = model.understand([each.text for each in few])
    assert [each.intent for each in heard] == [each.intent for each in few]
    assert all(each.in_scope for each in heard)
    assert np.isfinite([each.out_of_scope_score for each in heard]).all()


def test_a_few_known_messages_make_no_other_a_stranger(model: UnderstandingModel, encoders: Encoders) -> None:
    """The farthest of a handful is no threshold: most of what shoppers say would be beyond it."""
    heard = model.understand(["any rain coats for a tall person", "could you tell me when the courier rings"])
    assert all(each.in_scope for each in heard)
    outside = [Example(f"number {number} is odd", OUT_OF_SCOPE) for number in range(9)]
    few = [Example("hello", "greet"), Example("hi", "greet"), Example("my parcel", "track"), *outside]
    (heard_by_few,) = train_understanding(few, [], {}, encoders, FROZEN).understand(["good evening"])
    assert heard_by_few.in_scope


def test_a_share_of_all_is_held_out_where_there_are_enough(encoders: Encoders) -> None:
    inside = [Example(f"where is parcel {number}", "track") for number in range(200)]
    inside += [Example(f"show me boots in size {number}", "search") for number in range(200)]
    model = train_understanding(inside, [], {}, encoders, FROZEN)
    known, strange = model.understand(["where is parcel 9", "who won the chess championship in 1972"])
    assert (known.in_scope, strange.in_scope) == (True, False)


def test_the_messages_are_labelled_as_they_read() -> None:
    """The data of these tests itself: spans lie inside their texts and do not overlap."""
    for example in MESSAGES:
        ends = [0, *(span.end for span in example.entities)]
        assert all(span.start >= end for span, end in zip(example.entities, ends, strict=False))
        assert all(span.end <= len(example.text) for span in example.entities)
    assert any(example.intent == OUT_OF_SCOPE for example in MESSAGES)
    assert all(isinstance(span, Span) for example in MESSAGES for span in example.entities)
    assert all(isinstance(each, SentimentExample) for each in FEELINGS)


def test_values_are_measured_unless_nobody_wants_to_know(model: UnderstandingModel, encoders: Encoders) -> None:
    plan = replace(FROZEN, measure_values=False)
    unmeasured = train_understanding(MESSAGES, FEELINGS, LOOKUPS, encoders, plan)
    assert model.measured.values is not None
    assert unmeasured.measured == replace(model.measured, values=None)
    text = "do you have green boots in 41 under 90 euro"
    assert unmeasured.understand([text]) == model.understand([text])
