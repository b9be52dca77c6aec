"""Who answers in words which of several products is meant."""

from typing import Any

import pytest

from bot.dialogue.before import Before
from bot.dialogue.following import hear_in_context

HUSH = Before(
    intent="product_details",
    products_shown=True,
    asked_which="product_details",
    which_titles=(
        "Velori Hush Buds noise-cancelling earbuds",
        "Velori Hush 700 noise-cancelling headphones",
        "Fellwren Hush -5 down sleeping bag",
    ),
)


def hear(text: str, intent: str, before: Before) -> tuple[str, list[str]]:
    parsed: dict[str, Any] = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.5},
        "entities": [{"entity": "price", "value": "700"}],
        "sentiment": {},
    }
    heard = hear_in_context(parsed, before)
    return str(heard["intent"]["name"]), [str(one["value"]) for one in heard["entities"]]


@pytest.mark.parametrize(
    ("text", "intent", "place"),
    [
        ("the 700", "set_alert", 1),
        ("the headphones", "search_product", 1),
        ("i mean the sleeping bag", "inform", 2),
        ("the first one please", "choose_option", 0),
        ("buds", "nlu_fallback", 0),
    ],
)
def test_what_was_wanted_is_wanted_of_the_one_that_is_named(text: str, intent: str, place: int) -> None:
    assert hear(text, intent, HUSH) == ("product_details", [HUSH.which_titles[place]])


def test_of_several_that_are_named_it_is_asked_again() -> None:
    assert hear("the velori one", "choose_option", HUSH) == ("product_details", ["the velori one"])


@pytest.mark.parametrize("text", ["the hush", "cheaper", "is the 700 loud?", "show me kettles"])
def test_what_names_none_of_them_is_heard_as_it_is(text: str) -> None:
    assert hear(text, "search_product", HUSH)[0] != "product_details"


def test_only_right_after_the_question() -> None:
    assert hear("the 700", "set_alert", Before(products_shown=True))[0] == "set_alert"
