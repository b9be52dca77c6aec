"""What is heard while it is asked for whom a present is, for how much, and what they like."""

import pytest

from bot.dialogue.before import OpenQuestion
from tests.bot.dialogue.in_answer import intent_of
from tests.bot.dialogue.in_context import PRESENTS
from tests.bot.dialogue.in_context import intent_of as in_context

LIKES = OpenQuestion("recommend_gift", "text")


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("is paypal ok", "ask_payment", 0.92),
        ("paypal?", "ask_payment", 0.59),
        ("do you ship to spain", "ask_shipping", 0.99),
        ("and whats shipping", "ask_shipping", 0.53),
        ("can i return it if he doesnt like it", "ask_returns", 0.98),
        ("can he exchange it", "ask_returns", 0.5),
        ("what about returns", "ask_returns", 0.99),
        ("how long does delivery take", "ask_shipping", 0.98),
    ],
)
@pytest.mark.parametrize("asking", ["text", "budget", "person"])
def test_a_question_on_the_shop_tells_nothing_of_whom_a_present_is_for(
    asking: str, text: str, intent: str, confidence: float
) -> None:
    assert intent_of(text, intent, OpenQuestion("recommend_gift", asking), confidence=confidence) == intent


@pytest.mark.parametrize(
    ("text", "intent"), [("can u wrap it", "ask_product_question"), ("can it be sent to him directly", "share_product")]
)
def test_how_a_present_is_wrapped_and_sent_is_a_question_on_the_shop(text: str, intent: str) -> None:
    assert intent_of(text, intent, LIKES, confidence=0.5) == "ask_shipping"
    assert in_context(text, intent, PRESENTS, confidence=0.5) == "ask_shipping"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("he likes shipping models", "ask_shipping"),
        ("running shoes?", "search_product"),
        ("do you have anything with dinosaurs", "search_product"),
        ("what would you suggest", "recommend_for_me"),
        ("gift vouchers", "out_of_scope"),
        ("he has no order in his life, loves tidying", "track_order"),
    ],
)
def test_what_they_like_is_told_in_any_words(text: str, intent: str) -> None:
    assert intent_of(text, intent, LIKES) == "inform"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("where is my order", "track_order"),
        ("show me tents", "search_product"),
        ("i need a rain jacket for me", "search_product"),
        ("does ana have a wishlist", "show_wishlist"),
    ],
)
def test_who_clearly_asks_for_something_else_tells_no_liking(text: str, intent: str) -> None:
    assert intent_of(text, intent, LIKES) == intent


@pytest.mark.parametrize("text", ["forget the present", "i dont want to give him a present anymore", "nah leave it"])
@pytest.mark.parametrize("asking", ["text", "budget", "person"])
def test_a_present_is_left_in_many_words(asking: str, text: str) -> None:
    question = OpenQuestion("recommend_gift", asking)
    assert intent_of(text, "recommend_gift", question, confidence=0.49) == "never_mind"


@pytest.mark.parametrize("text", ["no clue really", "no idea tbh", "not a clue", "hard to say"])
def test_who_knows_nothing_of_what_they_like_does_not_leave(text: str) -> None:
    assert intent_of(text, "never_mind", LIKES, confidence=0.73) == "inform"


@pytest.mark.parametrize(
    ("text", "intent", "named", "heard"),
    [
        ("not clothes", "refine_search", "product_type", "inform"),
        ("but nothing with leather please", "reject_suggestion", "material", "inform"),
        ("not a book", "refine_search", "", "inform"),
        ("not sure", "refine_search", "", "refine_search"),
        ("no, tents for me", "search_product", "product_type", "search_product"),
        ("no show me tents instead", "search_product", "product_type", "search_product"),
    ],
)
def test_what_a_present_shall_not_be_is_told_of_it_while_its_price_is_asked_for(
    text: str, intent: str, named: str, heard: str
) -> None:
    assert (
        intent_of(text, intent, OpenQuestion("recommend_gift", "budget"), entities=(named,) if named else ()) == heard
    )
