"""What a few words mean, whatever they sound like: a greeting, a curse, a way to pay, a misspelt cart."""

from typing import Any

import pytest

from bot.dialogue.before import Before, OpenQuestion
from bot.dialogue.following import hear_in_context
from tests.bot.dialogue.in_context import SHOWN, intent_in_talk, intent_of


@pytest.mark.parametrize("intent", ["return_order", "ask_returns", "nlu_fallback"])
def test_whether_opened_things_go_back_is_a_rule_of_the_shop(intent: str) -> None:
    assert intent_of("can i return them if i opened the box", intent, Before()) == "ask_returns"
    assert intent_of("return the opened earbuds", "return_order", Before()) == "return_order"


def test_the_cart_is_shown_beside_a_question_also_when_misspelt() -> None:
    adding = OpenQuestion("add_to_cart", "variant", {})
    assert intent_in_talk("whats in my crat", "show_wishlist", question=adding) == "view_cart"
    assert intent_in_talk("whats in my crate", "show_wishlist", question=adding) == "show_wishlist"
    review = OpenQuestion("write_review", "text", {})
    assert intent_in_talk("show my crat", "inform", question=review) == "inform"


@pytest.mark.parametrize("text", ["yo", "Sup?", "hiya", "whats up"])
def test_a_short_greeting_is_no_yes(text: str) -> None:
    assert intent_of(text, "affirm", Before()) == "greet"
    assert intent_of("yes", "affirm", Before()) == "affirm"


def test_how_to_pay_after_the_checkout_turns_down_nothing_shown() -> None:
    said = "no not gift card, paypal"
    paying = Before(intent="checkout", products_shown=True)
    assert intent_of(said, "reject_suggestion", paying) == "checkout"
    assert intent_of(said, "reject_suggestion", SHOWN) == "reject_suggestion"


def test_who_is_upset_is_not_out_of_scope() -> None:
    upset: dict[str, Any] = {
        "text": "i dont care about excuses",
        "intent": {"name": "out_of_scope", "confidence": 0.9},
        "entities": [],
        "sentiment": {"polarity": -0.5, "frustration": 0.7},
    }
    assert hear_in_context(upset, Before(intent="track_order"))["intent"]["name"] == "complain"
    assert hear_in_context(upset, Before(intent="search_product"))["intent"]["name"] == "complain"
    calm = {**upset, "sentiment": {"polarity": 0.0, "frustration": 0.0}}
    assert hear_in_context(calm, Before(intent="search_product"))["intent"]["name"] == "out_of_scope"
    annoyed = {**upset, "sentiment": {"polarity": -0.3, "frustration": 0.35}}
    assert hear_in_context(annoyed, Before(intent="track_order"))["intent"]["name"] == "complain"
    assert hear_in_context(annoyed, Before(intent="search_product"))["intent"]["name"] == "out_of_scope"
    assert hear_in_context(calm, Before(intent="track_order"))["intent"]["name"] == "out_of_scope"


def test_ones_own_wishes_are_shown_to_who_is_named() -> None:
    assert intent_of("show ana my wishlist", "show_wishlist", Before(), entities=("person",)) == "share_product"
    assert intent_of("show me my wishlist", "show_wishlist", Before(), entities=("person",)) == "show_wishlist"
    assert intent_of("show ana's wishlist", "show_wishlist", Before(), entities=("person",)) == "show_wishlist"


@pytest.mark.parametrize("text", ["lol jk", "haha", "just kidding!"])
def test_a_joke_is_understood(text: str) -> None:
    assert intent_of(text, "nlu_fallback", SHOWN) == "small_talk"


@pytest.mark.parametrize(("likely", "heard"), [("search_product", "search_product"), ("talk_to_human", "nlu_fallback")])
def test_who_needs_something_in_words_that_were_not_sure_to_be_a_search_is_shown_some(likely: str, heard: str) -> None:
    ranking = [{"name": "nlu_fallback", "confidence": 0.4}, {"name": likely, "confidence": 0.3}]
    parsed = {
        "text": "need new kicks 4 runnin lol",
        "intent": {"name": "nlu_fallback", "confidence": 0.4},
        "intent_ranking": ranking,
        "entities": [],
        "sentiment": {},
    }
    assert hear_in_context(parsed, Before())["intent"]["name"] == heard


@pytest.mark.parametrize("intent", ["out_of_scope", "nlu_fallback"])
def test_the_name_of_a_thing_alone_is_looked_for_even_if_no_shop_of_ours_has_it(intent: str) -> None:
    for text in ("birthday cake", "any car seats", "light bulbs"):
        assert intent_of(text, intent, Before()) == "search_product"
    for text in ("what is a birthday cake?", "write me a song about my wedding ring and my car"):
        assert intent_of(text, intent, Before()) == intent
