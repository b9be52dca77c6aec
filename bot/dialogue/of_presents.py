"""What is heard of presents that are planned: never an order, and never what the one they are for may not know."""

import re

from bot.dialogue.before import Before
from bot.dialogue.parsed import UNCLEAR, Parsed, intent_of, names_in
from bot.dialogue.present_asked import asks_how_sent
from language.presents import (
    asks_own_presents,
    asks_to_wrap,
    asks_whether_taken,
    goes_on_with,
    keeps_secret,
    tells_of_day,
)

_MAY_ASK = UNCLEAR | {
    "friend_activity",
    "recommend_for_me",
    "recommend_gift",
    "show_wishlist",
    "who_bought",
    "track_order",
    "inform",
    "small_talk",
    "ask_product_question",
    "check_stock",
    "product_details",
    "search_product",
    "choose_option",
    "ask_friends",
    "poll_status",
    "help",
}
_MAY_SOUND_LIKE = frozenset({"ask_shipping", "ask_returns", "add_to_cart", "exchange_order"})
_GETS = re.compile(r"\b(?:get|buy|take|order|put|add|have)\b", re.IGNORECASE)
_MAY_GO_ON = frozenset({"refine_search", "choose_option", "product_question", "reject_suggestion", "find_similar"})
_OF_WISHES = frozenset({"show_wishlist", "recommend_gift"})


def hear_of_presents(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of presents that somebody plans, be it the shopper's own or a wish shown; "" for nothing."""
    if asks_to_wrap(text) or (before.gift_shown and asks_how_sent(text)):
        return "ask_shipping"  # and no link to it for whom it is for
    if before.taken_told and before.intent == "show_wishlist" and goes_on_with(text):
        return "show_wishlist" if intent_of(parsed) in _MAY_ASK | _MAY_GO_ON else ""
    if intent_of(parsed) == "share_product" and keeps_secret(text):
        return "add_to_cart" if _GETS.search(text) else "affirm"  # and nothing is sent to whom it shall surprise
    if intent_of(parsed) in _MAY_SOUND_LIKE and asks_own_presents(text, named=False):
        return "show_wishlist"
    if intent_of(parsed) in UNCLEAR | {"inform", "small_talk"} and tells_of_day(text):
        return "recommend_gift"
    if intent_of(parsed) not in _MAY_ASK:
        return ""
    if asks_own_presents(text, named="person" in names_in(parsed)):
        return "show_wishlist"
    if intent_of(parsed) == "who_bought" and before.intent != "show_wishlist" and "already" not in text.lower():
        return ""  # of ideas it may well be asked who has one
    of_wishes = before.products_shown and (before.gift_shown or before.intent in _OF_WISHES)
    return "show_wishlist" if of_wishes and asks_whether_taken(text) else ""
