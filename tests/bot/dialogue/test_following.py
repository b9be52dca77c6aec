"""What is heard when no question is open: in the light of what was said and shown just before."""

from typing import Any

import pytest

from bot.dialogue.before import Before, OpenQuestion
from bot.dialogue.following import hear_in_context, hear_in_talk
from tests.bot.dialogue.in_context import SHOWN, intent_of

ALERT = Before(intent="set_alert", alert_set=True)


def test_a_button_says_what_it_says() -> None:
    pressed = {"text": "Not this", "intent": {"name": "choose_option", "confidence": 1.0}, "entities": []}
    assert hear_in_context(pressed, SHOWN) is pressed


@pytest.mark.parametrize(
    ("before", "text", "intent"),
    [
        ("ask_shipping", "and to ireland", "search_product"),
        ("ask_returns", "what about shoes i wore once?", "search_product"),
        ("track_order", "and the lamp?", "product_details"),
        ("track_order", "no the older one", "choose_option"),
    ],
)
def test_what_goes_on_with_a_question_is_the_same_question_again(before: str, text: str, intent: str) -> None:
    assert intent_of(text, intent, Before(intent=before)) == before
    assert intent_of(text, intent, Before(intent="greet")) == intent


@pytest.mark.parametrize(
    ("text", "intent", "heard"),
    [
        ("clear it", "never_mind", "remove_from_cart"),
        ("ok empty everything please", "out_of_scope", "remove_from_cart"),
        ("how much now", "product_details", "view_cart"),
        ("what's the total", "inform", "view_cart"),
        ("how much is delivery", "ask_shipping", "ask_shipping"),
        ("clear the air", "small_talk", "small_talk"),
    ],
)
def test_while_the_cart_is_shown_it_is_meant(text: str, intent: str, heard: str) -> None:
    assert intent_of(text, intent, Before(cart_shown=True)) == heard
    assert intent_of(text, intent, Before()) == intent


def test_one_of_a_list_that_is_to_be_sent_somewhere_is_bought_first() -> None:
    said = "ok first one, ship to toms place"
    assert intent_of(said, "change_address", SHOWN, entities=("ordinal", "person")) == "add_to_cart"
    assert intent_of(said, "change_address", Before(), entities=("ordinal", "person")) == "change_address"


def test_the_cart_alone_is_where_what_is_shown_goes() -> None:
    assert intent_of("ok basket", "view_cart", SHOWN) == "add_to_cart"
    assert intent_of("yes, into my cart", "inform", SHOWN) == "add_to_cart"
    assert intent_of("basket", "view_cart", SHOWN) == "view_cart"
    assert intent_of("ok basket", "view_cart", Before()) == "view_cart"


def test_what_is_taken_off_the_wishlist_is_no_line_of_the_cart() -> None:
    assert intent_of("take the kettle off", "remove_from_cart", Before(intent="show_wishlist")) == "add_to_wishlist"
    said = "take the kettle out of my cart"
    assert intent_of(said, "remove_from_cart", Before(intent="show_wishlist")) == "remove_from_cart"
    assert intent_of("take the kettle off", "remove_from_cart", Before(intent="view_cart")) == "remove_from_cart"


@pytest.mark.parametrize("text", ["and my friends", "what about my friends?", "ok and my mates"])
def test_after_reviews_those_of_friends_are_asked_for(text: str) -> None:
    assert intent_of(text, "inform", Before(intent="read_reviews")) == "friends_reviews"
    assert intent_of(text, "inform", Before(intent="greet")) == "inform"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("and show me tents", "search_product"),
        ("and what do my friends say", "friends_reviews"),
        ("tents", "search_product"),
    ],
)
def test_another_request_after_a_question_is_another_request(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before(intent="ask_shipping")) == intent


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("make it 110 instead", "change_cart", ("quantity",)),
        ("actually make that 290", "search_product", ("price",)),
        ("delete the drift one", "remove_from_cart", ("product",)),
        ("cancel the glide one", "cancel_order", ()),
    ],
)
def test_what_changes_the_alert_just_set_changes_no_cart(text: str, intent: str, entities: tuple[str, ...]) -> None:
    assert intent_of(text, intent, ALERT, entities=entities) == "set_alert"
    assert intent_of(text, intent, Before(), entities=entities) == intent


