"""Values in what people write: amounts, places in a list, counts, stars, order numbers. Days are in `dates`."""

import re
from decimal import Decimal

from rapidfuzz import fuzz, process

from language.dates import read_date
from language.numbers import write_digits

__all__ = ["read_date", "read_money_cents", "read_order_number", "read_ordinal", "read_quantity", "read_rating"]

_GROUPED = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?:(?<![\w.,])|(?<=\beur)|(?<=\busd)|(?<=\bgbp))({_GROUPED}|\d{{1,9}}(?:[.,]\d{{1,2}})?)(?!\d|[.,]\d)\s*(k\b)?"
)
_MINOR = re.compile(r"(?<![\d.,])(\d{1,2})\s*(?:cents?\b|ct\b|¢|pence\b|p\b)")
_SIGN = r"(?:€|\$|£|euros?|eur|dollars?|bucks|pounds?|quid)"
_WITH_MINOR = re.compile(rf"(?<![\d.,])(\d{{1,9}})\s*{_SIGN}\s*(?:and\s+)?(\d{{2}})\b")
_NOTES = {"tenner": 1000, "fiver": 500, "couple hundred": 20_000, "couple of hundred": 20_000}

_PLACES = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "former": 1, "top": 1,
    "last": -1, "latter": -1, "bottom": -1, "final": -1, "penultimate": -2,
}  # fmt: skip
_FROM_END = re.compile(r"\b(?:second|next|one) (?:to|from|before)(?: the)? (?:last|end)\b|\blast but one\b")
_PLACE = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b")
_NUMBERED = re.compile(r"(?:\b(?:number|num|no|nr|option|choice|item|result)\b\.?\s*|#\s*)(\d{1,3})\b")
_AROUND_PLACE = re.compile(r"\b(?:the|ones?|please|pls|plz|take|want)\b|[^\w\s]")

_COUNT = re.compile(r"(?<![\w.,-])(?:x\s?)?(\d{1,6})(?!\w*\d|[.,]\d)")
_COUNT_WORDS = {
    "half a dozen": 6, "half dozen": 6, "dozen": 12, "couple": 2, "both": 2, "twice": 2, "another": 1, "single": 1,
    "a": 1, "an": 1, "none": 0,
}  # fmt: skip

_STARS = re.compile(r"[⭐★🌟]")
_OUT_OF = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d)?)\s*(?:/|out of|of)\s*(5|10|100)\b")
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})()\s*(?:%|percent\b)")
_WITH_STARS = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d)?)()[\s-]*(?:stars?\b|\*)")
_STAR_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,2}(?:[.,]\d)?)()(?!\w|[.,]\d)")

_ORDER = re.compile(r"(?<!\w)#?\s?(?:w[\s-]?(\d{4,12})|w(\d{1,3})|(\d{5,12}))(?!\w|[.,]\d)", re.IGNORECASE)


def read_money_cents(text: str) -> int | None:
    """Return the first amount in `text` in cents, whatever its currency; None for none.

    A comma or point before three digits parts thousands: "1.200 €" is 1,200 euro.
    """
    said = _plain(text)
    if note := next((cents for word, cents in _NOTES.items() if word in said), None):
        return note
    said = write_digits(said)
    if match := _WITH_MINOR.search(said):
        return int(match[1]) * 100 + int(match[2])
    if match := _MINOR.search(said):
        return int(match[1])
    match = _AMOUNT.search(said)
    return None if match is None else int(_decimal(match[1]) * (100_000 if match[2] else 100))


def read_ordinal(text: str) -> int | None:
    """Return the place in a list that `text` names, from 1 on; -1 is the last, -2 the one before it; None for none.

    "the second one" is 2, "number 3" is 3, "two" alone is 2; "the blue one" is none.
    """
    said = _plain(text)
    if _FROM_END.search(said):
        return -2
    if match := _PLACE.search(said) or _NUMBERED.search(write_digits(said)):
        return int(match[1]) or None
    words = re.findall(r"[a-z]+", said)
    if found := next((_PLACES[word] for word in words if word in _PLACES), None):
        return found
    alone = " ".join(_AROUND_PLACE.sub(" ", said).split()) or said
    number = write_digits(alone)
    if number.isdecimal() and len(number) <= 3:
        return int(number) or None
    return _read_misspelled_place(alone)


def read_quantity(text: str) -> int | None:
    """Return how many pieces `text` names, 0 for "none"; None when it names no whole number of them."""
    said = _plain(text)
    if word := next((word for word in _COUNT_WORDS if re.search(rf"\b{word}\b", said) and len(word) > 2), None):
        dozens = _COUNT.search(write_digits(said)) if word == "dozen" else None
        return _COUNT_WORDS[word] * (int(dozens[1]) if dozens else 1)
    if match := _COUNT.search(write_digits(said)):
        return int(match[1])
    return 1 if re.search(r"\ban?\b", said) else None


def read_rating(text: str) -> int | None:
    """Return whole stars from 1 to 5, a half rounded up; other scales are brought to five. None for no such number."""
    said = _plain(text)
    if stars := len(_STARS.findall(said)):
        return stars if stars <= 5 else None
    if "full marks" in said or "top marks" in said:
        return 5
    said = write_digits(said)
    patterns = ((_OUT_OF, None), (_PERCENT, 100), (_WITH_STARS, 5), (_STAR_NUMBER, 5))
    for pattern, scale in patterns:
        if match := pattern.search(said):
            return _to_stars(_decimal(match[1]), scale or int(match[2]), idiom=pattern is _OUT_OF)
    return None


def read_order_number(text: str) -> str | None:
    """Return the order number in `text` as the shop writes it, "#W4410927"; None for none.

    Without its W a number needs five digits, so that a price or a count is none.
    """
    match = _ORDER.search(" ".join(text.split()))
    return f"#W{next(filter(None, match.groups()))}" if match else None


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _decimal(amount: str) -> Decimal:
    """Read "1.299,50", "1,299.50" and "49,9": a mark parts thousands when three digits follow it."""
    whole = re.sub(r"[.,' ](?=\d{3})", "", amount)
    return Decimal(whole.replace(",", "."))


def _read_misspelled_place(word: str) -> int | None:
    found = process.extractOne(word, list(_PLACES), scorer=fuzz.ratio, score_cutoff=83) if len(word) > 3 else None
    return None if found is None else _PLACES[found[0]]


def _to_stars(given: Decimal, scale: int, *, idiom: bool) -> int | None:
    """Return stars; "11/10" means all of them, but six stars of five are a mistake, and so are none."""
    if given <= 0 or (given > scale and not idiom):
        return None
    return min(max(int(given * 5 / scale + Decimal("0.5")), 1), 5)
