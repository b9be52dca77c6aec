"""Shoppers find products by filters, a page at a time; the catalogue counts its categories and brands."""

from datetime import UTC, datetime, timedelta

import pytest

from shop.catalogue import (
    Category,
    Sort,
    brands,
    categories,
    list_products,
    put_product,
    variant_by_options,
    withdraw_product,
)
from shop.errors import Conflict, Invalid, NotFound
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.commerce.shop import SHOES, fill, product, put_one, variant

LAUNCH = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def shelf(store: Store) -> Store:
    """Six products; those of equal price and launch show that ties are paged through, too."""
    put_one(
        store, "tent", title="Red Tent", path=("Outdoor", "Sports"), brand="Kora", launched_at=LAUNCH, price_cents=9000
    )
    for n, id in enumerate(("run", "trail", "walk", "gym")):
        put_one(
            store,
            id,
            title=f"{id.title()} Shoe RED",
            path=("Sports", "Shoes", id),
            brand="Acme",
            type="shoe",
            launched_at=LAUNCH + timedelta(days=n // 2),
            price_cents=3000 if n % 2 else 5000,
            stock=n % 3,
        )
    put_one(store, "wear", title="Cap", path=("Sportswear",), brand="Kora", launched_at=LAUNCH, price_cents=2000)
    put_one(store, "gone", path=("Sports", "Shoes"), brand="Kora", launched_at=LAUNCH)
    withdraw_product(store, "gone")
    return store


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"tent", "run", "trail", "walk", "gym", "wear"}),
        ({"category": ("Sports",)}, {"run", "trail", "walk", "gym"}),
        ({"category": ("Sports", "Shoes", "run")}, {"run"}),
        ({"category": ("Shoes",)}, set()),
        ({"brand": "Kora"}, {"tent", "wear"}),
        ({"type": "shoe"}, {"run", "trail", "walk", "gym"}),
        ({"lowest_cents": 3000, "highest_cents": 5000}, {"run", "trail", "walk", "gym"}),
        ({"lowest_cents": 3001, "highest_cents": 4999}, set()),
        ({"in_stock": True, "type": "shoe"}, {"trail", "walk"}),
    ],
)
def test_every_filter_is_met_in_every_order(shelf: Store, filters: dict[str, object], expected: set[str]) -> None:
    for sort in Sort:
        assert {found.product.id for found in list_products(shelf, sort=sort, **filters)} == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [1, 2, 4])
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.TITLE, ["wear", "gym", "tent", "run", "trail", "walk"]),
        (Sort.NEWEST, ["walk", "gym", "wear", "trail", "tent", "run"]),
        (Sort.CHEAPEST, ["wear", "gym", "trail", "run", "walk", "tent"]),
        (Sort.DEAREST, ["tent", "walk", "run", "trail", "gym", "wear"]),
    ],
)
def test_pages_follow_on_each_other_without_gap_or_repeat(
    shelf: Store, sort: Sort, expected: list[str], limit: int
) -> None:
    seen: list[str] = []
    while page := list_products(shelf, sort=sort, limit=limit, after=seen[-1] if seen else None):
        assert len(page) <= limit
        seen += [found.product.id for found in page]
    assert seen == expected


def test_pages_follow_within_a_range_of_prices(shelf: Store) -> None:
    first = list_products(shelf, sort=Sort.DEAREST, lowest_cents=3000, highest_cents=5000, limit=3)
    rest = list_products(
        shelf, sort=Sort.DEAREST, lowest_cents=3000, highest_cents=5000, limit=3, after=first[-1].product.id
    )
    assert [found.product.id for found in (*first, *rest)] == ["walk", "run", "trail", "gym"]


def test_more_than_a_chunk_is_looked_through_for_the_few_in_stock() -> None:
    store = MemoryStore()
    for n in range(230):
        put_one(store, f"p{n:03}", title="Same", stock=1 if n in (5, 120, 229) else 0)
    found = list_products(store, in_stock=True)
    assert [listing.product.id for listing in found] == ["p005", "p120", "p229"]


def test_an_empty_shop_has_nothing() -> None:
    store = MemoryStore()
    assert list_products(store) == ()
    assert categories(store) == ()
    assert brands(store) == {}


@pytest.mark.parametrize(
    "wrong", [{"limit": 0}, {"limit": 101}, {"lowest_cents": -1}, {"lowest_cents": 5, "highest_cents": 4}]
)
def test_bounds_are_checked(wrong: dict[str, int]) -> None:
    with pytest.raises(Invalid):
        list_products(MemoryStore(), **wrong)  # type: ignore[arg-type]


def test_a_page_after_nothing_is_not_found() -> None:
    with pytest.raises(NotFound):
        list_products(MemoryStore(), after="nothing")


def test_the_tree_counts_active_products_here_and_below(shelf: Store) -> None:
    tree = {node.name: node for node in categories(shelf)}
    assert {name: node.products for name, node in tree.items()} == {"Outdoor": 1, "Sports": 4, "Sportswear": 1}
    assert tree["Sportswear"] == Category(("Sportswear",), 1, ())
    (shoes,) = tree["Sports"].children
    assert (shoes.path, shoes.products) == (("Sports", "Shoes"), 4)
    assert [child.name for child in shoes.children] == ["gym", "run", "trail", "walk"]


def test_a_category_with_products_of_its_own_counts_them_with_its_children() -> None:
    store = MemoryStore()
    put_one(store, "a", path=("Home",))
    put_one(store, "b", path=("Home", "Kitchen"))
    (home,) = categories(store)
    assert (home.products, [child.products for child in home.children]) == (2, [1])


def test_brands_are_counted_most_first(shelf: Store) -> None:
    assert list(brands(shelf).items()) == [("Acme", 4), ("Kora", 2)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"size": "39"}, "shoe-39-black"),
        ({"Size": " 38 ", "COLOUR": "Red"}, "shoe-38-red"),
        ({"colour": "red"}, "shoe-38-red"),
    ],
)
def test_enough_options_name_a_variant(options: dict[str, str], expected: str) -> None:
    assert variant_by_options(fill(MemoryStore()), "shoe", options).id == expected


@pytest.mark.parametrize(
    ("options", "listed"),
    [
        ({}, "choose size: 38, 39; colour: black, red"),
        ({"size": "38"}, "choose size: 38; colour: black, red"),
        ({"size": "44"}, "does not come in size 44; there is size: 38, 39"),
        ({"scent": "rose"}, "does not come in scent rose"),
    ],
)
def test_options_that_name_no_variant_list_what_there_is(options: dict[str, str], listed: str) -> None:
    with pytest.raises(Invalid, match=listed):
        variant_by_options(fill(MemoryStore()), "shoe", options)


def test_a_withdrawn_product_has_no_variant_to_choose() -> None:
    store = fill(MemoryStore())
    withdraw_product(store, "shoe")
    with pytest.raises(Conflict, match="no longer sold"):
        variant_by_options(store, "shoe", {"size": "39"})


def test_an_inactive_variant_is_not_chosen() -> None:
    store = MemoryStore()
    put_product(store, product("shoe"), SHOES)
    put_product(store, product("shoe"), [SHOES[0], variant("new", "shoe", {"size": "40", "colour": "red"})])
    assert variant_by_options(store, "shoe", {"colour": "red"}).id == "new"
