"""Conditions are met by exactly the products that meet them one by one, through every change of the catalogue."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.catalogue import CatalogueIndex
from retrieval.conditions import Conditions
from retrieval.search import SearchQuery
from retrieval.shelf import StoreShelf
from shop.catalogue import Product, Variant, get_listings, put_product, set_stock, withdraw_product
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.fakes.store import MemoryStore
from tests.retrieval.generated import BRANDS, TYPES, conditions, goods, listings
from tests.retrieval.market import Clock

Goods = list[tuple[Product, list[Variant]]]


def fill(goods: Goods) -> Store:
    store = MemoryStore(Clock())
    for product, variants in goods:
        put_product(store, product, variants)
    return store


def admitted(index: CatalogueIndex, asked: Conditions) -> set[str]:
    mask = index.admission.admit(asked) & index.ranking.alive
    return {document.id for row, document in enumerate(index.ranking.documents) if document and mask[row]}


def admitted_one_by_one(index: CatalogueIndex, asked: Conditions) -> set[str]:
    return {id for id, entry in index.entries.items() if asked.admit(entry)}


@settings(max_examples=80)
@given(goods=goods(), asked=conditions)
def test_columns_admit_what_conditions_admit(goods: Goods, asked: Conditions) -> None:
    index = CatalogueIndex(WordEncoder(), None)
    with fill(goods).read() as tx:
        index.sync(tx)
    assert admitted(index, asked) == admitted_one_by_one(index, asked)


@settings(max_examples=80)
@given(goods=goods(), changed=st.lists(listings("p0"), max_size=3), gone=st.booleans(), asked=conditions)
def test_changes_leave_nothing_behind(goods: Goods, changed: Goods, gone: bool, asked: Conditions) -> None:
    store, index = fill(goods), CatalogueIndex(WordEncoder(), None)
    for product, variants in [*changed, goods[0]]:
        with store.read() as tx:
            index.sync(tx)
        put_product(store, product, variants)
    if gone:
        withdraw_product(store, "p0")
    fresh = CatalogueIndex(WordEncoder(), None)
    with store.read() as tx:
        index.sync(tx)
        fresh.sync(tx)
    assert admitted(index, asked) == admitted(fresh, asked) == admitted_one_by_one(fresh, asked)
    asked_text = "red wireless running shoe"
    kept, new = dict(index.ranking.rank(asked_text)), dict(fresh.ranking.rank(asked_text))
    assert kept == pytest.approx(new, abs=2e-5)  # sums of floats differ by where a row lies
    in_order = [new[id] for id in kept]
    assert in_order == pytest.approx(sorted(in_order, reverse=True), abs=2e-5)


@settings(max_examples=80)
@given(
    goods=goods(),
    query=st.builds(
        SearchQuery,
        product_type=st.sampled_from(("", *TYPES)),
        brand=st.sampled_from(("", *BRANDS)),
        colour=st.sampled_from(("", "blue", "red")),
        size=st.sampled_from(("", "38", "M")),
        price_max_cents=st.none() | st.integers(500, 3000),
        not_brands=st.lists(st.sampled_from(BRANDS), max_size=1),
        not_features=st.lists(st.sampled_from(("waterproof", "wireless")), max_size=1),
        in_stock=st.booleans(),
        sort=st.sampled_from(("best", "cheapest", "dearest", "best_rated", "newest")),
    ),
    sold=st.integers(0, 7),
)
def test_all_that_match_are_found_and_superlatives_are_true(goods: Goods, query: SearchQuery, sold: int) -> None:
    store = fill(goods)
    shelf = StoreShelf(store, WordEncoder())
    shelf.refresh()
    set_stock(store, goods[sold % len(goods)][1][0].id, 0)  # sold since the columns were read
    found = [hit.product_id for hit in shelf.find_products(query, 100)]
    prices = price_one_by_one(store, query)
    assert sorted(found) == sorted(prices)
    if query.sort in ("cheapest", "dearest"):
        asked = [prices[id] for id in found]
        assert asked == sorted(asked, reverse=query.sort == "dearest")
    for limit in (1, 3):
        assert [hit.product_id for hit in shelf.find_products(query, limit)] == found[:limit]


def price_one_by_one(store: Store, query: SearchQuery) -> dict[str, int]:
    """Return the lowest price at which each product that meets the query can be bought, by a look at each."""
    index = CatalogueIndex(WordEncoder(), None)
    with store.read() as tx:
        index.sync(tx)
        live = get_listings(tx, [product.id for product in tx.find(Product)])
    sold_types = {entry.listing.product.type for entry in index.entries.values()}
    sold_brands = {entry.listing.product.brand for entry in index.entries.values()}
    if (query.product_type and query.product_type not in sold_types) or (
        query.brand and query.brand not in sold_brands
    ):
        return {}
    asked = Conditions(
        types=frozenset((query.product_type,)) if query.product_type else None,
        brand=query.brand or None,
        colour=query.colour,
        size=query.size,
        price_max_cents=query.price_max_cents,
        not_brands=frozenset(query.not_brands) & sold_brands,
        not_features=query.not_features,
        in_stock=query.in_stock,
    )
    prices = {}
    for id, entry in index.entries.items():
        meeting = [
            variant.price_cents
            for variant in live[id].variants
            if asked.admit_variant(entry, variant) and (variant.available or not asked.in_stock)
        ]
        if asked.admit(entry) and meeting:
            prices[id] = min(meeting)
    return prices
