"""The promises of a shelf, kept by the one over a store."""

import pytest

from retrieval.build import open_shelf
from retrieval.search import Shelf
from shop.store import Store
from tests.contracts.shelf import ShelfContract
from tests.fakes.encoder import WordEncoder
from tests.retrieval.market import open_market


class TestStoreShelf(ShelfContract):
    @pytest.fixture
    def store(self) -> Store:
        return open_market()

    @pytest.fixture
    def shelf(self, store: Store) -> Shelf:
        return open_shelf(store, WordEncoder())
