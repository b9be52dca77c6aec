"""Shopify's product export."""

from pathlib import Path

import pytest

from shop.imports.products import SOME_STOCK
from shop.imports.shopify import strip_html
from tests.fakes.store import MemoryStore
from tests.shop.imports.files import SHOPIFY, bring, products, variants


def test_rows_of_a_handle_are_one_product(tmp_path: Path) -> None:
    store = MemoryStore()
    report = bring(store, tmp_path, SHOPIFY, "shopify", currency="EUR")
    assert (report.read, report.added, report.refused) == (4, 2, 0)
    tee, mug = products(store)["tee"], products(store)["mug"]
    assert (tee.title, tee.description, tee.brand) == ("Linen tee", "Cool & light.\n\nLinen", "Brisa")
    assert (tee.path, tee.type, tee.active) == (("Clothing", "Tops"), "tee", True)
    assert tee.attributes == {"tags": "new, linen", "barcode": "4006381333931"}
    assert tee.images == (
        "https://cdn.example/1.jpg", "https://cdn.example/2.jpg", "https://cdn.example/3.jpg",
        "https://cdn.example/blue.jpg",
    )  # fmt: skip
    assert (mug.path, mug.active) == (("Mug",), False)
    found = {v.id: (v.sku, v.options, v.price_cents, v.stock, v.position) for v in variants(store).values()}
    assert found == {
        "tee~Red~M": ("T-R-M", {"colour": "Red", "size": "M"}, 2500, 7, 0),
        "tee~Blue~M": ("T-B-M", {"colour": "Blue", "size": "M"}, 2450, 0, 1),
        "mug": ("mug", {}, 990, SOME_STOCK, 0),
    }


def test_the_headings_since_2024_mean_the_same(tmp_path: Path) -> None:
    old, new = MemoryStore(), MemoryStore()
    renamed = {
        "Handle": "URL handle", "Body (HTML)": "Description", "Product Category": "Product category",
        "Published": "Published on online store", "Variant SKU": "SKU", "Variant Price": "Price",
        "Variant Inventory Tracker": "Inventory tracker", "Variant Inventory Qty": "Inventory quantity",
        "Variant Inventory Policy": "Continue selling when out of stock", "Variant Barcode": "Barcode",
        "Image Src": "Product image URL", "Variant Image": "Variant image URL",
    }  # fmt: skip
    header, rows = SHOPIFY.split("\n", 1)
    header = ",".join(renamed.get(name, name) for name in header.split(","))
    bring(old, tmp_path, SHOPIFY, "shopify", currency="EUR")
    bring(new, tmp_path, f"{header}\n{rows.replace('deny', 'FALSE')}", "shopify", currency="EUR")
    assert variants(new) == variants(old)
    assert products(new)["tee"].images == products(old)["tee"].images


def test_what_is_sold_on_when_nothing_is_left_has_stock(tmp_path: Path) -> None:
    store = MemoryStore()
    bring(store, tmp_path, SHOPIFY.replace("-2,deny", "-2,continue"), "shopify", currency="EUR")
    assert variants(store)["tee~Blue~M"].stock == SOME_STOCK


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("24.50", "2x", 3, "price"),
        ("24.50", "", 3, "price"),
        ("shopify,7", "shopify,many", 2, "quantity"),
        ("Blue,,M", "Blue,,", 3, "option1_value"),
        ("Blue,,M", "Red,,M", 2, "id"),
        ("T-B-M", "T-R-M", 3, "sku"),
        ("tee,Linen tee", "tee,", 2, "title"),
        (",active", ",sleeping", 2, "status"),
        ("Size,M", "Color,M", 2, "option1_name"),
    ],
)
def test_a_product_with_one_bad_row_is_refused_as_a_whole(
    old: str, new: str, line: int, field: str, tmp_path: Path
) -> None:
    store = MemoryStore()
    assert SHOPIFY.count(old) == 1
    content = SHOPIFY.replace(old, new).replace("https://cdn.example/1.jpg", "")
    report = bring(store, tmp_path, content, "shopify", currency="EUR", keep_good=True)
    assert [(problem.line, problem.field) for problem in report.problems] == [(line, field)]
    assert (report.refused, report.added, list(products(store))) == (3, 1, ["mug"])


def test_without_a_currency_no_price_can_be_read(tmp_path: Path) -> None:
    report = bring(MemoryStore(), tmp_path, SHOPIFY, "shopify")
    assert report.refused == 4
    assert "currency" in report.problems[0].allowed


def test_a_sku_of_another_product_is_refused(tmp_path: Path) -> None:
    store = MemoryStore()
    bring(store, tmp_path, SHOPIFY, "shopify", currency="EUR")
    copy = SHOPIFY.replace("\ntee,", "\nshirt,").replace("T-B-M", "S-B-M")
    report = bring(store, tmp_path, copy, "shopify", currency="EUR", keep_good=True)
    assert [(problem.field, problem.value) for problem in report.problems] == [("sku", "T-R-M")]
    assert set(products(store)) == {"tee", "mug"}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Plain, 5 < 6\nsecond line", "Plain, 5 < 6\nsecond line"),
        ("<p>One</p>\n<p>Two <b>bold</b></p>", "One\n\nTwo bold"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("Tea &amp; milk &lt; 5 &euro;", "Tea & milk < 5 €"),
        ("<style>p {color: red}</style>Seen<script>alert(1)</script>", "Seen"),
        ("Seen<!-- not seen --> again", "Seen again"),
        ("3 <4 and <b>5</b>", "3 <4 and 5"),
        ("cut <b", "cut <b"),
        ("<![CDATA[x]]>y", "y"),
    ],
)
def test_html_becomes_what_a_reader_sees(html: str, text: str) -> None:
    assert strip_html(html) == text
