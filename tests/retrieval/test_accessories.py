"""Who looks for a thing is not shown first what goes with it."""

import pytest

from retrieval.accessories import is_accessory
from retrieval.documents import Document
from retrieval.ranking import Ranking
from tests.fakes.encoder import WordEncoder

DESK = (  # equal but for what the last word says of the thing, the accessory first by its id
    Document("a-sleeve", "Nevada laptop sleeve", description="Light and grey."),
    Document("laptop", "Nevada laptop computer", description="Light and grey."),
)


@pytest.mark.parametrize(
    ("title", "accessory"),
    [
        ("Neoprene laptop sleeve", True),
        ("Case for Sorrelo S3", True),
        ("Headphones with case", False),  # they come with it
        ("Camera", False),
        ("", False),
    ],
)
def test_a_title_says_whether_it_is_for_another_thing(title: str, accessory: bool) -> None:
    assert is_accessory(title) is accessory


@pytest.mark.parametrize(("text", "first"), [("laptop", "laptop"), ("laptop sleeve", "a-sleeve")])
def test_the_thing_itself_comes_before_what_goes_with_it_unless_that_is_asked_for(text: str, first: str) -> None:
    ranking = Ranking(WordEncoder())
    ranking.put(DESK)
    assert [id for id, _ in ranking.rank(text)][:1] == [first]
