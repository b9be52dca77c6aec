"""What is heard as an answer to an open question, and what stays a question of the shopper's own."""

import pytest

from bot.dialogue.before import OpenQuestion
from tests.bot.dialogue.in_answer import hear, intent_of

CANCEL = OpenQuestion("cancel_order", "confirm", {"Yes, cancel it": "/affirm", "No, keep it": "/deny"})


@pytest.mark.parametrize("text", ["yes, cancel it", "Yes, cancel the order", "ok cancel it please", "cancel it yes"])
def test_who_names_what_was_proposed_in_saying_yes_says_yes(text: str) -> None:
    assert intent_of(text, "cancel_order", CANCEL) == ("cancel_order" if text.startswith("cancel") else "affirm")


def test_who_names_it_in_saying_no_says_no() -> None:
    assert intent_of("no, don't cancel my order", "cancel_order", CANCEL) == "deny"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("yes but what does it cost?", "product_details"),
        ("ok and what do my friends think of it", "friends_reviews"),
        ("no idea how long that takes", "ask_shipping"),
        ("where is my order", "track_order"),
    ],
)
def test_another_question_is_no_yes(text: str, intent: str) -> None:
    assert intent_of(text, intent, CANCEL) == intent


def test_who_writes_what_a_button_says_has_pressed_it() -> None:
    question = OpenQuestion("add_to_cart", "variant", {"black": '/choose_option{"ordinal":"1"}', "M": "/inform"})
    heard = hear("Black", "search_product", question)
    assert heard["intent"]["name"] == "choose_option"
    assert heard["entities"] == [{"entity": "ordinal", "value": "1"}]
    assert intent_of("M", "greet", question) == "inform"
    publish = OpenQuestion("write_review", "confirm", {"Publish it": "/affirm"})
    assert intent_of("publish!", "share_product", publish) == "affirm"


def test_a_text_is_whatever_is_written_unless_they_leave() -> None:
    question = OpenQuestion("write_review", "text")
    assert intent_of("Where is the drip? Nowhere!", "track_order", question) == "inform"
    assert intent_of("never mind", "never_mind", question) == "never_mind"


@pytest.mark.parametrize("text", ["whats the delivery time", "how much is shipping", "can i return things"])
def test_a_short_question_is_no_text_even_without_its_mark(text: str) -> None:
    question = OpenQuestion("write_review", "text")
    assert intent_of(text, "ask_shipping", question, confidence=0.9) == "ask_shipping"
    assert intent_of(text, "ask_shipping", question, confidence=0.5) == "inform"
    told = "how much warmth a throw this thin gives still surprises me every evening"
    assert intent_of(told, "ask_product_question", question, confidence=0.9) == "inform"


def test_reasons_are_heard_as_such() -> None:
    question = OpenQuestion("cancel_order", "reason")
    assert intent_of("changed my mind", "never_mind", question) == "inform"
    assert intent_of("it arrived broken", "report_damaged", question) == "inform"
    assert intent_of("what's the capital of France?", "out_of_scope", question) == "out_of_scope"


def test_an_address_has_a_number_or_a_comma() -> None:
    question = OpenQuestion("change_address", "address")
    assert intent_of("Lindenweg 14 in Hamburg", "small_talk", question) == "inform"
    assert intent_of("tell me a joke", "small_talk", question) == "small_talk"


def test_the_value_that_was_asked_for_answers_what_was_heard_in_doubt() -> None:
    question = OpenQuestion("return_order", "payment")
    assert intent_of("to the card", "checkout", question, confidence=0.5, entities=("payment_method",)) == "inform"
    assert intent_of("to the card", "checkout", question, confidence=0.9, entities=("payment_method",)) == "checkout"


def test_nothing_is_changed_when_nothing_is_asked() -> None:
    assert intent_of("yes, cancel it", "cancel_order", OpenQuestion()) == "cancel_order"


