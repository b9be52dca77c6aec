"""Which fragments ask what a product is like."""

import pytest

from language.fact_questions import asks_fact


@pytest.mark.parametrize(
    "text",
    [
        "microwave?", "can i take on plane", "made where", "comes with case?", "fits 15 inch laptop?", "and 17 inch?",
        "machine wash?", "vegan?", "charger included?", "ok for hand luggage?", "ryanair ok?", "whats in the box",
        "where are they made", "does it go in dishwasher", "real leather?", "which are ok for ryanair",
    ],
)  # fmt: skip
def test_what_a_thing_is_like_is_asked_in_few_words(text: str) -> None:
    assert asks_fact(text)


@pytest.mark.parametrize(
    "text",
    [
        "show me kettles",
        "do u ship to switzerland",
        "does it fit me",
        "where is my order",
        "15 inch",
        "vegan",
        "bag",
        "",
    ],
)
def test_wishes_and_other_questions_are_none(text: str) -> None:
    assert not asks_fact(text)
