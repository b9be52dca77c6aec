"""Who turns from an open question to something else: "nah leave it. show me kettles", then "take the first one"."""

import re

from bot.dialogue.before import OpenQuestion
from bot.dialogue.parsed import SHORT, UNCLEAR, Parsed, as_intent, intent_of, names_in

_LEAVES = re.compile(
    r"^(?P<leaves>(?:(?:nah|no+|nope|ok|okay|oh|hm+|well|actually|wait|sorry|you know what|please|pls|just|so|ah|meh"
    r"|alright|then)\W+)*"
    r"(?:never ?mind(?: (?:it|that|about (?:it|that)))?|nvm|forget (?:about )?(?:it|that)"
    r"|(?:leave|drop|skip|scrap) (?:it|that)|don'?t bother|doesn'?t matter|not now|no matter)"
    r"(?: (?:then|now|for now|please|pls))?)"
    r"(?P<gap>\s*[.,;:!…–-]+\s*(?:(?:and|but|instead|rather|just|can you|then)\s+)*|\s+(?:and|but|just|instead)\s+|\s+)"
    r"(?P<wish>\S+\s+\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
# What may follow without a comma: not "forget it all", "leave it with the neighbours", "never mind the price"
_BEGINS = re.compile(
    r"(?:show|find|search|look for|get me|give me|tell me|where|what|whats|which|how|do you|have you|can (?:i|you)"
    r"|i (?:want|need|would like)|i'?d like|let'?s|let me|add|track)\b",
    re.IGNORECASE,
)
_OTHER_WAYS = frozenset({"cancel_order", "return_order", "exchange_order", "change_items", "refund_status"})
_NO_OTHER_WISH = UNCLEAR | {
    "affirm", "deny", "inform", "choose_option", "never_mind", "thank", "goodbye", "greet", "small_talk", "compliment",
    "complain", "reject_suggestion", "refine_search", "ask_if_bot", "change_address", "change_payment",
    "report_damaged", "report_late",
}  # fmt: skip
_TAKE_TEXT = frozenset({"text", "address"})
_OF_ORDERS = frozenset(
    {
        "report_problem",
        "cancel_order",
        "return_order",
        "exchange_order",
        "change_items",
        "change_payment",
        "change_address",
    }
)
_BY_PLACE_OR_PRICE = re.compile(
    r"\b(?:cheap(?:er|est)|dear(?:er|est)|priciest|pricier|(?:more|most|least|less) expensive)\b", re.IGNORECASE
)
_TAKES = re.compile(r"\b(?:take|have|buy|get|order|add|want)\b|\bi'?ll\b", re.IGNORECASE)
_MAY_PICK = UNCLEAR | {"choose_option", "inform", "add_to_cart", "product_details", "refine_search", "search_product"}
_OTHER_PLACES = re.compile(
    r"\b(?:orders?|parcels?|refund\w*|return\w*|exchang\w+|cancel\w*|options?|way|reason|address|card|money)\b",
    re.IGNORECASE,
)


def split_leaving(text: str, question: OpenQuestion) -> tuple[str, str]:
    """Return the words that leave what is open or shown and those that ask for something else; ("", "") for neither.

    A free text, such as a review, may hold both and leave nothing.
    """
    found = _LEAVES.match(text.strip())
    if question.asking in _TAKE_TEXT or found is None:
        return "", ""
    if not found["gap"].strip() and not _BEGINS.match(found["wish"]):
        return "", ""
    return found["leaves"], found["wish"]


def split_wishes(parsed: Parsed, leaves: str, wish: Parsed, question: OpenQuestion) -> list[Parsed]:
    """Return what to hear, one after the other: the leaving and what is wished instead; the message itself for no wish.

    Another way with the same order ("leave it, I want my money back") answers the question.
    """
    intent = intent_of(wish)
    if not wish.get("parts") and intent in _NO_OTHER_WISH:
        return [parsed]
    if question.flow == "none" or (question.flow in _OF_ORDERS and intent in _OTHER_WAYS):
        return [wish]
    return [{**as_intent(parsed, "never_mind"), "text": leaves, "entities": []}, wish]


def picks_from_list(parsed: Parsed, text: str, question: OpenQuestion) -> str:
    """Return the intent of who picks from the products shown after a question on an order; "" for any other answer.

    "Take the first one" is then no first button of the question, which may pay money back.
    """
    if not question.list_newer or question.flow not in _OF_ORDERS or intent_of(parsed) not in _MAY_PICK:
        return ""
    by_place = "ordinal" in names_in(parsed) or _BY_PLACE_OR_PRICE.search(text)
    if not by_place or len(text.split()) > SHORT or _OTHER_PLACES.search(text):
        return ""
    return "add_to_cart" if _TAKES.search(text) else "product_details"