@pytest.mark.parametrize(
    ("flow", "text", "intent", "entities"),
    [
        ("share_product", "no just maya", "search_product", ("person",)),
        ("share_product", "only with victor", "search_product", ("person",)),
        ("ask_friends", "leave out aoife, add jonas", "add_friend", ("person",)),
        ("ask_friends", "for a week pls", "search_product", ()),
        ("ask_friends", "give them 2 days", "out_of_scope", ()),
        ("ask_friends", "yes but also ask priya", "affirm", ("person",)),
        ("block_person", "no, tom instead", "deny", ("person",)),
        ("add_friend", "no wait, rather jonas", "deny", ("person",)),
        ("ask_friends", "make the question: which one for rain?", "compare_products", ()),
    ],
)
def test_what_mends_a_proposal_belongs_to_it(flow: str, text: str, intent: str, entities: tuple[str, ...]) -> None:
    question = OpenQuestion(flow, "confirm")
    assert intent_of(text, intent, question, entities=entities) == flow
    assert intent_of(text, intent, OpenQuestion("cancel_order", "confirm"), entities=entities) == intent


def test_another_wish_is_no_amendment() -> None:
    question = OpenQuestion("share_product", "confirm")
    assert (
        intent_of("what does maya say about it?", "friends_reviews", question, entities=("person",)) != "share_product"
    )
    assert intent_of("show me headlamps", "search_product", question) == "search_product"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("money back", "refund_status"),
        ("can i get my money back?", "refund_status"),
        ("a new one instead", "search_product"),
        ("exchange it pls", "exchange_order"),
        ("id rather keep it w the discount", "apply_coupon"),
        ("ugh whatever can i just keep it and get a discount then", "apply_coupon"),
        ("ok send me the right one", "choose_option"),
    ],
)
def test_the_way_out_of_a_problem_is_heard_in_any_words(text: str, intent: str) -> None:
    assert intent_of(text, intent, OpenQuestion("report_problem", "choice")) == "inform"
    assert intent_of(text, intent, OpenQuestion("report_problem", "items")) == intent


def test_a_question_on_a_way_out_is_a_question() -> None:
    question = OpenQuestion("report_problem", "choice")
    assert intent_of("how long does a refund take?", "ask_returns", question) == "ask_returns"


@pytest.mark.parametrize("text", ["ok how long", "ok the visa", "ok thanks", "fine whatever", "right so when"])
def test_an_ok_with_something_else_is_no_yes(text: str) -> None:
    assert intent_of(text, "inform", CANCEL) != "affirm"


@pytest.mark.parametrize("text", ["ok", "yes please", "ok do it", "sure go ahead", "yep", "fine then"])
def test_a_plain_yes_is_one(text: str) -> None:
    assert intent_of(text, "inform", CANCEL) == "affirm"


@pytest.mark.parametrize("text", ["ok human then", "yes human", "i said human please", "a real person pls"])
def test_a_human_is_heard_in_any_few_words(text: str) -> None:
    assert intent_of(text, "ask_if_bot", CANCEL) == "talk_to_human"
    offered = OpenQuestion("none", "confirm", {"Yes, a human please": "/affirm", "No, thanks": "/deny"})
    assert intent_of(text, "ask_if_bot", offered) == "affirm"


@pytest.mark.parametrize("text", ["are you human", "no human please", "is this a human"])
def test_who_asks_what_answers_or_wants_no_human_gets_none(text: str) -> None:
    assert intent_of(text, "ask_if_bot", CANCEL) == "ask_if_bot"


