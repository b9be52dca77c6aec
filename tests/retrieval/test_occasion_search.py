"""Who names an occasion and no thing finds what is for it, as the chat shows it."""

from dataclasses import replace

import pytest

from retrieval.build import open_shelf
from retrieval.occasion_wishes import OccasionWish, read_wish
from retrieval.search import SearchQuery, Section
from retrieval.shelf import StoreShelf
from shop.catalogue import Product, put_product
from tests.fakes.encoder import WordEncoder
from tests.retrieval.market import open_market, product, variant


@pytest.mark.parametrize(
    ("text", "occasion", "is_present", "rest"),
    [
        ("something for camping", "camping", False, ""),
        ("what do I need for a long flight", "flying", False, ""),
        ("gift for a wedding under 50", "weddings", True, ""),
        ("cheap wedding gifts", "weddings", True, ""),
        ("Christmas ideas", "Christmas", False, ""),
        ("waterproof things for camping", "camping", False, "waterproof"),
        ("something for camping for kids", "camping", False, "kids"),
        ("cook in the mountains", "hiking", False, "cook"),
    ],
)
def test_a_wish_is_read_with_what_else_is_said(text: str, occasion: str, is_present: bool, rest: str) -> None:
    assert read_wish(text) == OccasionWish(occasion, is_present, rest)


@pytest.mark.parametrize("text", ["camping", "wedding dress", "gift", "gift ideas", "tent", ""])
def test_a_text_that_names_no_occasion_is_none(text: str) -> None:
    assert read_wish(text) is None


def goods(id: str, type: str, text: str, **fields: object) -> Product:
    return replace(product(id, id.title(), type, "Barelo", text), **fields)  # type: ignore[arg-type]


CAMP = [
    (goods("pan", "frying pan", "For campers.", attributes={"waterproof": "no"}), 3000),
    (goods("stay", "tent", "Stands in a minute.", attributes={"waterproof": "yes"}), 9000),
    (goods("tiny", "tent", "Light. Good for camping."), 5000),
    (goods("town", "tent", "Not for camping."), 2000),
    (goods("throw", "throw", "Soft."), 4000),
    (goods("slip", "dress", "Made for weddings."), 6000),
]


@pytest.fixture(scope="module")
def shelf() -> StoreShelf:
    store = open_market()
    for made, cents in CAMP:
        put_product(store, made, [variant(made.id, cents)])
    return open_shelf(store, WordEncoder())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (SearchQuery("something for camping"), {"pan", "stay", "tiny"}),
        (SearchQuery("something for camping under 40"), {"pan"}),
        (SearchQuery("something for camping", price_max_cents=5000), {"pan", "tiny"}),
        (SearchQuery("something for camping", section=Section(type="tent")), {"stay", "tiny"}),
        (SearchQuery("something waterproof for camping"), {"stay", "tiny"}),  # the pan says that it is not
        (SearchQuery("gift for a wedding"), {"throw", "pan", "nonna", "drip"}),
        (SearchQuery("something for a wedding"), {"slip"}),
    ],
)
def test_what_is_for_it_is_found_within_the_limits(shelf: StoreShelf, query: SearchQuery, found: set[str]) -> None:
    assert {one.product_id for one in shelf.find_products(query, 20)} == found


def test_each_kind_comes_in_turn_first_those_of_which_texts_say_it(shelf: StoreShelf) -> None:
    shown = [one.product_id for one in shelf.find_products(SearchQuery("something for camping"))]
    assert (set(shown[:2]), shown[2:]) == ({"pan", "tiny"}, ["stay"])


def test_an_order_and_a_leaning_hold(shelf: StoreShelf) -> None:
    by_price = shelf.find_products(SearchQuery("something for camping", sort="dearest"))
    assert [one.product_id for one in by_price] == ["stay", "tiny", "pan"]
    dear = shelf.find_products(SearchQuery("gift for a wedding, no expense spared"))
    assert [one.product_id for one in dear][:1] == ["drip"]


def test_what_was_understood_is_told_and_what_it_can_be_narrowed_to(shelf: StoreShelf) -> None:
    browsed = shelf.browse_products(SearchQuery("something for camping", section=Section(type="tent")))
    assert (browsed.understood.occasion, browsed.understood.words, browsed.understood.akin) == ("camping", "", False)
    assert browsed.types == ("tent", "frying pan")
    assert shelf.browse_products(SearchQuery("tent for camping")).understood.occasion == ""


@pytest.mark.parametrize("text", ["tent for camping", "something green for camping", "gift for a birthday", "a kite"])
def test_a_thing_that_is_named_and_an_occasion_that_nothing_is_for_are_searched_for_as_words(
    shelf: StoreShelf, text: str
) -> None:
    assert shelf.browse_products(SearchQuery(text)).understood.occasion == ""
