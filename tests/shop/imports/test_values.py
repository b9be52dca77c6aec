"""How a cell is read."""

import pytest

from shop.imports.rows import Refused, Row
from shop.imports.values import read_instant, read_price


@pytest.mark.parametrize(
    ("text", "cents", "currency"),
    [
        ("12.99 EUR", 1299, "EUR"),
        ("12,99 EUR", 1299, "EUR"),
        ("EUR 12.99", 1299, "EUR"),
        ("12.99EUR", 1299, "EUR"),
        ("usd 5", 500, "USD"),
        ("12.99", 1299, "GBP"),
        ("12.9", 1290, "GBP"),
        ("12.990000", 1299, "GBP"),
        ("0", 0, "GBP"),
        ("1,299.00 EUR", 129900, "EUR"),
        ("1.299,00 EUR", 129900, "EUR"),
        ("1 299,00 EUR", 129900, "EUR"),
        ("1.299.000 EUR", 129900000, "EUR"),
        ("1'299.50 CHF", 129950, "CHF"),
        ("10000000 EUR", 1_000_000_000, "EUR"),
    ],
)
def test_a_price_is_read_as_it_is_written_around_the_world(text: str, cents: int, currency: str) -> None:
    assert read_price(Row(1, {"price": [text]}), "price", "GBP") == (cents, currency)


@pytest.mark.parametrize(
    "text",
    ["", "EUR", "12.99 euro", "EUR 12.99 EUR", "1.299 EUR", "1,299", "12.999 EUR", "1.29.9", "1,2,3", "1,299,00", "-1",
     "10000000.01 EUR", "12.99 ABC", "€12.99", "1e3 EUR", "٣ EUR", "9" * 5000, "NaN", "12..9", "12.", ".5"],
)  # fmt: skip
def test_a_price_that_can_be_read_in_two_ways_or_none_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_price(Row(1, {"price": [text]}), "price", "GBP")


def test_a_price_without_any_currency_is_refused() -> None:
    with pytest.raises(Refused, match="an amount with its currency"):
        read_price(Row(1, {"price": ["12.99"]}), "price", None)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-03-31", "2026-03-31T00:00:00+00:00"),
        ("2026-03-31T12:30:00Z", "2026-03-31T12:30:00+00:00"),
        ("2026-03-31 12:30:00+02:00", "2026-03-31T10:30:00+00:00"),
        ("2026-03-31T12:30+0200", "2026-03-31T10:30:00+00:00"),
    ],
)
def test_a_time_is_read_as_utc(text: str, utc: str) -> None:
    at = read_instant(Row(1, {"at": [text]}), "at")
    assert at is not None
    assert at.isoformat() == utc


@pytest.mark.parametrize(
    "text", ["yesterday", "2026-03-31T12:30:00", "2026-02-30", "0001-01-01T00:00+14:00", "20260331T1"]
)
def test_a_time_without_a_zone_or_sense_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_instant(Row(1, {"at": [text]}), "at")
