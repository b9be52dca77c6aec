"""What Rasa is given of the catalogue at training time."""

from pathlib import Path

import pytest

import settings as configuration
from bot.database import open_store
from bot.rasa_compat import prepare
from shop.catalogue.records import Product

prepare()

from bot.nlu.catalogue import CatalogueImporter  # noqa: E402 - after prepare()


def test_a_shop_without_colours_or_without_anything_can_be_trained_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONFAB_DATA_DIR", str(tmp_path))
    store = open_store(configuration.load())
    empty = CatalogueImporter().get_nlu_data()
    assert empty.lookup_tables == []
    before = empty.fingerprint()
    with store.write() as tx:
        tx.put(Product("kite", "Gusto kite", "", "Gusto", "kite", ("toys",), "toys", "EUR", 1900))
    store.close()
    data = CatalogueImporter().get_nlu_data()
    assert [table["name"] for table in data.lookup_tables] == ["product", "brand", "product_type"]
    assert data.fingerprint() != before
