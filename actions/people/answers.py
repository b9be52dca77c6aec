"""What a shopper answers to whom: "accept Ana, but not Otto", "ignore the rest", "take my request back"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from actions.reference.nicknames import match_nickname, plain_name
from actions.tasks import signed_in
from actions.turn import ActionTurn
from language.values import read_ordinal
from shop.access import Person
from shop.friends.requests import requests_for


class Answer(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"  # of one's own request


@dataclass(frozen=True)
class Answers:
    """The answer to each request, by its id; `verb` is what was said at all, to whomever; None for no answer.

    `condition` says whether it goes with a wish of what they shall not see.
    """

    by_id: Mapping[str, Answer]
    verb: Answer | None
    condition: bool = False


_SAYS = {
    Answer.WITHDRAW: r"\b(?:withdraw|retract|unsend|cancel|undo)|\btake (?:\w+ ){0,3}back\b",
    Answer.DECLINE: r"\b(?:declin|reject|refus|deny|denied|dismiss|ignor|remov|delet|never)|\bturn(?:ed)? (?:\w+ ){0,2}"
    r"down\b|\b(?:not?|nope|don'?t|rather not|no idea)\b",
    Answer.ACCEPT: r"\b(?:accept|approv)|\b(?:accpet|acept|confirm|yes|yeah|yep|ya|ok|okay|sure|add|take)\b"
    r"|\blet (?:\w+ ){1,2}(?:in|be)\b",
}
_CONDITION = re.compile(  # of what they shall see: it neither accepts nor declines
    r"\b(?:not|never|without|only)\b.*\b(?:sees?|seeing|show|showing|finds?)\b"
    r"|n'?t (?:be able to )?(?:see|find|show)\b|\bhid(?:e|ing)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s*(?:[,;.!?]+|\bbut\b|\band\b|\bthen\b)\s*", re.IGNORECASE)
_EVERYBODY = re.compile(r"\b(?:all|everybody|everyone|every (?:one|request)|both)\b", re.IGNORECASE)
_THE_REST = re.compile(r"\b(?:rest|others|other ones|everyone else|everybody else)\b", re.IGNORECASE)
_ONLY_ASKS = re.compile(r"^\W*(?:how|where|which|who|what)\b|\bbefore i (?:say|accept|answer)", re.IGNORECASE)


def requesters(turn: ActionTurn) -> tuple[Person, ...]:
    """Return who asked the shopper for a friendship and waits, newest first; private people are among them."""
    waiting = requests_for(turn.store, signed_in(turn)).received
    return tuple(Person(request.person_id, request.nickname, friend=False) for request in waiting)


def read_answers(text: str, nicknames: Mapping[str, str], names: list[str]) -> Answers:
    """Return what is answered to whom of those who wait, `nicknames` by request id, in the order they were shown.

    `names` are the people heard in the text. Somebody without a word of their own gets that of the clause before,
    else of the next one.
    """
    if _ONLY_ASKS.search(text):
        return Answers({}, None)
    marks = {f"\ue000{place}\ue001": name for place, name in enumerate(sorted(names, key=len, reverse=True))}
    clauses = [clause for clause in _CLAUSE.split(_mark_names(text, marks)) if clause]
    verbs = [_verb_of(clause) for clause in clauses]
    named = [_named_in(clause, nicknames, marks) for clause in clauses]
    answers: dict[str, Answer] = {}
    for place, ids in enumerate(named):
        verb = _nearest(verbs, place)
        answers |= {id: verb for id in ids if verb is not None}
    for clause, verb in zip(clauses, verbs, strict=True):
        if verb is not None and _THE_REST.search(clause):
            answers |= {id: verb for id in nicknames if id not in answers}
        elif verb is not None and not answers and _EVERYBODY.search(clause):
            answers = dict.fromkeys(nicknames, verb)
    condition = any(map(_CONDITION.search, clauses))
    return Answers(answers, next((verb for verb in reversed(verbs) if verb is not None), None), condition)


def _mark_names(text: str, marks: Mapping[str, str]) -> str:
    """Return the text with a mark in place of each name: a nickname may hold commas and words that answer."""
    for mark, name in marks.items():
        text = re.sub(re.escape(name), mark, text, flags=re.IGNORECASE)
    return text


def _verb_of(clause: str) -> Answer | None:
    if _CONDITION.search(clause):
        return None
    return next((answer for answer, words in _SAYS.items() if re.search(words, clause.lower())), None)


def _nearest(verbs: list[Answer | None], place: int) -> Answer | None:
    before = [verb for verb in verbs[: place + 1] if verb is not None]
    after = [verb for verb in verbs[place:] if verb is not None]
    return before[-1] if before else next(iter(after), None)


def _named_in(clause: str, nicknames: Mapping[str, str], marks: Mapping[str, str]) -> list[str]:
    said = plain_name(clause)
    names = [name for mark, name in marks.items() if mark in clause or (plain_name(name) or mark) in said]
    if names:
        return list(dict.fromkeys(id for name in names for id in match_nickname(name, nicknames)))
    ids, place = list(nicknames), read_ordinal(clause)
    return [ids[place - 1 if place > 0 else place]] if place and -len(ids) <= place <= len(ids) else []
