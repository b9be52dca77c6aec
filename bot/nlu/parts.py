"""Mixed requests: "cancel it, and what do my friends think of the blue one?" is two."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from language.understanding import Understanding

# What only accompanies a request, or needs the one before it, is no request of its own.
_ACCOMPANIES = {
    "greet", "goodbye", "thank", "small_talk", "affirm", "deny", "choose_option", "inform", "never_mind",
    "refine_search", "compliment", "out_of_scope", "ask_if_bot", "help",
}  # fmt: skip
# What only adds to one of these in the same message: that it is annoying, or for whom ("only friends should see").
_BY_ADDITION = {
    "track_order": {"report_late"},
    "complain": {"report_late", "report_damaged", "talk_to_human"},
    "privacy_settings": {"add_to_wishlist", "write_review", "rate_product", "ask_friends"},
}
_ASKS_MOST = "report_damaged"  # what happened, to which piece, and what is to be done about it
_TELLS = "report_late"  # asks for nothing, and goes before what does
_WAYS_OUT = {"exchange_order", "return_order"}  # beside a trouble, requests only in words that say so
_SAYS_WAY = re.compile(
    r"\b(?:exchang\w+|swap\w*|replac\w+|(?:new|another|different|right|proper) (?:one|pair)|instead|return\w*|refund\w*"
    r"|money|(?:send|give|take) (?:it|them|this|that) back)\b",
    re.IGNORECASE,
)
_VERBS = {
    intent: re.compile(rf"^(?:(?:please|pls|can you|could you|i want to|i'd like to)\W+)*(?:{verb})\b", re.IGNORECASE)
    for intent, verb in {
        "cancel_order": "cancel",
        "return_order": "return|send back|(?:send|give) .{2,30} back",
        "exchange_order": "exchange|swap",
        "track_order": "where(?:'?s| is| are) my|track",
    }.items()
}
_BOUNDARY = re.compile(
    r"(?<=[.!?;])\s+|,?\s+\b(?:and also|and then|and|also|then|plus|oh and|btw)\b\s+|,\s+", re.IGNORECASE
)
_ARTICLES = {"the", "a", "an", "one", "ones", "that", "this", "my", "with", "to", "or", "vs", "versus"}
_MOST_CLAUSES = 4
_SHORTEST = 2  # words
_CLEAR = 0.8  # confidence of a clause that counts for a message


def clauses_of(text: str) -> list[str]:
    """Return the clauses of a message in order when it may hold several requests, else []."""
    clauses = [clause.strip(" ,") for clause in _BOUNDARY.split(text)]
    clauses = [clause for clause in clauses if len(clause.split()) >= _SHORTEST]
    return clauses if 2 <= len(clauses) <= _MOST_CLAUSES else []


def refine_whole(whole: Understanding, clauses: Sequence[Understanding]) -> Understanding:
    """Return the message with the intent of the clause that it is about, where the whole took an addition for it.

    "Add the first to my wishlist, only friends should see" asks for a wish and not for a privacy setting; of "ok never
    mind, show me knives", which is unclear as a whole, the one clear request counts.
    """
    heard = {clause.intent for clause in clauses}
    clear = [one for one in clauses if one.in_scope and one.intent not in _ACCOMPANIES and one.confidence >= _CLEAR]
    if not whole.in_scope and len(clear) == 1:
        return replace(whole, intent=clear[0].intent, confidence=clear[0].confidence, in_scope=True)
    if whole.intent not in _additions(heard):
        return whole
    meant = next(clause for clause in clauses if clause.intent in _BY_ADDITION[whole.intent])
    return replace(whole, intent=meant.intent, confidence=meant.confidence)


def requests_of(clauses: Sequence[Understanding], *, sure_from: float) -> list[Understanding]:
    """Return the clauses that are requests of their own, in order; [] unless there are at least two different ones.

    A clause in doubt, or one that only accompanies, means that the message is better heard as a whole. What only
    names something ("compare the Tarn and the Popdome") belongs to what stands before it.
    """
    if any(_lists_people(*pair) for pair in pairwise(clauses)):
        return []
    requests = _own_requests(clauses)
    if any(not clause.in_scope or not (clause.confidence >= sure_from or _says_so(clause)) for clause in requests):
        return []
    if len({_subject(clause) for clause in requests}) < max(2, len(requests)):
        return []
    return sorted(requests, key=lambda clause: clause.intent != _TELLS)


def _says_so(clause: Understanding) -> bool:
    """Say whether a clause begins with the verb of its request: "cancel the boots" is sure, whatever boots are."""
    verb = _VERBS.get(clause.intent)
    return verb is not None and bool(clause.entities) and verb.match(clause.text) is not None


def _own_requests(clauses: Sequence[Understanding]) -> list[Understanding]:
    """Return the clauses that ask for something by themselves.

    Beside a trouble, a way out counts only in words that say so, and "this is the second broken thing" is none more.
    """
    accompanying = _ACCOMPANIES | _additions({clause.intent for clause in clauses})
    if any(clause.intent == _ASKS_MOST for clause in clauses):
        clauses = [clause for clause in clauses if clause.intent not in _WAYS_OUT or _SAYS_WAY.search(clause.text)]
    requests = [clause for clause in clauses if clause.intent not in accompanying and not _only_names(clause)]
    if any(len(_subject(clause)) > 1 for clause in requests):
        requests = [one for one in requests if one.intent != _ASKS_MOST or len(_subject(one)) > 1]
    return requests


def _subject(clause: Understanding) -> tuple[str, ...]:
    """Return what a clause is about: two troubles with two things are two requests."""
    things = [entity.text.casefold() for entity in clause.entities if entity.label in ("product", "product_type")]
    return (clause.intent, *(things if clause.intent == _ASKS_MOST else ()))


def _lists_people(one: Understanding, other: Understanding) -> bool:
    """Say whether a list of people goes from one clause to the next: "ask Ana and | Tom whether it fits"."""
    ends = any(entity.label == "person" and entity.end >= len(one.text.rstrip(" ,")) for entity in one.entities)
    return ends and any(entity.label == "person" and entity.start == 0 for entity in other.entities)


def _only_names(clause: Understanding) -> bool:
    """Say whether nothing but values and articles stands in a clause."""
    rest = clause.text
    for entity in reversed(clause.entities):
        rest = rest[: entity.start] + rest[entity.end :]
    return bool(clause.entities) and not set(re.findall(r"\w+", rest.lower())) - _ARTICLES


def _additions(heard: set[str]) -> set[str]:
    """Return the intents among those heard that only add to another of them."""
    return {intent for intent in heard if _BY_ADDITION.get(intent, set()) & heard}
