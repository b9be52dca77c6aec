"""What is heard of a list of products on the screen, whatever the words alone would mean."""

import re

from bot.dialogue.before import Before
from bot.dialogue.parsed import SHORT, UNCLEAR, Parsed, intent_of, names_in
from language.costs import asks_cost
from language.groups import read_group
from language.listed import asks_first_of_list, asks_which_suit
from language.swaps import Swap, is_it, read_swap
from language.undecided import is_undecided
from language.values import read_ordinal
from retrieval.implied import named_properties
from retrieval.qualities import known_qualities

# "What was the first list", "what were they again": of products shown, however it was heard
_LIST_AGAIN = re.compile(
    r"^(?:(?:and|so|ok|well|hm+|please|can you)\W+)*"
    r"(?:(?:what|which) (?:was|were) the (?:very )?(?:first|original|last) (?:list|ones|results)"
    r"|(?:show|go back|back|return)\b.{0,12} the (?:very )?(?:first|original) (?:list|ones|results)"
    r"|what were (?:they|those|the options|the others) again|what were the ones before)(?: again)?\W*$",
    re.IGNORECASE,
)
# "Too thin", "not warm enough": of what is shown, so that it shall go further
_FALLS_SHORT = re.compile(
    r"^(?:(?:hm+|no|nah|but|they(?:'?re| are)|those are|these are|it(?:'?s| is)|that(?:'?s| is)|all|a bit|bit|way|much"
    r"|far)\W+)*(?:(?:not )?too (?:thin|thick|short|long|narrow|wide|tall|low|high|dark|dim|bright|loud|noisy|quiet"
    r"|cold|chilly|warm|hot|hard|firm|soft|weak|small|big|large|heavy|light"
    r"|expensive|pricey|dear|costly|much(?: money)?)"
    r"|not (?:thick|warm|bright|loud|soft|firm|long|wide|big) enough)(?: for (?:me|us|him|her|them))?\W*$",
    re.IGNORECASE,
)
# "Whats the brightest": of what is shown
_ASKS_MOST = re.compile(
    r"^(?:(?:and|so|ok|but|hm+)\W+)*(?:what(?:'?s| is)|which(?: (?:one|of them))?(?:'?s| is)) (?:the )?"
    r"(?:most \w+|\w{3,}est)(?: ones?)?(?: of (?:them|these|those))?\W*$",
    re.IGNORECASE,
)
# "How much for both", "total for 4", "and for two?": of the price of what is talked about
_N = r"(?:\d{1,2}|two|three|four|five|six|ten)"
_COUNTS = re.compile(rf"\b(?:both|together|{_N})\b|\ball of (?:them|these|those)\b", re.IGNORECASE)
_GOES_ON_COUNTING = re.compile(rf"^(?:and|what about|how about)(?: for)? {_N}\W*$", re.IGNORECASE)
_MAY_ASK_SUM = UNCLEAR | {
    "compare_products", "view_cart", "change_cart", "apply_coupon", "inform", "refine_search", "ask_payment",
}  # fmt: skip
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
_A_PLAIN_ONE = re.compile(
    r"^(?:(?:ok|maybe|rather|just|only|something|but|and|some|an?)\W+)*(?:small|compact|big|large|light|thick|thin|long"
    r"|short|wide|narrow|bright|warm|soft|firm|quiet|loud|strong)(?: ones?)?\W*$",
    re.IGNORECASE,
)
# "Too fancy", "something simple", "an elegant one": a matter of taste
_OF_TASTE = re.compile(
    r"^(?:(?:ok|hm+|no|nah|but|maybe|rather|just|please|can i (?:see|have)|show me|i(?:'d| would)? (?:want|like|prefer)"
    r"|they(?:'?re| are)|those are|these are|it(?:'?s| is)|that(?:'?s| is)|all|a bit|bit|way|much|far)\W+)*"
    r"(?:(?:nothing |not )?(?:too|so|that)|less|more|something|sth|smth|some|an?)\s+(?:(?:bit|really|very|more|less) )*"
    rf"(?:{'|'.join(sorted(known_qualities(), key=len, reverse=True))})"
    r"(?: ones?)?(?: for (?:me|us|him|her|them|my taste))?(?: (?:please|pls|instead))?\W*$",
    re.IGNORECASE,
)
# "The other ones", "and the rest?"; "the red one but bigger", "the same in wool but cheaper"
_OTHERS = re.compile(
    r"^(?:(?:and|ok|so|hm+|now|please|pls|can (?:you|i)|show(?: me)?|see|list|what about|how about|where are)\W+)*"
    r"(?:(?:all )?(?:the|those|your) (?:other(?:s| ones| two| three| \d)|rest(?: of (?:them|these|those|the list))?)"
    r"|(?:the|that|this|same)\b[\w ]{0,30}?(?:\bones?|\bsame)?,? (?:but|only) (?!not\b)[\w ]{3,40})"
    r"(?: (?:please|pls|too))*\W*$",
    re.IGNORECASE,
)
_MAY_ASK_SOME = UNCLEAR | {
    "choose_option",
    "product_details",
    "inform",
    "refine_search",
    "search_product",
    "find_similar",
}
_ASKS_PICK = re.compile(  # of those shown
    r"^(?:(?:and|so|ok|hm+|well)\W+)*(?:what|which)(?: one| of (?:them|these|those))?"
    r"(?: would| wud| should| do|'?d)? (?:you|u|i)"
    r" (?:pick|take|choose|get|buy|recommend|go for|go with|prefer)(?: (?:then|if you were me))?"
    r"(?: (?:for|to|on|in) (?!me\b)[\w' -]{3,40})?\W*$",
    re.IGNORECASE,
)
_BEST_FOR = re.compile(
    r"^(?:(?:and|so|ok|hm+)\W+)*(?:(?:what|which)(?: one)?(?:'?s| is| are)? )?"
    r"(?:the )?best (?:one )?(?:for|in|on) [\w' -]{3,40}\W*$",
    re.IGNORECASE,
)
_NAH = re.compile(r"^(?:nah|naw|nope|no[,.;!:]+|hm+ no[,.;!:]*)\s+\S", re.IGNORECASE)  # what follows is wanted
_EASY_TO = re.compile(
    r"^(?:(?:and|but|must be|should be|ok|one that'?s|something|sth|hm+)\W+)*"
    r"(?:easy|simple|quick|safe|nice) to [a-z]+(?: [a-z]+)?\W*$",
    re.IGNORECASE,
)
# "For sensitive skin": what they shall be for
_FOR_WHAT = re.compile(
    r"^(?:(?:and|but|ok|something|one|some|it'?s)\W+)*for "
    r"(?!now\b|sure\b|real\b|me\b|you\b|him\b|her\b|free\b|today\b|what\b|that\b)"
    r"[a-z][\w' -]{2,40}$",
    re.IGNORECASE,
)
_ANY_WITH = re.compile(
    r"^(?:(?:and|but|ok|hm+)\W+)*(?:(?:is|are) there|do you (?:have|sell)|have you got|got|any)\b"
    r"(?: any| some)?(?: ones?)?(?: of (?:them|these|those))?"
    r" (?:with|without|w/o|(?:good |suitable |okay |ok |fine |safe |right |made )?for)\b"
    r"(?! (?:under|less|below|me|him|her|them|us|my|a (?:friend|child|kid|man|woman))\b)",
    re.IGNORECASE,
)
_MAY_ASK_FOR_ONE = UNCLEAR | {"ask_product_question", "product_details", "check_stock", "inform", "search_product"}
_MAY_ASK_SUITED = _MAY_ASK_FOR_ONE | {"refine_search", "choose_option", "read_reviews", "recommend_for_me", "help"}
_MAY_FALL_SHORT = UNCLEAR | {
    "inform",
    "search_product",
    "refine_search",
    "choose_option",
    "product_details",
    "complain",
}
_MAY_ASK_OF_GROUP = UNCLEAR | {
    "compare_products", "read_reviews", "search_product", "recommend_for_me", "friend_activity", "friends_reviews",
    "who_bought", "inform", "refine_search", "recommend_for_group", "small_talk",
}  # fmt: skip
_MAKES = frozenset({"product", "brand"})
_THINGS = _MAKES | {"product_type"}
_MAY_SWAP = UNCLEAR | {
    "compare_products", "change_cart", "choose_option", "exchange_order", "remove_from_cart", "refine_search", "inform",
    "product_details", "reject_suggestion", "search_product", "add_to_cart", "change_order", "deny",
}  # fmt: skip
_MAY_BE_OF_TASTE = _MAY_FALL_SHORT | {"reject_suggestion", "recommend_for_me", "help", "compliment"}


