"""What the actions of a process work with."""

from pathlib import Path

import pytest

from actions import context
from bot.dialogue.rooms import open_rooms
from bot.nlu.encoders import process_encoders
from language.weights import find_weights
from settings import Settings
from shop.catalogue import Product
from shop.sql.store import SqlStore
from tests.language.random_encoder import write_encoder


@pytest.fixture
def settings(sqlite_store: SqlStore, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    with sqlite_store.write() as tx:
        tx.put(Product("kite", "Gusto kite", "", "Gusto", "kite", ("toys",), "toys", "EUR", 1900))
    source = write_encoder(tmp_path / "encoder", ["a kite for the beach"])
    chosen = {"DATA_DIR": str(tmp_path / "data"), "DATABASE_URL": sqlite_url, "SEARCH_ENCODER": str(source)}
    for name, value in chosen.items():
        monkeypatch.setenv(f"CONFAB_{name}", value)
    monkeypatch.setattr("bot.nlu.encoders.process_encoders", process_encoders.__wrapped__)
    monkeypatch.setattr("bot.dialogue.rooms.process_encoders", process_encoders.__wrapped__)
    return Settings(data_dir=tmp_path / "data", database_url=sqlite_url, search_encoder=str(source))


def test_the_search_reads_with_the_encoder_of_the_settings(settings: Settings, sqlite_store: SqlStore) -> None:
    open_rooms(settings, sqlite_store, "a secret")
    kept = [folder.name for folder in (settings.data_dir / "indexes").iterdir()]
    assert kept == [find_weights(settings.search_encoder).fingerprint]


def test_so_does_an_action_server_of_its_own(
    settings: Settings, sqlite_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "_given", [sqlite_store])
    monkeypatch.setattr(context, "_given_shelf", [])
    context.current_shelf()
    kept = [folder.name for folder in (settings.data_dir / "indexes").iterdir()]
    assert kept == [find_weights(settings.search_encoder).fingerprint]
