"""Who is to see something, said in few words, is told from other messages with such words."""

import pytest

from language.audiences import limits_audience, says_audience


@pytest.mark.parametrize(
    "text",
    ["only me please", "no wait just my friends", "make it only me", "only friends should see them", "public", "nobody",
     "friends only is fine, but not karl", "actually everyone can see it", "for my close friends then"],
)  # fmt: skip
def test_an_audience_alone_is_one(text: str) -> None:
    assert says_audience(text)


@pytest.mark.parametrize(
    "text",
    ["only me?", "tell me more", "ask my friends", "show me a kettle", "what do my friends think", "not that one"],
)
def test_other_words_name_no_audience(text: str) -> None:
    assert not says_audience(text)


def test_a_name_may_limit_it() -> None:
    assert limits_audience("just the running crew")
    assert not limits_audience("the running crew")
