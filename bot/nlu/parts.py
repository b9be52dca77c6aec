"""Mixed requests: "cancel it, and what do my friends think of the blue one?" is two."""

import re
from collections.abc import Sequence

from language.understanding import Understanding

# What only accompanies a request, or needs the one before it, is no request of its own.
_ACCOMPANIES = {
    "greet", "goodbye", "thank", "small_talk", "affirm", "deny", "choose_option", "inform", "never_mind",
    "refine_search", "compliment", "out_of_scope", "ask_if_bot", "help",
}  # fmt: skip
_BOUNDARY = re.compile(
    r"(?<=[.!?;])\s+|,?\s+\b(?:and also|and then|and|also|then|plus|oh and|btw)\b\s+|,\s+", re.IGNORECASE
)
_MOST_CLAUSES = 4
_SHORTEST = 2  # words


def clauses_of(text: str) -> list[str]:
    """Return the clauses of a message in order when it may hold several requests, else []."""
    clauses = [clause.strip(" ,") for clause in _BOUNDARY.split(text)]
    clauses = [clause for clause in clauses if len(clause.split()) >= _SHORTEST]
    return clauses if 2 <= len(clauses) <= _MOST_CLAUSES else []


def requests_of(clauses: Sequence[Understanding], *, sure_from: float) -> list[Understanding]:
    """Return the clauses that are requests of their own, in order; [] unless there are at least two different ones.

    A clause in doubt, or one that only accompanies, means that the message is better heard as a whole.
    """
    requests = [clause for clause in clauses if clause.intent not in _ACCOMPANIES]
    if any(not clause.in_scope or clause.confidence < sure_from for clause in requests):
        return []
    return requests if len({clause.intent for clause in requests}) == len(requests) >= 2 else []
