"""Countries that a text names, and words typed in a hurry."""

import pytest

from language.countries import countries_in
from language.shorthand import spell_out


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("do u ship to switzerland", ["Switzerland"]),
        ("to the uk or austria?", ["United Kingdom", "Austria"]),
        ("can you tell us when it comes", []),
        ("delivery to the us", ["United States"]),
        ("polandia", []),
    ],
)
def test_countries_are_read_by_their_names(text: str, countries: list[str]) -> None:
    assert countries_in(text) == countries


def test_words_typed_in_a_hurry_are_spelled_out() -> None:
    assert spell_out("whats ur policy n do u ship") == "what is your policy and do you ship"
    assert spell_out("nothing changes here") == "nothing changes here"
