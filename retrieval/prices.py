"""Limits of price that stand in a search's own words: "running shoes under 100"."""

import re
from dataclasses import dataclass

from language.values import read_money_cents

_NUMBER = r"(\d{1,3}(?:[.,]\d{3})+|\d{1,6}(?:[.,]\d{1,2})?)"
AMOUNT = rf"(?:€|\$|£|eur\s?)?\s?{_NUMBER}\s?(?:€|\$|£|euros?\b|eur\b|bucks\b|dollars?\b|pounds?\b)?"
_UNITS = (
    "mg|kg|g|mm|cm|km|m|ml|cl|dl|l|h|hrs?|hours?|min|minutes?|in|inch|ft|w|kw|mah|wh|v|hz|db|gb|tb|mb|k|oz|lbs?|"
    "litres?|liters?|grams?|degrees?|years?|months?|days?|people|persons?|pieces|stars?"
)
NO_UNIT = rf"(?!\s?(?:(?:{_UNITS})\b|[%°\"\d]|[.,]\d))"
_UP_TO = r"(?:under|below|less than|up to|at most|max(?:imum)?(?: of)?|cheaper than|no(?:t)? (?:more|over) than|<)"
_FROM = r"(?:over|above|more than|at least|min(?:imum)?(?: of)?|dearer than|>)"
_BETWEEN = re.compile(rf"\b(?:between|from)\s+{AMOUNT}\s+(?:and|to|-)\s+{AMOUNT}{NO_UNIT}", re.IGNORECASE)
_AT_MOST = re.compile(rf"(?:\b|(?=<)){_UP_TO}\s*{AMOUNT}{NO_UNIT}", re.IGNORECASE)
_AT_LEAST = re.compile(rf"(?:\b|(?=>)){_FROM}\s*{AMOUNT}{NO_UNIT}", re.IGNORECASE)


@dataclass(frozen=True)
class PricedText:
    """A search's words without its limits, and the limits; None where there is none."""

    text: str
    least_cents: int | None = None
    most_cents: int | None = None


def read_limits(text: str) -> PricedText:
    """Return the words and the limits; a number with a unit that is no money's ("under 200 g") is no limit."""
    if found := _BETWEEN.search(text):
        low, high = sorted((_cents(found[1]), _cents(found[2])))
        return PricedText(_without(text, found), low, high)
    least = most = None
    if found := _AT_MOST.search(text):
        text, most = _without(text, found), _cents(found[1])
    if found := _AT_LEAST.search(text):
        text, least = _without(text, found), _cents(found[1])
    return PricedText(text, least, most)


def _cents(amount: str) -> int:
    return read_money_cents(amount) or 0


def _without(text: str, found: "re.Match[str]") -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()
