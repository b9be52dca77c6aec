"""A second start encodes only what is new."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.build import open_shelf
from retrieval.search import SearchQuery
from shop.catalogue import put_product, withdraw_product
from tests.fakes.encoder import WordEncoder
from tests.retrieval.market import open_market, product, variant


class CountingEncoder(WordEncoder):
    """Remembers which texts it was asked for."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        return super().encode(texts)


class OtherEncoder(CountingEncoder):
    fingerprint = "other"


def encoded_by(encoder: CountingEncoder) -> list[str]:
    """Return the texts of products that were encoded: those of types and questions have no full stop."""
    return [text for text in encoder.texts if text.endswith(".")]


def test_what_was_encoded_once_is_kept(tmp_path: Path) -> None:
    store = open_market()
    first, second = CountingEncoder(), CountingEncoder()
    open_shelf(store, first, tmp_path)
    shelf = open_shelf(store, second, tmp_path)
    assert len(encoded_by(first)) >= 10
    assert encoded_by(second) == []
    assert shelf.find_products(SearchQuery("cracked skin"))[0].product_id == "hands"


def test_only_new_texts_are_encoded(tmp_path: Path) -> None:
    store = open_market()
    open_shelf(store, CountingEncoder(), tmp_path)
    put_product(store, product("gust", "Gustling Gust", "kite", "Gustling", "Flies."), [variant("gust", 2000)])
    withdraw_product(store, "hush")
    encoder = CountingEncoder()
    shelf = open_shelf(store, encoder, tmp_path)
    assert encoded_by(encoder) == ["Gustling Gust, kite by Gustling. Flies."]
    assert [found.product_id for found in shelf.find_products(SearchQuery("kite"))] == ["gust"]
    assert [found.product_id for found in shelf.find_products(SearchQuery("quiet keyboard"))] == ["clack"]


def test_vectors_of_another_encoder_are_not_used(tmp_path: Path) -> None:
    store = open_market()
    open_shelf(store, CountingEncoder(), tmp_path)
    encoder = OtherEncoder()
    open_shelf(store, encoder, tmp_path)
    assert len(encoded_by(encoder)) >= 10


def test_a_damaged_folder_is_built_anew(tmp_path: Path) -> None:
    store = open_market()
    open_shelf(store, CountingEncoder(), tmp_path)
    for file in tmp_path.rglob("*.faiss"):
        file.write_bytes(b"damaged")
    encoder = CountingEncoder()
    open_shelf(store, encoder, tmp_path)
    assert len(encoded_by(encoder)) >= 10
    again = CountingEncoder()
    open_shelf(store, again, tmp_path)
    assert encoded_by(again) == []
