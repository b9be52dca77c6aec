"""Values are read as people write them, and nothing is read where nothing is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.values import (
    read_date,
    read_money_cents,
    read_order_number,
    read_ordinal,
    read_quantity,
    read_rating,
)

WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("38.5€", 3850),
        ("60 bucks", 6000),
        ("forty euro", 4000),
        ("59,90 €", 5990),
        ("€60-ish", 6000),
        ("EUR60", 6000),
        ("a hundred and twenty", 12000),
        ("fifty-five pounds", 5500),
        ("a tenner", 1000),
        ("1.200 €", 120000),
        ("1,299.50", 129950),
        ("1.299,50", 129950),
        ("1 200 €", 120000),
        ("$1.5k", 150000),
        ("99 cents", 99),
        ("5 euros 50", 550),
        ("0.5", 50),
        ("between 50 and 80", 5000),
        ("iphone14", None),
        ("1.2.3", None),
        ("cheap", None),
        ("", None),
    ],
)
def test_money(text: str, cents: int | None) -> None:
    assert read_money_cents(text) == cents


@given(st.integers(0, 99_999_999), st.sampled_from(["€{}", "{} €", "{} euro", "under {}"]))
def test_every_written_price_is_read(cents: int, form: str) -> None:
    assert read_money_cents(form.format(f"{cents // 100:,}.{cents % 100:02}")) == cents


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the second one", 2),
        ("3rd", 3),
        ("secnd", 2),
        ("number 3", 3),
        ("option two", 2),
        ("#2", 2),
        ("two", 2),
        ("one", 1),
        ("38", 38),
        ("last", -1),
        ("the latter", -1),
        ("penultimate", -2),
        ("second to last", -2),
        ("the blue one", None),
        ("that one", None),
        ("0th", None),
        ("", None),
    ],
)
def test_ordinals(text: str, place: int | None) -> None:
    assert read_ordinal(text) == place


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("two", 2),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("a couple", 2),
        ("2x", 2),
        ("x3", 3),
        ("twenty-one", 21),
        ("make it 4 please", 4),
        ("both", 2),
        ("another", 1),
        ("a pair", 1),
        ("zero", 0),
        ("none of it", 0),
        ("2.5", None),
        ("-3", None),
        ("size M", None),
        ("", None),
    ],
)
def test_quantities(text: str, pieces: int | None) -> None:
    assert read_quantity(text) == pieces


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("4 stars", 4),
        ("five star", 5),
        ("1-star", 1),
        ("⭐⭐⭐", 3),
        ("★★★☆☆", 3),
        ("4/5", 4),
        ("6 out of 10", 3),
        ("11/10", 5),
        ("80%", 4),
        ("3.5 stars", 4),
        ("I'd give it a two", 2),
        ("zero stars", None),
        ("6 stars", None),
        ("8", None),
        ("0/10", None),
        ("great", None),
    ],
)
def test_ratings(text: str, stars: int | None) -> None:
    assert read_rating(text) == stars


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#W4410927", "#W4410927"),
        ("w 3407715", "#W3407715"),
        ("4471820", "#W4471820"),
        ("my order w4410927, please", "#W4410927"),
        ("W1", "#W1"),
        ("return 2 pieces", None),
        ("1,234,567", None),
        ("wow 3", None),
        ("", None),
    ],
)
def test_order_numbers(text: str, number: str | None) -> None:
    assert read_order_number(text) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by friday", date(2026, 3, 6)),
        ("Wednesday", WEDNESDAY),
        ("next wednesday", date(2026, 3, 11)),
        ("last wednesday", date(2026, 2, 25)),
        ("tuesday next week", date(2026, 3, 10)),
        ("sat", date(2026, 3, 7)),
        ("tmrw", date(2026, 3, 5)),
        ("in three days", date(2026, 3, 7)),
        ("two weeks ago", date(2026, 2, 18)),
        ("an hour ago", WEDNESDAY),
        ("14th of march", date(2026, 3, 14)),
        ("march 2nd", date(2027, 3, 2)),
        ("the 31st", date(2026, 3, 31)),
        ("2026-05-01", date(2026, 5, 1)),
        ("12/03", date(2026, 3, 12)),
        ("12.3.27", date(2027, 3, 12)),
        ("29 february", date(2028, 2, 29)),
        ("end of the month", date(2026, 3, 31)),
        ("next month", date(2026, 4, 1)),
        ("this weekend", date(2026, 3, 7)),
        ("june", date(2026, 6, 1)),
        ("before Christmas eve", date(2026, 12, 24)),
        ("easter", date(2026, 4, 5)),
        ("black friday", date(2026, 11, 27)),
        ("two weeks", None),
        ("sun cream", None),
        ("may I", None),
        ("31 june", None),
        ("9999 years ago", None),
        ("", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert read_date(text, WEDNESDAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("friday", date(2026, 2, 27)),
        ("wednesday", WEDNESDAY),
        ("the 31st", date(2026, 1, 31)),
        ("march 12", date(2025, 3, 12)),
        ("december", date(2025, 12, 1)),
    ],
)
def test_dates_that_lie_behind(text: str, day: date) -> None:
    assert read_date(text, WEDNESDAY, past=True) == day


@given(st.integers(1, 12), st.integers(1, 28), st.booleans())
def test_a_day_without_a_year_is_the_nearest_on_its_side(month: int, day: int, past: bool) -> None:
    found = read_date(date(2026, month, day).strftime("%d %B"), WEDNESDAY, past=past)
    assert found is not None
    assert (found.month, found.day) == (month, day)
    assert 0 <= (WEDNESDAY - found if past else found - WEDNESDAY).days < 366


_FRAGMENTS = st.sampled_from(
    [
        "a", "two", "hundred", "thousand", "4", "12", "31", "999999999", "%", "/", ".", ",", "-", "#", "w", "st", "th",
        "stars", "ago", "in", "weeks", "friday", "may", "june", "€", "k", "dozen",
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(_FRAGMENTS, max_size=8).map(" ".join)))
def test_any_text_is_read_without_an_error(text: str) -> None:
    money, place, pieces, stars = read_money_cents(text), read_ordinal(text), read_quantity(text), read_rating(text)
    assert money is None or money >= 0
    assert place is None or place >= 1 or place in (-1, -2)
    assert pieces is None or pieces >= 0
    assert stars is None or 1 <= stars <= 5
    read_order_number(text)
    read_date(text, WEDNESDAY)
