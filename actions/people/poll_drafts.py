"""What a shopper wants to ask friends, and whom: read from their words, a piece in each message."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from pydantic import TypeAdapter

from actions.finding.compared import placed_at_end
from actions.people.circles import named_circle
from actions.people.whom import adds_people, left_out, people_by_id, said_names
from actions.reference.nicknames import plain_name
from actions.reference.resolve import find_people_named, find_products_named, find_products_together
from actions.tasks import says_all
from actions.turn import ActionTurn, Entity
from actions.which_product import find_one_product, read_products
from language.poll_drafts import new_question
from language.presents import keeps_secret
from language.values import read_date, read_ordinal, read_quantity
from shop.access import Person, list_people, open_eyes
from shop.questions.polls import CHOICES, LONGEST_RUN, RUNS_FOR, SHORTEST_RUN

FLOW = "ask_friends"
_THESE = re.compile(
    r"\b(?:these|those|(?<!ask )(?<!asking )them|both|all (?:of them|three|four|five|six)|shortlist|between)\b"
    r"|\bwhich (?:one|of)\b"
    r"|\bwhich(?=\W*$| (?:is|are|to|should|would|do|does|looks?|suits?|fits?|i|they)\b)",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"\b(?:every ?(?:one|body)|all (?:of )?(?:my|them|\d+|friends)|(?:my|close|the) (?:mates|people|girls|lads|gang"
    r"|group|circle|others|rest)|(?<!or )others|fr[ei]+nds|ask around|crowdsource|people i know|any ?(?:one|body)"
    r"|let them|survey)\b",
    re.IGNORECASE,
)
_GIFT = re.compile(r"\b(?:present|gift|birthday|christmas|xmas|wedding|anniversary|surprise)\b", re.IGNORECASE)
_NAMES_NOTHING = re.compile(  # "ask my friends", "ask kofi"
    r"(?:(?:ok|okay|yes|then|please|pls|can you|could you|just|so|now)\W+)*(?:ask|poll) (?:all )?"
    r"(?:my (?:friends|mates)|\w+)(?: (?:please|pls|then|about it|instead))*\W*",
    re.IGNORECASE,
)
_ASKS_THEM = re.compile(  # who was spoken of last
    r"\b(?:ask|asking|poll|invite|include|add|only|just|send (?:it |that |this )?to)\W+(?:him|her)\b"
    r"(?! (?:mum|mom|dad|wife|husband|friends?|sister|brother)\b)"
    r"|^\W*(?:him|her)\W*$|\w (?:and|&|plus) (?:him|her)(?: (?:too|please))?\W*$",
    re.IGNORECASE,
)
_HOURS = re.compile(r"\b(an?|one|two|three|four|five|six|eight|ten|twelve|\d{1,3}) hours?\b", re.IGNORECASE)
_SO_LONG = re.compile(r"\b(?:an?|\w+) (?:day|week)s?\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“„](.{3,500}?)[\"”“]", re.DOTALL)


@dataclass(frozen=True)
class PollDraft:
    """A poll that is being put together. Without `words` its choices are the products, or yes and no for one."""

    product_ids: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # choices in words: two colours
    people: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # who is to be surprised
    question: str = ""
    closes_at: datetime | None = None  # None: as long as polls run
    missing: tuple[str, ...] = ()  # who was named and cannot be asked

    @property
    def has_choices(self) -> bool:
        return bool(self.words or self.product_ids)


DRAFT: TypeAdapter[PollDraft] = TypeAdapter(PollDraft)


def reachable_friends(turn: ActionTurn) -> tuple[Person, ...]:
    """Return the friends who can be asked: those who consent to being seen by friends."""
    with turn.store.read() as tx:
        eyes = open_eyes(tx, turn.customer_id)
        return list_people(tx, eyes, eyes.sharing_ids)


def read_things_among(turn: ActionTurn) -> tuple[Entity, ...]:
    """Return what was understood, names of nobody that one product has read as that: "poll them: Tarn or Popdome?"."""
    return tuple(
        replace(each, name="product") if each.name == "person" and _is_thing(turn, each.value) else each
        for each in turn.entities
    )


def _is_thing(turn: ActionTurn, name: str) -> bool:
    return not find_people_named(turn, name) and len(find_products_named(turn, name)) == 1


def said_products(turn: ActionTurn) -> list[str]:
    """Return the products that the message wants to ask about: named, by their places, all shown, or the one meant.

    One that is named, or a place, that leads to no product makes it unclear: [] then.
    """
    if names := turn.all_entities("product"):
        several = [name for name in names if len(names) > 1 or len(find_products_named(turn, name)) == 1]
        named = find_products_together(turn, several)
        return list(dict.fromkeys(named))[: CHOICES[1]] if len(named) == len(names) else []
    shown = [product.id for product in read_products(turn, turn.memory.product_ids)]
    places = [read_ordinal(said) for said in turn.all_entities("ordinal")] if turn.asking != "product" else []
    if len(places) < 2 and (ends := placed_at_end(turn.text, shown)):
        return ends
    if len(places) > 1:
        placed = [shown[p - 1 if p > 0 else p] for p in places if p and -len(shown) <= p <= len(shown)]
        return list(dict.fromkeys(placed)) if len(placed) == len(places) else []
    if len(shown) > 1 and (_THESE.search(turn.text) or (turn.asking == "product" and says_all(turn))):
        said = turn.entity("quantity")
        return shown[: min((said and read_quantity(said)) or CHOICES[1], CHOICES[1])]
    one = find_one_product(turn, FLOW)
    if one is None and turn.flow != FLOW and _found_last(turn) and _NAMES_NOTHING.fullmatch(turn.text):
        return shown[: CHOICES[1]]
    return [one.id] if one else []


def _found_last(turn: ActionTurn) -> bool:
    """Say whether what was found for the shopper stands above, and no list of what others have."""
    return turn.shown == "products" and turn.memory.chosen_by.get("ids") == turn.memory.product_ids


def said_words(turn: ActionTurn) -> list[str]:
    """Return choices between looks: "red or blue", "cotton or linen"; [] for fewer than two."""
    for kind in ("colour", "material", "size"):
        values = list(dict.fromkeys(turn.all_entities(kind)))
        if len(values) > 1:
            return values[: CHOICES[1]]
    return []


def said_question(turn: ActionTurn) -> str:
    """Return the shopper's own question, in quotation marks or after "question:"; "" for none."""
    found = _QUOTED.search(turn.text)
    return found[1].strip() if found else new_question(turn.text)


