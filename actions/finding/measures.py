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
_DEGREES = re.compile(r"([-−–]?\d{1,3})\s*(?:°|degrees)", re.IGNORECASE)
_SIDES = re.compile(
    r"(\d{1,4}(?:[.,]\d+)?)(?:\s?x\s?(\d{1,4}(?:[.,]\d+)?))(?:\s?x\s?\d{1,4}(?:[.,]\d+)?)?\s*(mm|cm|m)\b"
)
_SCALES = {  # of what is stated in words, how far each goes
    "warmth": {"light": 1, "summer": 1, "medium": 2, "all-season": 2, "warm": 3, "winter": 3, "extra warm": 4},
    "firmness": {"firm": 1, "medium firm": 2, "medium": 3, "medium soft": 4, "soft": 5, "very soft": 6},  # as softness
    "cushioning": {"low": 1, "medium": 2, "high": 3, "maximum": 4},
}  # fmt: skip
_DIMENSIONS = ("size", "dimensions", "size unrolled")
LONG_SIDE, SHORT_SIDE, COMFORT = "long side", "short side", "comfort temperature"
_LENGTHS = ("length", "fits up to", "playing time", LONG_SIDE)
_WARM = (COMFORT, "temperature", "r-value", "warmth")
# How products compare: what states it, the most telling first, and 1 where more of that goes further
COMPARED_BY: dict[str, tuple[tuple[str, ...], int]] = {
    "bigger": (EXTENTS, 1), "smaller": (EXTENTS, -1),
    "heavier": (("weight",), 1), "lighter": (("weight",), -1),
    "longer-lasting": (("run", "battery"), 1),
    "longer": (_LENGTHS, 1), "shorter": (_LENGTHS, -1),
    "wider": (("width", SHORT_SIDE), 1), "narrower": (("width", SHORT_SIDE), -1),
    "taller": (("height",), 1), "lower": (("height",), -1),
    "thicker": (("thickness", "pile"), 1), "thinner": (("thickness", "pile"), -1),
    "brighter": (("brightness", "lumens"), 1), "dimmer": (("brightness", "lumens"), -1),
    "quieter": (("noise", "loudness"), -1), "louder": (("loudness", "noise"), 1),
    "warmer": (_WARM, 1), "cooler": (_WARM, -1),
    "softer": (("firmness", "cushioning"), 1), "firmer": (("firmness", "cushioning"), -1),
    "stronger": (("power", "load"), 1),
    "more protective": (("protection",), 1),
}  # fmt: skip
_TOLD_AS = {"run": "run time", LONG_SIDE: "length", SHORT_SIDE: "width", "r-value": "R-value", "fits up to": "length"}
_LEAST_KNOWN = 0.6  # share of the products shown that must state a measure


@dataclass(frozen=True)
class Picked:
    """The measure that products were compared by, which of those shown goes furthest, and who goes beyond it."""

    measure: str
    extreme: Listing
    beyond: tuple[str, ...]  # product ids, the nearest first
    ordered: tuple[str, ...]  # all that state it, whoever goes furthest first
    silent: tuple[str, ...]  # titles of those shown that do not


def pick_by_measure(sign: str, shown: Sequence[Listing], candidates: Sequence[Listing]) -> Picked | None:
    """Return which candidates go beyond all shown; `sign` is one of `COMPARED_BY`.

    None when most of what is shown does not state such a measure.
    """
    names, way = COMPARED_BY[sign]
    for name in names:
        known = {place: value for place, listing in enumerate(shown) if (value := measure(listing, name)) is not None}
        if not known or len(known) < _LEAST_KNOWN * len(shown):
            continue
        extreme = max(known, key=lambda place: way * known[place])
        found = {c.product.id: way * value for c in candidates if (value := measure(c, name)) is not None}
        ordered = tuple(sorted(found, key=lambda found_id: found[found_id], reverse=True))
        beyond = tuple(id for id in reversed(ordered) if found[id] > way * known[extreme])
        silent = tuple(listing.product.title for place, listing in enumerate(shown) if place not in known)
        return Picked(tell_measure(name), shown[extreme], beyond, ordered, silent)
    return None


def tell_measure(name: str) -> str:
    """Return what a measure is called: "run time"."""
    return _TOLD_AS.get(name, name)


def measure(listing: Listing, name: str) -> float | None:
    """Return the largest that the product states of this measure; None where it states none.

    In litres, centimetres, grams, hours or plain; degrees of cold, so that more of them is warmer.
    """
    values = [value for text in stated_of(listing, name) if (value := _read(text, name)) is not None]
    return max(values, default=None)


def stated_of(listing: Listing, name: str) -> list[str]:
    """Return what the product states of this measure, then what its variants do; [] for nothing."""
    facts = [listing.product.attributes, *(variant.options for variant in listing.variants if variant.active)]
    names = _DIMENSIONS if name in (LONG_SIDE, SHORT_SIDE) else (name,)
    return [text for one in facts for each in names for text in _stated(one, each)]


def _stated(facts: Mapping[str, str], name: str) -> list[str]:
    """Return the values of this name; what is packed says nothing of how big the thing itself is."""
    named = [(key.casefold(), value) for key, value in facts.items()]
    return [
        value
        for key, value in named
        if (name in key.split() or name == key) and (name == "packed" or not _PUT_AWAY & set(key.split()))
    ]


def _read(text: str, name: str) -> float | None:
    if name in (COMFORT, "temperature"):
        degrees = _DEGREES.search(text)
        return -float(re.sub("[−–]", "-", degrees[1])) if degrees else None
    if name in _SCALES:
        return _SCALES[name].get(text.casefold().strip())
    if name in (LONG_SIDE, SHORT_SIDE):
        return _read_side(text, long=name == LONG_SIDE)
    # "42" among sizes is a shoe's, which says nothing of how big the product is.
    return read_measure(text, needs_unit=name == "size")


def _read_side(text: str, *, long: bool) -> float | None:
    """Return the longer or shorter of the first two sides in centimetres; None where they are not stated."""
    match = _SIDES.search(text)
    if match is None:
        return None
    sides = [float(side.replace(",", ".")) for side in (match[1], match[2])]
    return (max if long else min)(sides) * _UNITS[match[3]]


def read_measure(text: str, *, needs_unit: bool = False) -> float | None:
    """Return the first measure in the text, in litres, centimetres, grams, hours, watts or plain; None for none."""
    if sides := _AREA.search(text):
        return float(sides[1]) * float(sides[2])
    match = _MEASURE.search(text)
    if match is None or (needs_unit and not match[2]):
        return None
    return float(match[1].replace(",", ".")) * _UNITS.get((match[2] or "").lower(), 1.0)
