"""What is heard of presents that are planned: never an order, and never what the one they are for may not know."""

import re

from bot.dialogue.before import Before
from bot.dialogue.parsed import MAY_GO_ON, SHORT, UNCLEAR, Parsed, intent_of, names_in
from bot.dialogue.present_asked import asks_how_sent
from language.corrections import is_for_another, puts_receiver_right, says_receiver, turns_to_another
from language.presents import (
    asks_other_idea,
    asks_own_presents,
    asks_to_wrap,
    asks_whether_taken,
    goes_on_with,
    keeps_secret,
    only_names_things,
    tells_of_day,
    tells_spending,
    turns_to_kind,
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
_MAY_HIDE = UNCLEAR | {
    "share_product", "block_person", "privacy_settings", "friend_activity", "deny", "inform", "reject_suggestion",
}  # fmt: skip
_GETS = re.compile(r"\b(?:get|buy|take|order|put|add|have)\b", re.IGNORECASE)
_MAY_ASK_ON = frozenset({"refine_search", "choose_option", "product_question", "reject_suggestion", "find_similar"})
_OF_WISHES = frozenset({"show_wishlist", "recommend_gift"})
# What may be said of the ideas on the screen, and of whom they are for
_MAY_BE_OF_IDEAS = UNCLEAR | {
    "search_product", "refine_search", "recommend_for_me", "recommend_gift", "find_similar", "find_matching", "inform",
    "reject_suggestion", "small_talk", "affirm", "choose_option", "product_details", "help", "compliment", "set_alert",
    "change_cart", "give_feedback", "deny", "ask_friends",
}  # fmt: skip
_MAY_TELL_OF_THEM = (_MAY_BE_OF_IDEAS | {"complain", "friend_activity", "who_bought", "track_order", "report_late"}) - {
    "set_alert", "change_cart", "ask_friends",
}  # fmt: skip
_TELLS_HABIT = re.compile(  # "he's always in the garden": what one does all the time, however it is heard
    r"^(?:(?:and|but|well|oh|ok|so|hm+)\W+)*(?:he|she|they)(?:['’]?s|['’]?re)?\b.{0,30}"
    r"\b(?:always|constantly|all (?:day|the time)|every (?:day|weekend|evening|morning|free minute)|obsessed"
    r"|addicted|never without|a lot of|hours|weekends?)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"^(?:and |but |well,? |oh,? )?(?:he|she|they)(?:'?s|'?re)? \w", re.IGNORECASE)
_NAMED_LIKE = re.compile(  # "Priya likes cooking", of one of whom the present is for
    r"^(?:(?:and|but|well|oh|ok|so)\W+)*[^\W\d]\w+(?:'s)? (?:(?:is|really|also|just|totally|only|mostly) ){0,2}"
    r"(?:likes?|loves?|into|hates?|enjoys?|has|owns?|wants?|needs?|collects?|plays?|reads?|runs?)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(r"\b(?:wish\w*|list|reviews?|sizes?|wants?|cart|said|says?)\b", re.IGNORECASE)
_MAY_TURN = MAY_GO_ON | {"friend_activity", "show_wishlist", "share_product", "recommend_for_me", "ask_friends"}
_LONGER = 12  # words
_SAID_FOR_IDEAS = frozenset({"recommend_gift", "inform", "deny"})  # just before ideas: the wish, or an answer
_ONE_SHOWN = frozenset({"product", "ordinal", "person"})


def hear_of_ideas(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of the ideas for a present that are shown: others, for more, for what they do; "" for none.

    What is asked for next is for the same person, unless it is for the shopper, or one of those shown is meant.
    """
    if not before.gift_shown:
        return ""
    intent, short, named = intent_of(parsed), len(text.split()) <= SHORT, names_in(parsed)
    if _tells_of_them(parsed, text) or (short and is_for_another(text)):
        return "recommend_gift"
    if "person" in named and _puts_another(parsed, text):
        return "recommend_gift"
    if named & _ONE_SHOWN:
        return ""
    if intent in _MAY_TELL_OF_THEM and _TELLS_HABIT.match(text) and not text.endswith("?"):
        return "recommend_gift"
    if intent not in _MAY_BE_OF_IDEAS or len(text.split()) > _LONGER:
        return ""
    spends = tells_spending(text) and "product_type" not in named and not text.endswith("?")
    other_kind = "product_type" in named and turns_to_kind(text)
    just_now = before.intent in _SAID_FOR_IDEAS and intent in UNCLEAR | {"search_product"}
    likes = just_now and only_names_things(text)
    return "recommend_gift" if spends or other_kind or likes or asks_other_idea(text) else ""


def _tells_of_them(parsed: Parsed, text: str) -> bool:
    """Say whether it tells what somebody is like for whom a present is sought: "she likes tea", "Priya loves tea"."""
    if intent_of(parsed) not in UNCLEAR | {"inform"} or text.endswith("?"):
        return False
    return _OF_THEM.match(text) is not None or ("person" in names_in(parsed) and _NAMED_LIKE.match(text) is not None)


def _puts_another(parsed: Parsed, text: str) -> bool:
    """Say whether others shall get the present: "not for Jonas, he pays half", "now my mother in law", "for Ana"."""
    turns = intent_of(parsed) in _MAY_TURN and not _WISHES.search(text)
    return puts_receiver_right(text) or (turns and (turns_to_another(text) or says_receiver(text)))


def hear_of_presents(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant of presents that somebody plans, be it the shopper's own or a wish shown; "" for nothing."""
    if asks_to_wrap(text) or (before.gift_shown and asks_how_sent(text)):
        return "ask_shipping"  # and no link to it for whom it is for
    if before.taken_told and before.intent == "show_wishlist" and goes_on_with(text):
        return "show_wishlist" if intent_of(parsed) in _MAY_ASK | _MAY_ASK_ON else ""
    people = [str(one["value"]) for one in parsed.get("entities") or () if one["entity"] == "person"]
    if before.gift_shown and intent_of(parsed) in _MAY_HIDE and keeps_secret(text, people) and not _GETS.search(text):
        return "recommend_gift"  # and nobody is blocked for it
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
