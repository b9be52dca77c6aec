"""The dialogue data itself: enough of it, varied, of one mind about labels, and never seen by what it is measured on.

A failure counts what is wrong in the held-out set and does not show it: who has read it can no longer write for it.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.rasa_compat import prepare
from language.examples import OUT_OF_SCOPE, Example, SentimentExample

TRAINING, HELD_OUT = Path("data/dialogue"), Path("tests/language/heldout")
SAME_FRAME = 3  # messages of an intent that may differ in their values alone


@pytest.fixture(scope="module")
def training() -> list[Example]:
    return _read_messages(TRAINING / "nlu")


@pytest.fixture(scope="module")
def held_out() -> list[Example]:
    outside = (HELD_OUT / "out_of_scope.txt").read_text(encoding="utf-8").splitlines()
    messages = _read_messages(HELD_OUT / "nlu.yml")
    return messages + [Example(line.strip(), OUT_OF_SCOPE) for line in outside if line.strip()]


@pytest.fixture(scope="module")
def known_labels() -> set[str]:
    prepare()
    from rasa.shared.core.domain import Domain

    labels = Domain.load("domain.yml").entity_properties
    return {*labels.entities, *(f"{name}.{role}" for name, roles in labels.roles.items() for role in roles)}


def test_there_is_enough_to_learn_from(training: list[Example]) -> None:
    counts = Counter(example.intent for example in training)
    assert len(counts) >= 48
    assert {intent: count for intent, count in counts.items() if count < 45} == {}
    assert counts.total() >= 2500


def test_there_is_enough_to_measure_on(training: list[Example], held_out: list[Example]) -> None:
    counts = Counter(example.intent for example in held_out)
    assert counts.keys() == {example.intent for example in training}
    assert {intent: count for intent, count in counts.items() if count < 12} == {}
    assert counts[OUT_OF_SCOPE] >= 150


def test_nothing_held_out_was_learned(training: list[Example], held_out: list[Example]) -> None:
    learned = {_fold(example.text) for example in training}
    shared = sum(_fold(example.text) in learned for example in held_out)
    assert shared == 0


def test_no_feeling_held_out_was_learned() -> None:
    learned = {_fold(example.text) for example in _read_feelings(TRAINING)}
    shared = sum(_fold(example.text) in learned for example in _read_feelings(HELD_OUT))
    assert shared == 0


def test_no_message_stands_twice(training: list[Example]) -> None:
    """Neither under two intents, which contradicts itself, nor under one, which counts it double."""
    intents: dict[str, list[str]] = {}
    for example in training:
        intents.setdefault(_fold(example.text), []).append(example.intent)
    assert {text: found for text, found in intents.items() if len(found) > 1} == {}


def test_no_message_feels_two_ways() -> None:
    feelings: dict[str, set[tuple[int, int, int]]] = {}
    for each in _read_feelings(TRAINING):
        feelings.setdefault(_fold(each.text), set()).add((each.polarity, each.frustration, each.urgency))
    assert {text: found for text, found in feelings.items() if len(found) > 1} == {}


def test_every_label_is_known_to_the_domain(
    training: list[Example], held_out: list[Example], known_labels: set[str]
) -> None:
    assert {span.label for example in training for span in example.entities} <= known_labels
    assert {span.label for example in held_out for span in example.entities} <= known_labels


def test_every_label_is_learned_often(training: list[Example], known_labels: set[str]) -> None:
    counts = Counter(span.label for example in training for span in example.entities)
    parents = {label.partition(".")[0] for label in known_labels if "." in label}
    rare = {label for label in known_labels - parents if counts[label] < 20}
    assert rare == set()


def test_values_begin_and_end_with_words(training: list[Example]) -> None:
    """A blank or a comma inside a value teaches the tagger nothing."""
    sloppy = [
        example.text[span.start : span.end]
        for example in training
        for span in example.entities
        if (value := example.text[span.start : span.end]) != value.strip(" ,.;:")
    ]
    assert sloppy == []


def test_messages_are_no_templates(training: list[Example]) -> None:
    """What is nothing but a value ("38") is the answer to a question and may be as frequent as it likes."""
    frames = Counter((example.intent, frame) for example in training if (frame := _frame(example)))
    assert {frame: count for frame, count in frames.items() if count > SAME_FRAME} == {}


def test_messages_of_an_intent_begin_in_many_ways(training: list[Example]) -> None:
    """No more than a tenth of an intent's messages share their first three words."""
    counts = Counter(example.intent for example in training)
    begun = Counter((example.intent, *_fold(example.text).split()[:3]) for example in training)
    frequent = {begin: count for begin, count in begun.items() if len(begin) == 4 and count > counts[begin[0]] / 10}
    assert frequent == {}


def _read_messages(path: Path) -> list[Example]:
    prepare()
    from rasa.shared.nlu.training_data.loading import load_data

    from bot.nlu.examples import examples_of

    return examples_of(load_data(str(path)))


def _read_feelings(folder: Path) -> list[SentimentExample]:
    prepare()
    from bot.nlu.examples import read_sentiment_examples

    return read_sentiment_examples(folder / "sentiment.tsv")


def _fold(text: str) -> str:
    """Return the words without case and punctuation; what has no words, as it is."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text.strip()


def _frame(example: Example) -> str:
    """Return the message with its values masked by their labels, folded; "" when nothing else is left."""
    rest, masked, place = "", "", 0
    for span in example.entities:
        rest += example.text[place : span.start]
        masked += f"{example.text[place : span.start]} {span.label.replace('.', '_').upper()} "
        place = span.end
    rest, masked = rest + example.text[place:], masked + example.text[place:]
    return _fold(masked) if re.search(r"\w", rest) else ""
