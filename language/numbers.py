"""Spoken numbers as digits: "forty-five" is "45", "two hundred and ten" is "210"."""

import re

_BELOW_20 = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ONES = {word: value for value, word in enumerate(_BELOW_20) if 1 <= value <= 9}
_TEENS = {word: value for value, word in enumerate(_BELOW_20) if value >= 10}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_TENS |= {"fourty": 40, "fivty": 50, "ninty": 90}  # as people misspell them
_VALUES = {"zero": 0, "a": 1, "an": 1} | _ONES | _TEENS | _TENS


def _any_of(words: dict[str, int]) -> str:
    return f"(?:{'|'.join(words)})"


_BELOW_100 = rf"(?:{_any_of(_TENS)}(?:[\s-]+{_any_of(_ONES)})?|{_any_of(_TEENS)}|{_any_of(_ONES)}|zero)\b"
_HUNDREDS = rf"(?:(?:{_BELOW_100}|\ban?\b|\b\d{{1,2}}\b)\s+)?hundred(?:\s+(?:and\s+)?{_BELOW_100})?"
_BELOW_1000 = rf"(?:{_HUNDREDS}|{_BELOW_100})"
_COUNTED = rf"(?:{_BELOW_1000}|\ban?\b|\b\d{{1,3}}\b)\s+(?:thousand|grand)\b"
_THOUSANDS = rf"(?:{_COUNTED}|thousand\b)(?:\s+(?:and\s+)?{_BELOW_1000})?"
_SPOKEN = re.compile(rf"\b(?:{_THOUSANDS}|{_BELOW_1000})\b", re.IGNORECASE)


def write_digits(text: str) -> str:
    """Return `text` with every spoken number in digits: "a hundred" is one, "one" is, "a" alone is not."""
    return _SPOKEN.sub(lambda match: str(_add_up(match[0])), text)


def _add_up(spoken: str) -> int:
    total = part = 0
    for word in re.split(r"[\s-]+", spoken.lower()):
        match word:
            case "and":
                continue
            case "hundred":
                part = max(part, 1) * 100
            case "thousand" | "grand":
                total, part = max(part, 1) * 1000, 0
            case _:
                part += _VALUES[word] if word in _VALUES else int(word)
    return total + part
