"""Whether a product's own texts say that it has something: attributes before what they imply before the description."""

import re

from retrieval.entries import Entry, make_entry
from retrieval.implied import is_implied
from retrieval.passages import split_sentences
from retrieval.terms import holds, split_terms
from retrieval.traits import NO, has_feature, read_feature
from shop.catalogue import Listing

_CLAUSE = re.compile(r"[,;:()]|\s[–-]\s|\b(?:but|yet|though|although|while|because|so)\b", re.IGNORECASE)
# What comes after it is said of something else: "longer than an electric kettle"
_COMPARES = re.compile(r"\b(?:than|versus|vs|compared (?:to|with))\b", re.IGNORECASE)
_DENIES = NO | {"nor", "neither", "never", "cannot", "nothing", "lack", "unlike", "isnt", "doesnt", "arent", "hardly"}
_WATER = {"waterproof", "rainproof"}
_HEAD = re.compile(r"\b(?:hydrostatic head|water column)\b", re.IGNORECASE)
_MILLIMETRES = re.compile(r"(\d{3,6})\s?mm\b", re.IGNORECASE)
_LEAST_HEAD = 1500  # mm: below it a fabric keeps off showers only
_VEGAN, _VEGAN_STATED = ["vegan"], ("vegan",)
_BEFORE, _AFTER = 4, 2  # words around one in which it is denied: "not meant for winter", "rain cover not included"
# Words that a description uses for much else than what a product is made of: "from the top down", "like leather"
_LOOSE = frozenset((
    "down", "leather", "wool", "silk", "horn", "feather", "light", "dark", "soft", "hard", "open", "case", "cover",
    "small", "large", "plastic",
))  # fmt: skip
_OF_WATER = (("waterproof",), ("water", "resistance"))
_PARTLY = frozenset(
    ("shower", "splash", "light", "resistant", "repellent")
)  # as a "water resistance" that is none to rely on


def is_stated(listing: Listing, feature: str) -> bool | None:
    """Return whether the product is stated to have this, "waterproof" or "fragrance free"; None: nothing says so."""
    if split_terms(feature) in map(split_terms, listing.product.path):  # "nothing for running"
        return True
    entry = make_entry(listing)
    said = has_feature(entry, feature)
    if said and _WATER & set(split_terms(feature)) and _keeps_off_little(entry):
        return None
    if said is None and _WATER & set(split_terms(feature)) and _withstands_rain(listing):
        return True
    if said is not None:
        return said
    if split_terms(feature) == _VEGAN:  # of what else it is made says nothing of its glue
        return True if _VEGAN_STATED in entry.attributes else _described(entry, _VEGAN)
    wanted, reverse = read_feature(feature)
    for tell in (is_implied, _described):
        states = [state for terms in wanted if (state := tell(entry, terms)) is not None]
        if states:
            return any(states) != reverse
    return None


def _withstands_rain(listing: Listing) -> bool:
    """Say whether a stated head of water is one that fabrics are called waterproof from."""
    stated = [value for name, value in listing.product.attributes.items() if _HEAD.search(name)]
    heads = [int(value) for text in stated for value in _MILLIMETRES.findall(text)]
    return bool(heads) and min(heads) >= _LEAST_HEAD


def _keeps_off_little(entry: Entry) -> bool:
    """Say whether all that it states of water is that it sheds a little: "water-resistant", "shower"."""
    stated = [value for name, value in entry.attributes.items() if name in _OF_WATER and not NO.intersection(value[:1])]
    return bool(stated) and all(not _PARTLY.isdisjoint(value[:2]) for value in stated)


def _described(entry: Entry, wanted: list[str]) -> bool | None:
    """Return what the description says of it; what it says of something with the same word is not its own."""
    if not holds(entry.description, wanted):
        return None
    states = []
    for sentence in split_sentences(entry.listing.product.description):
        for clause in _CLAUSE.split(sentence):
            terms = split_terms(_COMPARES.split(clause)[0])
            if holds(terms, wanted):
                states.append(not _is_denied(terms, wanted))
    if False in states:
        return False
    return True if states and not (len(wanted) == 1 and wanted[0] in _LOOSE) else None


def _is_denied(terms: list[str], wanted: list[str]) -> bool:
    start = next(at for at in range(len(terms)) if terms[at : at + len(wanted)] == wanted)
    end = start + len(wanted)
    before = terms[:start] if "or" in terms[:start] else terms[max(0, start - _BEFORE) : start]  # "not for snow or …"
    around = (*before, *terms[end : end + _AFTER])
    return not _DENIES.isdisjoint(around) or terms[end : end + 1] == ["free"]
