"""`python -m bot database`: operators bring a database up to date, developers write the next step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.database import app
from bot.database import metadata
from shop.sql.migrate import MIGRATIONS, differences, newest_revision


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The database of a fresh data folder."""
    monkeypatch.setenv("CONFAB_DATA_DIR", str(tmp_path / "fresh"))
    return f"sqlite:///{tmp_path / 'fresh' / 'confab.db'}"


def test_a_fresh_database_is_brought_up_to_date_once(url: str) -> None:
    runner = CliRunner()
    assert runner.invoke(app, ["upgrade"]).stdout == f"Brought from nothing to {newest_revision()}.\n"
    assert differences(url, metadata) == []
    assert runner.invoke(app, ["upgrade"]).stdout == f"Up to date at {newest_revision()}.\n"


@pytest.fixture
def kept_migrations() -> Iterator[None]:
    """Whatever a test writes among the migrations is gone afterwards."""
    before = set(MIGRATIONS.glob("versions/*.py"))
    yield
    for file in set(MIGRATIONS.glob("versions/*.py")) - before:
        file.unlink()


@pytest.mark.usefixtures("kept_migrations")
def test_a_revision_without_a_difference_is_not_written() -> None:
    done = CliRunner().invoke(app, ["revision", "nothing new"])
    assert (done.exit_code, done.stdout) == (0, "The migrations lead to these tables already: nothing to write.\n")
