"""Whom a message is about, when something is to be done with people: each name by itself, doubts and all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from actions.names import join_names
from actions.quick_replies import numbered
from actions.reference.nicknames import match_nickname, plain_name
from actions.reference.resolve import find_people_named
from actions.tasks import ask_for, read_choice
from actions.turn import ActionTurn
from shop.access import Person, list_people, open_eyes

MOST_SHOWN = 5  # of several who may be meant
_LONGEST_NAME = 4  # words
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+\b")
_PRONOUN = re.compile(r"\b(?:him|her|he|she|them|they|(?:that|this) (?:person|user|one|guy|woman))\b", re.IGNORECASE)
_ONE = re.compile(r"\b(?:him|her|he|she)\b", re.IGNORECASE)
_BEFORE_NAME = re.compile(
    r"^(?:it'?s|its|the|to|with|(?:his|her|their)(?: name is)?|i mean|only|just)\b", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:,|;|&|\+|/|\band\b|\bor\b|\bplus\b)\s*", re.IGNORECASE)

_ADDS = re.compile(
    r"^(?:\W*(?:ok|yes|oh|wait|please)\b)*\W*(?:and|also|plus|add|include)\b|\b(?:too|as well|also|in addition)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^(?:(?:ok|so)\W+)*(?:and|what about|how about)\b", re.IGNORECASE)
_OUT = re.compile(r"\b(?:leave (?:out)?|without|not|minus|except|drop|remove|skip|forget)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Whom:
    """Who is meant, each once; names that fit nobody; and the first name that fits several people."""

    people: tuple[Person, ...] = ()
    unknown: tuple[str, ...] = ()
    doubtful: str = ""
    candidates: tuple[Person, ...] = ()  # for the doubtful name

    @property
    def ids(self) -> list[str]:
        return [person.id for person in self.people]

    @property
    def names(self) -> str:
        return tell_people(self.people)


def tell_people(people: Iterable[Person]) -> str:
    """Return their nicknames in a sentence: "Ana, Ben and 3 more"."""
    return join_names([person.nickname for person in people])


def read_whom(turn: ActionTurn, flow: str, also: Iterable[Person] = (), *, strangers: bool = False) -> Whom:
    """Return whom the message names among friends, `also` these people, and, if wanted, others who can be found.

    Without a name, "him" is the person spoken of last, and a choice is one of those that `ask_which` gave.
    """
    known = {person.id: person for person in also}
    picked = _pick(turn, flow)
    if picked is None and not (names := said_names(turn, flow)):
        picked = turn.memory.person_id if _PRONOUN.search(turn.text) else ""
    if picked is not None:
        return Whom(_look_up(turn, known, picked, strangers=strangers) if picked else ())
    return _settle({name: _find(turn, known, name, strangers=strangers) for name in names})


def one_spoken_of(turn: ActionTurn) -> Person | None:
    """Return the person spoken of last, where the message says "she" or "him" and names nobody."""
    if not turn.memory.person_id or turn.all_entities("person") or not _ONE.search(turn.text):
        return None
    return next(iter(people_by_id(turn, [turn.memory.person_id])), None)


def note_spoken_of(turn: ActionTurn, person: Person) -> None:
    """Note whom the talk is about; who goes on to another, "and Victor?", speaks of both."""
    memory = turn.memory
    goes_on = _GOES_ON.search(turn.text) is not None and memory.person_id not in ("", person.id)
    memory.person_ids = [memory.person_id, person.id] if goes_on else [person.id]
    memory.person_id = person.id


def ask_which(turn: ActionTurn, flow: str, whom: Whom, gathered: dict[str, Any]) -> None:
    """Ask which of several people a doubtful name means."""
    shown = whom.candidates[:MOST_SHOWN]
    ask_for(
        turn,
        flow,
        "person",
        "which_person",
        gathered=gathered,
        choices=[person.id for person in shown],
        values={"said": whom.doubtful, "people": tell_people(shown)},
        quick_replies=numbered([person.nickname for person in shown]),
    )


def people_by_id(turn: ActionTurn, ids: Iterable[str], also: Iterable[Person] = ()) -> tuple[Person, ...]:
    """Return those of these people who exist for the shopper, and those of `also`, in the order of `ids`."""
    ids = tuple(ids)
    known = {person.id: person for person in also}
    with turn.store.read() as tx:
        known |= {person.id: person for person in list_people(tx, open_eyes(tx, turn.customer_id), ids)}
    return tuple(known[id] for id in ids if id in known)


def said_names(turn: ActionTurn, flow: str) -> list[str]:
    """Return the names in the message: e-mail addresses, else what was heard as people, else the answer itself."""
    if addresses := _EMAIL.findall(turn.text):
        return list(addresses)
    if heard := turn.all_entities("person"):
        return list(dict.fromkeys(heard))
    if turn.flow != flow or turn.asking != "person" or turn.intent not in ("inform", "choose_option"):
        return []
    parts = [_BEFORE_NAME.sub("", part.strip()).strip() for part in _BETWEEN.split(turn.text)]
    return [part for part in parts if part and len(part.split()) <= _LONGEST_NAME and not _PRONOUN.fullmatch(part)]


def adds_people(text: str) -> bool:
    """Say whether people come to those named before: "and Jonas too"."""
    return _ADDS.search(text) is not None


def left_out(turn: ActionTurn, names: Iterable[str]) -> list[str]:
    """Return those of the names that the message takes out again: "leave out Aoife, add Jonas"."""
    clauses = [clause.casefold() for clause in _BETWEEN.split(turn.text)]
    return [name for name in names if any(name.casefold() in clause and _OUT.search(clause) for clause in clauses)]


def _pick(turn: ActionTurn, flow: str) -> str | None:
    return read_choice(turn, flow) if turn.asking == "person" and not turn.all_entities("person") else None


def _settle(found: dict[str, tuple[Person, ...]]) -> Whom:
    doubts = [(name, people) for name, people in found.items() if len(people) > 1]
    return Whom(
        people=tuple({people[0].id: people[0] for people in found.values() if len(people) == 1}.values()),
        unknown=tuple(name for name, people in found.items() if not people),
        doubtful=doubts[0][0] if doubts else "",
        candidates=doubts[0][1] if doubts else (),
    )


def _find(turn: ActionTurn, known: dict[str, Person], name: str, *, strangers: bool) -> tuple[Person, ...]:
    matches = match_nickname(name, {person.id: person.nickname for person in known.values()})
    others = {person.id: person for person in find_people_named(turn, name) if person.friend or strangers}
    found = {id: known[id] for id in matches} | others
    exact = tuple(person for person in found.values() if plain_name(person.nickname) == plain_name(name))
    return exact or tuple(found.values())


def _look_up(turn: ActionTurn, known: dict[str, Person], id: str, *, strangers: bool) -> tuple[Person, ...]:
    people = people_by_id(turn, [id], known.values())
    return tuple(person for person in people if person.friend or strangers or person.id in known)
