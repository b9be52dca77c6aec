"""Many new texts at once: found by their words from the next search on, by their meaning as soon as they are read."""

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from language.encoder import Vectors
from retrieval.build import open_shelf
from retrieval.catching_up import CatchUp
from retrieval.collection import PassageCollection
from retrieval.passages import Passage
from retrieval.search import SearchQuery
from retrieval.shelf import StoreShelf
from shop.catalogue import Listing, put_products, withdraw_product
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.retrieval.market import open_market, product, variant
from tests.retrieval.test_build import CountingEncoder

MANY = 100
VERY_MANY = 5_000  # more than are read while somebody says stop


class HeldEncoder(WordEncoder):
    """Encodes several texts only while it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.let.set()
        self.asked = threading.Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        if len(texts) > 1 and threading.current_thread() is not threading.main_thread():
            self.asked.set()
            assert self.let.wait(10)
        return super().encode(texts)


@pytest.fixture
def store() -> Store:
    return open_market()


@pytest.fixture
def encoder() -> HeldEncoder:
    return HeldEncoder()


@pytest.fixture
def shelf(store: Store, encoder: HeldEncoder) -> StoreShelf:
    return open_shelf(store, encoder)


def put_kites(store: Store, kind: str = "kite") -> None:
    kites = [
        Listing(
            product(f"kite{n}", f"Gustling Gust {n}", kind, "Gustling", f"Flies {n} metres high."),
            (variant(f"kite{n}", 2000 + n),),
        )
        for n in range(MANY)
    ]
    with store.write() as tx:
        put_products(tx, kites)


def ids(shelf: StoreShelf, **query: object) -> set[str]:
    return {found.product_id for found in shelf.find_products(SearchQuery(**query), 2 * MANY)}  # type: ignore[arg-type]


def test_words_and_conditions_find_them_while_they_are_being_read(
    store: Store, shelf: StoreShelf, encoder: HeldEncoder
) -> None:
    encoder.let.clear()
    put_kites(store)
    assert len(ids(shelf, product_type="kite")) == MANY
    assert "kite7" in ids(shelf, text="gust 7 kite", price_max_cents=2007)
    assert ids(shelf, product_type="keyboard") == {"hush", "clack"}
    assert encoder.asked.wait(10)  # it is being read by now, and everything is still found
    assert len(ids(shelf, product_type="kite")) == MANY
    assert shelf.find_alike(["kite7"]) == [[]]
    withdraw_product(store, "kite8")
    assert "kite8" not in ids(shelf, product_type="kite")
    encoder.let.set()
    wait_for_quiet()
    assert shelf.find_alike(["kite7"], 3)[0]
    assert "kite8" not in {found.product_id for found in shelf.find_alike(["kite7"], 3 * MANY)[0]}


def test_what_was_read_aside_is_what_is_read_at_once(store: Store, shelf: StoreShelf) -> None:
    put_kites(store)
    ids(shelf, product_type="kite")
    wait_for_quiet()
    anew = open_shelf(store, WordEncoder())
    for query in ("gust 7", "flies high", "something for cracked skin"):
        assert shelf.find_products(SearchQuery(query)) == anew.find_products(SearchQuery(query))
    assert shelf.find_alike(["kite7"], MANY) == anew.find_alike(["kite7"], MANY)


def test_a_second_batch_is_read_too(store: Store, shelf: StoreShelf) -> None:
    for kind in ("kite", "stunt kite", "box kite"):
        put_kites(store, kind)
        ids(shelf, product_type=kind)
        wait_for_quiet()
    assert shelf.find_alike(["kite7"], 3) == open_shelf(store, WordEncoder()).find_alike(["kite7"], 3)


def test_keeping_the_shelf_for_the_next_start_reads_all_first(
    store: Store, shelf: StoreShelf, encoder: HeldEncoder
) -> None:
    encoder.let.clear()
    put_kites(store)
    ids(shelf, product_type="kite")
    shelf.refresh()
    assert len(shelf.find_alike(["kite7"], 3)[0]) == 3
    encoder.let.set()
    wait_for_quiet()
    assert shelf.find_alike(["kite7"], MANY) == open_shelf(store, WordEncoder()).find_alike(["kite7"], MANY)


def test_what_was_caught_up_with_is_kept_for_the_next_start(store: Store, tmp_path: Path) -> None:
    shelf = open_shelf(store, WordEncoder(), tmp_path)
    put_kites(store)
    ids(shelf, product_type="kite")
    wait_for_quiet()
    encoder = CountingEncoder()
    open_shelf(store, encoder, tmp_path)
    assert [text for text in encoder.texts if text.startswith("Gustling")] == []


def test_the_end_of_the_process_waits_for_the_texts_in_hand_alone() -> None:
    encoder, lock = HeldEncoder(), threading.RLock()
    collection = PassageCollection(encoder)
    encoder.let.clear()
    with lock:
        collection.put({f"o{n}": [Passage(f"o{n}", f"Text {n}")] for n in range(VERY_MANY)})
        catching_up = CatchUp([collection], encoder, lock)
        catching_up.begin()
    assert encoder.asked.wait(10)
    stopping = threading.Thread(target=catching_up.stop)
    stopping.start()
    encoder.let.set()
    stopping.join(10)
    assert not stopping.is_alive()
    read = sum(len(collection.vectors_of(f"o{n}")) for n in range(VERY_MANY))
    assert 0 < read < VERY_MANY
    wait_for_quiet()


def wait_for_quiet() -> None:
    """Wait until nothing is read aside any more."""
    for thread in threading.enumerate():
        if thread.name == "catching-up":
            thread.join(10)
            assert not thread.is_alive()


def test_a_few_new_texts_are_known_by_their_meaning_at_once(
    store: Store, shelf: StoreShelf, encoder: HeldEncoder
) -> None:
    encoder.let.clear()  # nothing is read on a thread meanwhile
    few = [
        Listing(product(id, "Gustling Gust", "kite", "Gustling", "Flies high."), (variant(id, 2000),))
        for id in ("gust1", "gust2")
    ]
    with store.write() as tx:
        put_products(tx, few)
    assert shelf.find_alike(["gust1"], 1)[0][0].product_id == "gust2"
