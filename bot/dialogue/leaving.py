"""Who turns from an open question to something else: "nah leave it. show me kettles", then "take the first one"."""

import re

from bot.dialogue.before import OpenQuestion
from bot.dialogue.parsed import SHORT, UNCLEAR, Parsed, as_intent, intent_of, names_in
from language.price_degrees import read_price_degree

_LEAD = (
    r"(?:(?:nah|no+|nope|ok|okay|oh|hm+|well|actually|wait|sorry|you know what|please|pls|just|so|ah|meh"
    r"|alright|then)\W+)*"
)
_IT = (
    r"(?:never ?mind(?: (?:it|that|about (?:it|that)))?|nvm|forget (?:about )?(?:it|that)"
    r"|(?:leave|drop|skip|scrap) (?:it|that)|don'?t bother|not now)"
)
_NO_MATTER = r"(?:doesn'?t matter|no matter)"  # which may also answer what a present may cost
# "Forget dad's present", "i dont want to get him a gift anymore", "no present after all"
_PRESENT = (
    r"(?:(?:(?:let'?s )?(?:forget|skip|drop|scrap|cancel|leave|stop|ditch)|never ?mind|nvm)(?: about)?"
    r"|enough (?:of|about|with)|no(?: more)?|done with|(?:i|we)(?: really)? (?:don'?t|do not) (?:need|want)"
    r"(?: to (?:get|give|buy)(?: \w+){1,2}?)?)"
    r"(?: (?:the|that|this|those|his|her|their|my|our|an?|any))?(?: \w+'?s)?"
    r"(?: (?:birthday|bday|christmas|xmas|wedding))? (?:presents?|gifts?)\b"
    r"(?! ?(?:cards?|wrap\w*|vouchers?|messages?))(?: (?:ideas?|thing|stuff|search))?(?: for (?:my |the )?\w+)?"
    r"(?: (?:any ?more|after all|though))*"
)
_MIND = r"(?:i(?:'ve| have)? |we )?changed my mind(?: about (?:it|that|this|(?:the|that) (?:present|gift)))?"
_TAIL = r"(?: (?:then|now|for now|please|pls))?"
_GAP = (
    r"(?P<gap>\s*[.,;:!…–-]+\s*(?:(?:and|but|instead|rather|just|can you|then)\s+)*"
    r"|\s+(?:and|but|just|instead)\s+|\s+)"
)
_LEAVES = re.compile(
    rf"^(?P<leaves>{_LEAD}(?:{_IT}|{_NO_MATTER}){_TAIL}){_GAP}(?P<wish>\S+\s+\S.*)$", re.IGNORECASE | re.DOTALL
)
_LEAVES_PRESENT = re.compile(
    rf"^(?P<leaves>{_LEAD}(?:{_PRESENT}|{_MIND}|{_IT}){_TAIL}){_GAP}(?P<wish>\S+\s+\S.*)$", re.IGNORECASE | re.DOTALL
)
_ONLY_LEAVES = re.compile(
    rf"^\W*{_LEAD}(?:{_PRESENT}|{_MIND}(?:\W+no (?:present|gift)s?)?|{_IT}){_TAIL}"
    r"(?:\W+(?:thanks|thank you|thx|ok))*\W*$",
    re.IGNORECASE,
)
_OF_PRESENTS = frozenset({"recommend_gift", "none"})
# What may follow without a comma: not "forget it all", "leave it with the neighbours", "never mind the price"
_BEGINS = re.compile(
    r"(?:show|find|search|look for|get me|give me|tell me|where|what|whats|which|how|do you|have you|can (?:i|you)"
    r"|i (?:want|need|would like)|i(?:'?m| am) (?:looking|after)|i'?d like|let'?s|let me|add|track)\b",
    re.IGNORECASE,
)
_OTHER_WAYS = frozenset({"cancel_order", "return_order", "exchange_order", "change_items", "refund_status"})
_NO_OTHER_WISH = UNCLEAR | {
    "affirm", "deny", "inform", "choose_option", "never_mind", "thank", "goodbye", "greet", "small_talk", "compliment",
    "complain", "reject_suggestion", "refine_search", "ask_if_bot", "change_address", "change_payment",
    "report_damaged", "report_late",
}  # fmt: skip
_SAY_NOTHING = UNCLEAR | {"thank", "goodbye", "greet", "small_talk", "compliment", "never_mind"}
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
    of_present = question.flow in _OF_PRESENTS
    found = (_LEAVES_PRESENT if of_present else _LEAVES).match(text.strip())
    if found is None or (question.asking in _TAKE_TEXT and question.flow != "recommend_gift"):
        return "", ""
    if not found["gap"].strip() and not _BEGINS.match(found["wish"]):
        return "", ""
    return found["leaves"], found["wish"]


def only_leaves(text: str) -> bool:
    """Say whether the words only leave a present that is put together: "leave it", "forget dad's present"."""
    return _ONLY_LEAVES.match(text) is not None


def split_wishes(parsed: Parsed, leaves: str, wish: Parsed, question: OpenQuestion) -> list[Parsed]:
    """Return what to hear, one after the other: the leaving and what is wished instead; the message itself for no wish.

    Another way with the same order ("leave it, I want my money back") answers the question.
    """
    intent = intent_of(wish)
    if question.flow == "recommend_gift" and intent in _SAY_NOTHING:
        return [as_intent(parsed, "never_mind")]
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
    by_place = "ordinal" in names_in(parsed) or read_price_degree(text)
    if not by_place or len(text.split()) > SHORT or _OTHER_PLACES.search(text):
        return ""
    return "add_to_cart" if _TAKES.search(text) else "product_details"
