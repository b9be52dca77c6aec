"""How a message is heard: as text and nothing else, and with which mood."""

import re

from bot.dialogue.parsed import Parsed
from language.order_wishes import calms_down

_COMMAND = re.compile(r"^[/\s]+")
_KEPT = 0.5  # of the mood so far, in each new mood


def as_plain_text(text: str) -> str:
    """Return the text without the "/" with which Rasa begins an intent; "?" for nothing else.

    Rasa drops every kind of blank before it looks for one; only our own buttons may speak so.
    """
    return _COMMAND.sub("", text) or "?"


def mix_mood(before: float, parsed: Parsed) -> float:
    """Return the mood after this message, -1 to 1; what is felt now weighs as much as all before."""
    felt = parsed.get("sentiment")
    if not felt:  # a button
        return before
    if calms_down(str(parsed.get("text") or "")):
        return max(before, 0.0)
    now: float = max(-1.0, felt["polarity"] - felt["frustration"])
    return _KEPT * before + (1 - _KEPT) * now


def name_mood(level: float, parsed: Parsed) -> str:
    """Return the value of the slot `mood`. Somebody who is furious now is angry, however friendly they were."""
    felt = {} if calms_down(str(parsed.get("text") or "")) else parsed.get("sentiment") or {}
    now = felt.get("polarity", 0.0) - felt.get("frustration", 0.0)
    if level <= -0.55 or now <= -1.2:
        return "angry"
    if level <= -0.25:
        return "annoyed"
    return "pleased" if level >= 0.35 else "neutral"
