"""What is heard when no question is open: in the light of what was said and shown just before."""

from typing import Any

import pytest

from bot.dialogue.before import Before
from bot.dialogue.following import hear_in_context

SHOWN = Before(products_shown=True)
PRESENTS = Before(products_shown=True, gift_shown=True)
ALERT = Before(intent="set_alert", alert_set=True)


def intent_of(
    text: str, intent: str, before: Before, *, entities: tuple[str, ...] = (), confidence: float = 0.9
) -> str:
    found = [{"entity": name, "value": name} for name in entities]
    parsed: dict[str, Any] = {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": found,
        "sentiment": {},
    }
    return str(hear_in_context(parsed, before)["intent"]["name"])


def test_a_button_says_what_it_says() -> None:
    pressed = {"text": "Not this", "intent": {"name": "choose_option", "confidence": 1.0}, "entities": []}
    assert hear_in_context(pressed, SHOWN) is pressed


def test_what_is_told_of_somebody_after_ideas_for_a_present_asks_for_others() -> None:
    assert intent_of("she likes tea and long baths", "inform", PRESENTS) == "recommend_gift"
    assert intent_of("he's mad about fishing", "out_of_scope", PRESENTS) == "recommend_gift"
    assert intent_of("she will love the second one, add it", "add_to_cart", PRESENTS) == "add_to_cart"
    assert intent_of("they said 3 days?", "inform", PRESENTS) == "inform"
    assert intent_of("she likes tea", "inform", Before()) == "inform"
    assert intent_of("priya is really into cooking", "out_of_scope", PRESENTS, entities=("person",)) == "recommend_gift"
    assert intent_of("does priya like cooking?", "inform", PRESENTS, entities=("person",)) == "inform"


@pytest.mark.parametrize("text", ["let only jonas see it", "make it visible to ana only", "only my circle sees that"])
def test_who_alone_is_to_see_something_is_a_setting(text: str) -> None:
    assert intent_of(text, "share_product", Before(), entities=("person",)) == "privacy_settings"
    assert intent_of(text, "friends_reviews", Before()) == "friends_reviews"
    assert intent_of("show only the black ones", "share_product", Before()) == "share_product"


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


@pytest.mark.parametrize("text", ["advice from people who know tents", "ask someone with experience with tents"])
def test_who_knows_a_kind_of_thing_is_no_vote(text: str) -> None:
    assert intent_of(text, "ask_friends", Before(), entities=("product_type",)) == "who_bought"
    assert intent_of(text, "ask_friends", Before()) == "ask_friends"
    said = "ask my friends if anyone knows which tent is best"
    assert intent_of(said, "ask_friends", Before(), entities=("product_type",)) == "ask_friends"


@pytest.mark.parametrize("text", ["add li to it too", "and kofi", "take jonas out again"])
def test_who_is_named_after_a_circle_goes_into_it_or_out(text: str) -> None:
    circle = Before(intent="add_friend", circle_id="c1")
    assert intent_of(text, "add_to_cart", circle, entities=("person",)) == "add_friend"
    assert intent_of(text, "add_to_cart", circle, entities=("person", "product")) == "add_to_cart"
    assert (
        intent_of(text, "add_to_cart", Before(intent="view_cart", circle_id="c1"), entities=("person",))
        == "add_to_cart"
    )


def test_who_somebody_is_asks_for_what_they_show() -> None:
    assert intent_of("who is marisol", "out_of_scope", Before(), entities=("person",)) == "friend_activity"
    assert intent_of("who is the boss here", "out_of_scope", Before()) == "out_of_scope"


@pytest.mark.parametrize("text", ["let my friends vote on the Hush 700", "have everybody vote", "let them decide"])
def test_who_lets_others_vote_asks_them(text: str) -> None:
    assert intent_of(text, "poll_status", Before()) == "ask_friends"


@pytest.mark.parametrize("intent", ["privacy_settings", "share_product", "remove_from_cart"])
def test_the_wishlist_is_where_it_says_so(intent: str) -> None:
    assert intent_of("take the kettle off my wishlist", intent, Before()) == "add_to_wishlist"
    assert intent_of("take my wishlist private", intent, Before()) == intent