def hear_of_list(parsed: Parsed, text: str, before: Before) -> str:
    """Return the intent that the words have of the products shown, or of the one talked about; "" for none of these."""
    intent, short = intent_of(parsed), len(text.split()) <= SHORT
    if before.products_shown and (_LIST_AGAIN.match(text) or _is_wish(intent, text)):
        return "refine_search"
    if before.products_shown and intent in _MAY_ASK_SOME and (asks_first_of_list(text) or _OTHERS.match(text)):
        return "refine_search"
    if before.products_shown and short and _asks_for_one(intent, text):
        return "refine_search"
    if before.products_shown and intent in UNCLEAR and _is_purpose(parsed, text, before):
        return "refine_search"
    if (before.products_shown or before.on_product) and _asks_of_group(parsed, text):
        return "compare_products"
    if before.products_shown and (_asks_best(parsed, text) or _wants_pick(parsed, text)):
        return "compare_products"
    if short and not before.cart_shown and _asks_sum(intent, text, before):
        return "product_details"
    if before.compared and names_swap(parsed, read_swap(text), _MAKES) and not _ELSEWHERE.search(text):
        return "compare_products"
    return "compare_products" if before.compared and short and _adds_one(parsed, text, before) else ""


def _asks_best(parsed: Parsed, text: str) -> bool:
    """Say whether it asks which of those shown go furthest, or are good for something: "which ones good for rain"."""
    if intent_of(parsed) in UNCLEAR and (_ASKS_MOST.match(text) or _BEST_FOR.match(text)):
        return True
    return intent_of(parsed) in _MAY_ASK_SUITED and not names_in(parsed) & _THINGS and asks_which_suit(text)


