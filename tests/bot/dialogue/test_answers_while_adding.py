"""What is heard while a colour or a size is asked for of what goes into the cart."""

import pytest

from bot.dialogue.before import OpenQuestion
from tests.bot.dialogue.in_answer import intent_of


def test_where_a_purchase_goes_is_no_share() -> None:
    question = OpenQuestion("checkout", "payment")
    assert intent_of("send it to my friend maya", "share_product", question) == "checkout"
    assert (
        intent_of("send it to my friend maya", "share_product", OpenQuestion("add_to_cart", "variant"))
        == "share_product"
    )


@pytest.mark.parametrize(
    ("text", "intent", "heard"),
    [
        ("send it to my work address", "share_product", "add_to_cart"),
        ("ship to 12 Harbour Road", "change_address", "add_to_cart"),
        ("in my size", "ask_size_advice", "inform"),
        ("the usual", "out_of_scope", "inform"),
        ("what do i usually wear", "ask_size_advice", "ask_size_advice"),
        ("whats that come to", "product_details", "view_cart"),
        ("how much is it", "product_details", "view_cart"),
        ("how much is delivery", "ask_shipping", "ask_shipping"),
        ("how much does it weigh", "product_details", "product_details"),
        ("price?", "apply_coupon", "view_cart"),
        ("how do i know my size", "my_data", "my_data"),
    ],
)
def test_while_a_colour_is_asked_for_things_are_heard_of_what_is_added(text: str, intent: str, heard: str) -> None:
    assert intent_of(text, intent, OpenQuestion("add_to_cart", "variant")) == heard


def test_how_long_a_purchase_takes_is_asked_of_the_shop() -> None:
    assert intent_of("ok how long", "nlu_fallback", OpenQuestion("checkout", "confirm")) == "ask_shipping"


def test_what_is_not_in_the_cart_yet_is_left_out_of_it() -> None:
    for text in ("no wait take it back", "oh undo that", "put it back", "forget it"):
        assert intent_of(text, "return_order", OpenQuestion("add_to_cart", "colour")) == "never_mind"
    assert (
        intent_of("take it back to the shop", "return_order", OpenQuestion("add_to_cart", "colour")) == "return_order"
    )


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("does german layout exist", "ask_size_advice"),
        ("is there a red one?", "choose_option"),
        ("is it available in navy", "inform"),
        ("do you have it in 43?", "nlu_fallback"),
        ("is there a french one?", "ask_product_question"),
    ],
)
def test_a_question_for_a_variant_chooses_none(text: str, intent: str) -> None:
    assert intent_of(text, intent, OpenQuestion("add_to_cart", "variant")) == "check_stock"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("does it have a usb port", "ask_product_question"), ("the german one", "choose_option"), ("navy", "inform")],
)
def test_a_question_on_the_product_and_a_choice_stay_so(text: str, intent: str) -> None:
    assert intent_of(text, intent, OpenQuestion("add_to_cart", "variant")) == intent


@pytest.mark.parametrize("text", ["skip that one", "leave that one out", "not that one"])
def test_one_of_several_is_left_out(text: str) -> None:
    assert intent_of(text, "reject_suggestion", OpenQuestion("add_to_cart", "variant")) == "deny"


@pytest.mark.parametrize(
    ("text", "intent", "named"),
    [
        ("and a lumbra arc as well", "refine_search", "brand"),
        ("also the swan", "product_details", "product"),
        ("and one kettle", "inform", "product_type"),
    ],
)
def test_one_more_thing_is_added_too(text: str, intent: str, named: str) -> None:
    assert intent_of(text, intent, OpenQuestion("add_to_cart", "variant"), entities=(named,)) == "add_to_cart"
    assert intent_of("show me a swan too", intent, OpenQuestion("add_to_cart", "variant"), entities=(named,)) == intent


@pytest.mark.parametrize("intent", ["change_cart", "exchange_order", "choose_option"])
def test_what_is_being_added_can_be_swapped_for_another(intent: str) -> None:
    question = OpenQuestion("add_to_cart", "variant")
    for text in ("swap it for the cheapest", "the gooseneck instead of it", "replace the second with the third"):
        assert intent_of(text, intent, question) == "change_cart"


def test_a_colour_that_comes_with_a_question_on_the_price_is_an_answer() -> None:
    question = OpenQuestion("add_to_cart", "variant")
    assert intent_of("blue, how much is it", "inform", question, entities=("colour",)) == "inform"
    assert intent_of("how much is the blue one", "inform", question, entities=("colour",)) == "view_cart"


def test_beside_what_is_added_it_may_be_asked_what_that_costs_and_whether_an_order_can_be_cancelled() -> None:
    question = OpenQuestion("add_to_cart", "variant")
    assert intent_of("whats that with shipping", "ask_shipping", question) == "view_cart"
    assert intent_of("can i still cancel my order", "cancel_order", question) == "track_order"


@pytest.mark.parametrize("text", ["the merino ones", "those toe ones please", "no the white one"])
def test_which_of_several_it_is_may_be_told_by_how_they_are(text: str) -> None:
    assert intent_of(text, "refine_search", OpenQuestion("add_to_cart", "product")) == "inform"
    assert intent_of("cheaper ones", "refine_search", OpenQuestion("add_to_cart", "product")) == "refine_search"


@pytest.mark.parametrize("text", ["stop, dont order", "stop", "don't buy it", "no wait do not order that yet"])
def test_what_is_being_added_is_left_and_no_order_cancelled(text: str) -> None:
    assert intent_of(text, "cancel_order", OpenQuestion("add_to_cart", "variant")) == "never_mind"
    assert intent_of(text, "cancel_order", OpenQuestion("checkout", "confirm")) == "deny"
    assert intent_of(text, "cancel_order", OpenQuestion()) == "cancel_order"
    assert intent_of("stop my order from monday", "cancel_order", OpenQuestion("add_to_cart", "variant")) == (
        "cancel_order"
    )
