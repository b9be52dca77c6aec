"""Whom of a known list a shopper names: nicknames as people write them, in part, without accents, with a slip."""

import unicodedata
from collections.abc import Mapping

from rapidfuzz import fuzz

_CLOSE = 82  # of 100: "kofy" for "kofi" is no less
_SHORTEST_MISSPELLED = 4  # letters


def match_nickname(said: str, nicknames: Mapping[str, str]) -> list[str]:
    """Return the keys of `nicknames`, ids, of those who may be meant: by the whole name, else a part, else a slip.

    Who is named letter by letter is meant alone, however like theirs another nickname is.
    """
    if exact := [id for id, nickname in nicknames.items() if nickname == said]:
        return exact
    name = plain_name(said)
    if not name:
        return []
    plain = {id: plain_name(nickname) for id, nickname in nicknames.items()}
    whole = [id for id, other in plain.items() if other == name]
    part = [id for id, other in plain.items() if name in other.split() or other == name.split()[0]]
    owner = [id for id, other in plain.items() if other + "s" == name]  # "anas wishlist"
    return whole or owner or part or [id for id, other in plain.items() if _is_slip(name, other)]


def plain_name(said: str) -> str:
    """Return a name in small letters without accents, "@" and the possessive: "@Élodie's" is "elodie"."""
    folded = unicodedata.normalize("NFKD", said.casefold().replace("’", "'").strip(" @.,!?\"'"))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(plain.removesuffix("'s").replace("_", " ").split())


def _is_slip(name: str, other: str) -> bool:
    return len(name) >= _SHORTEST_MISSPELLED and fuzz.ratio(name, other) >= _CLOSE
