"""What answers an open question, whatever the words alone would mean."""

from typing import Any

import pytest

from bot.dialogue.answers import OpenQuestion, hear_as_answer


def parsed(text: str, intent: str, confidence: float = 0.9, **more: Any) -> dict[str, Any]:
    return {"text": text, "intent": {"name": intent, "confidence": confidence}, "parts": [{"text": text}], **more}


def heard(text: str, intent: str, asking: str, confidence: float = 0.9) -> str:
    return str(hear_as_answer(parsed(text, intent, confidence), OpenQuestion("task", asking))["intent"]["name"])


@pytest.mark.parametrize("intent", ["search_product", "out_of_scope", "nlu_fallback", "complain"])
def test_a_free_text_is_whatever_is_written(intent: str) -> None:
    assert heard("they squeak on wet floors, otherwise lovely", intent, "text") == "inform"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("forget it", "never_mind"),
        ("get me a human", "talk_to_human"),
        ("which office chair is good for small people?", "search_product"),
        ("where is my order?", "track_order"),
    ],
)
def test_a_free_text_is_not_what_leaves_or_asks(text: str, intent: str) -> None:
    assert heard(text, intent, "text") == intent
    assert heard(text, intent, "text", confidence=0.4) == "inform"  # in doubt it is the text


def test_a_question_in_a_review_stays_in_the_review() -> None:
    assert heard("who on earth glues a sole like that?", "complain", "text") == "inform"


@pytest.mark.parametrize("asking", ["size", "variant", "reason", "address", "order"])
def test_a_short_answer_that_nobody_understands_answers_the_question(asking: str) -> None:
    assert heard("the mauve", "nlu_fallback", asking) == "inform"


def test_complaints_are_reasons_but_no_sizes() -> None:
    assert heard("it came broken", "report_damaged", "reason") == "inform"
    assert heard("it came broken", "report_damaged", "size") == "report_damaged"


def test_without_a_question_and_at_a_yes_or_no_nothing_is_bent() -> None:
    for asking in ("none", "confirm"):
        assert heard("qwertz", "nlu_fallback", asking) == "nlu_fallback"


def test_an_answer_is_one_request() -> None:
    assert hear_as_answer(parsed("red, and blue", "search_product"), OpenQuestion("task", "text"))["parts"] == []


def test_who_writes_what_a_button_says_has_pressed_it() -> None:
    question = OpenQuestion("add_to_cart", "variant", {"Mist grey": '/choose_option{"ordinal": "2"}'})
    heard = hear_as_answer(parsed("mist grey!", "search_product"), question)
    assert heard["intent"]["name"] == "choose_option"
    assert heard["entities"] == [{"entity": "ordinal", "value": "2"}]


@pytest.mark.parametrize(
    ("text", "intent", "meant"),
    [
        ("yes, cancel it", "cancel_order", "affirm"),
        ("no, don't cancel it", "cancel_order", "deny"),
        ("yes and what do my friends think of it?", "friends_reviews", "friends_reviews"),
        ("cancel the other one", "cancel_order", "cancel_order"),
    ],
)
def test_yes_and_no_belong_to_what_was_proposed(text: str, intent: str, meant: str) -> None:
    question = OpenQuestion("cancel_order", "confirm")
    assert hear_as_answer(parsed(text, intent), question)["intent"]["name"] == meant
