"""What is heard of the cart that is shown, and of the alert that was set."""

import re

from bot.dialogue.before import Before
from bot.dialogue.of_list import swaps_one
from bot.dialogue.parsed import SHORT, UNCLEAR, Parsed, intent_of, names_in
from language.alert_wishes import asks_for_alert
from language.costs import asks_what_it_costs
from language.order_wishes import stops

_OTHER_ALERT = re.compile(
    r"^(?:(?:no|ok|hm+|actually|wait|sorry)\W+)*(?:make (?:it|that)|rather|better|let'?s say)\b|\binstead\b"
    r"|^(?:(?:no|ok|okay|oh|hm+|actually|wait|sorry|but|or|maybe|rather|better)\W+)+"
    r"(?:at |below |under |for )?[€$£]?\d+(?:[.,]\d\d)?(?: ?(?:€|euros?|eur))?"
    r"(?: (?:then|please|pls|is (?:ok|fine|enough)))*\W*$",
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
_MAY_ASK_ALERT = _MAY_CHANGE_ALERT | {
    "product_details", "check_stock", "ask_product_question", "choose_option", "read_reviews", "track_order",
    "add_to_wishlist", "small_talk", "help", "recommend_for_me",
}  # fmt: skip
_CLEARS = re.compile(
    r"^(?:(?:ok|please|pls|no|just|now)\W+)*(?:clear|empty|delete|remove|bin)"
    r" (?:it|that|all|everything|the lot|all of it)(?: (?:out|please|pls|all))*\W*$",
    re.IGNORECASE,
)
# "One lumbra arc in black and one in white", "2 drift in black, 1 in white": pieces, counted
_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six)"
_COUNTS_PIECES = re.compile(
    rf"^(?:(?:hi|ok|yes|please|pls|and|then|so|i|we|i'?d|like|want|wanna|need|have|take|get|give me|to|i'?ll)\W+)*"
    rf"{_COUNT}\s+(?:x |of )?(?:the )?[^\d\W].*(?:,|\band\b|&)\s*{_COUNT}\b(?! (?:of my|orders?|days?|weeks?))",
    re.IGNORECASE,
)
_MAY_COUNT = UNCLEAR | {"change_cart", "choose_option", "inform", "compare_products", "exchange_order"}
# "Add a drift (white) and a moka pot", however it was heard
_ADDS_THING = re.compile(
    r"^(?:(?:hi|ok|yes|please|pls|and|then|so|can you|could you|now|also)\W+)*"
    r"(?:add|put|(?:throw|chuck|pop|stick|toss)\b(?=.*\bin(?:to)?\b))\b"
    r"(?!.*\b(?:wish ?list|list|comparison|compare|friends?|review|note|address|circle|poll)\b)"
    r"(?!.*\b(?:search|results?|filters?)\b)",
    re.IGNORECASE,
)
_SHOWS_MISSPELT = re.compile(  # "whats in my crat": none of these is a word
    r"^(?:(?:and|ok|so|hey|pls|please)\W+)*(?:what(?:['’]?s| is)(?: all)? in|show(?: me)?|see|view|open) (?:my |the )?"
    r"(?:crat|catr|carrt|caart|cartt|carte|basekt|baskt|bakset|baskte|bsaket|baske|trolly)\W*$",
    re.IGNORECASE,
)
_AND_SO_MANY = re.compile(  # "and 2 pairs of socks", of the cart on the screen
    rf"^(?:(?:ok|oh|yes|cool|great|thanks|thx)\W+)*(?:and|n|nd|plus|also|add)\b\W*(?:also |maybe )?"
    rf"(?:{_COUNT}|an?|another|some)\b"
    r"(?!.*\b(?:wish ?list|orders?|show|find|compare|friends?|review|for (?:my|him|her|\w+'s)|cheaper"
    r"|under|below|question)\b)",
    re.IGNORECASE,
)
_MAY_BE_MORE = UNCLEAR | {
    "search_product", "refine_search", "find_matching", "find_similar", "change_cart", "inform", "choose_option",
    "compare_products", "product_details", "affirm", "exchange_order", "change_items",
}  # fmt: skip
_MAY_ADD = UNCLEAR | {"compare_products", "search_product", "ask_product_question"}
# "I'll take the first one and the last one", of those shown
_PLACE = r"(?:first|second|third|fourth|fifth|last)"
_TAKES_PLACES = re.compile(
    rf"^(?:(?:ok|yes|great|then|so|and|i)\W+)*(?:i'?ll|i will|i|i'?d|let me)?\W*(?:take|buy|get|have)\b"
    rf".*\b{_PLACE}\b.*(?:,|&|\band\b).*\b{_PLACE}\b",
    re.IGNORECASE,
)
_MAY_PICK = UNCLEAR | {
    "choose_option",
    "inform",
    "search_product",
    "compare_products",
    "product_details",
    "check_stock",
}
_PICKS = re.compile(
    r"^(?:(?:ok|yes|great|then|so|and|cool|please|pls|hm+|perfect|i'?ll|i|take|have|want|like|get)\W+)*(?:the|a|an|one|two)\b"
    r".*(?:,|&|\+|\band\b|\bplus\b)",
    re.IGNORECASE,
)
_ADDS_ONE_SHOWN = re.compile(
    r"^(?:(?:ok|yes|please|pls|and|then|so|can you|could you)\W+)*(?:add|put) (?:me )?(?:the|that|this)\b"
    r"(?:\W+\w+){0,4}?\W*(?:in(?:to)? (?:my |the )?(?:cart|basket|bag)|please|pls|too)?\W*$",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"^(?:(?:ok|hi|hey|hello|so|and|well|then|yes|please|pls)\W+)*(?:i|we)(?:'?d| would)? "
    r"(?:like|want|wanna have|need|'?ll (?:take|have))\W+(?:the|an?|one|two|three|\d{1,2})\b",
    re.IGNORECASE,
)
_OF_ORDERED = re.compile(
    r"\b(?:change|instead|exchange\w*|swap|different|another|return|refund|my|order\w*|got|wrong|bought|bigger|smaller"
    r"|replace\w*|new)\b|\?$",
    re.IGNORECASE,
)
_OF_BOUGHT = re.compile(r"\b(?:orders?|ordered|bought|return\w*|i got|delivered)\b", re.IGNORECASE)
_SWAPS_BY_PLACE = re.compile(
    r"^(?:(?:ok|please|pls|can you|could you|and|now|then|hm+|no|actually|just)\W+)*"
    r"(?:swap|switch|replace|exchange|trade|substitute)(?: out)? (?:the |number |no\.? ?)*"
    r"(?:first|second|third|fourth|fifth|last|\d)\b",
    re.IGNORECASE,
)
_MAY_WANT = frozenset({"exchange_order", "change_items", "change_cart"})
_SENDS_CART = re.compile(r"^(?:please )?(?:send|ship|deliver|post) (?:it |this |them |that )?to\b", re.IGNORECASE)
_PRESENT_FOR = re.compile(r"\b(?:present|gift|birthday|surprise)\b(?! ?cards?)", re.IGNORECASE)
_ENDS = re.compile(
    r"^(?:please )?(?:delete|remove|cancel|stop|drop|end|forget)\b(?!.*\b(?:cart|basket|bag|order)\b)", re.IGNORECASE
)
_MAY_END_ALERT = UNCLEAR | {"remove_from_cart", "cancel_order", "erase_data", "reject_suggestion", "never_mind"}
# After these "how much" is of delivery, of a return or of money that comes back
_OF_OTHER_COSTS = frozenset(
    {
        "ask_shipping", "ask_returns", "ask_payment", "refund_status", "track_order", "cancel_order", "return_order",
        "exchange_order", "change_items", "change_payment", "report_damaged", "report_late",
    }
)  # fmt: skip

