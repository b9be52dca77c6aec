"""What a product says of itself: colour, size, material, features."""

import re

from retrieval.colours import is_shade
from retrieval.entries import Entry, Terms
from retrieval.terms import holds, split_terms
from shop.catalogue import Variant

_LETTER_SIZES = {"xsmall": "xs", "small": "s", "medium": "m", "large": "l", "xlarge": "xl", "xxlarge": "xxl"}
LETTERS = frozenset(("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"))
NO = frozenset(("no", "none", "not", "without", "non"))
COLOUR_NAMES = ("colour", "color", "finish", "tint", "shade", "pattern")
_MATERIALS = "back case coating cover fabric filling leather lining material outer pocket shell sleeve sole upper wood"
_SIZES = "capacity diameter dimension display fit height length people person screen size storage volume width"
MATERIAL_NAMES, SIZE_NAMES = frozenset(_MATERIALS.split()), frozenset(_SIZES.split())
_ALSO = {  # further words of a product's for what is asked
    ("scented",): ("fragrance", "scent"),
    ("perfumed",): ("fragrance", "scent"),
    ("perfume",): ("fragrance", "scent"),
    ("scent",): ("fragrance",),
    ("wireless",): ("bluetooth", "cordless"),
    ("cordless",): ("wireless",),
    ("waterproof",): ("ip67", "ip68", "ipx7", "ipx8"),
    ("anc",): ("noise cancelling",),
    ("leather",): ("cowhide", "suede", "nubuck", "calfskin", "nappa", "saffiano"),
    ("noise", "canceling"): ("noise cancelling",),
    ("fragranced",): ("fragrance", "scent"),
    ("rainproof",): ("waterproof", "water repellent", "water resistance"),
    ("winter",): ("warm", "insulated"),
    ("teflon",): ("ptfe",),
    ("non", "stick"): ("nonstick", "ptfe"),
    ("nonstick",): ("non stick", "ptfe"),
    ("numpad",): ("number pad", "numeric keypad", "numeric pad"),
    ("number", "pad"): ("numpad", "numeric keypad", "numeric pad"),
    ("temperature", "control"): ("temperature setting", "adjustable temperature"),
    ("plastic",): (
        "polypropylene",
        "abs",
        "polycarbonate",
        "pvc",
        "tritan",
        "polyethylene",
        "tpu",
        "melamine",
        "acrylic",
    ),
    ("metal",): ("steel", "aluminium", "iron", "copper", "brass"),
    ("wool",): ("merino", "lambswool", "cashmere", "mohair", "alpaca"),
    ("mic",): ("microphone", "microphones"),
}
_LACKS: dict[tuple[str, ...], str] = {  # what is called after what it has not
    ("unscented",): "scented", ("unperfumed",): "perfumed", ("tenkeyless",): "numpad", ("tkl",): "numpad",
}  # fmt: skip
_WOODS = ("wooden", "oak", "walnut", "beech", "birch", "maple", "pine", "acacia", "teak", "cherry", "bamboo")
_ANIMAL = ("leather", "wool", "merino", "cashmere", "alpaca", "down", "feather", "silk", "horn", "beeswax")
_PARTS = re.compile(r"\d+(?:[.,]\d+)?|[a-z]+")


def has_colour(entry: Entry, variant: Variant, colour: str) -> bool:
    """Return whether the variant is of this colour or a shade of it; one without an option by the product's words."""
    value = tell_colour(entry, variant)
    return is_shade(value, colour) if value else holds(entry.name, split_terms(colour))


def tell_colour(entry: Entry, variant: Variant) -> str:
    """Return the variant's colour by its options, else the product's by its attributes; "" when neither says."""
    named = (value for name in COLOUR_NAMES if (value := variant.options.get(name)))
    return next(named, entry.listing.product.attributes.get("colour", ""))


def has_size(entry: Entry, variant: Variant, size: str) -> bool:
    """Return whether the variant has this size among its options, or the product in what is fixed about it.

    "Large" says nothing where sizes are measured: every rug may be meant.
    """
    if is_worded(size) and not has_letters(entry):
        return True
    said = fits_options(tuple(variant.options.items()), size)
    if said is not None:
        return said
    wanted = read_size(size)
    return holds(entry.name, wanted) or any(holds(value, wanted) for value in fixed_sizes(entry))


def is_worded(size: str) -> bool:
    """Return whether the size is a word for a letter: "large"."""
    return read_size(size)[:1] != [] and read_size(size)[0] in LETTERS and size.strip().lower() not in LETTERS