def test_after_a_wish_a_note_is_the_wishs_and_after_a_review_it_is_the_review() -> None:
    assert intent_of("add a note: size s", "rate_product", Before(intent="add_to_wishlist")) == "add_to_wishlist"
    assert intent_of("delete it", "remove_from_cart", Before(intent="rate_product")) == "write_review"
    assert intent_of("delete it", "remove_from_cart", Before(intent="view_cart")) == "remove_from_cart"


def test_what_is_taken_off_the_wishlist_is_no_line_of_the_cart() -> None:
    assert intent_of("take the kettle off", "remove_from_cart", Before(intent="show_wishlist")) == "add_to_wishlist"
    said = "take the kettle out of my cart"
    assert intent_of(said, "remove_from_cart", Before(intent="show_wishlist")) == "remove_from_cart"
    assert intent_of("take the kettle off", "remove_from_cart", Before(intent="view_cart")) == "remove_from_cart"


@pytest.mark.parametrize("text", ["and my friends", "what about my friends?", "ok and my mates"])
def test_after_reviews_those_of_friends_are_asked_for(text: str) -> None:
    assert intent_of(text, "inform", Before(intent="read_reviews")) == "friends_reviews"
    assert intent_of(text, "inform", Before(intent="greet")) == "inform"


def test_the_next_person_is_asked_about_as_the_one_before() -> None:
    before = Before(intent="who_bought")
    assert intent_of("and ana?", "inform", before, entities=("person",)) == "who_bought"
    assert intent_of("and then?", "inform", before) == "inform"


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
    ("text", "intent"),
    [
        ("not the carbon one", "choose_option"),
        ("no sedana", "deny"),
        ("anything but nomadry", "search_product"),
        ("hm not the pelimo", "product_details"),
    ],
)
def test_what_is_turned_down_is_not_chosen(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == "reject_suggestion"
    assert intent_of(text, intent, Before()) == intent


@pytest.mark.parametrize("text", ["no thanks", "not bad", "no problem", "not sure", "no"])
def test_a_no_that_turns_nothing_down_stays_one(text: str) -> None:
    assert intent_of(text, "deny", SHOWN) == "deny"


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("we already have the clay zoo", "add_to_cart", ("product",)),
        ("i have the siplo steel already", "add_to_cart", ("product",)),
        ("i have that one", "choose_option", ()),
    ],
)
def test_what_one_has_already_is_not_wanted(text: str, intent: str, entities: tuple[str, ...]) -> None:
    assert intent_of(text, intent, SHOWN, entities=entities) == "reject_suggestion"
    assert intent_of("she " + text.split(" ", 1)[1], intent, PRESENTS, entities=entities) == "recommend_gift"


def test_who_has_an_account_or_got_the_message_turns_nothing_down() -> None:
    assert intent_of("i already have an account", "inform", Before()) == "inform"
    assert intent_of("i got it", "small_talk", SHOWN) == "small_talk"


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


def test_the_name_of_a_thing_alone_asks_for_it() -> None:
    assert intent_of("hush 700", "inform", Before(), entities=("product",)) == "product_details"
    assert intent_of("moka pot", "out_of_scope", Before(), entities=("product_type",)) == "search_product"
    assert intent_of("is a moka pot good", "out_of_scope", Before(), entities=("product_type",)) == "out_of_scope"
    assert intent_of("38", "inform", Before(), entities=("size",)) == "inform"


def test_the_cart_is_changed_only_by_who_clearly_says_so() -> None:
    assert intent_of("its for ana, wrap it", "add_to_cart", Before(), confidence=0.43) == "nlu_fallback"
    assert intent_of("add it", "add_to_cart", Before(), confidence=0.6) == "add_to_cart"


def test_a_vote_is_one_whatever_was_said_before() -> None:
    assert intent_of("i vote for the first", "choose_option", SHOWN) == "poll_status"


def test_a_human_and_forgetting_are_heard_without_a_question() -> None:
    assert intent_of("ok human then", "ask_if_bot", Before()) == "talk_to_human"
    assert intent_of("are you a human", "ask_if_bot", Before()) == "ask_if_bot"
    assert intent_of("forget this conversation", "never_mind", Before()) == "erase_data"


def test_what_is_in_the_cart_is_sent_by_buying_it() -> None:
    cart = Before(cart_shown=True)
    assert intent_of("ship it to vienna", "change_address", cart) == "checkout"
    assert intent_of("send it to omar", "share_product", cart, entities=("person",)) == "share_product"
    assert intent_of("ship it to vienna", "change_address", Before()) == "change_address"


