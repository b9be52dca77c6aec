"""Doubt of what somebody is said to like is told from what they like."""

import pytest

from language.likings import doubts_liking


@pytest.mark.parametrize(
    "text",
    ["why does it say which you like", "how do you know i like running", "i never said i like running",
     "who told you i like running", "where do you get that i like running", "why do you think i love running",
     '"which you like"?'],
)  # fmt: skip
def test_it_is_heard(text: str) -> None:
    assert doubts_liking(text)


@pytest.mark.parametrize(
    "text", ["i like the second one", "why this one", "something i would like", "she likes running"]
)
def test_what_is_liked_is_no_doubt(text: str) -> None:
    assert not doubts_liking(text)
