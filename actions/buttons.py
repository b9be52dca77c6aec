"""What shoppers can press: quick replies, which answer in their place, and links. The bot reads them by field name."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class QuickReply:
    """A button; see `offer`."""

    title: str
    payload: str


@dataclass(frozen=True)
class Link:
    """Something to open. `url` is absolute or from the root of the site."""

    title: str
    url: str


def offer(title: str, intent: str, **entities: str) -> QuickReply:
    """Return a button that is heard as this intent with these entities, such as `/inform{"size": "38"}`."""
    return QuickReply(title, f"/{intent}{json.dumps(entities, ensure_ascii=False) if entities else ''}")


YES = offer("Yes", "affirm")
NO = offer("No", "deny")
