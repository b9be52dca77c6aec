"""Chance that falls the same way for the same seed, and dates that move with the day of filling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

REFERENCE = date(2026, 11, 24)  # the "today" of everything that was written with a date
_HOURS = (7, 8, 9, 10, 11, 12, 12, 13, 14, 16, 17, 18, 18, 19, 19, 20, 20, 20, 21, 21, 22)


def dice(seed: int, topic: str) -> Random:
    """Return the chance of one topic: what another topic draws does not change it."""
    return Random(f"{seed}:{topic}")  # noqa: S311 - nothing here is a secret


@dataclass(frozen=True)
class Calendar:
    """Dates as far from `today` as the written ones are from `REFERENCE`. Nothing happens after `now`."""

    today: date

    @property
    def now(self) -> datetime:
        """The first moment of today in UTC."""
        return datetime.combine(self.today, time(), UTC)

    def moved(self, written: date) -> datetime:
        return self.now + (written - REFERENCE)

    def month(self, written: str) -> datetime:
        """Return the first day of a written month such as "2025-03"."""
        return self.moved(date.fromisoformat(f"{written}-01"))

    def ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)


def moment(rng: Random, start: datetime, end: datetime) -> datetime:
    """Return a moment from `start` to `end`, by day if there is room for it; `start` when `end` is not later."""
    if end <= start:
        return start
    drawn = start + timedelta(seconds=int((end - start).total_seconds() * rng.random()))
    by_day = drawn.replace(hour=rng.choice(_HOURS), minute=rng.randrange(60), second=rng.randrange(60))
    return by_day if start <= by_day <= end else drawn


def some(rng: Random, things: Sequence[str], most: int) -> list[str]:
    """Return 1 to `most` of the things without repetition; [] when there are none."""
    return rng.sample(list(things), min(len(things), rng.randint(1, most))) if things else []
