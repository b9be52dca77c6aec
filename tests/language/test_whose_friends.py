"""A question who is friends with others is told apart from one about one's own friends and what they do."""

import pytest

from language.whose_friends import asks_whose_friends


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("who else is friends with ana", ["ana"]),
        ("whos friends with ana?", ["ana"]),
        ("are kofi and ana friends", ["kofi", "ana"]),
        ("is ana friends with kofi", ["ana", "kofi"]),
        ("mutual friends with kofi?", ["kofi"]),
        ("do ana and kofi know each other", ["ana", "kofi"]),
        ("what friends do ana and i have in common", ["ana"]),
        ("do we have friends in common, me and ana", ["ana"]),
        ("has ana got friends in common w me", ["ana"]),
        ("who does ana know", ["ana"]),
        ("who are kofi's friends", ["kofi"]),
        ("show me anas friends", ["ana"]),
        ("how many friends does ana have", ["ana"]),
    ],
)
def test_it_asks_of_the_friends_of_others(text: str, people: list[str]) -> None:
    assert asks_whose_friends(text, people)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("who are my friends", []),
        ("ask my friends and ana", ["ana"]),
        ("what do ana and my other friends think", ["ana"]),
        ("is ana happy with her tent", ["ana"]),
        ("be friends with ana", ["ana"]),
        ("who does ana follow", ["ana"]),
        ("does ana know about tents", ["ana"]),
        ("what did ana's friends buy", ["ana"]),
    ],
)
def test_what_is_asked_of_ones_own_friends_is_not(text: str, people: list[str]) -> None:
    assert not asks_whose_friends(text, people)
