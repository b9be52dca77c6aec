"""What is heard of orders while no question is open: of returns under way, of refusals, of what broke later."""

from bot.dialogue.answers import SHORT, UNCLEAR, Parsed, intent_of, names_in
from bot.dialogue.before import Before
from language.aftersales import asks_why_not, goes_on_to_piece, names_exchange, only_keeps, read_return_ask

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
    "parcel": UNCLEAR | {"return_order", "inform", "small_talk", "ask_returns", "product_details", "exchange_order"},
    "status": UNCLEAR | {"return_order", "exchange_order", "inform", "friend_activity"},
}
_MAY_KEEP = _MAY_ASK["stop"] | {"add_to_wishlist", "ask_product_question", "add_to_cart", "thank", "small_talk"}
_MAY_ASK_WHY = UNCLEAR | {"deny", "explain_recommendation", "help", "small_talk", "inform", "affirm", "complain"}
_INTENT_OF_FLOW = {"report_problem": "report_damaged"}


def hear_of_orders(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of an order, whatever the words alone would mean; "" for nothing."""
    intent, short = intent_of(parsed), len(text.split()) <= SHORT
    if before.refused and short and intent in _MAY_ASK_WHY and asks_why_not(text):
        return _INTENT_OF_FLOW.get(before.refused, before.refused)
    if before.told_of_order == "coming_back" and short and names_in(parsed) and goes_on_to_piece(text):
        return "refund_status"
    return _of_coming_back(intent, text, before)


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