def test_what_delivery_costs_goes_on_with_delivery() -> None:
    assert intent_of("what does it cost", "product_details", Before(intent="ask_shipping")) == "ask_shipping"


@pytest.mark.parametrize("text", ["put the Windlite in my cart", "add the kettle", "ok i'll take it"])
def test_plain_words_change_the_cart_however_they_were_heard(text: str) -> None:
    assert intent_of(text, "add_to_cart", Before(), confidence=0.4) == "add_to_cart"


def test_a_present_in_the_cart_is_one_and_hiding_an_order_cancels_none() -> None:
    cart = Before(cart_shown=True)
    assert intent_of("its a present for ana", "nlu_fallback", cart, entities=("person",)) == "recommend_gift"
    assert intent_of("hide only this order", "cancel_order", Before()) == "privacy_settings"


def test_the_next_present_is_one_too() -> None:
    assert intent_of("and for kofi?", "search_product", PRESENTS, entities=("person",)) == "recommend_gift"
    assert intent_of("and for kofi?", "search_product", SHOWN, entities=("person",)) == "search_product"


@pytest.mark.parametrize("text", ["which circles do i have", "who is in mums", "my circles", "who do i follow"])
def test_circles_are_asked_about_in_any_words(text: str) -> None:
    assert intent_of(text, "out_of_scope", Before()) == "friend_activity"
    assert intent_of("make a circle with ana", "add_friend", Before(), entities=("person",)) == "add_friend"


@pytest.mark.parametrize("text", ["how is it going", "did anyone answer?", "and what did they say?", "any votes yet"])
def test_after_a_poll_its_answers_are_asked_for(text: str) -> None:
    heard = "friends_reviews" if "say" in text else "small_talk"
    assert intent_of(text, heard, Before(poll_shown=True)) == "poll_status"
    assert intent_of(text, heard, SHOWN) == heard


def test_ones_own_wishlist_is_sent_and_not_shown() -> None:
    assert intent_of("send my wishlist to ana", "show_wishlist", Before(), entities=("person",)) == "share_product"
    assert intent_of("show me my wishlist", "show_wishlist", Before()) == "show_wishlist"


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


def test_the_poll_that_is_shown_is_ended_in_a_word() -> None:
    shown = Before(intent="poll_status", poll_shown=True)
    assert intent_of("ok close it please", "never_mind", shown) == "poll_status"
    assert intent_of("close it", "never_mind", Before(intent="greet")) == "never_mind"


def test_stars_just_given_are_mended() -> None:
    rated = Before(intent="rate_product")
    for text in ("sorry 4", "oh wait 4", "make it four stars"):
        assert intent_of(text, "change_cart", rated) == "rate_product"
    assert intent_of("make it 4", "change_cart", Before(intent="add_to_cart")) == "change_cart"


def test_a_circle_is_ended_and_no_account() -> None:
    for text in ("delete the circle book club", "pls delete my flat 3 circle"):
        assert intent_of(text, "erase_data", Before()) == "add_friend"
    assert intent_of("what circles do i have", "out_of_scope", Before()) == "friend_activity"
    assert intent_of("delete my account", "erase_data", Before()) == "erase_data"


def test_a_rule_is_gone_on_with_in_few_words() -> None:
    rule = Before(intent="ask_returns")
    for text in ("even earbuds?", "and if they are broken", "i live in france", "what if it is opened"):
        assert intent_of(text, "search_product", rule) == "ask_returns"
    assert intent_of("and show me knives", "search_product", rule) == "search_product"
    assert intent_of("in 38", "refine_search", rule) == "refine_search"


def test_a_name_after_show_me_is_a_name_alone() -> None:
    assert intent_of("show me okanto daily one", "nlu_fallback", Before(), entities=("product",)) == "product_details"


def test_what_becomes_of_a_lost_parcel_is_the_shops_rule() -> None:
    late = Before(intent="report_late")
    assert intent_of("What if a parcel is lost?", "report_late", late) == "ask_shipping"
    assert intent_of("my parcel is lost", "report_late", late) == "report_late"


