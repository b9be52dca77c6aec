"""What is heard of the cart that is shown, and of the alert that was set."""

import re

from bot.dialogue.before import Before
from bot.dialogue.parsed import SHORT, UNCLEAR, Parsed, intent_of, names_in

_OTHER_ALERT = re.compile(
    r"^(?:(?:no|ok|hm+|actually|wait|sorry)\W+)*(?:make (?:it|that)|rather|better|let'?s say)\b|\binstead\b",
    re.IGNORECASE,
)
_MAY_CHANGE_ALERT = UNCLEAR | {
    "change_cart",
    "add_to_cart",
    "search_product",
    "refine_search",
    "inform",
    "reject_suggestion",
}
_CLEARS = re.compile(
    r"^(?:(?:ok|please|pls|no|just|now)\W+)*(?:clear|empty|delete|remove|bin)"
    r" (?:it|that|all|everything|the lot|all of it)(?: (?:out|please|pls|all))*\W*$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"^(?:(?:ok|and|so|hm+)\W+)*(?:how much (?:now|altogether|all together|in total|together|is (?:it|that|everything)"
    r"(?: (?:now|all together|altogether|in total|together))?)|what'?s (?:the|my) (?:total|sum)(?: now)?"
    r"|(?:the )?total(?: now)?)\W*$",
    re.IGNORECASE,
)
_SENDS_CART = re.compile(r"^(?:please )?(?:send|ship|deliver|post) (?:it |this |them |that )?to\b", re.IGNORECASE)
_PRESENT_FOR = re.compile(r"\b(?:present|gift|birthday|surprise)\b(?! ?cards?)", re.IGNORECASE)
_ENDS = re.compile(
    r"^(?:please )?(?:delete|remove|cancel|stop|drop|end|forget)\b(?!.*\b(?:cart|basket|bag|order)\b)", re.IGNORECASE
)
_MAY_END_ALERT = UNCLEAR | {"remove_from_cart", "cancel_order", "erase_data", "reject_suggestion", "never_mind"}


def hear_of_cart(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of the cart that is shown, or of the alert that was set; "" for nothing."""
    intent, short, person = intent_of(parsed), len(text.split()) <= SHORT, "person" in names_in(parsed)
    if before.intent == "set_alert" and short and _speaks_of_alert(parsed, text, before):
        return "set_alert"
    if not before.cart_shown:
        return ""
    if person and _PRESENT_FOR.search(text) and intent != "checkout":
        return "recommend_gift"
    if _CLEARS.match(text):
        return "remove_from_cart"
    if _TOTAL.match(text):
        return "view_cart"
    sends = not person and short and _SENDS_CART.match(text) and intent in {"share_product", "change_address"}
    return "checkout" if sends else ""


def _speaks_of_alert(parsed: Parsed, text: str, before: Before) -> bool:
    intent = intent_of(parsed)
    if intent in _MAY_END_ALERT and _ENDS.match(text):
        return True
    amount = "price" in names_in(parsed) or any(sign.isdigit() for sign in text)
    return before.alert_set and amount and intent in _MAY_CHANGE_ALERT and _OTHER_ALERT.search(text) is not None