def test_the_cart_and_orders_are_meant_where_they_are_named() -> None:
    assert intent_of("remove it from my cart", "remove_from_cart", ALERT) == "remove_from_cart"
    assert intent_of("cancel my order", "cancel_order", ALERT) == "cancel_order"


def test_the_cart_is_changed_only_by_who_clearly_says_so() -> None:
    assert intent_of("its for ana, wrap it", "add_to_cart", Before(), confidence=0.43) == "nlu_fallback"
    assert intent_of("add it", "add_to_cart", Before(), confidence=0.6) == "add_to_cart"


def test_a_human_and_forgetting_are_heard_without_a_question() -> None:
    assert intent_of("ok human then", "ask_if_bot", Before()) == "talk_to_human"
    assert intent_of("are you a human", "ask_if_bot", Before()) == "ask_if_bot"
    assert intent_of("forget this conversation", "never_mind", Before()) == "erase_data"


def test_what_is_in_the_cart_is_sent_by_buying_it() -> None:
    cart = Before(cart_shown=True)
    assert intent_of("ship it to vienna", "change_address", cart) == "checkout"
    assert intent_of("send it to omar", "share_product", cart, entities=("person",)) == "share_product"
    assert intent_of("ship it to vienna", "change_address", Before()) == "change_address"


@pytest.mark.parametrize("intent", ["change_cart", "choose_option", "exchange_order", "search_product"])
def test_one_thing_in_the_cart_is_swapped_for_another(intent: str) -> None:
    cart, listed = Before(cart_shown=True), Before(products_shown=True)
    for text in (
        "swap the second for the cheapest",
        "replace it with the swan",
        "i want the third instead of the first",
    ):
        assert intent_of(text, intent, cart) == "change_cart"
    assert intent_of("swap the kettle for the bigger one", intent, cart, entities=("product_type",)) == "change_cart"
    assert intent_of("swap the second for the cheapest", intent, listed) == "change_cart"
    assert intent_of("i want the third instead of the first", intent, listed) == intent
    assert intent_of("swap the mug in my order for the red one", intent, cart, entities=("product_type",)) == intent


@pytest.mark.parametrize("text", ["put in a water bottle", "chuck in a water bottle too", "put a water bottle in pls"])
@pytest.mark.parametrize("intent", ["ask_product_question", "search_product", "out_of_scope"])
def test_what_is_put_in_comes_into_the_cart(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before(), entities=("product_type",)) == "add_to_cart"


def test_what_delivery_costs_goes_on_with_delivery() -> None:
    assert intent_of("what does it cost", "product_details", Before(intent="ask_shipping")) == "ask_shipping"


@pytest.mark.parametrize("text", ["put the Windlite in my cart", "add the kettle", "ok i'll take it"])
def test_plain_words_change_the_cart_however_they_were_heard(text: str) -> None:
    assert intent_of(text, "add_to_cart", Before(), confidence=0.4) == "add_to_cart"


def test_a_present_in_the_cart_is_one_and_hiding_an_order_cancels_none() -> None:
    cart = Before(cart_shown=True)
    assert intent_of("its a present for ana", "nlu_fallback", cart, entities=("person",)) == "recommend_gift"
    assert intent_of("hide only this order", "cancel_order", Before()) == "privacy_settings"


def test_what_can_be_done_is_asked_of_what_is_late() -> None:
    for text in ("so what now", "what can i do?", "and now?", "ok what happens next"):
        assert intent_of(text, "help", Before(intent="report_late")) == "report_late"
    assert intent_of("what can i do?", "help", Before(intent="greet")) == "help"
    assert intent_of("what can i cook in it", "help", Before(intent="report_late")) == "help"


def test_what_was_just_done_is_taken_back_in_few_words() -> None:
    done = Before(intent="affirm", deed_done=True)
    for text in ("oops undo that", "no wait, take it back", "i didn't mean to!", "that was a mistake", "undo pls"):
        assert intent_of(text, "never_mind", done) == "refine_search"
    assert intent_of("undo pls", "never_mind", Before(intent="affirm")) == "never_mind"
    assert intent_of("take it back to the shop for me", "return_order", done) == "return_order"


