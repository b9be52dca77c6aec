"""A message as it was understood: the pieces of it that hearing looks at."""

from collections.abc import Mapping
from typing import Any

Parsed = Mapping[str, Any]
"""What Rasa's parse of a message gives: intent, entities, sentiment, parts."""

UNCLEAR = frozenset({"out_of_scope", "nlu_fallback"})
# What a message that only goes on with what is shown may have been heard as
MAY_GO_ON = UNCLEAR | {"inform", "search_product", "refine_search", "choose_option", "product_details", "find_similar"}
_SURE = 0.7
SHORT = 8  # words


def as_intent(parsed: Parsed, name: str) -> Parsed:
    return {**parsed, "intent": {**parsed["intent"], "name": name}, "parts": []}


def intent_of(parsed: Parsed) -> str:
    """Return the intent's name; "" for none."""
    return str(parsed["intent"].get("name") or "")


def is_sure(parsed: Parsed) -> bool:
    return float(parsed["intent"].get("confidence") or 0) >= _SURE


def names_in(parsed: Parsed) -> set[str]:
    """Return the kinds of values that the message has."""
    return {str(entity["entity"]) for entity in parsed.get("entities") or ()}


def values_in(parsed: Parsed, *kinds: str) -> list[str]:
    """Return what the message has of these kinds, in its words and order."""
    return [str(entity["value"]) for entity in parsed.get("entities") or () if entity["entity"] in kinds]
