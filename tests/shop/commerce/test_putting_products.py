"""Products are put on sale, changed and withdrawn: checked, once, with their prices written down."""

from dataclasses import replace

import pytest

from shop.catalogue import (
    Listing,
    Product,
    Variant,
    Written,
    find_product,
    put_product,
    put_products,
    set_stock,
    taken_skus,
    withdraw_product,
)
from shop.errors import Invalid, NotFound
from shop.prices import PriceObservation, price_history
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.commerce.shop import SHOES, Clock, fill, product, reprice, variant


def test_a_product_is_found_as_it_was_put_with_category_and_lowest_price(store: Store) -> None:
    put = put_product(store, product("shoe", path=("Sports", "Running"), title="  Shoe\r\n"), SHOES)

    assert put == find_product(store, "shoe")
    assert (put.product.title, put.product.category, put.product.price_from_cents) == ("Shoe", "Sports > Running", 4000)
    assert put.product.updated_at is not None
    assert [found.id for found in put.variants] == ["shoe-38-black", "shoe-38-red", "shoe-39-black"]
    assert [found.position for found in put.variants] == [0, 1, 2]


def test_the_lowest_price_is_that_of_an_active_variant() -> None:
    cheap = replace(variant("a", "shoe", {"size": "1"}, price_cents=5), active=False)
    listing = put_product(MemoryStore(), product("shoe"), [cheap, variant("b", "shoe", {"size": "2"}, price_cents=70)])
    assert listing.product.price_from_cents == 70


def test_putting_the_same_again_changes_nothing(store: Store) -> None:
    first = put_product(store, product("shoe"), SHOES)
    with store.write() as tx:
        assert put_products(tx, [Listing(product("shoe"), SHOES)]) == Written(unchanged=1)
    assert find_product(store, "shoe") == first
    assert len(price_history(store, "shoe-38-red")) == 1


def test_a_change_is_seen_and_dated() -> None:
    clock = Clock()
    store = MemoryStore(clock)
    first = put_product(store, product("shoe"), SHOES)
    clock.pass_days(1)
    with store.write() as tx:
        written = put_products(tx, [Listing(product("shoe", title="New"), SHOES), Listing(product("x"), (x_one(),))])
    assert written == Written(added=1, changed=1)
    changed = find_product(store, "shoe").product
    assert (changed.title, changed.updated_at, changed.launched_at) == ("New", clock.now, first.product.launched_at)


def test_a_variant_that_disappears_stays_inactive_and_comes_back() -> None:
    store = fill(MemoryStore())
    put_product(store, product("shoe"), SHOES[:1])
    assert [found.active for found in find_product(store, "shoe").variants] == [True, False, False]
    put_product(store, product("shoe"), SHOES)
    assert all(found.active for found in find_product(store, "shoe").variants)


def test_only_new_and_changed_prices_are_observed() -> None:
    store = fill(MemoryStore())
    reprice(store, "shoe-38-red", 3500)
    assert [seen.price_cents for seen in price_history(store, "shoe-38-red")] == [4000, 3500]
    assert [seen.price_cents for seen in price_history(store, "shoe-38-black")] == [4000]


def test_a_withdrawn_product_is_kept_but_not_sold() -> None:
    store = fill(MemoryStore())
    withdrawn = withdraw_product(store, "shoe")
    assert withdrawn == withdraw_product(store, "shoe") == find_product(store, "shoe")
    assert not withdrawn.product.active
    assert not any(found.active for found in withdrawn.variants)
    assert put_product(store, product("shoe"), SHOES).available


def test_variants_of_an_inactive_product_are_inactive() -> None:
    listing = put_product(MemoryStore(), product("shoe", active=False), SHOES)
    assert not any(found.active for found in listing.variants)