def said_people(turn: ActionTurn, draft: PollDraft) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the ids of whom to ask, of whom a present is for, and the names of those who cannot be asked."""
    reachable = {person.id: person.nickname for person in reachable_friends(turn)}
    surprised, asked = _split_names(turn)
    circle = named_circle(turn)
    members = tuple(person.id for person in circle.members) if circle else None
    if members is not None or _EVERYBODY.search(turn.text):
        excepted = [name for name in asked if _is_excepted(turn.text, name)]
        asked = [name for name in asked if name not in excepted]
        surprised += excepted
    asked += _spoken_of(turn)
    if not asked and members is None and not _EVERYBODY.search(turn.text):
        asked = said_names(turn, FLOW)
    hidden = [name for name in asked if keeps_secret(turn.text, [name])]
    asked = [name for name in asked if name not in hidden]
    named = (person for name in (*surprised, *hidden) for person in find_people_named(turn, name))
    without = {*draft.without, *(person.id for person in named if person.friend)}
    without.update(_given_to(turn, *_presents_sought(turn)))
    if asked:
        found = {name: [p.id for p in find_people_named(turn, name) if p.id in reachable] for name in asked}
        out = {id for name in left_out(turn, asked) for id in found[name]} if draft.people else set()
        people = [ids[0] for ids in found.values() if ids and ids[0] not in without | out]
        kept = [id for id in draft.people if id not in out] if out or adds_people(turn.text) else []
        return tuple(dict.fromkeys((*kept, *people))), tuple(without), tuple(n for n, ids in found.items() if not ids)
    if members is None and _EVERYBODY.search(turn.text):
        members = tuple(reachable)
    without.update(set(_given_to(turn, turn.memory.chosen_by)).intersection(members or ()))
    chosen = tuple(id for id in members or () if id in reachable and id not in without)
    return chosen, tuple(without), ()


def _presents_sought(turn: ActionTurn) -> list[dict[str, Any]]:
    """Return what is known of presents that are being looked for just now."""
    begun = [task.gathered for task in turn.memory.suspended if task.flow == "recommend_gift"]
    return [*begun, *([turn.memory.flow] if turn.flow == "recommend_gift" else [])]


def _given_to(turn: ActionTurn, *presents: Mapping[str, Any]) -> list[str]:
    """Return for whom these are: whoever is asked about ideas for them, or with all others, would learn of it."""
    for_others = [one for one in presents if one.get("as", "gift") in ("gift", "group") and not one.get("together")]
    return [id for one in for_others for id in (one.get("company") or {}).get("ids", ()) if id != turn.customer_id]


def _spoken_of(turn: ActionTurn) -> list[str]:
    """Return the nickname of who was spoken of last, where they shall be asked: "ask him", "just her"."""
    ids = [turn.memory.person_id] if turn.memory.person_id and _ASKS_THEM.search(turn.text) else []
    return [person.nickname for person in people_by_id(turn, ids)]


def said_end(turn: ActionTurn) -> datetime | None:
    """Return when the poll is to close, the end of the day named, within what is allowed; None when nothing is said."""
    length = _SO_LONG.search(turn.text)
    said = turn.entity("date") or (length[0] if length else "")
    with turn.store.read() as tx:
        now = tx.now
    hours = _HOURS.search(turn.text)
    if hours and (count := 1 if hours[1].lower() in ("a", "an") else read_quantity(hours[1])):
        return min(now + timedelta(hours=count), now + LONGEST_RUN - timedelta(minutes=1))
    day = read_date(said, now.date()) or read_date(f"in {said.removeprefix('for ')}", now.date())
    if day is None:
        return None
    end = datetime.combine(day, time(23, 59), tzinfo=now.tzinfo)
    return min(max(end, now + SHORTEST_RUN), now + LONGEST_RUN - timedelta(minutes=1))


def run_of(draft: PollDraft, now: datetime) -> timedelta:
    """Return how long the poll runs from now on."""
    return RUNS_FOR if draft.closes_at is None else max(draft.closes_at - now, SHORTEST_RUN)


def _split_names(turn: ActionTurn) -> tuple[list[str], list[str]]:
    """Return the names of whom a present is for, and those of whom to ask."""
    names = turn.all_entities("person")
    if not _GIFT.search(turn.text):
        return [], names
    said = plain_name(turn.text)
    surprised = [n for n in names if re.search(rf"\b(?:for|of)\b(?: the)? {re.escape(plain_name(n))}\b", said)]
    surprised += [n for n in names if re.search(rf"\b{re.escape(plain_name(n))}'?s (?:present|gift|birthday)", said)]
    return surprised, [name for name in names if name not in surprised]


def _is_excepted(text: str, name: str) -> bool:
    """Say whether somebody of many is left out: "my running crew, but not Nora"."""
    out = r"\b(?:not|without|except(?: for)?|minus|apart from|leave out)"
    return re.search(rf"{out} {re.escape(plain_name(name))}\b", plain_name(text)) is not None
