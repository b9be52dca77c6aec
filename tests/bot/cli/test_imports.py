"""`python -m bot import`: a table of what happened, one clear line of what went wrong, and an exit code."""

import csv
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli.app import app
from shop.catalogue import Product
from shop.imports.run import FORMATS
from shop.sql.schema import TABLES
from shop.sql.store import SqlStore
from tests.shop.imports.files import MUG, SHOPIFY, TEE_RED, google_xml

BAD = {**MUG, "id": "BAD", "price": "?"}


@pytest.fixture(autouse=True)
def database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SqlStore:
    monkeypatch.setenv("CONFAB_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CONFAB_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("bot.database.upgrade", lambda url: None)  # the fixture's database has the schema already
    return SqlStore(sqlite_url, TABLES)


def bring(folder: Path, content: str, *options: str, format: str = "google-xml") -> Result:
    path = folder / "feed"
    path.write_text(content)
    return CliRunner().invoke(app, ["import", str(path), "--format", format, *options])


def count_products(database: SqlStore) -> int:
    with database.read() as tx:
        return tx.count(Product)


def test_a_good_file_is_stored_and_counted(database: SqlStore, tmp_path: Path) -> None:
    done = bring(tmp_path, google_xml(MUG, TEE_RED))
    assert done.exit_code == 0, done.output
    counts = [line.strip("│ ").split("│") for line in done.stdout.splitlines() if "│" in line]
    assert [(name.strip(), count.strip()) for name, count in counts] == [
        ("read", "2"), ("added", "2"), ("changed", "0"), ("unchanged", "0"), ("refused", "0"),
    ]  # fmt: skip
    assert count_products(database) == 2


def test_refused_rows_are_told_and_nothing_is_stored(database: SqlStore, tmp_path: Path) -> None:
    done = bring(tmp_path, google_xml(MUG, BAD), "--problems", str(tmp_path / "problems.csv"))
    assert done.exit_code == 1
    assert "line 4: price '?'; allowed: an amount with its currency" in done.stderr
    assert "Nothing was stored" in done.stderr
    assert count_products(database) == 0
    with (tmp_path / "problems.csv").open(newline="") as file:
        (problem,) = csv.DictReader(file)
    assert (problem["line"], problem["field"], problem["value"]) == ("4", "price", "?")


def test_the_good_rows_are_stored_when_asked(database: SqlStore, tmp_path: Path) -> None:
    assert bring(tmp_path, google_xml(MUG, BAD), "--keep-good").exit_code == 1
    assert count_products(database) == 1


def test_a_dry_run_stores_nothing_and_says_so(database: SqlStore, tmp_path: Path) -> None:
    done = bring(tmp_path, google_xml(MUG), "--dry-run")
    assert (done.exit_code, "dry run: nothing was stored" in done.stderr) == (0, True)
    assert count_products(database) == 0


def test_a_currency_can_be_given(database: SqlStore, tmp_path: Path) -> None:
    assert bring(tmp_path, SHOPIFY, "--currency", "EUR", format="shopify").exit_code == 0
    assert count_products(database) == 2


@pytest.mark.parametrize(
    ("content", "options", "reason"),
    [
        ("", [], "confab: The file is empty."),
        ("<rss>", [], "confab: The XML is broken in line 1: no element found."),
        ("<rss/>", ["--currency", "euro"], "confab: 'euro' is not a currency"),
        ("<rss/>", ["--problems", "/nowhere/problems.csv"], "confab: /nowhere/problems.csv cannot be written"),
    ],
)
def test_an_unusable_file_is_one_line_and_exit_code_2(
    content: str, options: list[str], reason: str, tmp_path: Path
) -> None:
    done = bring(tmp_path, content, *options)
    assert done.exit_code == 2
    assert done.stderr.startswith(reason)
    assert done.stderr.count("\n") == 1


def test_an_unknown_format_is_exit_code_2(tmp_path: Path) -> None:
    done = bring(tmp_path, "x", format="xls")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_the_help_names_every_format() -> None:
    help = CliRunner().invoke(app, ["import", "--help"], terminal_width=200).output
    assert [format for format in FORMATS if format not in help] == []