_NO_PRICES = frozenset({"recommend_for_me", "explain_recommendation", "refine_search", "search_product"})


def hear_of_costs(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant by the price of something unnamed: of the cart, or of products; "" for another price."""
    if before.intent in _OF_OTHER_COSTS or before.order_shown or not asks_what_it_costs(text):
        return ""
    if before.cart_shown:
        return "" if intent_of(parsed) == "compare_products" else "view_cart"
    on_screen = before.products_shown or before.on_product
    return "product_details" if on_screen or intent_of(parsed) in _NO_PRICES else ""


def hear_of_cart(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of the cart that is shown, or of the alert that was set; "" for nothing."""
    intent, short = intent_of(parsed), len(text.split()) <= SHORT
    if (short and _speaks_of_alert(parsed, text, before)) or _asks_for_alert(parsed, text, before):
        return "set_alert"
    if shows_misspelt(text):
        return "view_cart"
    if _swaps_product(parsed, text, before):
        return "change_cart"
    if not before.order_shown and _puts_in(parsed, text):
        return "add_to_cart"
    if before.products_shown and intent == "choose_option" and _TAKES_PLACES.match(text):
        return "add_to_cart"
    if not before.order_shown and not before.told_of_order and _wants_things(parsed, text):
        return "add_to_cart"
    if before.products_shown and _picks_several(parsed, text):
        return "add_to_cart"
    return _of_cart_shown(parsed, text, short=short) if before.cart_shown else ""


def shows_misspelt(text: str) -> bool:
    """Say whether it asks what is in the cart, with a typing error in that word."""
    return _SHOWS_MISSPELT.match(text) is not None


def _of_cart_shown(parsed: Parsed, text: str, *, short: bool) -> str:
    """Return what is meant of the cart on the screen; "" for nothing."""
    intent, person = intent_of(parsed), "person" in names_in(parsed)
    if short and intent in _MAY_BE_MORE and _adds_so_many(parsed, text):
        return "add_to_cart"
    if person and _PRESENT_FOR.search(text) and intent != "checkout":
        return "recommend_gift"
    if _CLEARS.match(text):
        return "remove_from_cart"
    if intent == "cancel_order" and stops(text):
        return "never_mind"
    sends = not person and short and _SENDS_CART.match(text) and intent in {"share_product", "change_address"}
    return "checkout" if sends else ""


def _swaps_product(parsed: Parsed, text: str, before: Before) -> bool:
    """Say whether another product shall come in the place of one in the cart, or of one of a list."""
    if _OF_BOUGHT.search(text) or not swaps_one(parsed, text):
        return False
    return before.cart_shown or (
        before.products_shown and not before.compared and _SWAPS_BY_PLACE.match(text) is not None
    )


def _puts_in(parsed: Parsed, text: str) -> bool:
    """Say whether things that are named are to be added, or pieces of one are counted: "one in black, one in white"."""
    intent = intent_of(parsed)
    if text.endswith("?") or not names_in(parsed) & {"product", "product_type", "brand"}:
        return False
    return bool(
        (intent in _MAY_COUNT and _COUNTS_PIECES.match(text)) or (intent in _MAY_ADD and _ADDS_THING.match(text))
    )


def _adds_so_many(parsed: Parsed, text: str) -> bool:
    """Say whether pieces of something come to what is in the cart: "and 2 pairs of socks"."""
    named = names_in(parsed)
    return bool(named & {"product", "product_type"}) and not text.endswith("?") and bool(_AND_SO_MANY.match(text))


def _wants_things(parsed: Parsed, text: str) -> bool:
    """Say whether things are wanted and nothing that was ordered is: "I want the Arc in black and 2 pairs of socks"."""
    named = names_in(parsed) & {"product", "product_type"}
    return bool(named) and intent_of(parsed) in _MAY_WANT and bool(_WANTS.match(text) and not _OF_ORDERED.search(text))


def _picks_several(parsed: Parsed, text: str) -> bool:
    """Say whether some of those shown are put in: "the arc in black and the clip mini", "add the cheapest"."""
    if text.endswith("?") or intent_of(parsed) not in _MAY_PICK:
        return False
    things = [entity for entity in parsed.get("entities") or () if entity["entity"] in ("product", "product_type")]
    of_one_make = bool(names_in(parsed) & {"colour", "size"})
    return bool((len(things) > 1 and of_one_make and _PICKS.match(text)) or _ADDS_ONE_SHOWN.match(text))


def _asks_for_alert(parsed: Parsed, text: str, before: Before) -> bool:
    """Say whether it asks to be told of a lower price, or of new stock, of what it names or what is shown."""
    of_things = before.products_shown or before.on_product or names_in(parsed) & {"product", "product_type", "brand"}
    return bool(of_things) and intent_of(parsed) in _MAY_ASK_ALERT and asks_for_alert(text)


def _speaks_of_alert(parsed: Parsed, text: str, before: Before) -> bool:
    intent = intent_of(parsed)
    if before.intent == "set_alert" and intent in _MAY_END_ALERT and _ENDS.match(text):
        return True
    amount = "price" in names_in(parsed) or any(sign.isdigit() for sign in text)
    return before.alert_set and amount and intent in _MAY_CHANGE_ALERT and _OTHER_ALERT.search(text) is not None
