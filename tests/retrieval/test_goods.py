"""A thing with a name of its own that the shop does not have is missing, whatever words it shares with others."""

from collections.abc import Iterator, Sequence

import pytest

from retrieval.documents import Document
from retrieval.goods import find_good
from retrieval.kinds import Kinds
from retrieval.lacking import find_missing
from tests.fakes.encoder import WordEncoder

SHOP = (
    Document("calm", "Sedana Calm executive chair", type="office chair"),
    Document("perch", "Holmgard Perch oak laptop stand", type="laptop stand"),
    Document("dale", "Tolvar Dale leather boot, resoleable", type="hiking boot"),
    Document("wrap", "Tessaly wrap dress", type="dress"),
    Document("cheese", "Nimblewick Say Cheese! party game", type="board game"),
    Document("radio", "Radio in walnut, FM"),
)
KINDS = Kinds(
    {document.type: [("Shop",)] for document in SHOP if document.type},
    (),
    WordEncoder(),
    synonyms={("high", "stool"): ("office chair",), ("torch",): ("headlamp",)},
)


def named(words: Sequence[str]) -> Iterator[Document]:
    return (one for one in SHOP if {*one.terms[0], *one.terms[2]}.issuperset(words))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("swing set for the garden", ("swing", "set")),
        ("kids' swing set", ("swing", "set")),
        ("food for my cat", ("cat", "food")),
        ("wool for knitting", ("knitting", "wool")),
        ("strap for a watch", ("watch", "strap")),
        ("rubber boots", ("rubber", "boot")),
        ("telly", ("television",)),
    ],
)
def test_a_thing_is_known_by_its_longest_name_and_by_what_it_is_for(text: str, name: tuple[str, ...]) -> None:
    assert name in find_good(text)


@pytest.mark.parametrize("text", ["cut bread", "mould for bread", "something against neck pain", "wool rug", "", "for"])
def test_a_deed_a_purpose_and_a_material_are_no_things(text: str) -> None:
    assert not find_good(text)


@pytest.mark.parametrize(
    "text",
    [
        "high chair",
        "a high chair for a toddler",
        "laptop",
        "rubber boots",
        "wellies",
        "dinning table",  # a typing error
        "do you sell dining tables?",
    ],
)
def test_a_thing_is_missing_though_its_words_are_there(text: str) -> None:
    assert find_missing(text, KINDS, named)


@pytest.mark.parametrize(
    "text",
    [
        "office chair",
        "laptop stand",
        "cheese",  # a title has it, and ends in it
        "dress with belt",
        "dress or skirt",
        "dress belt",
        "chair",
        "high stool",
        "radio",  # of a type that is not known
    ],
)
def test_what_the_shop_calls_so_is_not_missing(text: str) -> None:
    assert not find_missing(text, KINDS, named)
