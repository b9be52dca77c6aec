"""Whether a shade is of the colour that somebody asks for: navy is blue, slate blue is not grey."""

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from retrieval.terms import split_terms

_FAMILIES = {
    "black": "black jet onyx ebony",
    "white": "white ivory cream pearl ecru snow offwhite",
    "grey": "grey gray charcoal graphite anthracite slate silver steel smoke gunmetal stone mist ash",
    "blue": "blue navy indigo cobalt azure teal petrol sapphire denim turquoise aqua ocean midnight sky royal ice",
    "green": "green olive sage mint moss emerald khaki pine lime forest bottle teal fern jade",
    "red": "red burgundy crimson scarlet brick cherry wine raspberry maroon ruby",
    "pink": "pink rose blush raspberry coral salmon fuchsia magenta",
    "purple": "purple violet lilac lavender plum aubergine berry heather mauve",
    "yellow": "yellow mustard sunflower lemon amber gold",
    "orange": "orange rust terracotta copper peach apricot coral flame tangerine",
    "brown": "brown tan cognac chestnut camel mocha chocolate coffee hazel walnut",
    "beige": "beige sand oatmeal cream ecru ivory natural champagne stone nude",
    "gold": "gold brass champagne",
    "silver": "silver steel chrome",
}
_SHADES = {name: frozenset(shades.split()) for name, shades in _FAMILIES.items()}
_BASIC = frozenset(_FAMILIES) | {"gray"}
_TONES = frozenset(("dark", "light", "bright", "pale", "deep", "soft", "matt", "colour", "color", "coloured"))
_LIKENESS = 0.75


def names_colour(text: str) -> bool:
    """Say whether the words are one colour's name alone: "orange", "dark green"."""
    named = [term for term in split_terms(text) if term not in _TONES]
    return len(named) == 1 and named[0] in _BASIC


def is_shade(colour: str, wanted: str) -> bool:
    """Return whether a product's colour is the one wanted, or a shade of it; "navy" is no answer to "sky blue"."""
    asked = _read(wanted)
    terms = split_terms(colour)
    if not asked:
        return False
    if all(term in terms for term in asked):
        return True
    if len(asked) > 1 or asked[0] not in _SHADES:
        return False
    named = [term for term in terms if term in _BASIC]
    if named:
        return asked[0] in _same(named)
    return any(term in _SHADES[asked[0]] for term in terms)


def _read(wanted: str) -> list[str]:
    """Return the terms that name the colour: "dark gren" is green."""
    terms = split_terms(wanted)
    named = [term for term in terms if term not in _TONES] or terms
    return _same([_correct(term) for term in named])


def _same(terms: list[str]) -> list[str]:
    return ["grey" if term == "gray" else term for term in terms]


def _correct(term: str) -> str:
    known = sorted(_BASIC.union(*_SHADES.values()))
    if term in known or len(term) < 3:
        return term
    near = process.extractOne(term, known, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_LIKENESS)
    return near[0] if near else term