def test_ideas_for_another_are_asked_for_in_many_ways() -> None:
    for text in ("actually for aoife", "ok and for jonas, 50 tops", "for ana as well"):
        assert intent_of(text, "nlu_fallback", PRESENTS, entities=("person",)) == "recommend_gift"
    assert intent_of("for running", "refine_search", PRESENTS) == "refine_search"


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("and the third?", "choose_option", ("ordinal",)),
        ("what about the fifth one", "product_details", ("ordinal",)),
        ("and the hush 700?", "product_details", ("product",)),
        ("how about the brasko", "search_product", ("brand",)),
        ("add the third to the comparison", "add_to_cart", ("ordinal",)),
    ],
)
def test_one_more_is_put_beside_those_compared(text: str, intent: str, entities: tuple[str, ...]) -> None:
    before = Before(products_shown=True, compared=2)
    assert intent_of(text, intent, before, entities=entities) == "compare_products"
    assert intent_of(text, intent, SHOWN, entities=entities) == intent


@pytest.mark.parametrize("text", ["and the second?", "what about the first one"])
def test_a_place_among_those_compared_is_one_of_them(text: str) -> None:
    before = Before(products_shown=True, compared=2)
    assert intent_of(text, "choose_option", before, entities=("ordinal",)) == "choose_option"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("too thin", "inform"),
        ("hm too dark", "inform"),
        ("they're all too loud", "complain"),
        ("not warm enough", "inform"),
    ],
)
def test_what_falls_short_shall_go_further(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == "refine_search"
    assert intent_of(text, intent, Before()) == intent


@pytest.mark.parametrize("text", ["what was the first list", "what were they again", "what were the ones before"])
def test_a_list_of_before_is_one_of_products(text: str) -> None:
    assert intent_of(text, "show_wishlist", SHOWN) == "refine_search"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what do both cost together", "compare_products"),
        ("how much would they be together", "view_cart"),
        ("whats the total if i buy 2", "view_cart"),
        ("total for 4", "change_cart"),
        ("how much if i take 5", "apply_coupon"),
    ],
)
def test_what_several_cost_is_asked_of_the_product(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN) == "product_details"
    assert intent_of(text, intent, Before(on_product=True)) == "product_details"
    assert intent_of(text, intent, Before(products_shown=True, cart_shown=True)) == intent


def test_a_number_goes_on_with_the_price() -> None:
    text = "and for two?"
    assert intent_of(text, "inform", Before(on_product=True, intent="product_details")) == "product_details"
    assert intent_of(text, "inform", Before(on_product=True, intent="search_product")) == "inform"
    assert intent_of("what's the total of my cart with both", "view_cart", SHOWN) == "view_cart"


@pytest.mark.parametrize(
    ("text", "intent"), [("why not?", "deny"), ("why not", "affirm"), ("but why can't you", "deny")]
)
def test_why_not_after_a_no_asks_for_the_reason(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before(turned_down=True)) == "explain_recommendation"
    assert intent_of(text, intent, Before()) == intent


@pytest.mark.parametrize(
    ("text", "entity"), [("a quiet one", "feature"), ("curved", "feature"), ("merino", "material")]
)
def test_how_a_thing_shall_be_is_said_of_what_is_shown(text: str, entity: str) -> None:
    assert intent_of(text, "inform", SHOWN, entities=(entity,)) == "refine_search"
    assert intent_of(text, "inform", Before(), entities=(entity,)) == "search_product"


@pytest.mark.parametrize("text", ["whats the brightest", "and what is the lightest one", "which is the most powerful"])
def test_what_goes_furthest_is_asked_of_the_list(text: str) -> None:
    assert intent_of(text, "out_of_scope", SHOWN) == "compare_products"
    assert intent_of(text, "out_of_scope", Before()) == "out_of_scope"


def test_a_property_alone_is_said_of_what_is_shown() -> None:
    assert intent_of("hard shell", "out_of_scope", SHOWN) == "refine_search"
    assert intent_of("hard shell", "out_of_scope", Before()) == "out_of_scope"


@pytest.mark.parametrize("text", ["small one", "something thick", "a bright one"])
def test_a_plain_wish_is_no_choice(text: str) -> None:
    assert intent_of(text, "choose_option", SHOWN) == "refine_search"
    assert intent_of("the small one", "choose_option", SHOWN) == "choose_option"


