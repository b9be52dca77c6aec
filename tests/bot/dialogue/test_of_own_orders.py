"""What is asked of what was ordered before, and of what can still be done about it."""

import pytest

from bot.dialogue.before import Before, OpenQuestion
from tests.bot.dialogue.in_context import intent_in_talk as intent_of


@pytest.mark.parametrize(
    ("text", "heard", "meant"),
    [
        ("my cloudlines fell apart", "out_of_scope", "report_damaged"),
        ("change the colour of my bottle", "add_to_cart", "change_items"),
        ("how long until you treat it as lost", "ask_shipping", "ask_shipping"),
        ("when does a parcel count as lost", "nlu_fallback", "ask_shipping"),
        ("my ideal tent never leaks?", "search_product", "search_product"),
    ],
)
def test_of_what_was_bought_whatever_was_talked_about(text: str, heard: str, meant: str) -> None:
    assert intent_of(text, heard) == meant


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("how much did i pay for the kettle", "view_cart"),
        ("how much did i spend on my last order", "view_cart"),
        ("have i paid for the boots", "view_cart"),
        ("which kettle did i buy", "view_cart"),
        ("what size boots did i order", "ask_size_advice"),
        ("did i ever buy headphones from you", "search_product"),
        ("what was in my last order", "track_order"),
        ("ok and what did i order last", "view_cart"),
    ],
)
def test_what_was_ordered_before_is_asked_of_the_orders(text: str, heard: str) -> None:
    assert intent_of(text, heard, entities=("product_type",)) == "track_order"
    adding = OpenQuestion("add_to_cart", "variant", {"black": '/choose_option{"ordinal":"1"}'})
    assert intent_of(text, heard, question=adding, entities=("product_type",)) == "track_order"
    proposed = OpenQuestion("return_order", "confirm", {"Yes, return it": "/affirm"})
    assert intent_of(text, heard, question=proposed) == "track_order"


@pytest.mark.parametrize(
    "text",
    [
        "hey wheres my stuff",
        "hello where are my things",
        "yo where's my order at",
        "where the hell is my parcel",
        "any news on my package",
        "um where is all my stuff",
    ],
)
@pytest.mark.parametrize("intent", ["greet", "out_of_scope", "view_cart"])
def test_where_their_parcel_is_may_begin_with_a_greeting(text: str, intent: str) -> None:
    assert intent_of(text, intent) == "track_order"


@pytest.mark.parametrize(("text", "named"), [("to 39", "size"), ("39 pls", "size"), ("coral instead", "colour")])
@pytest.mark.parametrize("intent", ["inform", "refine_search", "choose_option"])
def test_a_look_alone_changes_the_order_just_talked_about(text: str, named: str, intent: str) -> None:
    told = Before(intent="track_order", order_shown=True, told_of_order="order")
    assert intent_of(text, intent, told, entities=(named,)) == "change_items"
    offered = OpenQuestion("none", "confirm", {"Yes, please": "/affirm", "No, leave it": "/deny"})
    assert intent_of(text, intent, told, question=offered, entities=(named,)) == "change_items"
    assert intent_of(text, intent, Before(products_shown=True), entities=(named,)) == intent


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("how much do i pay for delivery", "ask_shipping"),
        ("how much is in my cart", "view_cart"),
        ("what should i buy", "recommend_for_me"),
        ("did i get my refund", "refund_status"),
        ("what did my friends buy", "friend_activity"),
        ("what does the kettle cost", "product_details"),
    ],
)
def test_what_is_not_of_the_past_is_heard_as_it_was(text: str, heard: str) -> None:
    assert intent_of(text, heard) == heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("thx, and is my windlite still returnable", "return_order"),
        ("is the kettle returnable?", "product_details"),
        ("can my kettle still go back", "return_order"),
        ("can i still return the windlite", "return_order"),
        ("is it still exchangeable", "exchange_order"),
        ("could the boots still be sent back", "nlu_fallback"),
    ],
)
def test_whether_something_can_still_go_back_is_a_question_and_no_wish(text: str, heard: str) -> None:
    assert intent_of(text, heard, entities=("product",)) == "ask_returns"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("is my cloudline order still changeable", "change_items"),
        ("can the shoes still be changed", "change_cart"),
        ("is my order still cancellable", "cancel_order"),
        ("can i still cancel my order?", "cancel_order"),
        ("is it too late to cancel", "cancel_order"),
        ("can i still change the address", "change_address"),
        ("can i still change the size of my shoes", "change_cart"),
        ("am i still able to cancel it", "cancel_order"),
        ("is cancelling still possible", "cancel_order"),
        ("until when can i change my order", "change_items"),
    ],
)
def test_whether_an_order_can_still_be_changed_is_a_question_and_no_wish(text: str, heard: str) -> None:
    assert intent_of(text, heard) == "track_order"


@pytest.mark.parametrize(
    ("text", "heard", "entities"),
    [
        ("can i return the kettle", "return_order", ("product_type",)),
        ("can i still exchange the jacket for M", "exchange_order", ("product_type", "size")),
    ],
)
def test_what_asks_for_it_begins_it(text: str, heard: str, entities: tuple[str, ...]) -> None:
    assert intent_of(text, heard, entities=entities) == heard


@pytest.mark.parametrize(
    ("text", "heard", "entities"),
    [
        ("can i still change it to 39", "change_items", ("size",)),
        ("can i still change the address to rua alta 3", "change_address", ("address",)),
        ("can i still change the payment to paypal", "change_payment", ("payment_method",)),
        ("can i still change my review", "write_review", ()),
        ("is it too late to cancel the return", "cancel_order", ()),
        ("cancel my order", "cancel_order", ()),
    ],
)
def test_a_wish_to_change_is_no_question_whether_it_can_be(text: str, heard: str, entities: tuple[str, ...]) -> None:
    assert intent_of(text, heard, entities=entities) in (heard, "return_order")


def test_too_late_for_another_size_is_a_question() -> None:
    assert intent_of("is it too late to change it to 39", "change_items", entities=("size",)) == "track_order"
