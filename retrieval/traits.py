"""What a product says of itself: colour, size, material, features."""

import re

from retrieval.colours import is_shade
from retrieval.entries import Entry, Terms
from retrieval.terms import holds, split_terms
from shop.catalogue import Variant

_LETTER_SIZES = {"xsmall": "xs", "small": "s", "medium": "m", "large": "l", "xlarge": "xl", "xxlarge": "xxl"}
_LETTERS = frozenset(("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"))
_NO = frozenset(("no", "none", "not", "without", "non"))
_COLOUR_NAMES = ("colour", "color", "finish", "tint", "shade", "pattern")
_MATERIALS = "back case coating cover fabric filling leather lining material outer pocket shell sleeve sole upper wood"
_SIZES = "capacity diameter dimension display fit height length people person screen size storage volume width"
_MATERIAL_NAMES, _SIZE_NAMES = frozenset(_MATERIALS.split()), frozenset(_SIZES.split())
_ALSO = {  # further words of a product's for what is asked
    ("scented",): ("fragrance", "scent"),
    ("perfumed",): ("fragrance", "scent"),
    ("perfume",): ("fragrance", "scent"),
    ("scent",): ("fragrance",),
    ("wireless",): ("bluetooth", "cordless"),
    ("cordless",): ("wireless",),
    ("waterproof",): ("ip67", "ip68", "ipx7", "ipx8"),
    ("anc",): ("noise cancelling",),
    ("noise", "canceling"): ("noise cancelling",),
}
_PARTS = re.compile(r"\d+(?:[.,]\d+)?|[a-z]+")


def has_colour(entry: Entry, variant: Variant, colour: str) -> bool:
    """Return whether the variant is of this colour or a shade of it; one without an option by the product's words."""
    for name in _COLOUR_NAMES:
        if value := variant.options.get(name):
            return is_shade(value, colour)
    value = entry.listing.product.attributes.get("colour", "")
    return is_shade(value, colour) if value else holds(entry.name, split_terms(colour))


def has_size(entry: Entry, variant: Variant, size: str) -> bool:
    """Return whether the variant has this size among its options, or the product in what is fixed about it.

    "Large" says nothing where sizes are measured: every rug may be meant.
    """
    wanted = _read_size(size)
    values = [_read_size(value) for value in variant.options.values()]
    if wanted[:1] and wanted[0] in _LETTERS and size.strip().lower() not in _LETTERS and not _has_letters(entry):
        return True
    if "size" in variant.options and len(wanted) == 1:
        return any(wanted == value or _in_range(wanted[0], value) for value in values)
    if any(holds(value, wanted) for value in values):
        return True
    fixed = (_split_units(value) for name, value in entry.attributes.items() if _SIZE_NAMES.intersection(name))
    return holds(entry.name, wanted) or any(holds(value, wanted) for value in fixed)


def has_material(entry: Entry, material: str) -> bool:
    """Return whether the product is made of it, as far as its attributes, title or variants say; lambswool is wool."""
    wanted = split_terms(material)
    made = [value for name, value in entry.attributes.items() if _MATERIAL_NAMES.intersection(name)]
    made += [value for values in entry.options.values() for value in values]
    return any(_is_made(value, wanted) for value in (entry.name, *made) if not _NO.intersection(value[:1]))


def has_feature(entry: Entry, feature: str) -> bool | None:
    """Return whether the product has this, as far as its name, attributes and options say; None: they do not say."""
    wanted = split_terms(feature)
    if len(wanted) > 1 and wanted[-1] == "free":
        contained = has_feature(entry, " ".join(wanted[:-1]))
        return None if contained is None else not contained
    asked = [wanted, *(split_terms(word) for word in _ALSO.get(tuple(wanted), ()))]
    said = [said for terms in asked if (said := _state(entry, terms)) is not None]
    return any(said) if said else None


def _state(entry: Entry, wanted: list[str]) -> bool | None:
    for name, value in entry.attributes.items():
        if holds(name, wanted):
            return not _NO.intersection(value[:1])
    texts = [*entry.attributes.values(), entry.name, *(value for values in entry.options.values() for value in values)]
    said = [not _denied(text, wanted) for text in texts if holds(text, wanted)]
    return any(said) if said else None


def _denied(text: Terms, wanted: list[str]) -> bool:
    """Return whether a "no" stands right before the words or a "free" right after."""
    start = next(at for at in range(len(text)) if list(text[at : at + len(wanted)]) == wanted)
    after = text[start + len(wanted) : start + len(wanted) + 1]
    return bool(_NO.intersection(text[max(0, start - 1) : start])) or after == ("free",)


def _is_made(value: Terms, wanted: list[str]) -> bool:
    if holds(value, wanted):
        return True
    return len(wanted) == 1 and len(wanted[0]) > 3 and any(term.endswith(wanted[0]) for term in value)


def _read_size(size: str) -> list[str]:
    terms = [_LETTER_SIZES.get(term, term) for term in split_terms(size) if term not in ("size", "eu", "uk", "us")]
    return _split_units(terms)


def _split_units(terms: list[str] | Terms) -> list[str]:
    """Return "27inch" as "27" and "inch", "155x220" as "155", "x" and "220"."""
    return [part for term in terms for part in _PARTS.findall(term) or [term]]


def _has_letters(entry: Entry) -> bool:
    return any(_LETTERS.intersection(_read_size(" ".join(value))) for value in entry.options.get(("size",), ()))


def _in_range(number: str, value: list[str]) -> bool:
    """Return whether a shoe size lies in one such as "36-39"."""
    if len(value) != 2 or not all(part.isdigit() for part in (number, *value)):
        return False
    return int(value[0]) <= int(number) <= int(value[1])
