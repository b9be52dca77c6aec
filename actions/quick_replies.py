"""Buttons under an answer: what a tap says in the shopper's stead."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class QuickReply:
    """A button. `payload` is an intent with entities in Rasa's form; the title comes back as the message's text."""

    title: str
    payload: str


def quick_reply(title: str, intent: str, **entities: str) -> QuickReply:
    """Return the button that says this: quick_reply("Size 38", "inform", size="38")."""
    values = json.dumps(entities, ensure_ascii=False, separators=(",", ":")) if entities else ""
    return QuickReply(title, f"/{intent}{values}")


def yes_or_no(yes: str = "Yes", no: str = "No") -> tuple[QuickReply, QuickReply]:
    """Return the two buttons of a proposal; the titles say what is done and what is left."""
    return quick_reply(yes, "affirm"), quick_reply(no, "deny")


def numbered(titles: list[str]) -> tuple[QuickReply, ...]:
    """Return a button for each of these choices, in the order of `turn.memory.choices`."""
    return tuple(quick_reply(title, "choose_option", ordinal=str(place)) for place, title in enumerate(titles, 1))
