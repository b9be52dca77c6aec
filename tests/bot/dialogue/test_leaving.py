"""Turning from an open question to something else in one breath, and picking from what is shown then."""

import pytest

from bot.dialogue.answers import hear_as_answer
from bot.dialogue.before import OpenQuestion
from bot.dialogue.leaving import split_leaving, split_wishes

TROUBLE = OpenQuestion("report_problem", "choice", {"Exchange it": '/choose_option{"ordinal":"2"}'})
OVER_A_LIST = OpenQuestion("report_problem", "choice", {}, list_newer=True)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("nah leave it. show me electric kettles", "show me electric kettles"),
        ("never mind, show me kettles", "show me kettles"),
        ("nvm show me running socks", "show me running socks"),
        ("forget it. running socks?", "running socks?"),
        ("ok dont bother then. where's my order", "where's my order"),
        ("actually never mind - what's in my cart", "what's in my cart"),
        ("leave it and find me a tent", "find me a tent"),
    ],
)
def test_who_leaves_a_question_and_asks_for_more_is_heard_as_both(text: str, wish: str) -> None:
    leaves, rest = split_leaving(text, TROUBLE)
    assert leaves
    assert rest == wish


@pytest.mark.parametrize(
    "text",
    [
        "leave it with the neighbours",
        "never mind the price",
        "forget it all",
        "never mind",
        "leave it as it is",
        "i want the lid replaced, never mind the rest",
        "show me kettles",
    ],
)
def test_leaving_alone_and_leaving_something_else_is_not_split(text: str) -> None:
    assert split_leaving(text, TROUBLE) == ("", "")


def test_what_is_only_shown_is_left_too_and_in_a_review_nothing_is() -> None:
    said = "never mind. show me kettles"
    assert split_leaving(said, OpenQuestion()) == ("never mind", "show me kettles")
    assert split_leaving(said, OpenQuestion("write_review", "text")) == ("", "")


PRESENT = OpenQuestion("recommend_gift", "text")


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("forget the present, i need a rain jacket for me", "i need a rain jacket for me"),
        ("nah leave it. show me kettles", "show me kettles"),
        ("never mind, what about my order", "what about my order"),
        ("i dont want to get him a gift anymore, show me tents", "show me tents"),
        ("no present after all, i need socks", "i need socks"),
        ("scrap that present whats in my cart", "whats in my cart"),
        ("changed my mind, find me a lamp", "find me a lamp"),
        ("ok forget dads birthday present. do you sell kettles", "do you sell kettles"),
    ],
)
@pytest.mark.parametrize("question", [PRESENT, OpenQuestion("recommend_gift", "budget"), OpenQuestion()])
def test_a_present_is_left_for_something_else_be_it_asked_about_or_only_shown(
    question: OpenQuestion, text: str, wish: str
) -> None:
    leaves, rest = split_leaving(text, question)
    assert leaves
    assert rest == wish


@pytest.mark.parametrize(
    "text", ["no gift wrap, he likes tea", "doesn't matter, he likes tea", "no cheap gifts, show me nice ones"]
)
def test_what_is_told_of_a_present_leaves_none(text: str) -> None:
    assert split_leaving(text, PRESENT) == ("", "")


def test_a_present_is_left_also_where_nothing_else_is_wished() -> None:
    whole = {"text": "forget the present, whatever", "intent": {"name": "recommend_gift"}, "entities": []}
    wish = {"text": "whatever", "intent": {"name": "out_of_scope"}, "parts": []}
    heard = split_wishes(whole, "forget the present", wish, PRESENT)
    assert [one["intent"]["name"] for one in heard] == ["never_mind"]


def hear_wish(intent: str, question: OpenQuestion = TROUBLE) -> list[str]:
    whole = {"text": "nah leave it. and", "intent": {"name": "reject_suggestion"}, "entities": [{"entity": "x"}]}
    wish = {"text": "and", "intent": {"name": intent}, "parts": []}
    return [one["intent"]["name"] for one in split_wishes(whole, "nah leave it", wish, question)]


@pytest.mark.parametrize("intent", ["search_product", "view_cart", "track_order"])
def test_what_is_open_is_left_before_another_wish_is_heard(intent: str) -> None:
    assert hear_wish(intent) == ["never_mind", intent]
    assert hear_wish(intent, OpenQuestion("none", "confirm")) == [intent]
    assert hear_wish(intent, OpenQuestion()) == [intent]


def test_another_way_with_the_same_order_answers_and_leaves_nothing() -> None:
    assert hear_wish("return_order") == ["return_order"]


def test_what_is_no_wish_is_heard_with_the_rest_of_the_message() -> None:
    assert hear_wish("inform") == ["reject_suggestion"]


def pick(text: str, question: OpenQuestion, *, ordinal: bool = True) -> str:
    entities = [{"entity": "ordinal", "value": "first"}] if ordinal else []
    parsed = {"text": text, "intent": {"name": "choose_option", "confidence": 0.9}, "entities": entities}
    return str(hear_as_answer(parsed, question)["intent"]["name"])


def test_the_first_one_is_of_the_list_that_was_shown_after_a_question_on_an_order() -> None:
    assert pick("take the first one", OVER_A_LIST) == "add_to_cart"
    assert pick("the first one", OVER_A_LIST) == "product_details"
    assert pick("take the cheaper one", OVER_A_LIST, ordinal=False) == "add_to_cart"


def test_the_first_one_is_of_the_question_where_nothing_was_shown_since() -> None:
    assert pick("take the first one", TROUBLE) == "choose_option"
    assert pick("the first option", OVER_A_LIST) == "choose_option"
