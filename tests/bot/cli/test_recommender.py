"""`python -m bot train recommender` and `models`: an operator trains, looks, puts in use and takes back."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from recommender.learning.registry import Registry
from shop.errors import Conflict, NotFound
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.recommender.learning.shops import open_year


class WordEncoders:
    def load(self) -> WordEncoder:
        return WordEncoder()


@pytest.fixture(scope="module")
def year() -> Store:
    return open_year()


@pytest.fixture
def registry(year: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    monkeypatch.setattr("bot.database.open_store", lambda settings: year)
    monkeypatch.setattr("bot.nlu.encoders.process_encoders", WordEncoders)
    monkeypatch.setenv("CONFAB_DATA_DIR", str(tmp_path))
    return Registry(tmp_path / "models" / "recommender")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_a_model_is_trained_reported_on_put_in_use_and_taken_back(registry: Registry, tmp_path: Path) -> None:
    first = run("train", "recommender")
    assert first.exit_code == 0, first.exception
    (version,) = registry.versions()
    assert f"Trained {version.id}" in first.stdout
    assert re.search(r"^  0%  Reading what customers did\n", first.stderr, re.MULTILINE)
    assert re.search(r"^100%  Done\n", first.stderr, re.MULTILINE)
    assert first.stdout.index("It is in use") < first.stdout.index("Its report: ")
    assert registry.in_use() == version.id
    check_report(registry.folder(version.id) / "report.html", version.id)

    assert run("train", "recommender", "--hold").exit_code == 0
    held = registry.versions()[-1]
    assert registry.in_use() == version.id
    assert re.search(
        rf"{version.id}  10 products  nDCG@10 0\.\d+ on \d+ questions  in use", run("models", "list").stdout
    )

    assert run("models", "promote", held.id).stdout == f"In use: {held.id}\n"
    assert run("models", "rollback").stdout == f"In use again: {version.id}\n"
    assert isinstance(run("models", "rollback").exception, Conflict)
    assert isinstance(run("models", "promote", "nothing").exception, NotFound)

    written = run("models", "report")
    check_report(Path(written.stdout.strip()), version.id)
    assert Path(written.stdout.strip()).is_relative_to(tmp_path / "reports")


def check_report(file: Path, id: str) -> None:
    page = file.read_text()
    assert f"<h1>Recommender {id}</h1>" in page
    for title in ("What each part weighs", "Learning curve", "Popularity bias by customer group", "Reasons shown"):
        assert title in page
    assert page.count("<svg") >= 4
    assert "<script" not in page


def test_there_is_no_report_without_a_model(registry: Registry) -> None:
    assert isinstance(run("models", "report").exception, NotFound)
    assert run("models", "list").stdout == ""


def test_only_two_things_are_trained(registry: Registry) -> None:
    refused = run("train", "everything")
    assert refused.exit_code == 2
    assert "'assistant', 'recommender'" in refused.output