def test_what_they_shall_be_for_is_said_of_what_is_shown() -> None:
    assert intent_of("for sensitive skin", "nlu_fallback", SHOWN) == "refine_search"
    assert intent_of("for sensitive skin", "nlu_fallback", Before()) == "nlu_fallback"
    assert intent_of("for my order", "nlu_fallback", SHOWN) == "nlu_fallback"


@pytest.mark.parametrize(
    "text", ["is there one without alcohol", "any with a hood", "do you have any without fragrance"]
)
def test_one_with_something_is_looked_for_among_those_shown(text: str) -> None:
    assert intent_of(text, "check_stock", SHOWN) == "refine_search"
    assert intent_of(text, "check_stock", Before()) == "check_stock"


@pytest.mark.parametrize(
    "text", ["not for jonas, he pays half", "for jonas only, from the two of us", "jonas is chipping in too"]
)
def test_whom_a_present_is_for_is_put_right(text: str) -> None:
    for heard in ("inform", "nlu_fallback", "report_damaged"):
        assert intent_of(text, heard, PRESENTS, entities=("person",)) == "recommend_gift"
        assert intent_of(text, heard, SHOWN, entities=("person",)) != "recommend_gift"


@pytest.mark.parametrize("text", ["now my mother in law", "and ana?", "what about my brother"])
def test_another_name_after_ideas_for_a_present_is_another_present(text: str) -> None:
    assert intent_of(text, "inform", PRESENTS, entities=("person",)) == "recommend_gift"
    assert intent_of(text, "inform", SHOWN, entities=("person",)) == "inform"
    assert intent_of("and ana's wishlist?", "show_wishlist", PRESENTS, entities=("person",)) == "show_wishlist"


def test_a_plain_answer_to_somebody_elses_poll_is_a_vote() -> None:
    asked = Before(intent="poll_status", poll_shown=True, poll_choices=("Tarn 2", "Okanto Hush"))
    assert intent_of("the tarn", "choose_option", asked, entities=("product_type",)) == "poll_status"
    assert intent_of("hush", "goodbye", asked) == "poll_status"
    assert intent_of("second one", "choose_option", asked, entities=("ordinal",)) == "poll_status"
    assert intent_of("tell me about the tarn", "product_details", asked, entities=("product",)) == "product_details"
    assert intent_of("hush", "goodbye", Before(intent="poll_status", poll_shown=True)) == "goodbye"
    details = Before(intent="product_details", poll_shown=True, poll_choices=("Tarn 2", "Okanto Hush"))
    assert intent_of("the tarn", "choose_option", details) == "choose_option"


WISHES = Before(intent="show_wishlist", products_shown=True)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("close that one", "inform"),
        ("remind li", "out_of_scope"),
        ("ask li again pls", "ask_friends"),
        ("who voted for what", "friends_reviews"),
    ],
)
def test_who_is_to_be_asked_again_is_of_the_poll_that_is_shown(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before(poll_shown=True), entities=("person",)) == "poll_status"
    assert intent_of(text, intent, Before(), entities=("person",)) == intent


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


@pytest.mark.parametrize(
    "text",
    ["no just asking", "nah just looking", "no thanks, just browsing", "no i was only asking", "just looking around"],
)
def test_who_only_looks_turns_nothing_down(text: str) -> None:
    for intent in ("deny", "reject_suggestion", "refine_search"):
        assert intent_of(text, intent, SHOWN) == "deny"
    assert intent_of("just the black ones", "refine_search", SHOWN) == "refine_search"
    assert intent_of("no, just asking for a cheaper one", "refine_search", SHOWN) == "refine_search"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("not the meadow, the tarn", "choose_option"),
        ("not tin republic, the lantern one", "choose_option"),
        ("no not the first but the second", "choose_option"),
        ("not the meadow", "reject_suggestion"),
        ("not the meadow, thanks", "reject_suggestion"),
    ],
)
def test_the_other_of_two_is_chosen(text: str, heard: str) -> None:
    assert intent_of(text, "choose_option", SHOWN, entities=("product",)) == heard


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("only me please", "refine_search"),
        ("just the running crew", "talk_to_human"),
        ("friends, but not karl", "block_person"),
    ],
)
def test_who_may_see_it_is_a_setting_right_after_it_was_told(text: str, intent: str) -> None:
    told = Before(intent="privacy_settings", audience_told=True)
    assert intent_of(text, intent, told) == "privacy_settings"
    assert intent_of(text, intent, Before(intent="search_product", audience_told=True)) == intent
    assert intent_of(text, intent, Before(intent="privacy_settings")) == intent


