"""What is heard of orders while no question is open: of returns under way, of refusals, of what broke later."""

import re
from collections.abc import Set as AbstractSet

from bot.dialogue.before import Before
from bot.dialogue.parsed import SHORT, UNCLEAR, Parsed, intent_of, names_in
from language.aftersales import (
    asks_label_cost,
    asks_time_to_tell,
    asks_to_return_opened,
    asks_why_not,
    goes_on_to_piece,
    names_exchange,
    only_keeps,
    protests,
    read_rest_wish,
    read_return_ask,
)
from language.costs import only_asks_amount
from language.faults import asks_own_warranty, speaks_of_warranty, tells_fault, tells_late_fault, tells_own_fault
from language.order_wishes import (
    asks_all_orders,
    asks_how_much_back,
    asks_if_changeable,
    asks_if_in_time,
    asks_if_returnable,
    asks_if_too_late,
    asks_when_lost,
    asks_when_money,
    asks_when_own_money,
    asks_where_mine,
    asks_where_parcel,
    calms_down,
    changes_it,
    changes_own,
    changes_wrong_variant,
    charged_wrongly,
    looked_around,
    means_in_order,
    misses_what_was_delivered,
    only_asks_how_long,
    only_asks_when,
    ordered_wrong_variant,
    speaks_of_handing_over,
    tells_not_got,
    wants_money_back,
    wants_sent_again,
)
from language.past_orders import read_past_ask

_OF_ORDERS = frozenset(
    {"track_order", "refund_status", "return_order", "exchange_order", "cancel_order", "report_damaged", "report_late"}
)
_MAY_ASK = {  # what a question on a return under way is taken for
    "stop": UNCLEAR
    | {"cancel_order", "never_mind", "return_order", "exchange_order", "remove_from_cart", "refund_status", "inform"}
    | {"deny", "reject_suggestion", "erase_data", "ask_returns", "set_alert", "change_items", "change_cart"},
    "change": UNCLEAR
    | {"change_items", "return_order", "exchange_order", "ask_returns", "change_cart", "add_to_cart", "inform"},
    "label": UNCLEAR | {"return_order", "complain", "help", "track_order", "report_late", "inform", "report_damaged"},
    "parcel": UNCLEAR
    | {"return_order", "inform", "small_talk", "ask_returns", "product_details", "exchange_order"}
    | {"report_late", "track_order"},
    "status": UNCLEAR | {"return_order", "exchange_order", "inform", "friend_activity", "ask_returns", "help"},
}
_MAY_KEEP = _MAY_ASK["stop"] | {"add_to_wishlist", "ask_product_question", "add_to_cart", "thank", "small_talk"}
_MAY_ASK_WHY = UNCLEAR | {"deny", "explain_recommendation", "help", "small_talk", "inform", "affirm", "complain"}
_MAY_PROTEST = _MAY_ASK_WHY | {"reject_suggestion", "refine_search", "give_feedback", "never_mind", "search_product"}
_MAY_TELL_FAULT = UNCLEAR | {
    "complain",
    "search_product",
    "inform",
    "product_details",
    "small_talk",
    "give_feedback",
    "reject_suggestion",
    "report_late",
    "refine_search",
    "ask_product_question",
    "choose_option",
    "track_order",
    "ask_returns",
}
_MAY_BE_OF_RULES = UNCLEAR | {
    "ask_payment",
    "ask_shipping",
    "ask_returns",
    "refund_status",
    "return_order",
    "help",
    "inform",
    "track_order",
    "view_cart",
}
_MAY_BE_SUM = frozenset({"product_details", "compare_products", "search_product", "complain"})
_MAY_BE_TROUBLE = UNCLEAR | {
    "complain",
    "report_damaged",
    "report_late",
    "track_order",
    "inform",
    "refund_status",
    "small_talk",
    "deny",
    "cancel_order",
    "change_items",
    "product_details",
    "reject_suggestion",
    "who_bought",
    "friends_reviews",
}
_MAY_BE_WRONG = _MAY_BE_TROUBLE | {"search_product", "ask_size_advice", "change_cart", "exchange_order", "change_items"}
_CART = re.compile(r"\b(?:cart|basket|bag|trolley)\b", re.IGNORECASE)
_ORDERED = re.compile(r"\border", re.IGNORECASE)
_OTHER_VALUES = frozenset({"colour", "size", "payment_method", "address"})
_MAY_ASK_STILL = UNCLEAR | {
    "ask_returns",
    "return_order",
    "exchange_order",
    "change_items",
    "change_cart",
    "cancel_order",
    "product_details",
    "ask_product_question",
    "inform",
    "track_order",
    "refund_status",
    "thank",
    "search_product",
    "change_address",
    "change_payment",
    "never_mind",
    "deny",
    "small_talk",
    "ask_shipping",
    "ask_payment",
    "report_late",
    "remove_from_cart",
    "erase_data",
}
_IN_ORDER = {
    "change_cart": "change_items",
    "add_to_cart": "change_items",
    "view_cart": "track_order",
    "remove_from_cart": "cancel_order",
}
_MAY_BE_ORDERS = UNCLEAR | {"view_cart", "inform", "who_bought", "checkout", "friend_activity", "choose_option"}
_THINGS = frozenset({"product", "product_type"})
_MAY_CALM = UNCLEAR | {"complain", "never_mind", "small_talk", "inform", "deny", "give_feedback"}
_UNHEARD_FAULT = UNCLEAR | {
    "inform",
    "reject_suggestion",
    "refine_search",
    "search_product",
    "product_details",
    "small_talk",
}
_MAY_CHANGE = UNCLEAR | {"change_cart", "add_to_cart", "refine_search", "search_product", "inform", "choose_option"}
_MAY_BE_REST = UNCLEAR | {
    "remove_from_cart",
    "refine_search",
    "reject_suggestion",
    "add_to_wishlist",
    "add_to_cart",
    "change_cart",
    "return_order",
    "cancel_order",
    "exchange_order",
    "inform",
    "choose_option",
}
_LOOKS = frozenset({"colour", "size"})
_MAY_SAY_LOOK = UNCLEAR | {"inform", "choose_option", "refine_search", "change_cart", "reject_suggestion"}
_FEW = 5  # words that say only a colour or a size
_LONGER = 12  # words
_INTENT_OF_FLOW = {"report_problem": "report_damaged"}


