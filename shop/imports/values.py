"""What stands in a cell, read as what it means, or refused with what is allowed."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TypeVar

from shop.catalogue import HIGHEST_PRICE_CENTS
from shop.currencies import CURRENCIES
from shop.errors import Invalid
from shop.ids import pair_id
from shop.imports.rows import Refused, Row
from shop.texts import check_id, clean_text

_AMOUNT = "an amount with its currency, like 12.99 EUR, up to 10 million"
_LONGEST_ID = 200
_YES = {"yes", "true", "1"}
_NO = {"no", "false", "0"}

T = TypeVar("T")


def read_text(row: Row, field: str, *, longest: int, shortest: int = 0) -> str:
    """Return the column's text; "" without one, unless `shortest` is above 0."""
    text = row.first(field)
    try:
        return clean_text(field, text, longest=longest, shortest=shortest)
    except Invalid:
        allowed = f"{shortest} to {longest} characters, none of them a control character"
        raise Refused(field, text, allowed) from None


def read_key(row: Row, field: str) -> str:
    """Return what names a record: 1 to 200 characters on one line."""
    text = row.first(field)
    try:
        return check_id(field, text)
    except Invalid:
        raise Refused(field, text, "1 to 200 characters on one line") from None


def read_pair_id(row: Row, first: str, second: str) -> str:
    """Return the id of what exists at most once between these two, in this order."""
    id = pair_id(read_key(row, first), read_key(row, second))
    if len(id) > _LONGEST_ID:
        raise Refused(f"{first} and {second}", id, f"ids of at most {_LONGEST_ID - 1} characters together")
    return id


def read_yes(row: Row, field: str, *, otherwise: bool) -> bool:
    """Return whether the column says yes; `otherwise` when it says nothing."""
    text = row.first(field).lower()
    if text and text not in _YES | _NO:
        raise Refused(field, text, "yes or no")
    return text in _YES if text else otherwise


def read_choice(row: Row, field: str, choices: Mapping[str, T]) -> T:
    """Return what the column's word stands for, case and underscores aside; "" is a word, too."""
    word = row.first(field).lower().replace("_", " ")
    if word not in choices:
        raise Refused(field, row.first(field), " | ".join(filter(None, choices)))
    return choices[word]


def read_whole(row: Row, field: str, lowest: int, highest: int) -> int:
    """Return the column's whole number within these bounds."""
    text = row.first(field)
    number = int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else None
    if number is None or not lowest <= number <= highest:
        raise Refused(field, text, f"a whole number from {lowest} to {highest}")
    return number


def read_day(row: Row, field: str) -> date | None:
    """Return the column's day, None without one."""
    text = row.first(field)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(field, text, "a day like 2026-03-31") from None


def read_instant(row: Row, field: str) -> datetime | None:
    """Return the column's instant in UTC, None without one; a day alone begins at midnight UTC."""
    text = row.first(field)
    return parse_instant(field, text) if text else None


def parse_instant(field: str, text: str) -> datetime:
    """Return the instant in UTC."""
    try:
        at = datetime.fromisoformat(text)
        at = at.replace(tzinfo=UTC) if "T" not in text and " " not in text else at
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):  # the first and last year have no room for a time zone
        pass
    raise Refused(field, text, "a time with its zone like 2026-03-31T12:30:00Z, or a day")


def read_price(row: Row, field: str, currency: str | None) -> tuple[int, str]:
    """Return cents and currency, `currency` where the column names none.

    Takes "12.99 EUR", "EUR 12,99", "1.299,00 EUR" and "1,299.00"; what could be read in two ways is refused.
    """
    text = row.first(field)
    match = re.fullmatch(r"([A-Za-z]{3})?\s*([0-9][0-9.,' ’\u00a0\u202f]*?)\s*([A-Za-z]{3})?", text)
    if match is None or (match[1] and match[3]):
        raise Refused(field, text, _AMOUNT)
    named = (match[1] or match[3] or currency or "").upper()
    if named not in CURRENCIES:
        raise Refused(field, text, _AMOUNT)
    cents = _read_cents(match[2])
    if cents is None or cents > HIGHEST_PRICE_CENTS:
        raise Refused(field, text, _AMOUNT)
    return cents, named


def _read_cents(amount: str) -> int | None:
    """Return None when it is no amount, or "1.299", which is one thing here and another there."""
    match = re.fullmatch(r"(?P<whole>[0-9]+|[0-9]{1,3}(?:(?P<mark>[.,' ’\u00a0\u202f])[0-9]{3})(?:(?P=mark)[0-9]{3})*)"
                         r"(?:(?P<point>[.,])(?P<rest>[0-9]{1,2}0*))?", amount)  # fmt: skip
    if match is None or len(amount) > 30:
        return None
    mark, point = match["mark"], match["point"]
    if mark == point and mark is not None:
        return None
    if mark in (".", ",") and point is None and len(re.findall(re.escape(mark), amount)) == 1:
        return None
    rest = (match["rest"] or "")[:2].ljust(2, "0")
    return int(re.sub(r"[^0-9]", "", match["whole"])) * 100 + int(rest)
