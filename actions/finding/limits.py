"""Limits that a message sets to what can be measured: "under 2 kg", "at least 500 ml", "up to 14 inch"."""

import re

from actions.finding.measures import measure, read_measure
from actions.memory import Limit
from shop.catalogue import Listing

_MOST = (
    r"(?:not (?:over|above)|under|below|less than|lighter than|smaller than|max(?:imum)?|up to|at (?:the )?most|"
    r"no(?:t)? more than|within)"
)
_LEAST = r"(?<!not )(?<!no )(?:over|above|more than|heavier than|bigger than|larger than|min(?:imum)?|at least|from)"
_UNITS = {
    "weight": r"kgs?|kilos?|kilograms?|g|grams?",
    "volume": r"ml|cl|l|litres?|liters?",
    "screen": r"inch(?:es)?|\"",
    "battery": r"h|hours?|hrs?",
    "power": r"w|watts?",
}
# What states a measure, the most telling first
_NAMES = {"volume": ("capacity", "volume", "size"), "screen": ("screen", "size"), "power": ("power", "charging")}
_PLAIN = {"kilo": "kg", "kilos": "kg", "kgs": "kg", "kilogram": "kg", "kilograms": "kg", "gram": "g", "grams": "g",
          "liter": "l", "liters": "l", "hour": "h", "hr": "h", "hrs": "h", "watt": "w", "watts": "w"}  # fmt: skip
_NUMBER = r"\d{1,5}(?:[.,]\d{1,3})?"
_PATTERNS = {
    (name, way): re.compile(rf"\b(?:{words})\s+({_NUMBER})\s*({units})(?!\w)", re.IGNORECASE)
    for name, units in _UNITS.items()
    for way, words in ((-1, _MOST), (1, _LEAST))
}


def read_limits(text: str) -> list[Limit]:
    """Return the limits that the words set, at most one of each kind; [] for none."""
    found = []
    for (name, way), pattern in _PATTERNS.items():
        match = pattern.search(text)
        value = read_measure(f"{match[1]} {_PLAIN.get(match[2].lower(), match[2].lower())}") if match else None
        if match and value is not None:
            found.append(Limit(" ".join(match[0].lower().split()), name, way, value))
    return found


def drop_limits(text: str) -> str:
    """Return the text without the words of its limits."""
    for pattern in _PATTERNS.values():
        text = pattern.sub(" ", text)
    return text


def keeps(listing: Listing, limit: Limit) -> bool:
    """Say whether the product states that it is within the limit; what states nothing is not."""
    stated = (measure(listing, name) for name in _NAMES.get(limit.measure, (limit.measure,)))
    value = next((value for value in stated if value is not None), None)
    return value is not None and (value - limit.value) * limit.way >= 0
