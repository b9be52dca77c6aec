"""Corrections in few words are heard as such, and other words are not."""

import pytest

from language.corrections import gives_other_stars, is_for_another, new_house_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("sorry i meant number 12", "12"), ("no, nr. 12b", "12b"), ("12, not 21", "12"), ("12 pieces of cake", "")],
)  # fmt: skip
def test_a_house_number(text: str, number: str) -> None:
    assert new_house_number(text) == number


@pytest.mark.parametrize(
    ("text", "is_one"), [("sorry 4", True), ("make it four stars", True), ("4 stars", False), ("sorry, 40", False)]
)
def test_other_stars(text: str, *, is_one: bool) -> None:
    assert gives_other_stars(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("and for Jonas", True), ("actually for her", True), ("for Ana as well", True), ("for running", False)],
)
def test_for_another(text: str, *, is_one: bool) -> None:
    assert is_for_another(text) is is_one
