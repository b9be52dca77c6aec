"""Who is named in one breath is several people."""

import pytest

from bot.nlu.names import take_names_apart
from language.sentiment import Sentiment
from language.understanding import Entity, Understanding


def names(text: str, said: str) -> list[str]:
    """Return the people in the text after `said` in it was heard as one person."""
    start = text.index(said)
    entity = Entity("person", said, start, start + len(said), 0.9)
    heard = Understanding(text, "friends_reviews", 1.0, (), (entity,), Sentiment(0.0, 0.0, 0.0), 0.0, in_scope=True)
    apart = take_names_apart(heard).entities
    assert all(text[one.start : one.end] == one.text for one in apart)
    return [one.text for one in apart]


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("jonas n li", ["jonas", "li"]),
        ("Jonas & Li", ["Jonas", "Li"]),
        ("ana and kofi n li", ["ana", "kofi", "li"]),
        ("ana/kofi", ["ana", "kofi"]),
        ("me and ana", ["ana"]),
        ("Anand Nandi", ["Anand Nandi"]),
        ("kavanagh.s", ["kavanagh.s"]),
    ],
)
def test_each_is_a_person_by_themselves(said: str, people: list[str]) -> None:
    assert names(f"do {said} agree on the ridge 4", said) == people
