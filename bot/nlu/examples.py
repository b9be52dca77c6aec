"""Rasa's training data as examples of the language room, and what is understood as Rasa's output."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from language.examples import Example, SentimentExample, Span
from language.understanding import Entity, Understanding

SHOWN_RANKING = 5  # intents that are kept with every message of a conversation


def examples_of(training_data: TrainingData) -> list[Example]:
    """Return every labelled message, in order; a role joins its entity's name: "price.max"."""
    return [
        Example(message.get(TEXT), message.get(INTENT), _spans_of(message.get(ENTITIES) or []))
        for message in training_data.intent_examples
        if message.get(TEXT)
    ]


def read_sentiment_examples(path: Path) -> list[SentimentExample]:
    """Read tab-separated text, polarity, frustration, urgency under a header. Raises ValueError naming a bad line."""
    with path.open(newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    examples = []
    for number, row in enumerate(rows, start=2):
        try:
            labels = (int(row["polarity"]), int(row["frustration"]), int(row["urgency"]))
            examples.append(SentimentExample(row["text"], *labels))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path}:{number}: expected text, polarity, frustration, urgency; got {row}") from error
    return examples


def as_rasa(heard: Understanding, *, fallback_below: float) -> dict[str, Any]:
    """Return what Rasa keeps of a message: intent, ranking, entities with roles, sentiment.

    What is out of scope, or understood with less confidence than `fallback_below`, gets the intent that says so.
    """
    ranking = [{"name": rank.intent, "confidence": rank.confidence} for rank in heard.ranking[:SHOWN_RANKING]]
    return {
        "text": heard.text,
        "intent": {"name": _intent_of(heard, fallback_below), "confidence": heard.confidence},
        "intent_ranking": ranking,
        "entities": [_as_rasa_entity(entity) for entity in heard.entities],
        "sentiment": {
            "polarity": heard.sentiment.polarity,
            "frustration": heard.sentiment.frustration,
            "urgency": heard.sentiment.urgency,
        },
        "out_of_scope_score": heard.out_of_scope_score,
    }


def _intent_of(heard: Understanding, fallback_below: float) -> str:
    if not heard.in_scope:
        return "out_of_scope"
    return "nlu_fallback" if heard.confidence < fallback_below else heard.intent


def _as_rasa_entity(entity: Entity) -> dict[str, Any]:
    name, _, role = entity.label.partition(".")
    found = {
        "entity": name,
        "value": entity.text,
        "start": entity.start,
        "end": entity.end,
        "confidence_entity": entity.confidence,
        "extractor": "Understanding",
    }
    return found | {"role": role} if role else found


def _spans_of(entities: list[dict[str, Any]]) -> tuple[Span, ...]:
    labels = (".".join(filter(None, (entity["entity"], entity.get("role")))) for entity in entities)
    spans = [Span(entity["start"], entity["end"], label) for entity, label in zip(entities, labels, strict=True)]
    return tuple(sorted(spans, key=lambda span: span.start))
