"""What is heard of products while no question is open: of the list, the comparison or the ideas that are shown."""

import re

from bot.dialogue.answers import SHORT, UNCLEAR, Parsed, intent_of, names_in
from bot.dialogue.before import Before
from language.corrections import is_for_another
from language.values import read_ordinal

# What a message that only goes on with what is shown may have been heard as
MAY_GO_ON = UNCLEAR | {"inform", "search_product", "refine_search", "choose_option", "product_details", "find_similar"}

# "What was the first list", "what were they again": of products shown, however it was heard
_LIST_AGAIN = re.compile(
    r"^(?:(?:and|so|ok|well|hm+|please|can you)\W+)*"
    r"(?:(?:what|which) (?:was|were) the (?:very )?(?:first|original|last) (?:list|ones|results)"
    r"|(?:show|go back|back|return)\b.{0,12} the (?:very )?(?:first|original) (?:list|ones|results)"
    r"|what were (?:they|those|the options|the others) again|what were the ones before)(?: again)?\W*$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"^(?:and |but |well,? |oh,? )?(?:he|she|they)(?:'?s|'?re)? \w", re.IGNORECASE)
_NAMED_LIKE = re.compile(  # "Priya likes cooking", of one of whom the present is for
    r"^(?:(?:and|but|well|oh|ok|so)\W+)*[^\W\d]\w+(?:'s)? (?:(?:is|really|also|just|totally|only|mostly) ){0,2}"
    r"(?:likes?|loves?|into|hates?|enjoys?|has|owns?|wants?|needs?|collects?|plays?|reads?|runs?)\b",
    re.IGNORECASE,
)
# "Not the carbon one", "no sedana", "anything but nomadry": of what is shown
_TURNS_DOWN = re.compile(
    r"^(?:(?:hm+|but|and|ok|well|nope|no)\W+)*(?:just )?(?:not|no|without|except|(?:any|every)thing but)\s+"
    r"(?!bad\b|sure\b|really\b|now\b|yet\b|thanks?\b|thank\b|problem\b|worries\b|idea\b|way\b|limit\b|matter\b|more\b"
    r"|need\b|rush\b|hurry\b|one\b|clue\b|at all\b|today\b|quite\b|so\b|too\b|that\b|what i\b|for\b|interested in any)",
    re.IGNORECASE,
)
# "Too thin", "not warm enough": of what is shown, so that it shall go further
_FALLS_SHORT = re.compile(
    r"^(?:(?:hm+|no|nah|but|they(?:'?re| are)|those are|these are|it(?:'?s| is)|that(?:'?s| is)|all|a bit|bit|way|much"
    r"|far)\W+)*(?:(?:not )?too (?:thin|thick|short|long|narrow|wide|tall|low|high|dark|dim|bright|loud|noisy|quiet"
    r"|cold|chilly|warm|hot|hard|firm|soft|weak|small|big|large|heavy|light)"
    r"|not (?:thick|warm|bright|loud|soft|firm|long|wide|big) enough)(?: for (?:me|us|him|her|them))?\W*$",
    re.IGNORECASE,
)
# "How much for both", "total for 4", "and for two?": of the price of what is talked about
_N = r"(?:\d{1,2}|two|three|four|five|six|ten)"
_ASKS_SUM = re.compile(
    r"^(?:(?:and|ok|so|but|hm+)\W+)*(?:how much|what|whats|total|price|cost)\b"
    rf".*(?:\b(?:both|together|{_N})\b|all of them)",
    re.IGNORECASE,
)
_GOES_ON_COUNTING = re.compile(rf"^(?:and|what about|how about)(?: for)? {_N}\W*$", re.IGNORECASE)
_MAY_ASK_SUM = UNCLEAR | {
    "compare_products", "view_cart", "change_cart", "apply_coupon", "inform", "refine_search", "ask_payment",
}  # fmt: skip
_OF_MONEY = re.compile(r"\b(?:how much|costs?|price|total)\b|\bcome to\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:cart|basket|bag|shipping|deliver\w*|postage|return\w*|orders?)\b", re.IGNORECASE)
# "And the third?", "what about the Brasko": one more for the comparison on the screen
_ADDS_ONE = re.compile(
    r"^(?:(?:ok|hm+|well|oh)\W+)*(?:and|also|plus|what about|how about|with)\s+(?:also )?(?:the |number )?"
    r"[\w' -]{1,40}\W*$",
    re.IGNORECASE,
)
_ADDS_TO_TABLE = re.compile(r"\b(?:to|in|into) (?:the |that |this |your )?(?:comparison|table)\b", re.IGNORECASE)
_MAY_ADD_ONE = UNCLEAR | {
    "choose_option",
    "product_details",
    "inform",
    "search_product",
    "refine_search",
    "find_similar",
}
_MAY_TURN_DOWN = UNCLEAR | {"choose_option", "product_details", "deny", "inform", "search_product"}
_OWNS = re.compile(
    r"^(?:(?:no|nope|oh|but|well|sorry|hm+)\W+)*(?:i|we|he|she|they|my \w+|our \w+)\s+"
    r"(?:already (?:has|have|had|own|owns|got|bought)\b|(?:has|have|owns?|'?ve got|got)\b.*\balready\b"
    r"|(?:has|have|owns?) (?:that|this|those|these)(?: ones?)?\W*$)",
    re.IGNORECASE,
)
_MAY_OWN = UNCLEAR | {
    "add_to_cart",
    "inform",
    "search_product",
    "choose_option",
    "product_details",
    "deny",
    "refine_search",
    "small_talk",
    "reject_suggestion",
    "recommend_gift",
}
_SHIPS = re.compile(r"\b(?:ship|send|deliver|post)\b", re.IGNORECASE)
_INTO_CART = re.compile(  # what is shown
    r"^(?:(?:ok|okay|yes|yeah|yep|nice|great|good|cool|perfect|fine|then|so|and|into|in|to)\W+)+"
    r"(?:(?:the|my)\W+)?(?:cart|basket|bag|trolley)\W*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?$|^(?:how|what|why|when|where|who|which|is|are|do|does|can|could)\b", re.IGNORECASE)
_SHOW_ME = re.compile(
    r"^(?:(?:please|pls|can you|ok)\W+)*(?:show me|open|let me see|look at)\s+(?:the\s+)?", re.IGNORECASE
)
_NAMED = 4  # words of a message that is hardly more than the name of a thing


def hear_of_products(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of the products that are shown; "" for nothing."""
    intent, short = intent_of(parsed), len(text.split()) <= SHORT
    if before.products_shown and intent in MAY_GO_ON | {"complain"} and _FALLS_SHORT.match(text):
        return "refine_search"
    if before.products_shown and _LIST_AGAIN.match(text):
        return "refine_search"
    if short and not before.cart_shown and _asks_sum(intent, text, before):
        return "product_details"
    if before.compared and short and _adds_one(parsed, text, before):
        return "compare_products"
    if before.gift_shown and (_tells_of_them(parsed, text) or (short and is_for_another(text))):
        return "recommend_gift"
    if before.products_shown and intent in {"view_cart", "inform"} | UNCLEAR and _INTO_CART.match(text):
        return "add_to_cart"
    if before.products_shown and "ordinal" in names_in(parsed) and intent == "change_address" and _SHIPS.search(text):
        return "add_to_cart"
    of_things = before.products_shown or names_thing(parsed)
    if of_things and intent in _MAY_OWN and _OWNS.search(text) and not text.endswith("?"):
        return "recommend_gift" if before.gift_shown else "reject_suggestion"
    turns_down = before.products_shown and short and intent in _MAY_TURN_DOWN and _TURNS_DOWN.match(text)
    return "reject_suggestion" if turns_down else ""


def hear_name_alone(parsed: Parsed, text: str, before: Before) -> str:
    """Return what the name of a product or of a kind alone asks for; "" when it is something else.

    How things shall be, "a quiet one", is said of those shown.
    """
    unclear = intent_of(parsed) in UNCLEAR | {"inform", "greet", "rate_product"}
    if not unclear or len(_SHOW_ME.sub("", text).split()) > _NAMED or _QUESTION.search(text):
        return ""
    named = names_in(parsed)
    if "product" in named:
        return "product_details"
    if before.products_shown and named and named <= {"feature", "material"}:
        return "refine_search"
    return "search_product" if named and named <= {"product_type", "brand", "material", "feature"} else ""


def names_thing(parsed: Parsed) -> bool:
    """Say whether the message names a product, a kind of thing or a brand."""
    return bool(names_in(parsed) & {"product", "product_type", "brand"})


def _tells_of_them(parsed: Parsed, text: str) -> bool:
    """Say whether it tells what somebody is like for whom a present is sought: "she likes tea", "Priya loves tea"."""
    if intent_of(parsed) not in UNCLEAR | {"inform"} or text.endswith("?"):
        return False
    return _OF_THEM.match(text) is not None or ("person" in names_in(parsed) and _NAMED_LIKE.match(text) is not None)


def _asks_sum(intent: str, text: str, before: Before) -> bool:
    """Say whether it asks what several pieces, or all that is shown, cost."""
    if not (before.products_shown or before.on_product) or intent not in _MAY_ASK_SUM:
        return False
    if before.intent == "product_details" and _GOES_ON_COUNTING.match(text):
        return True
    return bool(_ASKS_SUM.match(text) and _OF_MONEY.search(text) and not _ELSEWHERE.search(text))


def _adds_one(parsed: Parsed, text: str, before: Before) -> bool:
    """Say whether one more is to stand beside those compared: one further down the list before, or named."""
    if _ADDS_TO_TABLE.search(text):
        return True
    if intent_of(parsed) not in _MAY_ADD_ONE or not _ADDS_ONE.match(text):
        return False
    place = read_ordinal(text)
    if place is not None and "product" not in names_in(parsed):
        return place > before.compared
    return bool(names_in(parsed) & {"product", "brand"})
