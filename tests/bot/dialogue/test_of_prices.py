"""What is heard of prices: who wants to be told of a lower one, and who compares with an earlier one."""

import pytest

from bot.dialogue.before import Before
from tests.bot.dialogue.in_context import SHOWN, intent_of


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("watch the hush 700, tell me below 200", "product_details"),
        ("let me know when it is back in stock", "check_stock"),
        ("ping me if they get cheaper pls", "refine_search"),
        ("can you keep an eye on it", "small_talk"),
        ("tell me when that drops under 50", "inform"),
    ],
)
def test_who_wants_to_be_told_of_a_price_or_of_stock_asks_for_an_alert(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == "set_alert"
    assert intent_of(text, intent, Before(), entities=("product",)) == "set_alert"
    assert intent_of(text, intent, Before()) == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("tell me if it is waterproof", "ask_product_question"),
        ("a watch under 200", "search_product"),
        ("tell me when my parcel is back", "track_order"),
        ("show me those below 200", "refine_search"),
    ],
)
def test_who_asks_something_else_asks_for_no_alert(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == intent


def test_a_price_compared_with_an_earlier_one_is_the_products_and_no_comparison() -> None:
    for text in ("is the hush cheaper than last month", "is it more expensive than it was 2 weeks ago"):
        assert intent_of(text, "compare_products", Before(), entities=("product",)) == "product_details"
    text = "is the hush cheaper than the drift"
    assert intent_of(text, "compare_products", Before(), entities=("product",)) == "compare_products"
