"""A message as it is heard when no question is open, or beside one."""

from typing import Any

from bot.dialogue.before import Before, OpenQuestion
from bot.dialogue.following import hear_in_context, hear_in_talk

SHOWN = Before(products_shown=True)
WISHES = Before(intent="show_wishlist", products_shown=True)
PRESENTS = Before(products_shown=True, gift_shown=True)


def intent_of(
    text: str, intent: str, before: Before, *, entities: tuple[str, ...] = (), confidence: float = 0.9
) -> str:
    found = [{"entity": name, "value": name} for name in entities]
    parsed: dict[str, Any] = {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": found,
        "sentiment": {},
    }
    return str(hear_in_context(parsed, before)["intent"]["name"])


def intent_in_talk(
    text: str,
    intent: str,
    before: Before | None = None,
    *,
    entities: tuple[str, ...] = (),
    question: OpenQuestion | None = None,
) -> str:
    parsed: dict[str, Any] = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [{"entity": name, "value": name} for name in entities],
        "sentiment": {},
    }
    return str(hear_in_talk(parsed, question or OpenQuestion(), before or Before())["intent"]["name"])
