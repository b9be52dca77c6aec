"""What is heard of orders while no question is open."""

import pytest

from bot.dialogue.before import Before, OpenQuestion
from bot.dialogue.following import hear_in_talk
from tests.bot.dialogue.in_context import intent_in_talk as intent_of

REFUSED = Before(intent="cancel_order", told_of_order="refused", refused="cancel_order")
COMING_BACK = Before(intent="refund_status", told_of_order="coming_back", order_shown=True)
OFFER = OpenQuestion("none", "confirm", {"Yes, a human please": "/affirm", "No, thanks": "/deny"})


@pytest.mark.parametrize(
    ("text", "heard", "meant"),
    [
        ("cancel the exchange", "cancel_order", "exchange_order"),
        ("stop my return", "never_mind", "return_order"),
        ("undo the return pls", "never_mind", "return_order"),
        ("i changed my mind about the return", "never_mind", "return_order"),
        ("hows my jacket swap going", "nlu_fallback", "exchange_order"),
        ("any news on my return", "out_of_scope", "return_order"),
        ("did you get my parcel back", "nlu_fallback", "refund_status"),
        ("i posted the boots back on monday", "inform", "refund_status"),
        ("i posted it 2 weeks ago", "report_late", "refund_status"),
        ("can i get a refund instead", "ask_returns", "return_order"),
        ("i lost the return label", "nlu_fallback", "return_order"),
        ("can i add the lamp to the return", "ask_returns", "return_order"),
    ],
)
def test_what_is_asked_of_a_return_under_way_is_heard_as_that(text: str, heard: str, meant: str) -> None:
    assert intent_of(text, heard) == meant


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("cancel my order", "cancel_order"),
        ("who pays the return label", "ask_returns"),
        ("how do i return something", "ask_returns"),
        ("cancel the boots and return the kettle", "cancel_order"),
        ("stop the alert and exchange my jacket", "set_alert"),
        ("i want to return the jacket, changed my mind", "return_order"),
        ("where's the new colour of the jacket", "product_details"),
    ],
)
def test_other_words_of_orders_stay_what_they_are(text: str, intent: str) -> None:
    assert intent_of(text, intent) == intent


def test_keeping_something_after_all_is_of_a_return_only_where_an_order_was_talked_about() -> None:
    assert intent_of("i want to keep it after all", "add_to_wishlist", COMING_BACK) == "return_order"
    assert intent_of("can i still keep the backpack", "ask_product_question", COMING_BACK) == "return_order"
    assert intent_of("i want to keep it after all", "add_to_wishlist") == "add_to_wishlist"


def test_the_next_thing_is_asked_about_as_the_one_that_comes_back() -> None:
    assert intent_of("and the headlamp?", "product_details", COMING_BACK, entities=("product_type",)) == "refund_status"
    assert intent_of("and the headlamp?", "product_details", entities=("product_type",)) == "product_details"


@pytest.mark.parametrize(
    "text", ["why not?", "but why", "how come", "why can't you", "what can i do instead", "what now"]
)
def test_who_asks_why_after_a_refusal_is_heard_as_asking_of_it(text: str) -> None:
    assert intent_of(text, "explain_recommendation", REFUSED) == "cancel_order"
    assert intent_of(text, "explain_recommendation") == "explain_recommendation"


def test_an_offer_of_a_human_keeps_nobody_from_asking_on() -> None:
    assert intent_of("did you get my parcel back", "nlu_fallback", COMING_BACK, question=OFFER) == "refund_status"
    assert intent_of("no, thanks", "thank", COMING_BACK, question=OFFER) == "deny"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("my shoes fell apart after 3 months", "complain"),
        ("my headphones died after 5 months", "search_product"),
        ("the sole came off after half a year", "inform"),
        ("zip broke on the jacket i got last year", "product_details"),
        ("kettle leaks, i have it since last winter", "nlu_fallback"),
        ("the shoes i got for christmas have a hole", "search_product"),
    ],
)
def test_what_broke_after_a_while_is_a_trouble_with_an_order_and_no_search(text: str, heard: str) -> None:
    assert intent_of(text, heard) == "report_damaged"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("do they fall apart after 3 months?", "ask_product_question"),
        ("find me a kettle that doesnt leak after 2 months", "search_product"),
        ("i need a new kettle, mine died after 2 years", "search_product"),
        ("reviews say it broke after a month", "search_product"),
        ("a tent for a few weeks", "search_product"),
    ],
)
def test_a_question_or_a_wish_is_no_trouble(text: str, heard: str) -> None:
    assert intent_of(text, heard) == heard