def fits_options(options: tuple[tuple[str, str], ...], size: str) -> bool | None:
    """Return whether a variant's options have this size; None when the product's fixed sizes decide."""
    wanted = read_size(size)
    values = [read_size(value) for _, value in options]
    if len(wanted) == 1 and any(name == "size" for name, _ in options):
        return any(wanted == value or _in_range(wanted[0], value) for value in values)
    return True if any(holds(value, wanted) for value in values) else None


def fixed_sizes(entry: Entry) -> list[list[str]]:
    """Return the parts of each size that is the product's own."""
    return [_split_units(value) for name, value in entry.attributes.items() if SIZE_NAMES.intersection(name)]


def has_material(entry: Entry, material: str) -> bool:
    """Return whether the product is made of it, as far as its attributes, title or variants say; lambswool is wool."""
    said = (entry.name, *told_materials(entry))
    return any(is_made(value, wanted) for wanted in read_material(material) for value in said)


def read_material(material: str) -> list[list[str]]:
    """Return the terms that would each say it: what is wooden may be of oak, and what is of wool merino."""
    terms = split_terms(material)
    if terms in (["wooden"], ["wood"]):
        return [["wood"], *([wood] for wood in _WOODS)]
    return [terms, *(split_terms(word) for word in _ALSO.get(tuple(terms), ()))]


def told_materials(entry: Entry) -> list[Terms]:
    """Return what the product's attributes and options may say of materials."""
    made = [value for name, value in entry.attributes.items() if MATERIAL_NAMES.intersection(name)]
    return made + [value for values in entry.options.values() for value in values]


def has_feature(entry: Entry, feature: str) -> bool | None:
    """Return whether the product has this, as far as its name, attributes and options say; None: they do not say."""
    wanted, reverse = read_feature(feature)
    said = [state for terms in wanted if (state := _state(entry, terms)) is not None]
    return any(said) != reverse if said else None


def read_feature(feature: str) -> tuple[list[list[str]], bool]:
    """Return the terms that would each say it, and whether it is the lack of them: "latex free"."""
    terms = split_terms(feature)
    if terms == ["vegan"]:
        return [wanted for word in _ANIMAL for wanted in read_feature(word)[0]], True
    if len(terms) > 1 and terms[-1] == "free":
        wanted, reverse = read_feature(" ".join(terms[:-1]))
        return wanted, not reverse
    if lacked := _LACKS.get(tuple(terms)):
        return read_feature(lacked)[0], True
    return [terms, *(split_terms(word) for word in _ALSO.get(tuple(terms), ()))], False


def is_denied(text: Terms, wanted: list[str]) -> bool:
    """Return whether a "no" stands right before the words, which are in the text, or a "free" right after."""
    start = next(at for at in range(len(text)) if list(text[at : at + len(wanted)]) == wanted)
    after = text[start + len(wanted) : start + len(wanted) + 1]
    return bool(NO.intersection(text[max(0, start - 1) : start])) or after == ("free",)


def is_made(value: Terms, wanted: list[str]) -> bool:
    """Return whether what a product says of its material is this one."""
    if NO.intersection(value[:1]):
        return False
    return holds(value, wanted) or (
        len(wanted) == 1 and len(wanted[0]) > 3 and any(term.endswith(wanted[0]) for term in value)
    )


def _state(entry: Entry, wanted: list[str]) -> bool | None:
    """Return what the attribute of this very name says, else those whose names have the words, else all texts."""
    named = [(name, value) for name, value in entry.attributes.items() if holds(name, wanted)]
    exact = [(name, value) for name, value in named if list(name) == wanted]
    if named:
        return any(not NO.intersection(value[:1]) for _, value in exact or named)
    texts = [*entry.attributes.values(), entry.name, *(value for values in entry.options.values() for value in values)]
    said = [not is_denied(text, wanted) for text in texts if holds(text, wanted)]
    return any(said) if said else None


def read_size(size: str) -> list[str]:
    """Return the parts of a size without its words: "EU 38" is "38", "large" is "l"."""
    terms = [_LETTER_SIZES.get(term, term) for term in split_terms(size) if term not in ("size", "eu", "uk", "us")]
    return _split_units(terms)


def _split_units(terms: list[str] | Terms) -> list[str]:
    """Return "27inch" as "27" and "inch", "155x220" as "155", "x" and "220"."""
    return [part for term in terms for part in _PARTS.findall(term) or [term]]


def has_letters(entry: Entry) -> bool:
    """Return whether the product's sizes are letters."""
    return any(LETTERS.intersection(read_size(" ".join(value))) for value in entry.options.get(("size",), ()))


def _in_range(number: str, value: list[str]) -> bool:
    """Return whether a shoe size lies in one such as "36-39"."""
    if len(value) != 2 or not all(part.isdigit() for part in (number, *value)):
        return False
    return int(value[0]) <= int(number) <= int(value[1])
