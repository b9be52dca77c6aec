"""Which of several people the words keep, by what they do or are."""

import pytest

from language.people_picks import PeoplePick, asks_who_does, read_people_pick


@pytest.mark.parametrize(
    ("text", "doing"),
    [
        ("only the ones who run", "run"),
        ("just the runners", "runners"),
        ("only people who know about tents", "tents"),
        ("send it to the ones who own one", "own one"),
        ("ask only those who cook pls", "cook pls"),
    ],
)
def test_people_are_kept_by_what_they_do(text: str, doing: str) -> None:
    assert read_people_pick(text) == PeoplePick(doing=doing)


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("just the women in my climbing circle", "women"),
        ("only my female friends", "female"),
        ("the lads please", "lads"),
    ],
)
def test_people_are_kept_by_what_they_are(text: str, sort: str) -> None:
    assert read_people_pick(text) == PeoplePick(sort=sort)


@pytest.mark.parametrize(
    "text",
    ["just jonas", "only the cheap ones", "men's shoes only", "only the ones who run?", "only the ones under 50"],
)
def test_names_and_things_are_no_such_pick(text: str) -> None:
    assert read_people_pick(text) is None


@pytest.mark.parametrize(
    ("text", "doing"),
    [
        ("who of my friends runs", "runs"),
        ("which of my friends go camping?", "camping"),
        ("any of them into running", "running"),
        ("which of these is cheaper to ship", ""),
    ],
)
def test_it_is_asked_who_does_something(text: str, doing: str) -> None:
    assert asks_who_does(text) == doing or not doing
