"""What is heard while it is asked for whom a present is, for how much, and what they like."""

import re

from bot.dialogue.asides import LIKE_A_TEXT
from bot.dialogue.leaving import only_leaves
from bot.dialogue.parsed import SHORT, UNCLEAR, Parsed, intent_of, is_sure, names_in
from language.corrections import puts_receiver_right, says_receiver
from language.presents import asks_to_wrap, knows_no_liking
from language.refusals import turns_down

FLOW = "recommend_gift"
# "She likes tea", "has a pan already"
_TELLS_OF_THEM = re.compile(
    r"^(?:(?:and|but|well|oh|ok|so|hm+)\W+)*(?:he|she|they)(?:'?s|'?re|'?d)? \w|^(?:likes?|loves?|into|hates?)\b",
    re.IGNORECASE,
)
# "40 max but hates gadgets": how much it may cost, and more
_TELLS_AMOUNT = re.compile(
    r"^(?:(?:and|ok|well|hm+|maybe|say|up to|max(?:imum)?|around|about|under|below|not (?:over|more than)|like)\W+)*"
    r"[€$£]?\d+(?:[.,]\d\d)?(?: ?(?:€|euros?|eur|bucks|quid|pounds?|dollars?))?(?: (?:max|tops|or (?:so|less)))?\b"
    r"(?! ?%)",
    re.IGNORECASE,
)
# "Not clothes", "nothing with leather": what a present shall not be, with the thing that is named
_REFUSES = re.compile(
    r"^(?!.*\b(?:show|find|look)\b)(?:(?:and|but|ok|oh|please|pls|just|also|well)\W+)*"
    r"(?:no|not|nothing|anything but|except|without)\s+\w",
    re.IGNORECASE,
)
_NO_THINGS = frozenset({"price", "person", "occasion", "ordinal", "order_id"})
# However it is written, without a question mark too
_ASKS = re.compile(
    r"\?\W*$|^(?:(?:and|ok|okay|but|so|wait|hm+|oh|btw|by the way|also|first|hey|sorry|just|quick question"
    r"|one (?:more )?(?:question|thing)|before (?:that|i forget))\W+)*"
    r"(?:is|are|do|does|did|can|could|will|would|wil|whats?|what'?s|how|when|where'?s?|which|who|why|should|may|any"
    r"|have you|are there|what if|what about|how about)\b",
    re.IGNORECASE,
)
_SHOWS_ELSE = re.compile(
    r"^(?:(?:ok|and|please|pls|but|first|can you)\W+)*(?:show me|find me|look for)\b", re.IGNORECASE
)
_FOR_ME = re.compile(r"\bfor (?:me|myself|my own)\b(?! to (?:give|gift)\b)", re.IGNORECASE)
# "Can it be sent to him directly": where the shop sends things, and no link for a friend
_SENDS_THERE = re.compile(
    r"\b(?:send|ship|deliver|post)\b.{0,20}\b(?:straight|direct(?:ly)?|to (?:another|a different|his|their|her) \w+)\b"
    r"|\bbe (?:sent|shipped|delivered|posted)\b.{0,20}\b(?:straight|direct(?:ly)?|to)\b",
    re.IGNORECASE,
)
_WITH_NOTE = re.compile(
    r"\bgift (?:notes?|messages?|receipts?)\b"
    r"|\b(?:add|put|include|write)\b.{0,12}\b(?:cards?|notes?|messages?)\b",
    re.IGNORECASE,
)
_SHOPS_RULES = frozenset({"ask_shipping", "ask_returns", "ask_payment"})
_FINDS = frozenset(
    {
        "search_product",
        "refine_search",
        "recommend_for_me",
        "recommend_gift",
        "find_similar",
        "find_matching",
        "reject_suggestion",
        "choose_option",
        "product_details",
        "check_stock",
    }
)
_OF_CART = frozenset({"add_to_cart", "view_cart", "checkout", "remove_from_cart", "change_cart"})
_LEAVES = frozenset({"never_mind", "talk_to_human"})


def hear_about_present(parsed: Parsed, text: str, asking: str) -> str:
    """Return what is meant while a present is put together; "" to hear it as an answer to any question is heard.

    What they like is told in any words: only who leaves, or clearly asks for something else, does not answer.
    """
    if only_leaves(text):
        return "never_mind"
    if asks_how_sent(text):
        return "ask_shipping"
    if _asks_shop(parsed, text):
        return intent_of(parsed)
    if asking == "text":
        return intent_of(parsed) if _asks_else(parsed, text) else "inform"
    return "inform" if asking != "confirm" and _tells_of_present(parsed, text, asking) else ""


def asks_how_sent(text: str) -> bool:
    """Say whether it asks if a present can be wrapped, have a card with it, or be sent to whom it is for."""
    asks = _ASKS.search(text) is not None and bool(_SENDS_THERE.search(text) or _WITH_NOTE.search(text))
    return asks or asks_to_wrap(text)


def _asks_shop(parsed: Parsed, text: str) -> bool:
    """Say whether it asks what the shop does, of paying, sending or taking back."""
    if intent_of(parsed) not in _SHOPS_RULES or _TELLS_OF_THEM.match(text):
        return False
    return _ASKS.search(text) is not None or is_sure(parsed)


def _asks_else(parsed: Parsed, text: str) -> bool:
    """Say whether it is no telling of what they like: "show me tents", "where is my order"."""
    intent = intent_of(parsed)
    if intent in _LEAVES:
        return is_sure(parsed) and not knows_no_liking(text)
    if intent in LIKE_A_TEXT or not is_sure(parsed):
        return False
    if intent in _OF_CART:
        return True
    if intent in _FINDS:
        return _SHOWS_ELSE.match(text) is not None or _FOR_ME.search(text) is not None
    return _ASKS.search(text) is not None


def _tells_of_present(parsed: Parsed, text: str, asking: str) -> bool:
    """Say whether the words tell of whom the present is for, or how much it may cost when that is asked."""
    if text.endswith("?"):
        return False
    if len(text.split()) <= SHORT and intent_of(parsed) in _FINDS | UNCLEAR and _refuses(parsed, text):
        return True
    if "person" in names_in(parsed) and (puts_receiver_right(text) or says_receiver(text)):
        return True
    return _TELLS_OF_THEM.match(text) is not None or (asking == "budget" and _TELLS_AMOUNT.match(text) is not None)


def _refuses(parsed: Parsed, text: str) -> bool:
    """Say whether it tells what the present shall not be: "not clothes", "nothing with leather"."""
    return _REFUSES.match(text) is not None and (bool(names_in(parsed) - _NO_THINGS) or turns_down(text))
