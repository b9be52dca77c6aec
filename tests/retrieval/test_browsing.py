"""Searching for pages: parts of a list, how words were read, and what a list can be narrowed to."""

import pytest

from retrieval.build import open_shelf
from retrieval.search import SearchQuery, Section
from retrieval.shelf import StoreShelf
from shop.catalogue import put_product
from shop.errors import Invalid
from tests.fakes.encoder import WordEncoder
from tests.retrieval.market import open_market, product, variant


@pytest.fixture(scope="module")
def shelf() -> StoreShelf:
    return open_shelf(open_market(), WordEncoder())


def test_parts_of_a_list_make_the_whole_list(shelf: StoreShelf) -> None:
    query = SearchQuery(in_stock=False)
    whole = shelf.find_products(query, 100)
    first, rest = shelf.browse_products(query, 0, 4), shelf.browse_products(query, 4, 100)
    assert [*first.found, *rest.found] == whole
    assert (first.more, rest.more) == (True, False)
    assert shelf.browse_products(query, 100, 4).found == []


@pytest.mark.parametrize("wrong", [{"start": -1}, {"count": 0}])
def test_parts_that_cannot_be_are_refused(shelf: StoreShelf, wrong: dict[str, int]) -> None:
    with pytest.raises(Invalid):
        shelf.browse_products(SearchQuery("keyboard"), **wrong)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sweater", "jumper"),
        ("red sweater", "red jumper"),
        ("red swaeter, for men", "red jumper, for men"),
        ("quiet keybord", "quiet keyboard"),
        ("keyboards", ""),
        ("quiet keyboard", ""),
        ("xqzzt", ""),
    ],
)
def test_words_are_told_where_others_were_looked_for(shelf: StoreShelf, text: str, words: str) -> None:
    assert shelf.browse_products(SearchQuery(text)).understood.words == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jumper", {"fjell", "plain"}),
        ("jumper not grey", {"plain"}),
        ("jumper, no blue or beige", {"fjell"}),
        ("no wool jumper", {"plain"}),
        ("hand cream without fragrance", {"pure"}),
    ],
)
def test_what_the_words_deny_is_left_out(shelf: StoreShelf, text: str, found: set[str]) -> None:
    shown = shelf.browse_products(SearchQuery(text)).found
    assert {one.product_id for one in shown} & {"fjell", "plain", "hands", "pure"} == found


def test_wool_of_another_name_is_wool() -> None:
    store = open_market()
    socks = product("crew", "Pacer Crew", "sock", "Pacer", "Soft.", attributes={"material": "55% merino, 45% nylon"})
    put_product(store, socks, [variant("crew", 1900)])
    shelf = open_shelf(store, WordEncoder())
    assert [one.product_id for one in shelf.find_products(SearchQuery("socks", material="wool"), 5)] == ["crew"]
    assert shelf.find_products(SearchQuery("socks", material="leather"), 5) == []


def test_limits_among_the_words_are_told_and_given_ones_are_not(shelf: StoreShelf) -> None:
    told = shelf.browse_products(SearchQuery("keyboard under 50")).understood
    assert (told.unlimited, told.price_min_cents, told.price_max_cents) == ("keyboard", None, 5000)
    assert shelf.browse_products(SearchQuery("keyboard", price_max_cents=5000)).understood.price_max_cents is None


def test_what_only_comes_near_is_told(shelf: StoreShelf) -> None:
    assert shelf.browse_products(SearchQuery("nike running shoe")).understood.akin
    assert not shelf.browse_products(SearchQuery("running shoe")).understood.akin


def test_a_section_is_of_exactly_this_name(shelf: StoreShelf) -> None:
    def found(**named: object) -> set[str]:
        section = Section(**named)  # type: ignore[arg-type]
        return {one.product_id for one in shelf.find_products(SearchQuery(section=section, in_stock=False), 100)}

    assert found(type="running shoe") == {"cloud"}  # and no trail running shoe
    assert found(type="shoe") == set()
    assert found(brand="Velori") == {"hush", "clack"}
    assert found(brand="velori") == set()
    assert found(path=("Shop", "Keyboards")) == {"hush", "clack"}
    assert found(path=("Keyboards",)) == set()


def test_a_list_tells_what_it_can_be_narrowed_to_also_when_it_is(shelf: StoreShelf) -> None:
    store = open_market()
    put_product(store, product("tap", "Okanto Tap", "keyboard", "Okanto", "Types."), [variant("tap", 900)])
    more = open_shelf(store, WordEncoder())
    all_keyboards = more.browse_products(SearchQuery("keyboard"))
    assert all_keyboards.brands == ("Velori", "Okanto")
    assert all_keyboards.types == ("keyboard",)
    of_one = more.browse_products(SearchQuery("keyboard", section=Section(brand="Okanto")))
    assert [one.product_id for one in of_one.found] == ["tap"]
    assert of_one.brands == ("Velori", "Okanto")