def hear_of_orders(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of an order, whatever the words alone would mean; "" for nothing."""
    intent, short = intent_of(parsed), len(text.split()) <= SHORT
    if of_own := _of_own_orders(parsed, text, before):
        return of_own
    if of_refusal := _of_refusal(intent, text, before):
        return of_refusal
    if before.told_of_order == "coming_back" and short and names_in(parsed) and goes_on_to_piece(text):
        return "refund_status"
    if intent in _MAY_CALM and short and calms_down(text):
        return "thank"
    if trouble := _of_trouble(intent, text, before):
        return trouble
    chooses = before.products_shown and not tells_own_fault(text)  # "the second one, my old pair died after a year"
    if intent in _MAY_TELL_FAULT and tells_late_fault(text) and not chooses:
        return "report_damaged"
    if intent in _UNHEARD_FAULT and (tells_own_fault(text) or (_talks_of_order(before) and tells_fault(text))):
        return "report_damaged"
    where = asks_where_parcel(text) or (names_in(parsed) & _THINGS and asks_where_mine(text))
    if intent in UNCLEAR | {"view_cart", "search_product", "greet", "inform"} and where:
        return "track_order"
    if wish := _goes_on_with_order(parsed, text, before):
        return wish
    return _of_rules(intent, text, before, named="product" in names_in(parsed)) or _of_coming_back(intent, text, before)


def _of_refusal(intent: str, text: str, before: Before) -> str:
    """Return what is meant of a no that was just said: that it is not taken, or why it is so; "" for neither."""
    said_no = bool(before.told_of_order) or before.turned_down
    if said_no and intent in _MAY_PROTEST and protests(text):
        return "complain"
    asks = before.refused and len(text.split()) <= SHORT and intent in _MAY_ASK_WHY and asks_why_not(text)
    return _INTENT_OF_FLOW.get(before.refused, before.refused) if asks else ""


def _of_own_orders(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is asked of their orders in plain words: all of them, or what was paid; "" for nothing."""
    if means_in_order(text) and (before.intent in _IN_ORDER or before.look_said):
        return _IN_ORDER.get(before.intent, "change_items")
    into_another = names_in(parsed) & {"colour", "size"}  # "can I still exchange it for M" is a wish
    if intent_of(parsed) in _MAY_ASK_STILL and asks_if_returnable(text) and not into_another:
        return "ask_returns"
    another = bool(names_in(parsed) & _OTHER_VALUES) and not asks_if_too_late(text)
    if intent_of(parsed) in _MAY_ASK_STILL and not another and asks_if_changeable(text):
        return "track_order"
    if read_past_ask(text) and "person" not in names_in(parsed):
        return "track_order"
    return "track_order" if intent_of(parsed) in _MAY_BE_ORDERS and asks_all_orders(text) else ""


def _of_trouble(intent: str, text: str, before: Before) -> str:
    """Return what is meant by a parcel that is not there, by wrong money or a wrong choice; "" for nothing."""
    if intent in _MAY_BE_TROUBLE and misses_what_was_delivered(text):
        return "report_late"
    if before.intent in ("report_late", "track_order") and intent in _MAY_BE_TROUBLE and looked_around(text):
        return "report_late"
    if intent in UNCLEAR and asks_if_in_time(text):
        return "track_order" if before.order_shown else "ask_shipping"
    if intent in UNCLEAR and tells_not_got(text):
        return "report_late"
    if intent in UNCLEAR | {"ask_payment", "ask_shipping"} and asks_when_money(text):
        return "refund_status"
    if intent == "ask_returns" and asks_when_own_money(text):
        return "refund_status"
    if intent in _MAY_BE_TROUBLE and charged_wrongly(text):
        return "complain"
    if intent in _MAY_BE_WRONG and _tells_wrong_variant(text, before):
        return "exchange_order"
    return "ask_shipping" if intent in UNCLEAR | {"inform"} and speaks_of_handing_over(text) else ""


def _tells_wrong_variant(text: str, before: Before) -> bool:
    """Say whether the wrong size was ordered; with the cart on the screen that may still be mended there."""
    in_cart = _CART.search(text) is not None or (before.cart_shown and not _ORDERED.search(text))
    return not in_cart and (ordered_wrong_variant(text) or changes_wrong_variant(text))


def _talks_of_order(before: Before) -> bool:
    return before.order_shown or bool(before.told_of_order) or before.intent in _OF_ORDERS


def _only_of_order(before: Before) -> bool:
    return _talks_of_order(before) and not before.cart_shown


def _goes_on_with_order(parsed: Parsed, text: str, before: Before) -> str:
    """Return what a short wish is for, of the order or the rule just talked about; "" for nothing."""
    intent = intent_of(parsed)
    if intent in _MAY_CHANGE and len(text.split()) <= _LONGER and changes_it(text) and _only_of_order(before):
        return "change_items"
    if intent in _MAY_BE_OF_RULES | _MAY_BE_SUM and asks_how_much_back(text) and _only_of_order(before):
        return "refund_status"
    return _goes_on_shortly(parsed, text, before) if len(text.split()) <= SHORT else ""


def _goes_on_shortly(parsed: Parsed, text: str, before: Before) -> str:
    intent, named = intent_of(parsed), names_in(parsed)
    if intent in _MAY_BE_OF_RULES | {"report_late"} and asks_when_lost(text):
        return "ask_shipping"
    if not before.cart_shown and intent in _MAY_CHANGE and changes_own(text):
        return "change_items"
    if before.told_of_order in ("order", "coming_back") and not before.cart_shown:
        if only_asks_when(text):
            return "track_order"
        of_money = before.intent == "refund_status" or before.told_of_order == "coming_back"
        if of_money and only_asks_amount(text):
            return "refund_status"
    if before.told_of_order == "order" and intent in _MAY_SAY_LOOK and _only_a_look(text, named):
        return "change_items"
    of_order = _talks_of_order(before)
    if (of_order or before.intent == "ask_returns") and intent in _MAY_BE_OF_RULES and only_asks_how_long(text):
        return "ask_returns"
    if not of_order or before.cart_shown:
        return ""
    if intent in _MAY_BE_OF_RULES and wants_sent_again(text):
        return "report_late"
    wants_money = intent in ("refund_status", "return_order", "inform") and before.told_of_order != "coming_back"
    return "return_order" if wants_money and wants_money_back(text) else ""


def _only_a_look(text: str, named: AbstractSet[str]) -> bool:
    """Say whether only a colour or a size is said: "to 39", "coral instead"."""
    return bool(named) and named <= _LOOKS and len(text.split()) <= _FEW and not text.endswith("?")


def hear_of_rest(parsed: Parsed, text: str, before: Before) -> str:
    """Return what shall be done with the rest of an order: "keep the lamp, send the rest back"; "" for nothing."""
    return read_rest_wish(text) if intent_of(parsed) in _MAY_BE_REST and not before.cart_shown else ""


def _of_rules(intent: str, text: str, before: Before, *, named: bool) -> str:
    """Return what is meant of the shop's rules on what goes back; "" for nothing. `named`: a product is."""
    if intent in _MAY_BE_OF_RULES | {"report_damaged"} and asks_time_to_tell(text):
        return "ask_shipping"  # where the articles on damage are
    if intent in _MAY_BE_OF_RULES and (asks_label_cost(text) or asks_to_return_opened(text)):
        return "ask_returns"
    unnamed = not named and (intent in UNCLEAR or _talks_of_order(before))
    of_own = asks_own_warranty(text) or (unnamed and speaks_of_warranty(text))
    return "ask_returns" if of_own and intent in _MAY_BE_OF_RULES | {"ask_product_question"} else ""


def _of_coming_back(intent: str, text: str, before: Before) -> str:
    """Return what is meant of a return or an exchange under way; "" for nothing.

    "I want to keep it after all" is of one only where an order was just talked about.
    """
    ask = read_return_ask(text)
    if ask == "stop" and only_keeps(text):
        of_order = before.order_shown or before.told_of_order or before.intent in _OF_ORDERS
        return "return_order" if of_order and intent in _MAY_KEEP else ""
    if intent not in _MAY_ASK.get(ask, ()):
        return ""
    if ask == "parcel":
        return "refund_status"
    return "exchange_order" if names_exchange(text) else "return_order"
