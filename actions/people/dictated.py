"""Words that a shopper gives along for somebody: with a friend request, with something that is shown."""

import re

from actions.turn import ActionTurn

_QUOTED = re.compile(r"[\"“„](.{2,}?)[\"”“]", re.DOTALL)
_AFTER = re.compile(
    r"\b(?:saying|say|message|words|note|write)\b\s*[:,]?\s+(?:that\s+)?(.{2,})"
    r"|^\W*(?:(?:and|also|please|pls)\W+)*add\s*:\s*(.{2,})"
    r"|\btell(?:ing)?\s+(?:her|him|them|\w+)\s*[:,]?\s+(?!about\b)(?:that\s+)?(.{2,})",
    re.IGNORECASE | re.DOTALL,
)


def said_message(text: str, longest: int) -> str:
    """Return the words, quoted, after "saying" or after "tell her", at most `longest` characters; "" for none."""
    found = _QUOTED.search(text) or _AFTER.search(text)
    said = next((group for group in found.groups() if group), "") if found else ""
    return said.strip()[:longest]


def set_message_apart(turn: ActionTurn, longest: int) -> str:
    """Return the words that go with it, as `said_message`; what only they name is named for nobody else."""
    message = said_message(turn.text, longest)
    if message:
        rest = turn.text.replace(message, " ").casefold()
        turn.entities = tuple(each for each in turn.entities if each.value.casefold() in rest)
    return message
