"""What every import promises: all or nothing, the same again changes nothing, trying out costs nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shop.alerts import set_price_alert
from shop.errors import Invalid
from shop.imports.rows import MOST_PROBLEMS, Row, Tally
from shop.imports.run import run_import
from shop.imports.spool import MOST_ROWS, open_spool
from shop.notifications import Notification
from shop.prices import PriceObservation
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.imports.files import (
    MUG,
    SHOPIFY,
    TEE_BLUE,
    TEE_RED,
    bring,
    google_tsv,
    google_xml,
    products,
    snapshot,
)
from tests.shop.imports.test_tables import CUSTOMERS, ORDERS, REVIEWS

BAD = {**MUG, "id": "BAD", "price": "?"}
FEEDS = {
    "google-xml": google_xml(TEE_RED, MUG, TEE_BLUE),
    "google-tsv": google_tsv(TEE_RED, MUG, TEE_BLUE),
    "shopify": SHOPIFY,
}
FRIENDSHIPS = "customer_id,friend_id\nana,ben\nben,cleo\n"


def mugs(count: int) -> list[dict[str, str]]:
    return [{**MUG, "id": f"M{number}"} for number in range(count)]


@pytest.mark.parametrize("format", FEEDS)
def test_the_same_feed_again_changes_nothing(store: Store, format: str, tmp_path: Path) -> None:
    first = bring(store, tmp_path, FEEDS[format], format, currency="EUR")
    before = snapshot(store)
    assert (first.added, len(before["Product"]), len(before["PriceObservation"])) == (2, 2, 3)
    again = bring(store, tmp_path, FEEDS[format], format, currency="EUR")
    assert (again.added, again.changed, again.unchanged, again.refused) == (0, 0, 2, 0)
    assert snapshot(store) == before


def test_the_same_tables_again_change_nothing(store: Store, tmp_path: Path) -> None:
    visa = ORDERS.replace(",visa,", ",,").replace("shoe-38", "TEE-R-M").replace("mug", "MUG")
    files = {
        "google-xml": google_xml(TEE_RED, MUG),
        "customers": CUSTOMERS,
        "friendships": FRIENDSHIPS,
        "orders": visa,
        "reviews": REVIEWS.replace("shoe", "TEE").replace("mug", "MUG"),
    }
    added = {format: bring(store, tmp_path, content, format).added for format, content in files.items()}
    assert added == {"google-xml": 2, "customers": 3, "friendships": 2, "orders": 2, "reviews": 2}
    before = snapshot(store)
    for format, content in files.items():
        report = bring(store, tmp_path, content, format)
        assert (report.added, report.changed, report.unchanged, report.refused) == (0, 0, added[format], 0)
    assert snapshot(store) == before


def test_a_bad_row_late_in_a_long_file_keeps_everything_out(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path, google_xml(MUG), "google-xml")
    before = snapshot(store)
    report = bring(store, tmp_path, google_xml(*mugs(2_500), {**MUG, "title": "New"}, BAD), "google-xml")
    assert (report.read, report.added, report.changed, report.refused) == (2_502, 2_500, 1, 1)
    assert not report.stored
    assert snapshot(store) == before


def test_the_database_file_is_the_same_after_a_refused_import(sqlite_store: Any, tmp_path: Path) -> None:
    def dump() -> list[str]:
        with sqlite_store.engine.connect() as connection:
            return list(connection.connection.driver_connection.iterdump())

    bring(sqlite_store, tmp_path, google_xml(MUG), "google-xml")
    before = dump()
    assert not bring(sqlite_store, tmp_path, google_xml(*mugs(50), BAD), "google-xml").stored
    assert dump() == before


def test_a_file_cut_off_late_keeps_everything_out(store: Store, tmp_path: Path) -> None:
    before = snapshot(store)
    with pytest.raises(Invalid):
        bring(store, tmp_path, google_xml(*mugs(500))[:-30], "google-xml", keep_good=True)
    assert snapshot(store) == before


def test_keep_good_stores_all_but_the_refused(store: Store, tmp_path: Path) -> None:
    report = bring(store, tmp_path, google_xml(BAD, TEE_RED, TEE_BLUE, MUG), "google-xml", keep_good=True)
    assert (report.read, report.added, report.refused, report.stored) == (4, 2, 1, True)
    assert set(products(store)) == {"TEE", "MUG"}


def test_a_row_of_too_few_cells_takes_its_product_along(tmp_path: Path) -> None:
    """Else the variant would look as if it was no longer sold."""
    store = MemoryStore()
    bring(store, tmp_path, google_tsv(TEE_RED, TEE_BLUE, MUG), "google-tsv")
    before = snapshot(store)
    broken = google_tsv({**TEE_RED, "title": "New"}, TEE_BLUE, {**MUG, "title": "New"}).replace(
        "Clothing > Tops", "", 1
    )
    broken = broken.replace("\tnew\n", "\n", 1)
    report = bring(store, tmp_path, broken, "google-tsv", keep_good=True)
    assert [(problem.line, problem.allowed) for problem in report.problems] == [(2, "17 cells, as the header has")]
    assert (report.refused, report.changed) == (2, 1)
    assert snapshot(store)["Variant"] == before["Variant"]


@pytest.mark.parametrize("keep_good", [False, True])
def test_a_dry_run_tells_what_would_be_and_stores_nothing(store: Store, keep_good: bool, tmp_path: Path) -> None:
    bring(store, tmp_path, google_xml(MUG), "google-xml")
    before = snapshot(store)
    feed = google_xml({**MUG, "title": "Big mug"}, TEE_RED, TEE_BLUE, BAD)
    report = bring(store, tmp_path, feed, "google-xml", dry_run=True, keep_good=keep_good)
    assert (report.added, report.changed, report.unchanged, report.refused, report.stored) == (1, 1, 0, 1, False)
    assert snapshot(store) == before


def test_only_what_changed_is_touched(tmp_path: Path) -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    days = iter(range(1000))
    store = MemoryStore(clock=lambda: start + timedelta(days=next(days)))
    bring(store, tmp_path, google_xml(MUG, TEE_RED), "google-xml")
    before = products(store)
    bring(store, tmp_path, google_xml({**MUG, "price": "11.99 EUR"}, TEE_RED), "google-xml")
    after = products(store)
    assert after["TEE"] == before["TEE"]
    assert after["MUG"] == replace(before["MUG"], price_from_cents=1199, updated_at=after["MUG"].updated_at)
    assert after["MUG"].updated_at != before["MUG"].updated_at
    with store.read() as tx:
        assert [seen.price_cents for seen in tx.find(PriceObservation, order="at", variant_id="MUG")] == [1299, 1199]
        assert tx.count(PriceObservation, variant_id="TEE-R-M") == 1


def test_whoever_waits_for_a_price_is_told(tmp_path: Path) -> None:
    store = MemoryStore()
    bring(store, tmp_path, CUSTOMERS, "customers")
    bring(store, tmp_path, google_xml(MUG), "google-xml")
    set_price_alert(store, "ana", "MUG", 1200)
    bring(store, tmp_path, google_xml({**MUG, "price": "11.99 EUR"}), "google-xml")
    with store.read() as tx:
        assert [note.customer_id for note in tx.find(Notification)] == ["ana"]


def test_all_problems_are_counted_and_the_first_thousand_kept(tmp_path: Path) -> None:
    bad = [{**BAD, "id": f"B{number}"} for number in range(2 * MOST_PROBLEMS + 500)]
    report = bring(MemoryStore(), tmp_path, google_xml(*bad), "google-xml")
    assert report.refused == 2 * MOST_PROBLEMS + 500
    assert [problem.line for problem in report.problems] == list(range(3, 3 + MOST_PROBLEMS))


def test_a_group_without_end_is_refused_in_little_memory() -> None:
    tally = Tally()
    with open_spool(0) as spool:
        for line in range(MOST_ROWS + 500):
            spool.add("same", Row(line, {"id": ["same"]}))
        spool.add("other", Row(9_999, {"id": ["other"]}))
        found = list(spool.groups(tally, lambda done, of: None))
    assert [group[0].line for group in found] == [9_999]
    assert (tally.refused, len(tally.problems)) == (MOST_ROWS + 500, 1)


def test_rows_of_a_group_find_each_other_in_a_file_of_many_parts() -> None:
    """As if the file had 200 MB: its rows are spread over many temporary files."""
    with open_spool(200 << 20) as spool:
        for line in range(1, 1001):
            spool.add(f"group {line % 100}", Row(line, {"n": [str(line)]}))
        found = list(spool.groups(Tally(), lambda done, of: None))
    assert sorted(row.line for group in found for row in group) == list(range(1, 1001))
    assert {len(group) for group in found} == {10}
    assert all([row.line for row in group] == sorted(row.line for row in group) for group in found)


def test_progress_ends_at_the_size_of_the_file(tmp_path: Path) -> None:
    seen: dict[str, list[tuple[int, int]]] = {}
    path = tmp_path / "feed.xml"
    path.write_text(google_xml(*mugs(300)))
    run_import(MemoryStore(), path, "google-xml", progress=lambda doing, *now: seen.setdefault(doing, []).append(now))
    size = path.stat().st_size
    assert list(seen) == ["Reading", "Storing"]
    assert {parts[-1] for parts in seen.values()} == {(size, size)}
    assert seen["Reading"] == sorted(seen["Reading"])
