"""Between Rasa's form of messages and that of the language room."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.rasa_compat import prepare

prepare()

from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader  # noqa: E402 - after prepare()

from bot.nlu.examples import as_rasa, examples_of, read_sentiment_examples  # noqa: E402
from language.examples import Example, SentimentExample, Span  # noqa: E402
from language.sentiment import Sentiment  # noqa: E402
from language.understanding import Entity, RankedIntent, Understanding  # noqa: E402

WRITTEN = """
version: "3.1"
nlu:
- intent: search
  examples: |
    - [red](colour) boots up to [50]{"entity": "price", "role": "max"}
    - boots
"""

HEARD = Understanding(
    text="up to 50",
    intent="refine",
    confidence=0.6,
    ranking=tuple(RankedIntent(name, 0.4 / 2**place) for place, name in enumerate("abcdefg")),
    entities=(Entity("price.max", "50", 6, 8, 0.9),),
    sentiment=Sentiment(-0.5, 0.25, 0.0),
    out_of_scope_score=0.3,
    in_scope=True,
)


def test_labelled_messages_become_examples() -> None:
    assert examples_of(RasaYAMLReader().reads(WRITTEN)) == [
        Example("red boots up to 50", "search", (Span(0, 3, "colour"), Span(16, 18, "price.max"))),
        Example("boots", "search"),
    ]


def test_a_role_is_said_beside_its_entity() -> None:
    said = as_rasa(HEARD, fallback_below=0.35)
    (entity,) = said["entities"]
    assert (entity["entity"], entity["role"], entity["value"]) == ("price", "max", "50")
    assert said["intent"] == {"name": "refine", "confidence": 0.6}
    assert said["sentiment"] == {"polarity": -0.5, "frustration": 0.25, "urgency": 0.0}


def test_only_the_likeliest_intents_are_kept() -> None:
    assert [rank["name"] for rank in as_rasa(HEARD, fallback_below=0.35)["intent_ranking"]] == list("abcde")


def test_doubt_and_distance_change_the_intent() -> None:
    assert as_rasa(HEARD, fallback_below=0.7)["intent"]["name"] == "nlu_fallback"
    assert as_rasa(replace(HEARD, in_scope=False), fallback_below=0.7)["intent"]["name"] == "out_of_scope"


def test_feelings_are_read_as_written(tmp_path: Path) -> None:
    file = tmp_path / "feelings.tsv"
    file.write_text('text\tpolarity\tfrustration\turgency\nsaid "fine"\t1\t0\t2\n', encoding="utf-8")
    assert read_sentiment_examples(file) == [SentimentExample('said "fine"', 1, 0, 2)]


@pytest.mark.parametrize("row", ["late\t-1\t2", "late\tbad\t0\t0", "late"])
def test_a_bad_line_is_named(tmp_path: Path, row: str) -> None:
    file = tmp_path / "feelings.tsv"
    file.write_text(f"text\tpolarity\tfrustration\turgency\ngood\t1\t0\t0\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"feelings\.tsv:3: expected text, polarity"):
        read_sentiment_examples(file)
