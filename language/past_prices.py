"""What asks for the price of earlier: "was it ever cheaper", "is it cheaper than last month"."""

import re

_PRICE = r"(?:cheap\w*|less|more|costs?|prices?|priced|expensive|dearer|lowest|discounted|reduced)"
_AGO = r"(?:(?P<count>\d{1,3}|an?|one|two|three|four|six) )?(?P<unit>day|week|month|year)s? ago"
_LAST = r"(?:last|the last|the past|previous) (?P<last>week|month|year)"
_PAST = (
    r"(?:ever|before|history|in the past|so far|used to|previous\w*|originally|old|last (?:week|month|year)|has been"
    r"|yesterday|(?:days?|weeks?|months?|years?) ago)"
)
_ASKS = re.compile(rf"\b{_PAST}\b.*\b{_PRICE}\b|\b{_PRICE}\b.*\b{_PAST}\b", re.IGNORECASE)
_THAN_THEN = re.compile(
    rf"\bthan (?:it was |in |it (?:used to be|cost) )?(?:before|yesterday|usual|{_LAST}|{_AGO})\b", re.IGNORECASE
)
_WHEN = re.compile(rf"\b(?:(?P<yesterday>yesterday)|{_LAST}|{_AGO})\b", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_COUNTS = {"two": 2, "three": 3, "four": 4, "six": 6}


def asks_price_history(text: str) -> bool:
    """Say whether the words ask what something cost before now."""
    return _ASKS.search(text) is not None


def compares_with_past(text: str) -> bool:
    """Say whether the words compare the price of now with an earlier one, and not with another product's."""
    return asks_price_history(text) and _THAN_THEN.search(text) is not None


def read_days_back(text: str) -> int | None:
    """Return how many days before today the words speak of: 30 for last month; None where they name no time."""
    found = _WHEN.search(text)
    if found is None:
        return None
    if found["yesterday"]:
        return 1
    if found["last"]:
        return _DAYS[found["last"].lower()]
    said = (found["count"] or "1").lower()
    return _DAYS[found["unit"].lower()] * (int(said) if said.isdigit() else _COUNTS.get(said, 1))
