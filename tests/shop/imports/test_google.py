"""Google's feeds, as XML and as text."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shop.catalogue import set_stock
from shop.imports.products import SOME_STOCK
from tests.fakes.store import MemoryStore
from tests.shop.imports.files import (
    MUG,
    TEE_BLUE,
    TEE_RED,
    bring,
    google_tsv,
    google_xml,
    products,
    variants,
)


@pytest.mark.parametrize(("write", "format"), [(google_xml, "google-xml"), (google_tsv, "google-tsv")])
def test_rows_of_a_group_become_one_product_also_when_they_lie_apart(
    write: Callable[..., str], format: str, tmp_path: Path
) -> None:
    store = MemoryStore()
    report = bring(store, tmp_path, write(TEE_RED, MUG, TEE_BLUE), format)
    assert (report.read, report.added, report.refused, report.stored) == (3, 2, 0, True)
    tee = products(store)["TEE"]
    assert (tee.title, tee.description, tee.brand) == ("Linen tee", "Cool & light.", "Brisa")
    assert (tee.path, tee.category, tee.type) == (("Clothing", "Tops", "Tees"), "Clothing > Tops > Tees", "tees")
    assert (tee.currency, tee.price_from_cents, tee.url) == ("EUR", 2450, "https://shop.example/tee?c=red")
    assert tee.images == ("https://cdn.example/tee-red.jpg", "https://cdn.example/tee-back.jpg")
    assert tee.attributes == {
        "gtin": "4006381333931, 4006381333948",
        "condition": "new",
        "size": "M",
        "material": "linen",
        "gender": "unisex",
    }
    found = [(v.id, v.sku, v.options, v.price_cents, v.stock) for v in variants(store).values()]
    assert found == [
        ("MUG", "MUG", {}, 1299, 0),
        ("TEE-B-M", "TEE-B-M", {"colour": "blue"}, 2450, SOME_STOCK),
        ("TEE-R-M", "TEE-R-M", {"colour": "red"}, 2500, SOME_STOCK),
    ]


def test_details_and_repeated_images_of_xml_are_kept(tmp_path: Path) -> None:
    store = MemoryStore()
    detail = (
        "<g:product_detail><g:section_name>General: all</g:section_name><g:attribute_name>Wash</g:attribute_name>"
        "<g:attribute_value>30 °C, inside: out</g:attribute_value></g:product_detail>"
        "<g:additional_image_link>https://cdn.example/b.jpg</g:additional_image_link>"
        "<g:additional_image_link>https://cdn.example/c,d.jpg</g:additional_image_link><!-- a note -->"
    )
    bring(store, tmp_path, google_xml(MUG).replace("</item>", detail + "</item>"), "google-xml")
    mug = products(store)["MUG"]
    assert mug.attributes["wash"] == "30 °C, inside: out"
    assert mug.images == ("https://cdn.example/b.jpg", "https://cdn.example/c,d.jpg")


def test_lists_in_a_cell_of_the_text_feed_are_parted_by_commas(tmp_path: Path) -> None:
    store = MemoryStore()
    lists = {
        "additional_image_link": "https://cdn.example/b.jpg,https://cdn.example/c.jpg",
        "product_detail": r"General:Wash:30 °C\, gently,General:Made in:Porto",
    }
    bring(store, tmp_path, google_tsv({**MUG, **lists}), "google-tsv")
    mug = products(store)["MUG"]
    assert mug.images == ("https://cdn.example/b.jpg", "https://cdn.example/c.jpg")
    assert mug.attributes == {"wash": "30 °C, gently", "made in": "Porto"}


def test_headings_may_be_written_as_google_writes_them_to_people(tmp_path: Path) -> None:
    store = MemoryStore()
    feed = "ID\tTitle\tprice(value)\tAvailability\tImage Link\tshipping(country:price)\n"
    feed += 'a\t"A ""big"" mug"\t12.99 EUR\tIn Stock\thttps://cdn.example/a.jpg\tPT:4 EUR\n'
    assert bring(store, tmp_path, feed, "google-tsv").problems == ()
    assert products(store)["a"].title == 'A "big" mug'


@pytest.mark.parametrize(
    ("word", "stock"),
    [("in stock", 99), ("in_stock", 99), ("out_of_stock", 0), ("preorder", 0), ("backorder", 0), ("In Stock", 99)],
)
def test_only_what_can_be_sold_now_is_stock(word: str, stock: int, tmp_path: Path) -> None:
    store = MemoryStore()
    bring(store, tmp_path, google_xml({**MUG, "availability": word}), "google-xml")
    assert variants(store)["MUG"].stock == stock


def test_the_number_of_pieces_stays_while_a_feed_says_in_stock(tmp_path: Path) -> None:
    store = MemoryStore()
    feed = google_xml({**MUG, "availability": "in_stock"})
    bring(store, tmp_path, feed, "google-xml")
    set_stock(store, "MUG", 3)
    assert bring(store, tmp_path, feed.replace("Holds", "Keeps"), "google-xml").changed == 1
    assert variants(store)["MUG"].stock == 3
    set_stock(store, "MUG", 0)
    assert bring(store, tmp_path, feed, "google-xml").changed == 1, "there are pieces again"
    assert variants(store)["MUG"].stock == SOME_STOCK


@pytest.mark.parametrize(
    ("sale", "cents"),
    [
        ({"sale_price": "9.99 EUR"}, 999),
        ({"sale_price": "9.99 EUR", "sale_price_effective_date": "2026-03-01T00:00+0100/2026-03-08T00:00+0100"}, 999),
        ({"sale_price": "9.99 EUR", "sale_price_effective_date": "2026-02-01T00:00Z/2026-02-08T00:00Z"}, 1299),
        ({"sale_price": "9.99 EUR", "sale_price_effective_date": "2026-04-01T00:00Z/2026-04-08T00:00Z"}, 1299),
    ],
)
def test_the_sale_price_counts_while_the_sale_is_on(sale: dict[str, str], cents: int, tmp_path: Path) -> None:
    store = MemoryStore(clock=lambda: datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert bring(store, tmp_path, google_xml({**MUG, **sale}), "google-xml").problems == ()
    assert variants(store)["MUG"].price_cents == cents


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"price": "12.99"}, "price", "12.99"),
        ({"price": "free"}, "price", "free"),
        ({"price": "-1 EUR"}, "price", "-1 EUR"),
        ({"price": "1.299 EUR"}, "price", "1.299 EUR"),
        ({"price": "12.99 XXX"}, "price", "12.99 XXX"),
        ({"price": ""}, "price", ""),
        ({"availability": "maybe"}, "availability", "maybe"),
        ({"availability": ""}, "availability", ""),
        ({"id": ""}, "id", ""),
        ({"id": "x" * 201}, "id", "x" * 80),
        ({"sale_price": "13.99 EUR"}, "sale_price", "13.99 EUR"),
        ({"sale_price": "9.99 USD"}, "sale_price", "9.99 USD"),
        ({"sale_price": "9 EUR", "sale_price_effective_date": "soon"}, "sale_price_effective_date", "soon"),
        ({"adult": "perhaps"}, "adult", "perhaps"),
        ({"title": ""}, "title", ""),
        ({"image_link": "no link"}, "images", ""),
    ],
)
def test_a_bad_value_is_named_with_its_line_and_what_is_allowed(
    change: dict[str, str], field: str, value: str, tmp_path: Path
) -> None:
    store = MemoryStore()
    report = bring(store, tmp_path, google_xml(TEE_RED, {**MUG, **change}), "google-xml")
    assert (report.refused, report.stored) == (1, False)
    (problem,) = report.problems
    assert (problem.line, problem.field, problem.value) == (4, field, value)
    assert problem.allowed
    assert products(store) == {}


def test_a_currency_can_be_given_for_prices_that_name_none(tmp_path: Path) -> None:
    store = MemoryStore()
    bring(store, tmp_path, google_xml({**MUG, "price": "12.99"}), "google-xml", currency="GBP")
    assert products(store)["MUG"].currency == "GBP"


@pytest.mark.parametrize(
    ("second", "field"),
    [
        ({**TEE_BLUE, "color": "Red"}, "item_group_id"),
        ({**TEE_BLUE, "color": ""}, "colour"),
        ({**TEE_BLUE, "id": TEE_RED["id"]}, "id"),
        ({**TEE_BLUE, "price": "20 USD"}, "currency"),
        ({**TEE_BLUE, "price": "?"}, "price"),
    ],
)
def test_a_group_with_one_bad_row_is_refused_as_a_whole(second: dict[str, str], field: str, tmp_path: Path) -> None:
    store = MemoryStore()
    report = bring(store, tmp_path, google_xml(TEE_RED, MUG, second), "google-xml", keep_good=True)
    assert (report.read, report.added, report.refused) == (3, 1, 2)
    assert [problem.field for problem in report.problems] == [field]
    assert list(products(store)) == ["MUG"]


def test_what_a_feed_cannot_know_stays(tmp_path: Path) -> None:
    store = MemoryStore()
    bring(store, tmp_path, google_xml(MUG), "google-xml")
    with store.write() as tx:
        tx.put(replace(products(store)["MUG"], relations={"works_with": ("TEE",)}, min_age=16))
    first = products(store)["MUG"]
    bring(store, tmp_path, google_xml({**MUG, "title": "Big mug"}), "google-xml")
    mug = products(store)["MUG"]
    assert (mug.title, mug.relations, mug.min_age) == ("Big mug", {"works_with": ("TEE",)}, 16)
    assert mug.launched_at == first.launched_at


def test_an_adult_product_is_for_adults(tmp_path: Path) -> None:
    store = MemoryStore()
    bring(store, tmp_path, google_xml({**MUG, "adult": "yes"}), "google-xml")
    assert products(store)["MUG"].min_age == 18


def test_a_variant_that_leaves_its_group_is_no_longer_sold(tmp_path: Path) -> None:
    store = MemoryStore()
    bring(store, tmp_path, google_xml(TEE_RED, TEE_BLUE), "google-xml")
    assert bring(store, tmp_path, google_xml(TEE_RED), "google-xml").changed == 1
    assert {v.id: v.active for v in variants(store).values()} == {"TEE-R-M": True, "TEE-B-M": False}


def test_a_variant_of_another_product_is_not_taken_over(tmp_path: Path) -> None:
    store = MemoryStore()
    bring(store, tmp_path, google_xml(MUG), "google-xml")
    report = bring(store, tmp_path, google_xml({**MUG, "item_group_id": "MUGS"}), "google-xml", keep_good=True)
    assert [(p.line, p.field, p.value) for p in report.problems] == [(3, "id", "MUG")]
    assert list(products(store)) == ["MUG"]


@pytest.mark.parametrize(("prefix", "declaration"), [("goods:", "xmlns:goods"), ("", "xmlns:unused")])
def test_the_prefix_of_the_namespace_does_not_matter(prefix: str, declaration: str, tmp_path: Path) -> None:
    store = MemoryStore()
    feed = google_xml(MUG).replace("xmlns:g", declaration).replace("<g:", f"<{prefix}").replace("</g:", f"</{prefix}")
    assert bring(store, tmp_path, feed, "google-xml").added == 1