def test_stars_just_given_are_mended() -> None:
    rated = Before(intent="rate_product")
    for text in ("sorry 4", "oh wait 4", "make it four stars"):
        assert intent_of(text, "change_cart", rated) == "rate_product"
    assert intent_of("make it 4", "change_cart", Before(intent="add_to_cart")) == "change_cart"


def test_a_rule_is_gone_on_with_in_few_words() -> None:
    rule = Before(intent="ask_returns")
    for text in ("even earbuds?", "and if they are broken", "i live in france", "what if it is opened"):
        assert intent_of(text, "search_product", rule) == "ask_returns"
    assert intent_of("and show me knives", "search_product", rule) == "search_product"
    assert intent_of("in 38", "refine_search", rule) == "refine_search"


def test_what_becomes_of_a_lost_parcel_is_the_shops_rule() -> None:
    late = Before(intent="report_late")
    assert intent_of("What if a parcel is lost?", "report_late", late) == "ask_shipping"
    assert intent_of("my parcel is lost", "report_late", late) == "report_late"


@pytest.mark.parametrize(
    ("text", "intent", "heard"),
    [
        ("one lumbra arc lamp in black and one in white", "change_cart", "add_to_cart"),
        ("2 ohmari drift in black, 1 in white", "inform", "add_to_cart"),
        ("i want 2 drift in black and 1 in white pls", "exchange_order", "add_to_cart"),
        ("add a drift (white) and a moka pot", "out_of_scope", "add_to_cart"),
        ("add a yoga mat, a foam roller and two kettlebells", "search_product", "add_to_cart"),
        ("add tents to the search", "search_product", "search_product"),
        ("add the drift to the comparison", "compare_products", "compare_products"),
        ("put the drift on my wishlist", "nlu_fallback", "nlu_fallback"),
        ("one lumbra arc lamp or two?", "inform", "inform"),
    ],
)
def test_who_counts_pieces_of_a_thing_puts_them_into_the_cart(text: str, intent: str, heard: str) -> None:
    assert intent_of(text, intent, Before(), entities=("product",), confidence=0.3) == heard


def test_pieces_of_an_order_are_no_matter_of_the_cart() -> None:
    text, before = "2 drift in black and 1 in white", Before(order_shown=True)
    assert intent_of(text, "inform", before, entities=("product",)) != "add_to_cart"


def test_who_takes_two_of_those_shown_puts_them_into_the_cart() -> None:
    text = "ill take the first one and the last one"
    assert intent_of(text, "choose_option", SHOWN, entities=("ordinal",)) == "add_to_cart"
    assert intent_of("the first and the last", "choose_option", SHOWN, entities=("ordinal",)) == "choose_option"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how many stars did i give the backpack", "rate_product"),
        ("what did i write about it", "product_details"),
        ("show my reviews", "privacy_settings"),
        ("what was my rating for the ridge 4", "rate_product"),
        ("which things have i reviewed", "nlu_fallback"),
    ],
)
def test_what_one_wrote_oneself_is_read(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before()) == "read_reviews"


@pytest.mark.parametrize(
    "text",
    ["show my reviews to friends only", "rate the swan 4 stars", "delete my review", "what did ana write about it"],
)
def test_what_is_done_with_ones_reviews_is_no_question_for_them(text: str) -> None:
    assert intent_of(text, "privacy_settings", Before()) == "privacy_settings"


def test_after_ones_own_review_it_can_be_changed() -> None:
    before = Before(intent="read_reviews", own_review_told=True)
    assert intent_of("make it 4", "change_cart", before) == "rate_product"
    assert intent_of("delete it", "remove_from_cart", before) == "write_review"
    assert intent_of("can i edit it", "change_items", before) == "write_review"
    assert intent_of("make it 4", "change_cart", Before(intent="read_reviews")) == "change_cart"


def test_words_are_added_to_the_stars_just_given() -> None:
    assert intent_of("add some text", "out_of_scope", Before(intent="rate_product")) == "write_review"
    assert intent_of("what did i give it", "view_cart", Before(intent="rate_product")) == "read_reviews"


