"""Bigger, smaller, lighter: products compared by what can be measured about them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shop.catalogue import Listing

# Attributes and options by which a product is called bigger, the most telling first
EXTENTS = (
    "capacity", "volume", "screen", "persons", "people", "sleeps", "size", "diameter", "pieces", "dimensions", "length",
    "width", "height", "storage",
)  # fmt: skip
_PUT_AWAY = {"packed", "folded", "box"}  # of which a size says nothing of how big the thing is
_UNITS = {
    "ml": 0.001, "cl": 0.01, "dl": 0.1, "l": 1.0, "litre": 1.0, "litres": 1.0, "liter": 1.0,
    "mm": 0.1, "cm": 1.0, "m": 100.0, "inch": 2.54, "inches": 2.54, '"': 2.54, "in": 2.54,
    "mg": 0.001, "g": 1.0, "kg": 1000.0, "gb": 1.0, "tb": 1000.0,
    "min": 1 / 60, "minutes": 1 / 60, "h": 1.0, "hours": 1.0, "days": 24.0, "weeks": 168.0, "months": 730.0,
    "w": 1.0, "kw": 1000.0, "nits": 1.0, "lm": 1.0, "lumen": 1.0, "lumens": 1.0, "hz": 1.0, "mp": 1.0, "mah": 1.0,
    "db": 1.0,
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_MEASURE = re.compile(rf"(?<![\w.])(\d{{1,6}}(?:[.,]\d+)?)\s*({_UNIT})?(?!\w)", re.IGNORECASE)
_AREA = re.compile(r"(?<![\w.])(\d{2,4})\s?x\s?(\d{2,4})(?![\w.])", re.IGNORECASE)
_LEAST_KNOWN = 0.6  # share of the products shown that must state a measure


@dataclass(frozen=True)
class Picked:
    """The measure that products were compared by, which of those shown goes furthest, and who goes beyond it."""

    measure: str
    extreme: Listing
    beyond: tuple[str, ...]  # product ids, the nearest first
    ordered: tuple[str, ...]  # all that state it, whoever goes furthest first


def pick_by_measure(sign: str, shown: Sequence[Listing], candidates: Sequence[Listing]) -> Picked | None:
    """Return which candidates go beyond all shown; `sign` is "bigger", "smaller", "heavier" or "lighter".

    None when most of what is shown does not state such a measure.
    """
    way = 1 if sign in ("bigger", "heavier") else -1
    for name in ("weight",) if sign in ("lighter", "heavier") else EXTENTS:
        known = {place: value for place, listing in enumerate(shown) if (value := measure(listing, name)) is not None}
        if not known or len(known) < _LEAST_KNOWN * len(shown):
            continue
        extreme = max(known, key=lambda place: way * known[place])
        found = {c.product.id: way * value for c in candidates if (value := measure(c, name)) is not None}
        ordered = tuple(sorted(found, key=lambda found_id: found[found_id], reverse=True))
        beyond = tuple(id for id in reversed(ordered) if found[id] > way * known[extreme])
        return Picked(name, shown[extreme], beyond, ordered)
    return None


def measure(listing: Listing, name: str) -> float | None:
    """Return the largest that the product states of this measure, in litres, centimetres, grams, hours or plain."""
    stated = _stated(listing.product.attributes, name)
    for variant in listing.variants:
        if variant.active:
            stated += _stated(variant.options, name)
    # "42" among sizes is a shoe's, which says nothing of how big the product is.
    values = [value for text in stated if (value := read_measure(text, needs_unit=name == "size")) is not None]
    return max(values, default=None)


def _stated(facts: Mapping[str, str], name: str) -> list[str]:
    named = [(key.casefold().split(), value) for key, value in facts.items()]
    return [value for key, value in named if name in key and not (name == "size" and _PUT_AWAY & set(key))]


def read_measure(text: str, *, needs_unit: bool = False) -> float | None:
    """Return the first measure in the text, in litres, centimetres, grams, hours, watts or plain; None for none."""
    if sides := _AREA.search(text):
        return float(sides[1]) * float(sides[2])
    match = _MEASURE.search(text)
    if match is None or (needs_unit and not match[2]):
        return None
    return float(match[1].replace(",", ".")) * _UNITS.get((match[2] or "").lower(), 1.0)
