"""Whatever a file holds, an import ends in a report or in one clear error, and a dry run leaves the store alone."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from shop.errors import Invalid
from shop.imports.run import FORMATS
from shop.imports.shopify import strip_html
from tests.fakes.store import MemoryStore
from tests.shop.imports.files import MUG, SHOPIFY, TEE_BLUE, TEE_RED, bring, google_tsv, google_xml, snapshot
from tests.shop.imports.test_tables import CUSTOMERS, ORDERS, REVIEWS

FILES = {
    "google-xml": google_xml(TEE_RED, MUG, TEE_BLUE),
    "google-tsv": google_tsv(TEE_RED, MUG, TEE_BLUE),
    "shopify": SHOPIFY,
    "customers": CUSTOMERS,
    "friendships": "customer_id,friend_id,since\nana,ben,2026-01-01\n",
    "orders": ORDERS,
    "reviews": REVIEWS,
}
EMPTY = snapshot(MemoryStore())
CELLS = st.text(max_size=30) | st.sampled_from(
    ["12.99 EUR", "in_stock", "ana", "2026-01-01", "\n", '"', "\t", "1" * 30]
)


def try_out(content: bytes, format: str) -> None:
    store = MemoryStore()
    with tempfile.TemporaryDirectory() as folder, suppress(Invalid):
        report = bring(store, Path(folder), content, format, currency="EUR", dry_run=True)
        assert report.refused <= report.read
        assert (report.refused == 0) == (report.problems == ())
    assert snapshot(store) == EMPTY


@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=300))
def test_any_bytes(format: str, content: bytes) -> None:
    try_out(content, format)


@given(st.sampled_from(sorted(FORMATS)), st.data())
@settings(max_examples=300)
def test_a_good_file_with_something_strange_in_it(format: str, data: st.DataObject) -> None:
    good = FILES[format]
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 20)))
    strange = data.draw(st.binary(max_size=8) | CELLS.map(lambda text: text.encode("utf-8", "surrogatepass")))
    try_out(good[:start].encode() + strange + good[end:].encode(), format)


@given(st.sampled_from(["google-tsv", "shopify", "customers", "friendships", "orders", "reviews"]), st.data())
@settings(max_examples=300)
def test_any_cells_under_a_good_header(format: str, data: st.DataObject) -> None:
    header = FILES[format].split("\n", 1)[0]
    delimiter = "\t" if format == "google-tsv" else ","
    row = st.lists(CELLS, min_size=header.count(delimiter) + 1, max_size=header.count(delimiter) + 1)
    rows = data.draw(st.lists(row, max_size=4))
    lines = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells) for cells in rows]
    try_out("\n".join([header, *lines]).encode("utf-8", "surrogatepass"), format)


@given(st.text(alphabet="<>/!ab&;# \n\"'=-scriptye", max_size=200))
def test_any_html_becomes_text(html: str) -> None:
    text = strip_html(html)
    assert strip_html(text) is not None
    assert len(text) <= len(html) + html.count("<")
