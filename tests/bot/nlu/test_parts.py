"""Mixed requests are taken apart, and only they."""

from dataclasses import replace

import pytest

from bot.nlu.parts import clauses_of, refine_whole, requests_of
from language.sentiment import Sentiment
from language.understanding import Entity, Understanding

CALM = Sentiment(0.0, 0.0, 0.0)


def heard(intent: str, confidence: float = 0.9, *, in_scope: bool = True) -> Understanding:
    return Understanding(intent, intent, confidence, (), (), CALM, 0.0, in_scope)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("cancel it, and what do my friends think?", ["cancel it", "what do my friends think?"]),
        ("Where is my order? Also do you have socks", ["Where is my order?", "Also do you have socks"]),
        ("where is my order", []),
        ("red, blue", []),
        ("one thing, two things, three things, four things, five things", []),
    ],
)
def test_a_message_has_clauses(text: str, clauses: list[str]) -> None:
    assert clauses_of(text) == clauses


def test_anger_that_asks_for_a_human_asks_for_a_human() -> None:
    anger, human = heard("complain"), heard("talk_to_human")
    assert requests_of([anger, human], sure_from=0.6) == []
    assert refine_whole(anger, [anger, human]).intent == "talk_to_human"


def test_two_requests_are_two() -> None:
    both = [heard("cancel_order"), heard("friends_reviews")]
    assert requests_of(both, sure_from=0.6) == both


@pytest.mark.parametrize(
    "clauses",
    [
        [heard("greet"), heard("track_order")],
        [heard("track_order"), heard("track_order")],
        [heard("track_order"), heard("friends_reviews", 0.4)],
        [heard("track_order"), heard("friends_reviews", in_scope=False)],
        [],
    ],
)
def test_what_accompanies_or_is_in_doubt_is_no_request(clauses: list[Understanding]) -> None:
    assert requests_of(clauses, sure_from=0.6) == []


def test_an_addition_does_not_stand_for_the_message() -> None:
    clauses = [heard("add_to_wishlist"), heard("privacy_settings")]
    assert refine_whole(heard("privacy_settings"), clauses).intent == "add_to_wishlist"
    assert refine_whole(heard("track_order"), clauses).intent == "track_order"
    assert requests_of(clauses, sure_from=0.6) == []


def test_of_an_unclear_message_the_one_clear_request_counts() -> None:
    unclear = heard("out_of_scope", in_scope=False)
    refined = refine_whole(unclear, [heard("never_mind"), heard("search_product")])
    assert (refined.intent, refined.in_scope) == ("search_product", True)
    assert refine_whole(unclear, [heard("never_mind"), heard("search_product", 0.5)]) == unclear
    assert refine_whole(unclear, [heard("track_order"), heard("search_product")]) == unclear


def test_a_name_alone_belongs_to_what_stands_before_it() -> None:
    named = Understanding(
        "the Popdome",
        "product_details",
        0.9,
        (),
        (Entity("product", "Popdome", 4, 11, 0.9),),
        Sentiment(0, 0, 0),
        0,
        True,
    )
    assert requests_of([heard("compare_products"), named], sure_from=0.6) == []


def test_a_list_of_people_is_not_taken_apart() -> None:
    ask, go = "ask Ana", "Tom whether it fits"
    one = Understanding(ask, "ask_friends", 0.9, (), (Entity("person", "Ana", 4, 7, 0.9),), CALM, 0.0, True)
    other = Understanding(go, "ask_product_question", 0.9, (), (Entity("person", "Tom", 0, 3, 0.9),), CALM, 0.0, True)
    assert requests_of([one, other], sure_from=0.6) == []
    apart = Understanding("does it fit Tom", "ask_size_advice", 0.9, (), (), CALM, 0.0, True)
    assert requests_of([one, apart], sure_from=0.6) == [one, apart]


def test_two_troubles_are_two_and_what_is_only_told_goes_first() -> None:
    broken, wrong = trouble("the kettle came broken", "kettle"), trouble("the headlamp is the wrong one", "headlamp")
    late = heard("report_late")
    assert requests_of([broken, wrong], sure_from=0.6) == [broken, wrong]
    assert requests_of([broken, late], sure_from=0.6) == [late, broken]
    assert requests_of([broken, trouble("the kettle leaks", "kettle")], sure_from=0.6) == []
    assert requests_of([broken, heard("report_damaged")], sure_from=0.6) == []


def test_what_only_complains_beside_a_trouble_asks_for_no_exchange() -> None:
    broken = trouble("the kettle came broken", "kettle")
    again, wish = "This is the second broken thing you sent me.", "I want a new one"
    assert requests_of([broken, replace(heard("exchange_order"), text=again)], sure_from=0.6) == []
    exchange = replace(heard("exchange_order"), text=wish)
    assert requests_of([broken, exchange], sure_from=0.6) == [broken, exchange]


def trouble(text: str, thing: str) -> Understanding:
    start = text.index(thing)
    named = Entity("product_type", thing, start, start + len(thing), 0.9)
    return Understanding(text, "report_damaged", 0.9, (), (named,), CALM, 0.0, True)


def test_a_clause_that_begins_with_the_verb_of_its_request_is_in_no_doubt() -> None:
    boots = Entity("product_type", "boots", 11, 16, 0.9)
    cancel = replace(heard("cancel_order", 0.37), text="cancel the boots", entities=(boots,))
    both = [cancel, heard("return_order")]
    assert requests_of(both, sure_from=0.6) == both
    doubtful = replace(cancel, text="off with the boots")
    assert requests_of([doubtful, heard("return_order")], sure_from=0.6) == []
