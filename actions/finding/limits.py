"""Limits that a message sets to what can be measured: "under 2 kg", "at least 500 ml", "for four people"."""

import re
from collections.abc import Sequence

from actions.finding.measures import measure, read_measure
from actions.memory import Limit
from language.values import read_quantity
from shop.catalogue import Listing

_MOST = (
    r"(?:not (?:over|above)|under|below|less than|(?:lighter|smaller|quieter) than|max(?:imum)?|up to"
    r"|at (?:the )?most|no(?:t)? more than|within)"
)
_LEAST = (
    r"(?<!not )(?<!no )(?:over|above|(?:more|heavier|bigger|larger|brighter|louder) than|min(?:imum)?|at least|from)"
)
_UNITS = {
    "weight": r"kgs?|kilos?|kilograms?|g|grams?",
    "volume": r"ml|cl|l|litres?|liters?",
    "screen": r"inch(?:es)?|\"",
    "battery": r"h|hours?|hrs?",
    "power": r"w|watts?",
    "brightness": r"lm|lumens?",
    "noise": r"db|decibels?",
}
# What states a measure, the most telling first
_NAMES = {"volume": ("capacity", "volume", "size"), "screen": ("screen", "size"), "power": ("power", "charging"),
          "brightness": ("brightness", "light", "lumens"), "noise": ("noise", "loudness"),
          "protection": ("protection",), "laptop": ("laptop sleeve", "laptop compartment", "laptop")}  # fmt: skip
_ROOM = ("sleeps", "persons", "people", "seats", "players")  # what states for how many it is: "4", "2-4"
_PLAIN = {"kilo": "kg", "kilos": "kg", "kgs": "kg", "kilogram": "kg", "kilograms": "kg", "gram": "g", "grams": "g",
          "liter": "l", "liters": "l", "hour": "h", "hr": "h", "hrs": "h", "watt": "w", "watts": "w", "lumen": "lm",
          "lumens": "lm", "decibel": "db", "decibels": "db"}  # fmt: skip
_NUMBER = r"\d{1,5}(?:[.,]\d{1,3})?"
_PATTERNS = {
    (name, way): re.compile(rf"\b(?:{words})\s+({_NUMBER})\s*({units})(?!\w)", re.IGNORECASE)
    for name, units in _UNITS.items()
    for way, words in ((-1, _MOST), (1, _LEAST))
}
_FEW = r"(\d|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten)"
_PEOPLE = r"(?:people|ppl|persons?|players?|adults?|grown-?ups|campers?|hikers?|sleepers?|of (?:us|them))"
_PERSONS = re.compile(
    rf"\bfor (?:a |the |us )?(?:family of )?{_FEW}(?: {_PEOPLE}\b"
    r"|(?=\W*$|[,;.]| (?:and|with|under|below|that|which|in|but|not)\b))"
    rf"|\b{_FEW}[- ](?:person|people|man|berth)\b|\bsleeps? {_FEW}\b",
    re.IGNORECASE,
)
_LAPTOP = re.compile(
    r"\b(?:(?:that |which )?(?:fits?|holds?|takes?)|for|with room for) (?:an? |my |the )?"
    r"(\d{2}(?:[.,]\d)?)[ -]?(?:inch(?:es)?|in|\"|'')? ?(?:laptop|macbook|notebook|computer)\b",
    re.IGNORECASE,
)
_FACTOR = re.compile(
    r"\b(?:(?:at least|min(?:imum)?|over|above)\s+)?spf\s*(\d{1,3})\+?(?:\s+(?:or more|and up|at least|min(?:imum)?))?",
    re.IGNORECASE,
)


def read_limits(text: str) -> list[Limit]:
    """Return the limits that the words set, at most one of each kind; [] for none."""
    found = []
    for (name, way), pattern in _PATTERNS.items():
        match = pattern.search(text)
        value = read_measure(f"{match[1]} {_PLAIN.get(match[2].lower(), match[2].lower())}") if match else None
        if match and value is not None:
            found.append(Limit(" ".join(match[0].lower().split()), name, way, value))
    if factor := _FACTOR.search(text):
        found.append(Limit(" ".join(factor[0].lower().split()), "protection", 1, float(factor[1])))
    if laptop := _LAPTOP.search(text):
        inches = float(laptop[1].replace(",", "."))
        found.append(Limit(f"for a {laptop[1]} inch laptop", "laptop", 1, round(inches * 2.54, 2)))
    if (persons := _PERSONS.search(text)) and (count := read_quantity(next(filter(None, persons.groups())))):
        found.append(Limit(" ".join(persons[0].lower().split()), "persons", 1, count))
    return found


def drop_limits(text: str) -> str:
    """Return the text without the words of its limits."""
    for pattern in (*_PATTERNS.values(), _PERSONS, _FACTOR, _LAPTOP):
        text = pattern.sub(" ", text)
    return text


def keep_within(limits: Sequence[Limit], listings: Sequence[Listing], *, nearest_first: bool) -> list[Listing]:
    """Return those that state that they are within the limits; for how many people, `nearest_first` if wished for.

    Where none of them states for how many people it is, as plates do not, or which laptop it holds, that is no limit.
    """
    kept = list(listings)
    for limit in limits:
        stated = {one.product.id: _value_of(one, limit) for one in kept}
        if limit.measure in ("persons", "laptop") and all(value is None for value in stated.values()):
            continue
        kept = [one for one in kept if _is_within(stated[one.product.id], limit)]
        if limit.measure == "persons" and nearest_first:
            places = {one.product.id: stated[one.product.id] or 0.0 for one in kept}
            kept.sort(key=lambda one: places[one.product.id])
    return kept


def _value_of(listing: Listing, limit: Limit) -> float | None:
    if limit.measure == "persons":
        return _most_people(listing, int(limit.value))
    stated = (measure(listing, name) for name in _NAMES.get(limit.measure, (limit.measure,)))
    return next((value for value in stated if value is not None), None)


def _most_people(listing: Listing, count: int) -> float | None:
    """Return for how many it is at most; 0 where it takes more than `count`, None where it does not say."""
    said = [value for name in _ROOM for key, value in listing.product.attributes.items() if name in key.split()]
    numbers = [int(number) for number in re.findall(r"\d+", said[0])] if said else []
    if not numbers:
        return None
    return float(numbers[-1]) if len(numbers) == 1 or numbers[0] <= count else 0.0


def _is_within(value: float | None, limit: Limit) -> bool:
    return value is not None and (value - limit.value) * limit.way >= 0