def test_stock_is_set(store: Store) -> None:
    fill(store)
    assert set_stock(store, "mug-1", 0).stock == 0
    assert not find_product(store, "mug").available


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "x" * 301}),
        ("description", {"description": "\x00"}),
        ("id", {"id": "a b\n"}),
        ("path", {"path": ()}),
        ("path", {"path": ("a > b",)}),
        ("path", {"path": ("a >",)}),
        ("currency", {"currency": "eur"}),
        ("currency", {"currency": "XXX"}),
        ("images", {"images": ("javascript:alert(1)",)}),
        ("images", {"images": ("https://a b",)}),
        ("url", {"url": "ftp://x"}),
        ("relations", {"relations": {"friend_of": ("x",)}}),
        ("attributes", {"attributes": {"": "x"}}),
        ("min_age", {"min_age": -1}),
    ],
)
def test_a_product_outside_the_rules_is_refused_by_field(field: str, fields: dict[str, object]) -> None:
    store = MemoryStore()
    changed = replace(product("shoe"), **fields)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        put_product(store, changed, [replace(v, product_id=changed.id) for v in SHOES])
    assert refused.value.field == field
    with store.read() as tx:
        assert tx.count(Product) == tx.count(Variant) == tx.count(PriceObservation) == 0


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("price_cents", {"price_cents": -1}),
        ("price_cents", {"price_cents": 1_000_000_001}),
        ("stock", {"stock": -1}),
        ("stock", {"stock": 10_000_001}),
        ("sku", {"sku": ""}),
        ("sku", {"sku": "sku-shoe-38-red"}),
        ("id", {"id": "shoe-38-red"}),
        ("currency", {"currency": "USD"}),
        ("product_id", {"product_id": "mug"}),
        ("options", {"options": {"size": "38"}}),
        ("options", {"options": {"size": "38", "colour": "RED"}}),
    ],
)
def test_a_variant_outside_the_rules_is_refused_by_field(field: str, change: dict[str, object]) -> None:
    wrong = replace(SHOES[0], **change)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        put_product(MemoryStore(), product("shoe"), [wrong, *SHOES[1:]])
    assert refused.value.field == field


def test_a_product_needs_a_variant() -> None:
    with pytest.raises(Invalid, match="variants is 0"):
        put_product(MemoryStore(), product("shoe"), [])


@pytest.mark.parametrize("change", [{"sku": "sku-mug-1"}, {"id": "mug-1"}])
def test_a_sku_and_a_variant_belong_to_one_product(store: Store, change: dict[str, str]) -> None:
    fill(store)
    with pytest.raises(Invalid, match=next(iter(change.values()))):
        put_product(store, product("x"), [replace(x_one(), **change)])
    with pytest.raises(NotFound):
        find_product(store, "x")


def test_taken_skus_are_told_before_writing() -> None:
    with fill(MemoryStore()).read() as tx:
        assert taken_skus(tx, [replace(x_one(), sku="sku-mug-1"), SHOES[0]]) == {"sku-mug-1": "mug-1"}
        assert taken_skus(tx, []) == {}


def test_a_product_comes_once_in_a_call() -> None:
    listing = Listing(product("x"), (x_one(),))
    with pytest.raises(Invalid, match="comes twice"), MemoryStore().write() as tx:
        put_products(tx, [listing, listing])


def test_more_products_than_a_batch_are_put(sqlite_store: Store) -> None:
    listings = [Listing(product(f"p{n}"), (variant(f"v{n}", f"p{n}"),)) for n in range(1_500)]
    with sqlite_store.write() as tx:
        assert put_products(tx, iter(listings)) == Written(added=1_500)
        assert put_products(tx, iter(listings)) == Written(unchanged=1_500)
        assert (tx.count(Product), tx.count(Variant), tx.count(PriceObservation)) == (1_500, 1_500, 1_500)


def test_what_is_not_there_is_not_found() -> None:
    store = fill(MemoryStore())
    for act in (find_product, withdraw_product):
        with pytest.raises(NotFound, match="nothing"):
            act(store, "nothing")
    with pytest.raises(NotFound, match="variant 'shoe'"):
        set_stock(store, "shoe", 1)


def x_one() -> Variant:
    return variant("x-1", "x")
