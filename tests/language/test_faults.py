"""How long ago something was bought that broke."""

from datetime import date

import pytest

from language.faults import read_age_days

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("after 3 months", 90),
        ("after half a year", 182),
        ("a couple of weeks", 14),
        ("had it for a year", 365),
        ("bought it in spring", (TODAY - date(2026, 5, 31)).days),
        ("since last winter", (TODAY - date(2026, 2, 28)).days),
        ("this autumn", 0),
        ("got it last year", (TODAY - date(2025, 12, 31)).days),
        ("bought in march", (TODAY - date(2026, 3, 1)).days),
        ("it broke", None),
    ],
)
def test_the_least_age_is_read(text: str, days: int | None) -> None:
    assert read_age_days(text, TODAY) == days


def test_a_winter_that_is_not_over_began_last_year() -> None:
    assert read_age_days("last winter", date(2026, 1, 10)) == 0
    assert read_age_days("last autumn", date(2026, 1, 10)) == (date(2026, 1, 10) - date(2025, 11, 30)).days