@pytest.mark.parametrize(
    ("text", "heard", "meant"),
    [
        ("who pays for the label", "nlu_fallback", "ask_returns"),
        ("is sending it back free", "ask_payment", "ask_returns"),
        ("do i have to pay shipping for the exchange", "ask_shipping", "ask_returns"),
        ("who pays the difference of the exchange", "ask_payment", "ask_payment"),
        ("do i have to pay to send it back", "ask_payment", "ask_returns"),
        ("how many days do i have to tell you", "nlu_fallback", "ask_shipping"),
        ("until when can i report a broken mug", "report_damaged", "ask_shipping"),
        ("can i claim warranty", "out_of_scope", "ask_returns"),
        ("do i have warranty on the kettle", "ask_product_question", "ask_returns"),
        ("how much do i get back if i return it", "refund_status", "refund_status"),
        ("does the pan have a warranty", "ask_product_question", "ask_product_question"),
    ],
)
def test_rules_on_what_goes_back_are_heard_as_that(text: str, heard: str, meant: str) -> None:
    assert intent_of(text, heard) == meant


@pytest.mark.parametrize(
    ("text", "heard", "meant"),
    [
        ("keep the lamp, send the rest back", "add_to_wishlist", "return_order"),
        ("i keep the shoes, the others go back", "inform", "return_order"),
        ("return everything except the shoes", "refine_search", "return_order"),
        ("keep the shoes, cancel the rest", "remove_from_cart", "cancel_order"),
        ("keep the mug and swap the others", "nlu_fallback", "exchange_order"),
        ("cancel my order, i need nothing of it", "cancel_order", "cancel_order"),
        ("show me everything except shoes", "refine_search", "refine_search"),
    ],
)
def test_what_shall_become_of_the_rest_is_heard_as_that(text: str, heard: str, meant: str) -> None:
    assert intent_of(text, heard) == meant


def test_each_of_several_requests_is_heard_as_if_it_stood_alone() -> None:
    parts = [
        {
            "text": "stop my return",
            "intent": {"name": "never_mind", "confidence": 0.9},
            "entities": [],
            "sentiment": {},
        },
        {
            "text": "where is my lamp",
            "intent": {"name": "track_order", "confidence": 0.9},
            "entities": [],
            "sentiment": {},
        },
    ]
    parsed = {**parts[0], "text": "stop my return and where is my lamp", "parts": parts}
    heard = hear_in_talk(parsed, OpenQuestion(), Before())["parts"]
    assert [part["intent"]["name"] for part in heard] == ["return_order", "track_order"]


ORDER = Before(intent="track_order", order_shown=True)


@pytest.mark.parametrize(
    ("text", "heard", "meant"),
    [
        ("can i change it to 38 instead", "change_cart", "change_items"),
        ("make it a large in black", "add_to_cart", "change_items"),
        ("ok money back then", "refund_status", "return_order"),
        ("can you send them again", "ask_returns", "report_late"),
        ("how long do i have", "nlu_fallback", "ask_returns"),
        ("how long is the warranty", "ask_product_question", "ask_returns"),
        ("but they are broken", "reject_suggestion", "report_damaged"),
        ("the zip is broken", "search_product", "report_damaged"),
    ],
)
def test_a_short_wish_goes_on_with_the_order_just_talked_about(text: str, heard: str, meant: str) -> None:
    before = Before(intent="report_late", order_shown=True) if meant == "report_late" else ORDER
    assert intent_of(text, heard if heard != "ask_returns" else "nlu_fallback", before) == meant
    assert intent_of(text, heard) == heard


