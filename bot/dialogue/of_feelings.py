"""What is heard in what upset people write, and in what they make of what others think."""

import re

from bot.dialogue.before import Before
from bot.dialogue.parsed import UNCLEAR, Parsed, intent_of, names_in
from language.feelings import (
    asks_what_is_wrong,
    asks_whom_to_trust,
    asks_whose_taste,
    curses,
    disagrees,
    expects_worse,
    shows_anger,
    tells_somebody_against,
    tells_sorrow,
    warns,
)
from language.order_wishes import calms_down

_FURIOUS = 0.5  # frustration, 0 to 1
_BITTER = -0.8  # polarity
_UNSURE = 0.6  # confidence
_MAY_VENT = UNCLEAR | {
    "reject_suggestion", "deny", "small_talk", "give_feedback", "compliment", "explain_recommendation", "goodbye",
    "never_mind", "ask_if_bot", "inform", "help", "greet", "friends_reviews", "read_reviews", "choose_option",
}  # fmt: skip
_ASKS = re.compile(
    r"^(?:(?:no|wait|ok|but|and|so|hm+|hey|then|well)\W+)*"
    r"(?:what|how|when|where|which|why|who|can|could|do|does|will|would|is|are)\b|\?\W*$",
    re.IGNORECASE,
)
_OF_TROUBLE = frozenset({"report_damaged", "report_late"})
_MAY_TELL_OF_OTHERS = _MAY_VENT | {"complain", "ask_friends", "who_bought", "friend_activity", "write_review"}
_MAY_ASK_WRONG = _MAY_TELL_OF_OTHERS | {"report_damaged", "ask_product_question", "product_details"}
_OF_VOICES = frozenset({"friends_reviews", "read_reviews", "who_bought", "ask_product_question"})


def hear_of_feelings(parsed: Parsed, text: str, before: Before) -> str:
    """Return what is meant by who is upset, or who sees a thing otherwise than others do; "" for nothing.

    Who is furious in words that mean nothing else complains; they are never told that they were not understood.
    """
    intent = intent_of(parsed)
    if intent in _MAY_VENT | {"complain"} and tells_sorrow(text):
        return "small_talk"
    if shows_anger(text) or _vents(parsed, text):
        return "complain"
    if intent in _OF_TROUBLE and expects_worse(text) and "order_id" not in names_in(parsed):
        return "complain"
    if intent in _OF_TROUBLE and before.products_shown and warns(text):
        return "choose_option" if "ordinal" in names_in(parsed) else ""
    return _of_voices(intent, text, before)


def _vents(parsed: Parsed, text: str) -> bool:
    intent, felt = intent_of(parsed), parsed.get("sentiment") or {}
    frustration, polarity = float(felt.get("frustration", 0.0)), float(felt.get("polarity", 0.0))
    if intent not in _MAY_VENT or calms_down(text) or names_in(parsed) & {"product", "product_type", "order_id"}:
        return False
    if curses(text):
        return True
    unsure = intent in UNCLEAR or float(parsed["intent"].get("confidence") or 0) < _UNSURE
    furious = frustration >= _FURIOUS or (polarity <= _BITTER and frustration >= _FURIOUS / 2)
    asks = _ASKS.search(text) is not None or tells_somebody_against(text) or disagrees(text)
    return unsure and furious and not asks


def _of_voices(intent: str, text: str, before: Before) -> str:
    """Return what is meant by who makes something of what others think: of friends, or of reviewers."""
    if asks_whose_taste(text) or (before.intent in _OF_VOICES and asks_whom_to_trust(text)):
        return "friends_reviews"
    of_things = before.on_product or before.products_shown
    if of_things and intent in _MAY_TELL_OF_OTHERS and tells_somebody_against(text):
        return "read_reviews"
    talks_of_order = before.order_shown or bool(before.told_of_order)
    if of_things and not talks_of_order and intent in _MAY_ASK_WRONG and asks_what_is_wrong(text):
        return "read_reviews"
    of_voices = before.on_product and before.intent in _OF_VOICES
    return "read_reviews" if of_voices and intent in _MAY_TELL_OF_OTHERS and disagrees(text) else ""