def test_a_bare_cancel_ends_what_is_open() -> None:
    assert intent_of("nah cancel", "cancel_order", OpenQuestion("add_to_cart", "variant")) == "never_mind"
    assert intent_of("cancel it", "cancel_order", OpenQuestion("return_order", "confirm")) == "deny"
    assert intent_of("cancel my order", "cancel_order", OpenQuestion("add_to_cart", "variant")) == "cancel_order"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("how much do i get", "refund_status"),
        ("and how long", "refund_status"),
        ("what do i get back", "refund_status"),
        ("who pays postage", "ask_returns"),
        ("does that cost extra", "ask_returns"),
        ("when will my parcel arrive", "view_cart"),
    ],
)
def test_questions_on_a_proposal_of_money_are_about_it(text: str, heard: str) -> None:
    assert intent_of(text, "view_cart", OpenQuestion("return_order", "confirm")) == heard


def test_another_amount_mends_an_alert_while_its_colour_is_asked_for() -> None:
    question = OpenQuestion("set_alert", "variant")
    assert intent_of("no, make that 60", "change_cart", question) == "set_alert"
    assert intent_of("make it black", "inform", question) == "inform"


def test_only_the_chats_are_to_go_instead_of_all() -> None:
    assert intent_of("no wait just the chats", "nlu_fallback", OpenQuestion("erase_data", "confirm")) == "erase_data"


def test_a_review_may_come_before_its_product() -> None:
    question = OpenQuestion("write_review", "product")
    said = "it's ok i guess, bit heavy, zipper got stuck twice"
    assert intent_of(said, "report_damaged", question) == "inform"
    assert intent_of(said, "report_damaged", question, entities=("order_id",)) == "report_damaged"
    assert intent_of("it broke", "report_damaged", question) == "report_damaged"


def test_what_was_said_may_be_forgotten_at_any_time() -> None:
    assert intent_of("forget this chat", "never_mind", OpenQuestion("cancel_order", "reason")) == "erase_data"


@pytest.mark.parametrize(
    ("flow", "text", "heard"),
    [
        ("cancel_order", "no dont cancel it, change the address instead", "change_address"),
        ("return_order", "hm rather exchange it", "exchange_order"),
        ("exchange_order", "id rather have my money back", "return_order"),
    ],
)
def test_another_change_instead_is_that_change(flow: str, text: str, heard: str) -> None:
    assert intent_of(text, "deny", OpenQuestion(flow, "confirm")) == heard


def test_before_a_return_is_proposed_its_money_is_the_shops_rule() -> None:
    question = OpenQuestion("return_order", "payment")
    assert intent_of("how long till i get it", "ask_shipping", question) == "ask_returns"
    assert intent_of("what does shipping cost?", "ask_shipping", question) == "ask_shipping"


def test_another_house_number_mends_the_address_that_is_proposed() -> None:
    for flow in ("change_address", "checkout"):
        assert intent_of("no sorry, number 12", "deny", OpenQuestion(flow, "confirm")) == flow
    assert intent_of("no sorry, number 12", "deny", OpenQuestion("cancel_order", "confirm")) == "deny"


def test_which_trouble_comes_first_is_no_search() -> None:
    asked = OpenQuestion("report_problem", "choice")
    assert intent_of("boots first please", "search_product", asked, entities=("product_type",)) == "inform"
    assert intent_of("boots please", "search_product", asked, entities=("product_type",)) == "search_product"


def test_why_not_asks_about_the_no_that_an_offer_came_with() -> None:
    offer = OpenQuestion("none", "confirm")
    assert intent_of("why not?", "deny", offer) == "explain_recommendation"
    assert intent_of("why not", "affirm", offer) == "affirm"
    assert intent_of("why not?", "deny", OpenQuestion("cancel_order", "confirm")) == "deny"


def test_a_change_of_size_or_colour_before_the_yes_mends_what_is_proposed() -> None:
    proposed = OpenQuestion("exchange_order", "confirm", {"Yes, exchange it": "/affirm"})
    for text in ("yes but to coral", "yes but in coral", "no, in coral"):
        assert hear(text, "refine_search", proposed, entities=("colour",))["intent"]["name"] == "exchange_order"
    asked = hear("show me coral shoes", "search_product", proposed, entities=("colour",))
    assert asked["intent"]["name"] == "search_product"


