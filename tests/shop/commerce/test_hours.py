"""When people are there, and when next."""

from datetime import UTC, datetime

import pytest

from shop.hours import OpeningHours, tell_opening

WEEK = OpeningHours.read("Mon-Fri 08:00-20:00, Sat 10:00-16:00 Europe/Berlin")
FRIDAY = datetime(2026, 6, 12, tzinfo=UTC)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of June 2026 in UTC, two hours behind Berlin."""
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [(on(12, 6), True), (on(12, 5, 59), False), (on(12, 18), False), (on(13, 8), True), (on(14, 10), False)],
)
def test_somebody_is_there_within_the_hours_of_the_zone(moment: datetime, is_open: bool) -> None:
    assert WEEK.is_open(moment) is is_open


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (on(12, 5), "today at 8:00"),
        (on(12, 19), "tomorrow at 10:00"),
        (on(13, 15), "on Monday at 8:00"),
        (on(14, 22, 30), "today at 8:00"),  # in Berlin it is Monday
    ],
)
def test_the_next_opening_is_told_from_now(moment: datetime, told: str) -> None:
    assert tell_opening(WEEK.next_opening(moment), moment) == told


def test_one_day_a_week_comes_again_in_a_week() -> None:
    hours = OpeningHours.read("Fri 09:00-12:00 UTC")
    assert hours.next_opening(on(12, 9)) == on(19, 9)


def test_hours_are_said_in_words() -> None:
    assert str(WEEK) == "Monday to Friday, 8:00 to 20:00 and Saturday, 10:00 to 16:00 (Europe/Berlin)"


@pytest.mark.parametrize(
    "text",
    ["", "CET", "Mon-Sat CET", "Sat-Mon 08:00-20:00 CET", "Mon 20:00-08:00 CET", "Mon 08:00-25:00 CET",
     "Mon-Sat 08:00-20:00 Mars", "Mon-Sat 08:00-20:00 ../etc/passwd", "Mon-Xyz 08:00-20:00 CET"],
)  # fmt: skip
def test_what_gives_no_hours_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match="such as"):
        OpeningHours.read(text)