def test_money_back_is_no_new_return_where_one_is_awaited() -> None:
    assert intent_of("ok money back then", "refund_status", COMING_BACK) == "refund_status"
    assert intent_of("wheres my money back", "refund_status", ORDER) == "refund_status"


def test_who_takes_their_anger_back_is_thanked_and_not_apologised_to() -> None:
    assert intent_of("ok sorry, i was just upset", "complain") == "thank"
    assert intent_of("sorry for shouting", "never_mind") == "thank"
    assert intent_of("sorry but i am angry", "complain") == "complain"


@pytest.mark.parametrize(
    ("text", "heard", "meant"),
    [
        ("it says delivered but i dont have my jacket", "report_damaged", "report_late"),
        ("i never got it although it says delivered", "nlu_fallback", "report_late"),
        ("i got charged twice", "report_damaged", "complain"),
        ("you overcharged me", "refund_status", "complain"),
        ("i ordered the wrong size socks", "report_damaged", "exchange_order"),
        ("can i pick it up instead", "nlu_fallback", "ask_shipping"),
        ("leave it with a neighbour", "out_of_scope", "ask_shipping"),
        ("you sent the wrong size", "report_damaged", "report_damaged"),
        ("i never received the keyboard", "nlu_fallback", "report_late"),
        ("when do i get my money", "ask_payment", "refund_status"),
        ("when do I get my money back for the tent?", "ask_returns", "refund_status"),
        ("if I return it, when do I get my money back", "ask_returns", "ask_returns"),
    ],
)
def test_what_went_wrong_is_heard_as_what_it_is(text: str, heard: str, meant: str) -> None:
    assert intent_of(text, heard) == meant


def test_who_looked_for_the_parcel_goes_on_with_it() -> None:
    late = Before(intent="report_late", order_shown=True)
    assert intent_of("neighbours dont have it either", "reject_suggestion", late) == "report_late"
    assert intent_of("neighbours dont have it either", "nlu_fallback") == "nlu_fallback"


def test_where_something_of_mine_is_is_asked_of_the_orders() -> None:
    assert intent_of("where is my bottle", "view_cart", entities=("product_type",)) == "track_order"
    assert intent_of("where is my cart", "view_cart", entities=("product_type",)) == "view_cart"
    assert intent_of("where is my bottle", "view_cart") == "view_cart"


def test_who_chooses_among_what_is_shown_tells_of_no_trouble() -> None:
    shown = Before(products_shown=True)
    assert intent_of("the second one, my old pair died after a year", "choose_option", shown) == "choose_option"
    assert intent_of("my shoes fell apart after 3 months", "search_product", shown) == "report_damaged"


def test_what_follows_a_complaint_is_of_the_order_that_was_complained_of() -> None:
    complained = Before(intent="complain", told_of_order="order")
    assert intent_of("it leaks", "inform", complained, question=OFFER) == "report_damaged"
    assert intent_of("just my money", "inform", complained, question=OFFER) == "return_order"


@pytest.mark.parametrize(
    ("text", "heard", "meant"),
    [
        ("i ordered the wrong size tho", "inform", "exchange_order"),
        ("hm i think i picked the wrong size", "inform", "exchange_order"),
        ("shorts r the wrong size, can u change em to L", "change_cart", "exchange_order"),
        ("the shoes in my cart are the wrong size, change them to 39", "change_cart", "change_cart"),
        ("all my orders", "checkout", "track_order"),
        ("show me all of my past orders pls", "view_cart", "track_order"),
    ],
)
def test_what_is_said_of_their_own_orders_is_heard_as_that(text: str, heard: str, meant: str) -> None:
    assert intent_of(text, heard) == meant


