"""A message as it is heard while a question is open."""

from typing import Any

from bot.dialogue.answers import hear_as_answer
from bot.dialogue.before import OpenQuestion


def hear(
    text: str, intent: str, question: OpenQuestion, *, confidence: float = 0.9, entities: tuple[str, ...] = ()
) -> Any:
    found = [{"entity": name, "value": name} for name in entities]
    return hear_as_answer(
        {"text": text, "intent": {"name": intent, "confidence": confidence}, "entities": found}, question
    )


def intent_of(*given: Any, **more: Any) -> str:
    return str(hear(*given, **more)["intent"]["name"])
