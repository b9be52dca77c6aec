"""An adjective asks for the field that measures it, whatever the product is called in the question."""

import pytest

from retrieval.asked_fields import find_asked_field
from retrieval.evidence import EvidenceReader
from retrieval.facts import FactFinder
from shop.catalogue import put_product
from tests.fakes.encoder import WordEncoder
from tests.retrieval.market import open_market, product, variant

TENT = ("sleeps", "weight", "inner height", "packed size", "size", "hydrostatic head")
LAMP = ("width", "brightness", "battery life", "noise", "size")
TITLE = "Fellwren Tarn 2 two-person backpacking tent"


@pytest.mark.parametrize(
    ("question", "fields", "field"),
    [
        ("is the tarn heavy", TENT, "weight"),
        ("is the Tarn 2 heavy to carry?", TENT, "weight"),
        ("how heavy is it", TENT, "weight"),
        ("what does it weigh", TENT, "weight"),
        ("how tall is it inside", TENT, "inner height"),
        ("is it big", TENT, "size"),
        ("how wide is it?", TENT, "size"),  # no width is stated
        ("how wide is it?", LAMP, "width"),
        ("is it loud", LAMP, "noise"),
        ("how long does the battery last", LAMP, "battery life"),
        ("how bright is it in lumen", LAMP, "brightness"),
    ],
)
def test_an_adjective_asks_for_the_field_that_measures_it(question: str, fields: tuple[str, ...], field: str) -> None:
    assert find_asked_field(question, fields, TITLE) == field


@pytest.mark.parametrize(
    "question",
    [
        "can heavy people use it",
        "how heavy may the phone be",
        "how long does delivery take",
        "is it a good light for heavy rain",
        "how thick is it",  # not stated
        "",
    ],
)
def test_other_questions_ask_for_no_field(question: str) -> None:
    assert find_asked_field(question, TENT, TITLE) is None


def test_the_stated_field_is_a_sure_answer_and_the_first() -> None:
    store = open_market()
    text = "The Tarn is a heavy favourite of ours."
    stated = {"sleeps": "2", "weight": "1.9 kg"}
    put_product(store, product("tarn", TITLE, "tent", "Fellwren", text, attributes=stated), [variant("tarn", 9000)])
    facts = FactFinder(store, EvidenceReader(WordEncoder()))
    first, *others = facts.find("tarn", "is the tarn heavy", 5, None)
    assert (first.text, first.sure) == ("weight: 1.9 kg", True)
    assert not any(fact.text == first.text for fact in others)