def _wants_pick(parsed: Parsed, text: str) -> bool:
    """Say whether one of those shown is to be named: "which would you take", and "no idea" of who cannot choose."""
    asks = intent_of(parsed) in _MAY_ASK_OF_GROUP and _ASKS_PICK.match(text) is not None
    return asks or (not names_in(parsed) and is_undecided(text))


def _asks_for_one(intent: str, text: str) -> bool:
    """Say whether it asks for one of another make among those shown: "is there one without alcohol"."""
    return intent in _MAY_ASK_FOR_ONE and _ANY_WITH.match(text) is not None


def _asks_of_group(parsed: Parsed, text: str) -> bool:
    """Say whether it asks what a group of people makes of what is shown: "what do cyclists say about these"."""
    named = names_in(parsed) & {"product", "product_type", "person", "brand"}
    return intent_of(parsed) in _MAY_ASK_OF_GROUP and not named and read_group(text) != ""


def _is_purpose(parsed: Parsed, text: str, before: Before) -> bool:
    """Say whether it tells what those shown shall be for, and not for whom."""
    for_whom = before.gift_shown or "person" in names_in(parsed)
    return not for_whom and _FOR_WHAT.match(text) is not None and not _ELSEWHERE.search(text)


def _is_wish(intent: str, text: str) -> bool:
    """Say whether it tells how those shown should be: "too thin", "hard shell"."""
    if intent in _MAY_FALL_SHORT and _FALLS_SHORT.match(text):
        return True
    if intent in _MAY_FALL_SHORT and _A_PLAIN_ONE.match(text):
        return True
    if intent in _MAY_BE_OF_TASTE and _NAH.match(text) and len(text.split()) <= SHORT and named_properties(text):
        return True
    if intent in _MAY_BE_OF_TASTE and _EASY_TO.match(text) and not text.endswith("?"):
        return True
    if intent in _MAY_BE_OF_TASTE and _OF_TASTE.match(text):
        return True
    return intent in UNCLEAR and len(text.split()) <= SHORT and bool(named_properties(text))


def _asks_sum(intent: str, text: str, before: Before) -> bool:
    """Say whether it asks what several pieces, or all that is shown, cost."""
    if not (before.products_shown or before.on_product) or intent not in _MAY_ASK_SUM:
        return False
    if before.intent == "product_details" and _GOES_ON_COUNTING.match(text):
        return True
    return bool(_COUNTS.search(text) and asks_cost(text) and not _ELSEWHERE.search(text))


def names_swap(parsed: Parsed, swap: Swap | None, names: frozenset[str]) -> bool:
    """Say whether something that has a place, or one of these names, shall make room, for another or for nothing."""
    if swap is None or intent_of(parsed) not in _MAY_SWAP:
        return False
    return read_ordinal(swap.out) is not None or bool(names_in(parsed) & names)


def swaps_one(parsed: Parsed, text: str) -> bool:
    """Say whether another product shall come in the place of one that is named, pointed at, or has a place."""
    swap = read_swap(text)
    if swap is None or not swap.into:
        return False
    pointed = is_it(swap.out) and intent_of(parsed) in _MAY_SWAP
    return pointed or names_swap(parsed, swap, _THINGS)


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
