"""When people of the shop are there to answer."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SPAN = re.compile(r"(?P<first>\w{3})(?:-(?P<last>\w{3}))? (?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)")
_ALLOWED = 'days, hours and a time zone, such as "Mon-Fri 08:00-20:00, Sat 10:00-16:00 Europe/Berlin"'


@dataclass(frozen=True)
class Span:
    """The same hours on some days in a row: `first` and `last` from 0, Monday, to 6."""

    first: int
    last: int
    opens: time
    closes: time

    def __str__(self) -> str:
        days = _LONG[self.first] if self.first == self.last else f"{_LONG[self.first]} to {_LONG[self.last]}"
        return f"{days}, {_tell_time(self.opens)} to {_tell_time(self.closes)}"


@dataclass(frozen=True)
class OpeningHours:
    """The hours of a week in one time zone."""

    spans: tuple[Span, ...]
    zone_name: str  # "CET", "Europe/Berlin"

    @classmethod
    def read(cls, text: str) -> "OpeningHours":
        """Return the hours that the text gives: "Mon-Sat 08:00-20:00 CET". Raises ValueError with what is allowed."""
        spans, _, zone_name = text.strip().rpartition(" ")
        try:
            ZoneInfo(zone_name)
            return cls(tuple(_read_span(span.strip()) for span in spans.split(",")), zone_name)
        except (ValueError, ZoneInfoNotFoundError, OSError):
            raise ValueError(f"{text!r} gives no hours; allowed: {_ALLOWED}") from None

    def __str__(self) -> str:
        """Return the hours as they are said: "Monday to Saturday, 8:00 to 20:00 (CET)"."""
        return f"{' and '.join(map(str, self.spans))} ({self.zone_name})"

    def is_open(self, now: datetime) -> bool:
        """Say whether somebody is there now, a moment with its time zone."""
        local = now.astimezone(self._zone)
        return any(
            span.first <= local.weekday() <= span.last and span.opens <= local.time() < span.closes
            for span in self.spans
        )

    def next_opening(self, now: datetime) -> datetime:
        """Return when somebody is there next, after `now`, in the time zone of the hours."""
        local = now.astimezone(self._zone)
        days = (local.date() + timedelta(days=ahead) for ahead in range(8))
        openings = (
            datetime.combine(day, span.opens, self._zone)
            for day in days
            for span in self.spans
            if span.first <= day.weekday() <= span.last
        )
        return min(opening for opening in openings if opening > local)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)


def tell_opening(opening: datetime, now: datetime) -> str:
    """Return when that is, as it is said from now: "today at 8:00", "tomorrow at 8:00", "on Monday at 8:00"."""
    days = (opening.date() - now.astimezone(opening.tzinfo).date()).days
    day = {0: "today", 1: "tomorrow"}.get(days, f"on {_LONG[opening.weekday()]}")
    return f"{day} at {_tell_time(opening.time())}"


def _read_span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    first = _DAYS.index(found["first"].title())
    last = _DAYS.index((found["last"] or found["first"]).title())
    span = Span(first, last, time.fromisoformat(found["opens"]), time.fromisoformat(found["closes"]))
    if span.last < span.first or span.closes <= span.opens:
        raise ValueError(text)
    return span


def _tell_time(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02d}"
