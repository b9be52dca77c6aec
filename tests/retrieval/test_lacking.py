"""A thing that the shop does not have is said to be missing, and nothing is passed off as it."""

import pytest

from retrieval.build import open_shelf
from retrieval.documents import Document
from retrieval.lacking import Lack, find_name, judge_lack
from retrieval.ranking import Ranking
from retrieval.search import SearchQuery
from retrieval.shelf import StoreShelf
from tests.fakes.encoder import WordEncoder
from tests.retrieval.market import open_market


@pytest.fixture(scope="module")
def shelf() -> StoreShelf:
    return open_shelf(open_market(), WordEncoder())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ski boots", "ski boots"),
        ("do you sell lawn mowers?", "lawn mowers"),
        ("a microwave", "microwave"),
        ("television 55 inch", "television"),
        ("nappies size 4", "nappies"),
        ("light bulbs E27", "light bulbs"),
        ("charger 65w", "charger"),
        ("bottle of whisky", "bottle of whisky"),
    ],
)
def test_a_name_alone_is_one_of_a_thing(text: str, name: str) -> None:
    assert find_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "something against neck pain",
        "light for the tent",
        "phone that lasts for days",
        "getting rid of stubble",
        "140x200",
        "",
        "for me",
    ],
)
def test_what_describes_names_no_thing(text: str) -> None:
    assert find_name(text) == ""


@pytest.mark.parametrize("text", ["mud pump", "winter tyre", "baby stroller", "asphalt"])
def test_a_word_in_a_description_alone_finds_nothing_for_the_name_of_a_thing(shelf: StoreShelf, text: str) -> None:
    assert all(found.akin for found in shelf.find_products(SearchQuery(text)))


@pytest.mark.parametrize("query", [SearchQuery("piano keyboard"), SearchQuery(product_type="piano keyboard")])
def test_another_thing_whose_name_ends_like_a_kind_only_comes_near(shelf: StoreShelf, query: SearchQuery) -> None:
    found = shelf.find_products(query)
    assert {one.product_id for one in found} == {"hush", "clack"}
    assert all(one.akin for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "quiet keyboard",
        "keyboard",
        "moka pot",
        "lambswool jumper",
        "wireless keyboard",
        "Strida",
        "Barelo Pure",
    ],
)
def test_what_the_shop_has_is_not_said_to_be_missing(shelf: StoreShelf, text: str) -> None:
    found = shelf.find_products(SearchQuery(text))
    assert found
    assert not any(one.akin for one in found)


@pytest.mark.parametrize("text", ["picture backlight", "jumper backlight"])
def test_what_is_a_feature_of_other_things_makes_no_name_of_them(shelf: StoreShelf, text: str) -> None:
    assert all(one.akin for one in shelf.find_products(SearchQuery(text)))


@pytest.mark.parametrize("text", ["backlight", "backlight keyboard"])
def test_what_has_the_wished_feature_is_what_was_wished(shelf: StoreShelf, text: str) -> None:
    found = shelf.find_products(SearchQuery(text))
    assert [one.product_id for one in found][:1] == ["clack"]
    assert not found[0].akin


def test_what_is_described_is_found_as_before(shelf: StoreShelf) -> None:
    found = shelf.find_products(SearchQuery("something that grips in mud"))
    assert [one.product_id for one in found][:1] == ["ridge"]
    assert not found[0].akin


HOME = (
    Document("mouse", "Feather gaming mouse", type="mouse", attributes={"case": "wool"}),
    Document("stand", "Laptop stand", type="stand"),
    Document("lamp", "Laptop lamp", type="lamp"),
    Document("bear", "Warm bear", type="plush toy", attributes={"heating": "90 s at 600 W in the microwave"}),
)


@pytest.mark.parametrize(
    ("name", "near", "lack"),
    [
        ("gaming laptop", 0.4, Lack.ALL),  # a gaming mouse has the rarer word, but is no laptop
        ("gaming mouse", 0.4, Lack.NONE),
        ("gaming trackball", 0.4, Lack.ALL),
        ("bear lamp", 0.4, Lack.ALL),
        ("bear lamp", 0.6, Lack.NONE),  # half of the name, and near
        ("microwave", 0.6, Lack.NEAR),  # in a text, not what it is
        ("wool", 0.3, Lack.NONE),  # the whole of what is stated
    ],
)
def test_what_a_thing_is_called_and_not_what_is_said_of_it_makes_it_that_thing(
    name: str, near: float, lack: Lack
) -> None:
    ranking = Ranking(WordEncoder())
    ranking.put(HOME)
    assert judge_lack(ranking.read(name), [(document, near) for document in HOME], near) is lack