def test_one_of_the_reviews_listed_is_taken_down() -> None:
    before = Before(intent="read_reviews")
    assert intent_of("delete the one on the arc", "remove_from_cart", before, entities=("product",)) == "write_review"
    assert intent_of("delete the one on the arc", "remove_from_cart", Before(), entities=("product",)) == (
        "remove_from_cart"
    )


def test_who_ordered_as_a_guest_speaks_of_the_order() -> None:
    assert intent_of("i ordered as a guest", "search_product", Before()) == "track_order"


def test_the_alert_set_last_takes_another_amount_also_after_a_colour_was_asked() -> None:
    before = Before(intent="choose_option", alert_set=True)
    assert intent_of("make it 65", "change_cart", before, entities=("price",)) == "set_alert"
    assert intent_of("stop it", "never_mind", before) == "never_mind"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (OpenQuestion(), "the black one"),
        (OpenQuestion("none", "confirm"), "the black one"),
        (OpenQuestion("add_to_cart", "variant"), "the black one"),
        (OpenQuestion("write_review", "text"), "the balck one"),
        (OpenQuestion("add_friend", "person"), "the balck one"),
    ],
)
def test_a_typing_error_is_put_right_unless_the_words_are_somebody_s_own(question: OpenQuestion, text: str) -> None:
    def heard(text: str) -> dict[str, Any]:
        return {"text": text, "intent": {"name": "inform", "confidence": 0.9}, "entities": [], "sentiment": {}}

    written = {**heard("the balck one"), "respelt": heard("the black one")}
    assert hear_in_talk(written, question, Before())["text"] == text


@pytest.mark.parametrize(
    "text", ["how long", "and how long does it take", "how soon would it be there?", "how much is it"]
)
def test_after_a_question_on_delivery_how_long_and_how_much_are_of_delivery(text: str) -> None:
    assert intent_of(text, "ask_product_question", Before(intent="ask_shipping")) == "ask_shipping"
    assert intent_of(text, "ask_product_question", Before(intent="greet")) == "ask_product_question"


def test_how_long_is_of_delivery_in_one_breath_too() -> None:
    parts = [
        {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": [], "sentiment": {}}
        for text, intent in (("does it ship to austria", "ask_shipping"), ("how long", "ask_product_question"))
    ]
    whole = {**parts[0], "text": "does it ship to austria and how long", "parts": parts}
    assert [part["intent"]["name"] for part in hear_in_context(whole, SHOWN)["parts"]] == ["ask_shipping"] * 2


@pytest.mark.parametrize("text", ["any bad ones", "only 1 star", "ok and the negative reviews pls", "just two stars"])
def test_after_a_word_on_reviews_bad_ones_are_reviews(text: str) -> None:
    assert intent_of(text, "rate_product", Before(intent="read_reviews")) == "read_reviews"
    assert intent_of(text, "refine_search", Before(intent="search_product")) == "refine_search"


def test_another_amount_right_after_an_alert_is_of_the_alert() -> None:
    set_now = Before(intent="set_alert", alert_set=True)
    for text in ("actually 110", "oh 110 euro then", "no, 99.50"):
        for intent in ("inform", "refine_search", "out_of_scope"):
            assert intent_of(text, intent, set_now) == "set_alert"
            assert intent_of(text, intent, Before()) != "set_alert"


@pytest.mark.parametrize("text", ["and 2 pairs of socks", "also a kettle please", "plus another mug"])
def test_so_many_of_something_else_come_to_the_cart_on_the_screen(text: str) -> None:
    shown = Before(intent="add_to_cart", cart_shown=True)
    for intent in ("search_product", "find_matching", "change_cart"):
        assert intent_of(text, intent, shown, entities=("product_type",)) == "add_to_cart"
        assert intent_of(text, intent, Before(), entities=("product_type",)) != "add_to_cart"
    assert intent_of("and a kettle under 50", "search_product", shown, entities=("product_type",)) == "search_product"


def test_a_misspelt_cart_is_the_cart() -> None:
    for text in ("whats in my crat", "show me my basekt"):
        assert intent_of(text, "show_wishlist", Before()) == "view_cart"
    assert intent_of("show me my card", "ask_payment", Before()) == "ask_payment"


def test_a_pick_for_a_purpose_is_one_of_those_shown() -> None:
    assert intent_of("which would you take for flying", "out_of_scope", SHOWN) == "compare_products"
