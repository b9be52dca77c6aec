"""How those are called whom the shop does not know: "your nephews", "his mum", "your brother's kids"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from actions.reference.named_people import RELATIONS
from actions.turn import Entity
from language.presents import read_whose_day

_AGES_BEHIND = re.compile(r"[\s(,]*\d+(?!.*(?:year|yr|y\.?o)).*$", re.IGNORECASE)
_PARENTS = ("mum", "mom", "mother", "dad", "father", "gran", "granny", "grandma", "grandpa", "nana", "sis", "bro")
_LONGEST = 5  # words: "my best friend's little brother"
_RELATION = rf"(?:{'|'.join(sorted(RELATIONS, key=len, reverse=True))})"
KIN = rf"(?:{_RELATION}s?|children|wives|twins?)"
_KIND_OF = r"(?:(?:little|big|older|younger|oldest|youngest|new|best|two|three|four|twin|step|grand) ){0,2}"
_OF_WHOM = (
    rf"(?:\b(?:his|her|their)|\b(?:(?:my|our|his|her|their) {_KIND_OF})?"
    rf"(?:(?!(?:it|that|what|who|s?he)['’])[\w-]+['’]s?|{_RELATION}s|%s))"
)
_HAS = re.compile(  # what somebody has, behind a name: "my nephews birthday"
    r"^\W*(?:(?:next|upcoming|big|first|\d+(?:st|nd|rd|th)) )*(?:b-?day|birthday|party|wedding|engagement|graduation"
    r"|anniversary|christmas|xmas|house\w*|(?:baby )?shower|presents?|gifts?|wish ?list|name day|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)


def join_kin(text: str, entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return the entities with those of kin as one person each: "my friend" and "mum" are "my friend's mum".

    Where nobody was heard to be named, whose birthday it is is a person.
    """
    entities = tuple(entities)
    if who := read_whose_day(text) if not any(one.name == "person" for one in entities) else "":
        entities = (*entities, Entity("person", who))
    names = [one.value for one in entities if one.name == "person"]
    for found in re.finditer(rf"{_of_whom(names)} {_KIND_OF}{KIN}(?:[ -]in[ -]laws?)?\b", text, re.IGNORECASE):
        kin = found[0]
        parts = [one for one in entities if one.name == "person" and one.value.casefold() in kin.casefold()]
        if parts:
            entities = tuple(
                replace(one, value=kin) if one is parts[0] else one for one in entities if one not in parts[1:]
            )
    return entities


def address(said: str, text: str = "") -> str:
    """Return how to speak of somebody to the shopper: "my sister" is "your sister"; `text` is all they said."""
    words = _AGES_BEHIND.sub("", said).strip(" .!?").removeprefix("for ").split()[:_LONGEST]
    behind = text.partition(said)[2]
    words = [*words[:-1], *(_drop_possessive(word, behind) for word in words[-1:])]
    if len(words) == 1 and words[0].lower() in _PARENTS:
        return f"your {words[0].lower()}"
    return " ".join("your" if word.lower() in ("my", "our") else word for word in words)


def _of_whom(names: Iterable[str]) -> str:
    """Return a pattern of what stands before kin: "his", "my friend's", and, of who was heard as a name, "anas"."""
    heard = "|".join(rf"{re.escape(name.removesuffix('s'))}s" for name in names) or r"(?!)"
    return _OF_WHOM % heard


def _drop_possessive(word: str, behind: str) -> str:
    """Return "wife" for "wife's", for "wifes", and, of relations, for "sisters" where what they have comes next."""
    plain = re.sub(r"['’]s?$", "", word)
    one = plain[:-1].lower() if plain.lower().endswith("s") else ""
    return plain[:-1] if one in RELATIONS and (one == "wife" or _HAS.match(behind)) else plain