def test_money_back_is_a_way_out_of_a_trouble() -> None:
    asked = OpenQuestion("report_problem", "reason", {})
    assert hear("refund please", "refund_status", asked)["intent"]["name"] == "inform"
    assert hear("where is my refund", "refund_status", asked)["intent"]["name"] == "refund_status"


def test_what_things_cost_in_general_is_a_rule_of_the_shop() -> None:
    question = OpenQuestion("return_order", "confirm")
    said = "what does sending something back cost from Ireland"
    assert intent_of(said, "ask_returns", question, confidence=0.6) == "ask_returns"
    assert intent_of("what do i get back", "ask_returns", question, confidence=0.6) == "refund_status"


def test_who_wants_money_back_where_an_exchange_is_proposed_returns_it() -> None:
    proposed = OpenQuestion("exchange_order", "confirm", {"Yes, exchange it": "/affirm"})
    for text in ("just my money", "no, i want my money back"):
        assert hear(text, "refund_status", proposed)["intent"]["name"] == "return_order"
    assert hear("where is my money", "refund_status", proposed)["intent"]["name"] == "refund_status"


@pytest.mark.parametrize("text", ["thats all", "no, that's it thanks", "nah im good", "none of these"])
def test_who_wants_nothing_more_leaves_what_is_asked(text: str) -> None:
    assert intent_of(text, "goodbye", OpenQuestion("add_to_cart", "product")) == "never_mind"
    assert intent_of(text, "goodbye", OpenQuestion("cancel_order", "confirm")) == "goodbye"


def test_what_is_missing_is_to_be_sent_again() -> None:
    assert intent_of("send it again", "share_product", OpenQuestion("report_problem", "choice")) == "inform"


@pytest.mark.parametrize("intent", ["check_stock", "add_to_cart", "change_cart", "choose_option"])
@pytest.mark.parametrize("text", ["hmm can i get it in L", "do u have it in L?", "L would be better", "is there L"])
def test_the_size_that_is_asked_for_is_what_it_becomes(text: str, intent: str) -> None:
    for flow in ("exchange_order", "change_items"):
        question = OpenQuestion(flow, "new_variant", {"black, L": '/choose_option{"ordinal":"1"}'})
        assert intent_of(text, intent, question, entities=("size",)) == "inform"
        assert intent_of(text, intent, question, entities=("size", "product")) == intent


@pytest.mark.parametrize("asking", ["new_variant", "order", "items", "confirm"])
def test_money_back_instead_of_an_exchange_returns_it_whatever_is_asked(asking: str) -> None:
    question = OpenQuestion("exchange_order", asking)
    assert intent_of("nah just give me my money back", "refund_status", question) == "return_order"


RETURN = OpenQuestion("return_order", "payment", {"Visa": '/choose_option{"ordinal":"1"}'})


@pytest.mark.parametrize(
    "text", ["only the jacket then", "ok just the jacket", "not the jacket", "keep the jacket then"]
)
@pytest.mark.parametrize("intent", ["refine_search", "remove_from_cart", "reject_suggestion"])
def test_what_leaves_out_some_of_what_goes_back_is_of_the_return(text: str, intent: str) -> None:
    assert intent_of(text, intent, RETURN, entities=("product_type",)) == "inform"


def test_a_question_on_a_thing_is_no_answer_to_what_goes_back() -> None:
    assert intent_of("only the jacket?", "search_product", RETURN, entities=("product_type",)) == "search_product"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("hm and what would that cost me", "recommend_for_me"),
        ("what does that cost me from ireland", "product_details"),
        ("ok whats the diff in price", "product_details"),
        ("do i have to pay more", "ask_product_question"),
        ("price difference?", "compare_products"),
        ("is the change free", "ask_product_question"),
    ],
)
@pytest.mark.parametrize("flow", ["change_items", "exchange_order", "return_order"])
def test_what_a_proposed_change_costs_is_asked_of_it(text: str, heard: str, flow: str) -> None:
    assert intent_of(text, heard, OpenQuestion(flow, "confirm")) == "refund_status"