def test_the_wrong_size_with_the_cart_on_the_screen_is_of_the_cart() -> None:
    assert intent_of("i picked the wrong size", "change_cart", Before(cart_shown=True)) == "change_cart"
    assert intent_of("i ordered the wrong size", "inform", Before(cart_shown=True)) == "exchange_order"


@pytest.mark.parametrize(
    "text", ["no i mean in my order", "in my order, not the cart", "sorry i meant of my last order"]
)
def test_who_means_the_order_and_not_the_cart_is_heard(text: str) -> None:
    assert intent_of(text, "deny", Before(intent="change_cart", cart_shown=True)) == "change_items"
    adding = OpenQuestion("add_to_cart", "variant", {"black": '/choose_option{"ordinal":"1"}'})
    assert intent_of(text, "deny", question=adding) == "change_items"
    assert intent_of(text, "deny") == "deny"


def test_in_my_order_after_a_size_was_said_is_of_the_order() -> None:
    assert intent_of("in my order i mean", "nlu_fallback", Before(intent="search_product", look_said=True)) == (
        "change_items"
    )
    assert intent_of("no i meant in my order", "deny", Before(intent="remove_from_cart")) == "cancel_order"
    assert intent_of("in my order i mean", "nlu_fallback", Before(intent="search_product")) == "nlu_fallback"


def test_how_long_and_how_much_are_of_what_was_just_told_of_an_order() -> None:
    assert (
        intent_of("how long", "ask_product_question", Before(intent="affirm", told_of_order="order")) == "track_order"
    )
    assert intent_of("and when?", "nlu_fallback", Before(intent="refund_status", told_of_order="coming_back")) == (
        "track_order"
    )
    assert intent_of("how much", "product_details", Before(intent="refund_status", told_of_order="order")) == (
        "refund_status"
    )
    assert intent_of("how long", "ask_product_question", Before()) == "ask_product_question"


@pytest.mark.parametrize("text", ["can i keep the headlamp", "can i just keep it"])
def test_what_comes_back_may_be_asked_to_stay(text: str) -> None:
    assert intent_of(text, "ask_product_question", COMING_BACK) == "return_order"
    assert intent_of(text, "ask_product_question") == "ask_product_question"


def test_the_state_of_ones_return_is_no_question_on_the_rules() -> None:
    assert intent_of("whats with my return", "ask_returns") == "return_order"
    assert intent_of("what is your return policy", "ask_returns") == "ask_returns"


def test_what_was_just_told_of_an_order_is_changed_in_longer_words_too() -> None:
    told = Before(intent="deny", told_of_order="order")
    assert intent_of("hold on, can i change it to size 38 instead", "change_cart", told) == "change_items"
    assert (
        intent_of("hold on, can i change it to size 38 instead", "change_cart", Before(cart_shown=True))
        == "change_cart"
    )
    assert intent_of("how much do i get", "view_cart", told) == "refund_status"
    assert intent_of("how much do i get", "view_cart") == "view_cart"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("no thats not fair", "deny"),
        ("but that isn't ok, i paid for it", "inform"),
        ("I don't accept that", "reject_suggestion"),
    ],
)
def test_who_does_not_take_a_no_complains(text: str, intent: str) -> None:
    assert intent_of(text, intent, REFUSED) == "complain"
    assert intent_of(text, intent, Before(turned_down=True)) == "complain"
    assert intent_of(text, intent) == intent
    assert intent_of("ok thats fair", "affirm", REFUSED) == "affirm"


def test_what_would_come_back_is_asked_of_the_order_that_was_just_refused() -> None:
    refused = Before(intent="return_order", told_of_order="refused", refused="return_order", order_shown=True)
    assert intent_of("how much would i get", "product_details", refused) == "refund_status"
    assert intent_of("how much would i get", "product_details") == "product_details"


def test_who_pays_for_sending_it_back_is_asked_of_the_return() -> None:
    waits = OpenQuestion("return_order", "confirm")
    assert intent_of("and who pays for shipping it back", "ask_shipping", question=waits) == "ask_returns"
