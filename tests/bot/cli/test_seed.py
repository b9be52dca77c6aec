"""`python -m bot seed`: the demo shop into an empty database, and no other by accident."""

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli.app import app, main
from bot.conversations.records import Feedback
from bot.database import TABLES
from shop.api_keys import Scope, find_key, make_key
from shop.catalogue import Product
from shop.customers import Customer, add_customer
from shop.sql.store import SqlStore


@pytest.fixture(autouse=True)
def database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SqlStore:
    monkeypatch.setenv("CONFAB_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CONFAB_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("bot.database.upgrade", lambda url: None)  # the fixture's database has the schema already
    return SqlStore(sqlite_url, TABLES)


def seed(*options: str) -> Result:
    return CliRunner().invoke(app, ["seed", *options])


def failure(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[object, str]:
    """Return the exit code and what is said, as an operator sees them."""
    monkeypatch.setattr("sys.argv", ["confab", "seed", *options])
    with pytest.raises(SystemExit) as exit:
        main()
    return exit.value.code, capsys.readouterr().err


def test_an_empty_database_is_filled_and_what_it_holds_is_shown(database: SqlStore) -> None:
    done = seed("--today", "2026-11-24")
    assert done.exit_code == 0, done.output
    rows = [line.strip("│ ").split("│") for line in done.stdout.splitlines() if "│" in line]
    counts = {kind.strip(): int(count.replace(",", "")) for kind, count in rows}
    with database.read() as tx:
        assert counts["Product"] == tx.count(Product)
        assert counts["Customer"] == tx.count(Customer) == 500


def test_a_shop_with_a_customer_is_refused_and_left_alone(
    database: SqlStore, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add_customer(database, Customer("ana", "Ana", "Ana", "ana@example.com"))
    code, said = failure(capsys, monkeypatch)
    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith("confab: This shop is not empty")
    assert "--replace" in said
    with database.read() as tx:
        assert (tx.count(Customer), tx.count(Product)) == (1, 0)


def test_replacing_deletes_everything_but_the_keys(database: SqlStore) -> None:
    _, secret = make_key(database, "our platform", [Scope.CATALOGUE_READ])
    add_customer(database, Customer("ana", "Ana", "Ana", "ana@example.com"))
    with database.write() as tx:
        tx.add(Feedback("m", "c", True, "", tx.now))
    assert seed("--replace").exit_code == 0
    with database.read() as tx:
        assert tx.get(Customer, "ana") is None
        assert tx.count(Feedback) == 0
    assert find_key(database, secret) is not None


def test_a_shop_in_production_is_never_replaced(
    database: SqlStore, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFAB_ENVIRONMENT", "production")
    monkeypatch.setenv("CONFAB_SECRET_KEY", "s" * 32)
    add_customer(database, Customer("ana", "Ana", "Ana", "ana@example.com"))
    code, said = failure(capsys, monkeypatch, "--replace")
    assert (code, said.count("\n")) == (1, 1)
    assert "CONFAB_ENVIRONMENT" in said
    with database.read() as tx:
        assert tx.get(Customer, "ana") is not None


def test_a_day_that_is_none_is_wrong_usage() -> None:
    done = seed("--today", "Tuesday")
    assert done.exit_code == 2
    assert "Tuesday" in done.stderr
