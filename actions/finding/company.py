"""For whom something is sought: one person or several, known to the shop or by words alone, the shopper among them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.finding.kin import KIN, address
from actions.names import join_names
from actions.people.whom import Whom
from actions.turn import ActionTurn
from recommender.children import write_ages
from shop.access import Person

_ME = re.compile(
    r"(?:\band|&|\+|\bplus) (?:me|myself)\b(?! (?:a|an|to|some)\b)"
    r"|(?<!show )(?<!give )(?<!help )(?<!tell )\b(?:me|myself) (?:and|&|\+|plus) (?=@?\w)"
    r"|\bfor (?:both|all|the (?:two|three|four|five|\d)) of us\b",
    re.IGNORECASE,
)
_I = re.compile(r"(?:\band|&|\+) i\b|\bfor us\b|\bi and (?=@?\w)", re.IGNORECASE)
_US = re.compile(
    r"\b(?:(?:all|both|the (?:two|three|four|five|\d)) of us|us (?:all|both|two|three|four|five)"
    r"|we (?:all|both)|my friends? and (?:me|i|myself)|me and my friends?)\b",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:each|apiece|per person|a head|separate(?:ly)?|presents|gifts"
    r"|(?:something|one) for .* and (?:something|one) for)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\bfor ((?:an?|some) (?:[\w-]+ ){0,3}?(?:friend|mate|colleague|co-?worker|neighbou?r|teacher|boss|host|cook|"
    r"runner|gamer|cyclist|girl|boy|kid|child|man|woman|teen(?:ager)?|toddler|baby|couple|relative)"
    r"|(?:an?|my|our|the) \d{1,2}[ -]?(?:years?|yrs?|y\.?o)(?:[ -]olds?)?"
    r"(?: (?:girl|boy|kid|child|son|daughter|niece|nephew)s?)?)\b",
    re.IGNORECASE,
)
_OURS = re.compile(  # "for my nephews", where nobody was heard to be named
    rf"\bfor ((?:my|our|the) (?:(?!\d)[\w-]+ ){{0,2}}?{KIN}"
    r"(?:[ -]in[ -]laws?)?)\b(?! ?(?:birthday|b-?day|party|wedding|house|wish))",
    re.IGNORECASE,
)
# An answer that tells something else than whom: an amount, or a sentence on oneself
_NOBODY = re.compile(
    r"\d|[€$£]|^\W*(?:i|we|what|how|which|why|can|could|do|does|don'?t|is|it|no|not|nothing|any|too|you|show|give|help"
    r"|(?:s?he|they)(?:'?s|'?re)?(?= \w)|whatever|maybe|under|below|up to|max|around|about|less|more|cheap\w*|sorry"
    r"|wait|hm+|ok|yes)\b"
    r"(?! (?:friend|mate|colleague|neighbou?r|one))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Company:
    """Ids and nicknames of those whom the shop knows, others as they are called, and whether the shopper is one."""

    ids: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    with_me: bool = False

    @property
    def names(self) -> str:
        """How to speak of them to the shopper: "Ana, your sister and you"."""
        return join_names([*self.nicknames, *self.others, *(["you"] if self.with_me else [])])

    @property
    def is_nobody(self) -> bool:
        return not self.ids and not self.others

    @property
    def is_several(self) -> bool:
        return len(self.ids) + len(self.others) + self.with_me > 1

    def taken_apart(self) -> tuple["Company", tuple[str, ...]]:
        """Return the first one alone, and how the others are called, without the shopper."""
        rest = (*self.nicknames, *self.others)[1:]
        if self.ids:
            return Company(self.ids[:1], self.nicknames[:1]), rest
        return Company(others=self.others[:1]), rest

    def joined_by(self, people: Sequence[Person], others: Sequence[str], *, with_me: bool) -> "Company":
        """Return the company with these as well, each once."""
        new = {person.id: person.nickname for person in people if person.id not in self.ids}
        return Company(
            (*self.ids, *new),
            (*self.nicknames, *new.values()),
            tuple(dict.fromkeys((*self.others, *others))),
            self.with_me or with_me,
        )


def read_company(kept: Mapping[str, Any]) -> Company:
    """Return the company that was kept in a conversation as a dict; nobody for {}."""
    names = {name: tuple(kept.get(name, ())) for name in ("ids", "nicknames", "others")}
    return Company(**names, with_me=bool(kept.get("with_me")))


def join_company(turn: ActionTurn, company: Company, whom: Whom | None, *, with_me: bool) -> Company:
    """Return the company with whom the message names; names that fit nobody the shopper may find stay words."""
    people = whom.people if whom else ()
    heard = turn.all_entities("person")
    names = [name for name in (whom.unknown if whom else heard) if name in heard or may_be_somebody(name)]
    if not people and not names and (somebody := _SOMEBODY.search(write_ages(turn.text))):
        names = [somebody[1]]
    elif not people and not names and (ours := _OURS.search(turn.text)):
        names = [ours[1]]
    return company.joined_by(people, [address(name, turn.text) for name in names], with_me=with_me)


def says_me(turn: ActionTurn, *, gift: bool) -> bool:
    """Say whether the shopper counts themselves among those for whom it is; of a gift "and I" says something else."""
    return _ME.search(turn.text) is not None or (not gift and any(p.search(turn.text) for p in (_I, _US)))


def is_for_each(turn: ActionTurn) -> bool:
    """Say whether each of several people shall have a present of their own."""
    return _EACH.search(turn.text) is not None


def is_for_several(turn: ActionTurn) -> bool:
    """Say whether the message asks for something that several people would like, and not the shopper alone."""
    named = len(turn.all_entities("person"))
    return named > 1 or (named == 1 and says_me(turn, gift=False)) or _US.search(turn.text) is not None


def may_be_somebody(said: str) -> bool:
    """Say whether an answer to "for whom" can be a person: not "under 30 euro", not "i need a present"."""
    return _NOBODY.search(said) is None