def test_what_a_product_costs_is_no_question_on_the_change() -> None:
    question = OpenQuestion("change_items", "confirm")
    said = "what does the kettle cost"
    assert intent_of(said, "product_details", question, entities=("product_type",)) == "product_details"


@pytest.mark.parametrize("asking", ["reason", "confirm"])
def test_whether_it_is_too_late_is_no_reason_and_no_yes(asking: str) -> None:
    assert intent_of("is it too late to cancel", "cancel_order", OpenQuestion("cancel_order", asking)) == "track_order"


def test_in_my_order_is_no_no_to_a_change_of_the_order() -> None:
    question = OpenQuestion("change_items", "confirm")
    assert intent_of("no i mean in my order", "deny", question) == "change_items"
    assert intent_of("no", "deny", question) == "deny"


@pytest.mark.parametrize(
    ("text", "intent", "entity"),
    [
        ("wait no 40", "refine_search", "size"),
        ("40 pls", "inform", "size"),
        ("no wait in coral", "nlu_fallback", "colour"),
        ("actually no, size 39 in black", "search_product", "size"),
    ],
)
def test_another_size_mends_the_change_that_is_proposed(text: str, intent: str, entity: str) -> None:
    for flow in ("change_items", "exchange_order"):
        assert intent_of(text, intent, OpenQuestion(flow, "confirm"), entities=(entity,)) == flow
    assert intent_of(
        "do you have it in 40?", "check_stock", OpenQuestion("change_items", "confirm"), entities=("size",)
    ) == ("check_stock")


def test_a_thing_alone_tells_which_order() -> None:
    question = OpenQuestion("report_problem", "order")
    assert intent_of("and the boots?", "product_details", question, entities=("product_type",)) == "inform"
    assert intent_of("show me some boots please", "search_product", question, entities=("product_type",)) == (
        "search_product"
    )


def test_a_bigger_one_instead_of_the_return_is_an_exchange() -> None:
    question = OpenQuestion("return_order", "confirm")
    assert intent_of("can i get a bigger one instead", "refine_search", question) == "exchange_order"


def test_a_yes_that_says_more_is_one_to_an_offer() -> None:
    offer = OpenQuestion("none", "confirm")
    assert intent_of("yes to Elbchaussee 12, 22765 Hamburg", "inform", offer, entities=("address",)) == "affirm"
    assert intent_of("ok show me kettles", "search_product", offer) == "search_product"
    assert intent_of("yes but how much is it?", "product_details", offer) == "product_details"


def test_the_same_is_no_no_to_what_it_shall_become() -> None:
    assert intent_of("same", "deny", OpenQuestion("exchange_order", "new_variant")) == "inform"
    assert intent_of("no", "deny", OpenQuestion("exchange_order", "new_variant")) == "deny"


@pytest.mark.parametrize("text", ["ok accept", "accept", "agreed", "yes i accept it"])
def test_who_accepts_what_is_proposed_accepts_no_friend(text: str) -> None:
    assert intent_of(text, "accept_friend", OpenQuestion("privacy", "confirm")) == "affirm"
    assert intent_of(text, "accept_friend", OpenQuestion("return_order", "confirm")) == "affirm"
    assert intent_of("accept zoe", "accept_friend", OpenQuestion("privacy", "confirm")) == "accept_friend"


@pytest.mark.parametrize("asking", ["confirm", "reason"])
def test_who_asks_why_the_label_costs_is_told_of_returns_and_gives_no_reason_by_it(asking: str) -> None:
    question = OpenQuestion(flow="return_order", asking=asking)
    text = "why do i have to pay for the label, it is your fault that it broke"
    assert intent_of(text, "why_this", question) == "ask_returns"
    assert intent_of("why do they pinch my toes, it is your fault", "why_this", question) != "ask_returns"
