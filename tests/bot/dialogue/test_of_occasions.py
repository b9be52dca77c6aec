"""Things for an occasion are looked for, however the question for them is heard."""

import pytest

from bot.dialogue.of_occasions import hear_of_occasion
from bot.dialogue.parsed import Parsed


def heard(intent: str, *names: str) -> Parsed:
    entities = [{"entity": name, "value": "x"} for name in names]
    return {"intent": {"name": intent, "confidence": 0.6}, "entities": entities}


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_shipping", "what do i need for a long flight"),
        ("out_of_scope", "what should I take to a festival"),
        ("nlu_fallback", "things for back to school"),
        ("recommend_gift", "something for a dinner party"),
        ("small_talk", "do you have anything for a hike?"),
    ],
)
def test_things_for_an_occasion_are_looked_for(intent: str, text: str) -> None:
    assert hear_of_occasion(heard(intent), text) == "search_product"


@pytest.mark.parametrize(
    ("intent", "text", "names"),
    [
        ("ask_shipping", "what do i need for a return", ()),
        ("ask_shipping", "does it come in time for the wedding", ()),
        ("recommend_gift", "a gift for a wedding", ()),
        ("recommend_gift", "something for my sister's birthday", ("person",)),
        ("find_matching", "anything for a hike that goes with it", ()),
        ("ask_product_question", "something for camping with the Tarn 2", ("product",)),
    ],
)
def test_other_questions_stay_what_they_are(intent: str, text: str, names: tuple[str, ...]) -> None:
    assert hear_of_occasion(heard(intent, *names), text) == ""
