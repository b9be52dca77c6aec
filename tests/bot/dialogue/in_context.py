"""A message as it is heard when no question is open."""

from typing import Any

from bot.dialogue.before import Before
from bot.dialogue.following import hear_in_context

SHOWN = Before(products_shown=True)
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
