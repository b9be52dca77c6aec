"""How a message is heard in its conversation: as the answer to an open question, and with which mood."""

from collections.abc import Mapping
from typing import Any

Parsed = Mapping[str, Any]
"""What Rasa's parse of a message gives: intent, entities, sentiment, parts."""

# What is an answer when a question of this kind is open, beside `inform` and `choose_option`.
_UNCLEAR = frozenset({"out_of_scope", "nlu_fallback"})
_ALSO_ANSWERS = {
    "reason": _UNCLEAR | {"complain", "report_damaged", "report_late", "reject_suggestion", "compliment"},
    "address": _UNCLEAR | {"change_address", "small_talk"},
}
_LEAVES = frozenset({"never_mind", "talk_to_human"})
# What a free text may well sound like; a question with any other clear meaning is a question.
_LIKE_A_TEXT = _UNCLEAR | {"inform", "compliment", "complain", "small_talk", "give_feedback", "affirm", "deny"}
_SURE = 0.7
_SHORT = 8  # words
_KEPT = 0.5  # of the mood so far, in each new mood


def hear_as_answer(parsed: Parsed, asking: str) -> Parsed:
    """Return the message as heard while `asking` is open: what only answers it is `inform`.

    A free text (a review) is whatever the shopper writes, unless they clearly leave or ask something else.
    """
    intent = parsed["intent"]
    name, sure = intent.get("name"), float(intent.get("confidence") or 0) >= _SURE
    if asking == "text" and not (sure and (name in _LEAVES or _asks(parsed))):
        return _as_inform(parsed)
    if asking in ("none", "confirm", "text"):
        return parsed
    short = len(str(parsed.get("text") or "").split()) <= _SHORT
    if name in _ALSO_ANSWERS.get(asking, _UNCLEAR if short else frozenset()):
        return _as_inform(parsed)
    return parsed


def _asks(parsed: Parsed) -> bool:
    return str(parsed.get("text") or "").rstrip().endswith("?") and parsed["intent"].get("name") not in _LIKE_A_TEXT


def _as_inform(parsed: Parsed) -> Parsed:
    return {**parsed, "intent": {**parsed["intent"], "name": "inform"}, "parts": []}


def mix_mood(before: float, parsed: Parsed) -> float:
    """Return the mood after this message, -1 to 1; what is felt now weighs as much as all before."""
    felt = parsed.get("sentiment")
    if not felt:  # a button
        return before
    now: float = max(-1.0, felt["polarity"] - felt["frustration"])
    return _KEPT * before + (1 - _KEPT) * now


def name_mood(level: float, parsed: Parsed) -> str:
    """Return the value of the slot `mood`. Somebody who is furious now is angry, however friendly they were."""
    felt = parsed.get("sentiment") or {}
    now = felt.get("polarity", 0.0) - felt.get("frustration", 0.0)
    if level <= -0.55 or now <= -1.2:
        return "angry"
    if level <= -0.25:
        return "annoyed"
    return "pleased" if level >= 0.35 else "neutral"
