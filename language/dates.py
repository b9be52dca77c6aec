"""Days that people name: "by Friday", "14th of March", "in two weeks", "before Christmas eve"."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from language.numbers import write_digits

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_WEEKDAYS = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join([*_MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"])
_FEASTS = {
    "christmas eve": (12, 24), "xmas eve": (12, 24), "christmas": (12, 25), "xmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new years eve": (12, 31), "new year": (1, 1), "valentine": (2, 14),
    "halloween": (10, 31), "sinterklaas": (12, 5), "st nicholas": (12, 6), "epiphany": (1, 6),
}  # fmt: skip
_DAYS_AWAY = {
    "day after tomorrow": 2, "day before yesterday": -2, "tomorrow": 1, "tmrw": 1, "tomorow": 1, "tommorow": 1,
    "tommorrow": 1, "tmr": 1, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0,
    "this afternoon": 0, "this evening": 0,
}  # fmt: skip
_UNITS = {"minute": 0, "hour": 0, "day": 1, "week": 7, "fortnight": 14}

_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?![\d/])")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\b\.?(?:,?\s+(\d{{4}}))?")
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.?\s+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}}))?")
_DAY_ALONE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
_MONTH_ALONE = re.compile(rf"\b(end of\s+)?({_MONTH})\b(?:\s+(\d{{4}}))?")
_AWAY = re.compile(
    rf"\b(in\s+)?(a|an|\d{{1,4}})\s+({'|'.join(_UNITS)}|month|year)s?\b(?:\s+(ago|back|from now|from today|time))?"
)
_WEEKDAY = re.compile(rf"\b(?:(last|next|this|coming)\s+)?({'|'.join(_WEEKDAYS)})\b(?:\s+(next week))?")
_SPAN = re.compile(r"\b(?:(end of)\s+)?(?:(last|next|this|the)\s+)(weekend|week|month|year)\b")


def read_date(text: str, today: date, *, past: bool = False) -> date | None:
    """Return the first day that `text` names, None for none.

    A day without a year, "Friday" or "the 3rd", is the coming one, today included; with `past` the latest one. A span
    is its first day: "next month", "June", "this weekend"; the last one with "end of". "12/03" is the 12th of March.
    A length of time, "two weeks", is no day; "in two weeks" and "two weeks ago" are.
    """
    said = write_digits(" ".join(text.lower().replace("’", "'").split()))
    readers = (_read_exact, _read_days_away, _read_away, _read_feast, _read_weekday, _read_span, _read_month)
    try:
        return next((day for read in readers if (day := read(said, today, past)) is not None), None)
    except (ValueError, OverflowError):
        return None  # a day that the calendar does not have: 31 June


def _read_exact(said: str, today: date, past: bool) -> date | None:
    if match := _ISO.search(said):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_MONTH.search(said):
        return _day_of(int(match[1]), _month(match[2]), match[3], today, past)
    if match := _MONTH_DAY.search(said):
        return _day_of(int(match[2]), _month(match[1]), match[3], today, past)
    if match := _NUMERIC.search(said):
        return _day_of(int(match[1]), int(match[2]), match[3], today, past)
    return None


def _read_days_away(said: str, today: date, past: bool) -> date | None:
    return next((today + timedelta(days) for words, days in _DAYS_AWAY.items() if words in said), None)


def _read_away(said: str, today: date, past: bool) -> date | None:
    match = _AWAY.search(said)
    if match is None or not (match[1] or match[4]):
        return None
    back = match[4] in ("ago", "back")
    count = (-1 if back else 1) * (1 if match[2] in ("a", "an") else int(match[2]))
    if match[3] in _UNITS:
        return today + timedelta(count * _UNITS[match[3]])
    return _months_away(today, count * (12 if match[3] == "year" else 1))


def _read_weekday(said: str, today: date, past: bool) -> date | None:
    if match := _WEEKDAY.search(said):
        return _weekday(_WEEKDAYS.index(match[2]), "next" if match[3] else match[1] or "", today, past)
    words = said.rstrip(".!?").split()
    which = words[-2] if len(words) > 1 else ""
    # "sun" and "wed" are words of their own: as days they stand alone or after such a word.
    if words and words[-1] in _SHORT_WEEKDAYS and which in ("", "by", "on", "before", "until", "last", "next", "this"):
        return _weekday(_SHORT_WEEKDAYS[words[-1]], which, today, past)
    return None


def _weekday(day: int, which: str, today: date, past: bool) -> date:
    """Return that day: in the week after this one for "next", before today for "last"."""
    if which == "next":
        return _monday(today) + timedelta(7 + day)
    if which == "last":
        return today - timedelta((today.weekday() - day - 1) % 7 + 1)
    return today - timedelta((today.weekday() - day) % 7) if past else today + timedelta((day - today.weekday()) % 7)


def _read_span(said: str, today: date, past: bool) -> date | None:
    match = _SPAN.search(said)
    if match is None:
        return None
    step = {"last": -1, "next": 1}.get(match[2], 0)
    first, following = _span(match[3], today, step), _span(match[3], today, step + 1)
    return following - timedelta(1) if match[1] and match[3] != "weekend" else first


def _span(kind: str, today: date, step: int) -> date:
    match kind:
        case "week":
            return _monday(today) + timedelta(7 * step)
        case "weekend":
            return _monday(today) + timedelta(7 * step + 5)
        case "month":
            return _months_away(today.replace(day=1), step)
        case _:
            return date(today.year + step, 1, 1)


def _read_feast(said: str, today: date, past: bool) -> date | None:
    if "easter" in said:
        return _nearest(today, past, _easter)
    if "black friday" in said:
        return _nearest(today, past, _black_friday)
    for name, (month, day) in _FEASTS.items():
        if name in said:
            return _day_of(day, month, None, today, past)
    return None


def _read_month(said: str, today: date, past: bool) -> date | None:
    if match := _DAY_ALONE.search(said):
        return _nearest_month(today, past, int(match[1]))
    match = _MONTH_ALONE.search(said)
    if match is None or (match[2] in ("may", "mar") and said not in ("may", "in may", "by may", "before may")):
        return None  # "may" is mostly a verb
    month = _month(match[2])
    away = (today.month - month) % 12 if past else -((month - today.month) % 12)
    first = date(int(match[3]), month, 1) if match[3] else _months_away(today.replace(day=1), -away)
    return first.replace(day=monthrange(first.year, month)[1]) if match[1] else first


def _day_of(day: int, month: int, year: str | None, today: date, past: bool) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return _nearest(today, past, lambda year: date(year, month, day))


def _nearest(today: date, past: bool, in_year: Callable[[int], date]) -> date:
    """Return the day in the first year that puts it from today on (with `past`: up to today). Raises ValueError."""
    for step in range(9):  # leap days are up to eight years apart
        try:
            day = in_year(today.year + (-step if past else step))
        except ValueError:
            continue
        if (day <= today) if past else (day >= today):
            return day
    raise ValueError(f"no year has this day: {in_year}")


def _nearest_month(today: date, past: bool, day: int) -> date | None:
    """Return the nearest such day of a month: "the 31st" may be two months away."""
    for step in range(3):
        first = _months_away(today.replace(day=1), -step if past else step)
        if day <= monthrange(first.year, first.month)[1]:
            found = first.replace(day=day)
            if (found <= today) if past else (found >= today):
                return found
    return None


def _months_away(day: date, months: int) -> date:
    """Return the same day of another month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _monday(today: date) -> date:
    return today - timedelta(today.weekday())


def _month(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _black_friday(year: int) -> date:
    """Return the day after the fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta((3 - first.weekday()) % 7 + 22)


def _easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    century, place = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (place // 4) - epact - place % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
