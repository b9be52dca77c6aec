"""Faults that show after a while: "fell apart after 3 months", "bought it in spring and it stopped working"."""

import re
from datetime import date, timedelta

from language.dates import read_date
from language.numbers import write_digits

_FAULT = re.compile(
    r"\b(?:(?:fell|falls?|falling|came|comes?|coming) (?:apart|off|undone|loose)|stop(?:s|ped)? (?:\w+ing)|died|dead"
    r"|br(?:oke|oken|eaks?)|(?:gave|given|give) (?:up|out)|packed (?:up|in)|conked out|kaput|bust(?:ed)?"
    r"|faulty|defect\w*"
    r"|(?:won'?t|wont|can'?t|doesn'?t|doesnt|does not|don'?t|didn'?t|no longer|not) (?:\w+ )?"
    r"(?:turn|switch|charg|work|start|heat|boil|clos|zip|power|pump|inflat|hold|stick)\w*"
    r"|split|ripped|tore|torn|crack\w*|leak\w*|snapped|unravel\w*|peel\w*|worn (?:through|out)|opened up|hole)\b"
    r"|\b(?:seam|zip|sole|handle|strap|button)s? (?:has |have |just )?(?:opened|gone|went)\b",
    re.IGNORECASE,
)
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
_LENGTH = re.compile(
    r"\b(?P<count>\d{1,3}|an?|half an?|(?:a )?(?:couple(?: of)?|few|several))(?: and a half)? "
    r"(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_COUNTS = {"half": 0.5, "couple": 2, "few": 3, "several": 3, "a": 1, "an": 1}
_SEASON = re.compile(
    r"\b(?:in|since|last|this|back in|from) (?:the |last |this )?(?P<season>spring|summer|autumn|fall|winter)\b",
    re.IGNORECASE,
)
_LAST_MONTH = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}
_LAST_YEAR = re.compile(r"\b(?:last year|the year before)\b", re.IGNORECASE)
_LONG_AGO = re.compile(
    r"\b(?:in|since|last|this|back in|from|for|at) (?:the |last |this )?"
    r"(?:spring|summer|autumn|fall|winter|month|year|christmas|xmas|easter"
    r"|january|february|march|april|june|july|august|september|october|november|december)\b|\blast year\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:(?:and|but|so|ok)\W+)*(?:do|does|did|will|would|is|are|how|which|what|has|have|had|can|could|should|any|if|who|when)\b"
    r"(?! i\b)",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\b(?:reviews?|stars?|somebody|someone|people|friends?)\b", re.IGNORECASE)
_WISHES = re.compile(
    r"\b(?:find|show|recommend|suggest|looking for|search\w*|buy(?:ing)?|need (?:a|an|some|something|another)"
    r"|want (?:a|an|some|something|another)(?! (?:refund|replacement|repair|return|new one)))\b"
    r"|\bthat (?:won'?t|doesn'?t|don'?t|can'?t|never|isn'?t)\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"^(?:(?:and|but|so|hi|hello|hey|help|oh|well|ok)\W+)*(?:my|our|both my)\b", re.IGNORECASE)
_A_WHILE = 14  # days


_WARRANTY = re.compile(r"\b(?:warrant\w+|warent\w+|guarant\w+|garant\w+)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:my|i|i'?ve|we|our|claim\w*|still|mine)\b", re.IGNORECASE)


_ONLY_WARRANTY = re.compile(
    r"^(?:(?:and|so|ok|but|what about|how about|is there|do you have|(?:do )?i have|have i|a|any|the|my|still)\W+)*"
    r"(?:warrant\w+|warent\w+|guarant\w+|garant\w+)(?: rules?| terms?| period)?\W*$",
    re.IGNORECASE,
)


def speaks_of_warranty(text: str) -> bool:
    """Say whether the words are of a warranty."""
    return _WARRANTY.search(text) is not None


def asks_own_warranty(text: str) -> bool:
    """Say whether the words are of a warranty on what they have, not of how long a product's is."""
    return speaks_of_warranty(text) and _OWN.search(text) is not None


def only_of_warranty(text: str) -> bool:
    """Say whether there is hardly more in the words than the warranty: "what about my warranty"."""
    return _ONLY_WARRANTY.match(text) is not None


def tells_fault(text: str) -> bool:
    """Say whether the words tell of a fault; no question, wish or other people's word does."""
    asks = text.rstrip().endswith("?") or _ASKS.match(text)
    return _FAULT.search(text) is not None and not (asks or _OF_OTHERS.search(text) or _WISHES.search(text))


def tells_own_fault(text: str) -> bool:
    """Say whether the words tell of a fault of something they have: "my cloudlines fell apart"."""
    return _MINE.match(text) is not None and tells_fault(text)


def tells_late_fault(text: str) -> bool:
    """Say whether the words tell of something that broke weeks or months after it was bought; no question is that."""
    if not tells_fault(text):
        return False
    long = _read_length(text)
    return long >= _A_WHILE if long is not None else _LONG_AGO.search(text) is not None


def read_age_days(text: str, today: date) -> int | None:
    """Return how many days ago something was bought at the latest, or how long it was used; None when nothing is said.

    "Bought it in spring" is at least the time since the end of spring.
    """
    if (long := _read_length(text)) is not None:
        return long
    if found := _SEASON.search(text):
        return (today - _end_of(found["season"].lower(), today)).days
    if _LAST_YEAR.search(text):
        return today.timetuple().tm_yday
    day = read_date(text, today, past=True)
    return (today - day).days if day is not None and day <= today else None


def _read_length(text: str) -> int | None:
    """Return the length of time that is said, in days; None for none."""
    found = _LENGTH.search(write_digits(text))
    return int(_count(found["count"]) * _UNITS[found["unit"].lower()]) if found else None


def _count(said: str) -> float:
    word = next((word for word in said.lower().split() if word in _COUNTS and word not in ("a", "an")), said.lower())
    return float(_COUNTS.get(word, 0) or (int(word) if word.isdecimal() else 1))


def _end_of(season: str, today: date) -> date:
    """Return the last day of the season, the latest that is over; today while it lasts."""
    month = _LAST_MONTH[season]
    for year in (today.year, today.year - 1):
        first_after = date(year + (month == 12), month % 12 + 1, 1)
        begun = date(year - (month < 3), (month - 3) % 12 + 1, 1)
        if begun <= today:
            return min(today, first_after - timedelta(1))
    return today