def test_doubt_of_what_a_reason_says_asks_for_the_reason() -> None:
    assert intent_of("i never said i like running", "small_talk", SHOWN) == "explain_recommendation"
    assert intent_of("where do you get that i like running", "recommend_for_me", SHOWN) == "explain_recommendation"
    assert intent_of("i never said i like running", "small_talk", Before()) == "small_talk"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("the linen, is it taken?", "track_order"),
        ("is the linen taken already?", "track_order"),
        ("has someone already got the sloth?", "who_bought"),
        ("who's giving that?", "friend_activity"),
    ],
)
def test_whether_a_wish_shown_is_taken_is_no_order(text: str, intent: str) -> None:
    assert intent_of(text, intent, WISHES) == "show_wishlist"
    assert intent_of(text, intent, PRESENTS) == "show_wishlist"
    assert intent_of(text, intent, SHOWN) == intent


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("did anyone get me a present", "friend_activity", ()),
        ("whos got me something", "friend_activity", ()),
        ("whats jonas giving me", "friend_activity", ("person",)),
        ("is anyone planning something for my birthday", "recommend_for_me", ("occasion",)),
        ("has priya bought me anything", "who_bought", ("person",)),
    ],
)
def test_what_others_give_the_shopper_is_asked_of_the_wishlist(
    text: str, intent: str, entities: tuple[str, ...]
) -> None:
    assert intent_of(text, intent, Before(), entities=entities) == "show_wishlist"


def test_who_has_one_of_the_ideas_for_a_present_is_no_question_on_wishes() -> None:
    assert intent_of("did any of my friends buy the windlite?", "who_bought", PRESENTS) == "who_bought"


@pytest.mark.parametrize(
    ("text", "intent"), [("what did ana buy lately", "friend_activity"), ("can you get me a tent", "search_product")]
)
def test_what_others_bought_is_no_secret(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before(), entities=("person",)) == intent


def test_another_name_after_a_question_on_people_is_the_same_question() -> None:
    for topic in ("ask_size_advice", "friend_activity", "who_bought"):
        assert intent_of("and ana?", "nlu_fallback", Before(intent=topic), entities=("person",)) == topic


def test_which_of_two_friends_knows_a_thing_compares_no_products() -> None:
    before = Before(intent="friend_activity", products_shown=True)
    text = "which of the two knows more about tents"
    assert intent_of(text, "compare_products", before, entities=("product_type",)) == "who_bought"
    assert intent_of(text, "compare_products", SHOWN, entities=("product_type",)) == "compare_products"


@pytest.mark.parametrize("text", ["best headphones", "the best tent", "whats the best tent", "top rated headphones"])
def test_who_looks_for_the_best_gives_no_praise(text: str) -> None:
    assert intent_of(text, "compliment", Before(), entities=("product_type",)) == "search_product"
    assert intent_of(f"{text} ever", "compliment", Before(), entities=("product_type",)) == "compliment"
    assert intent_of("best shop", "compliment", Before()) == "compliment"


@pytest.mark.parametrize("text", ["rucksack", "Torch", "rain jacket", "trainers", "cabin luggage"])
def test_an_everyday_word_for_a_kind_asks_for_it(text: str) -> None:
    assert intent_of(text, "out_of_scope", Before()) == "search_product"
    assert intent_of(f"{text} politics", "out_of_scope", Before()) == "out_of_scope"


@pytest.mark.parametrize(
    "text", ["any good for allergies?", "are there any for beginners", "any of them suitable for kids"]
)
def test_what_those_shown_are_good_for_is_asked_of_them(text: str) -> None:
    assert intent_of(text, "search_product", SHOWN) == "refine_search"
    assert intent_of(text, "search_product", Before()) == "search_product"
    assert intent_of("do you have any for my mum", "search_product", SHOWN) == "search_product"


def test_who_takes_two_of_those_shown_puts_them_into_the_cart() -> None:
    text = "ill take the first one and the last one"
    assert intent_of(text, "choose_option", SHOWN, entities=("ordinal",)) == "add_to_cart"
    assert intent_of("the first and the last", "choose_option", SHOWN, entities=("ordinal",)) == "choose_option"
