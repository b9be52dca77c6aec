"""Of a product with very many reviews as much is read for a question as a shopper can wait for."""

import random

import pytest

from retrieval.build import open_shelf
from retrieval.facts import MOST_SAID
from retrieval.search import Shelf
from shop.customers import Customer, add_customer
from shop.reviews.writing import write_review
from shop.store import Store
from tests.retrieval.market import open_market
from tests.retrieval.test_build import CountingEncoder

OLDEST = "The spacebar squeaks in winter."


@pytest.fixture
def store() -> Store:
    store = open_market()
    write_review(store, "ana", "clack", rating=2, text=OLDEST)
    for number in range(2 * MOST_SAID):
        add_customer(store, Customer(f"c{number}", f"C{number}", f"c{number}", f"c{number}@example.com"))
        write_review(store, f"c{number}", "clack", rating=1 + number % 5, text=some_words(number))
    return store


def some_words(seed: int) -> str:
    """Return what nobody else says: reviews that are alike look bought."""
    drawn = random.Random(seed)
    return " ".join(["Fine:", *("".join(drawn.choices("bdfgklmnprst", k=7)) for _ in range(6))]) + "."


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def shelf(store: Store, encoder: CountingEncoder) -> Shelf:
    shelf = open_shelf(store, encoder)
    encoder.texts.clear()
    return shelf


def test_not_every_sentence_is_read_for_a_question(shelf: Shelf, encoder: CountingEncoder) -> None:
    shelf.find_facts("clack", "is it fine?")
    assert len({text for text in encoder.texts if text.startswith("Fine:") or text == OLDEST}) == MOST_SAID


def test_one_with_the_words_of_the_question_is_read_however_old_it_is(shelf: Shelf) -> None:
    assert shelf.find_facts("clack", "does the spacebar squeak in winter?")[0].text == OLDEST


def test_where_none_has_its_words_the_newest_are_read(shelf: Shelf, encoder: CountingEncoder) -> None:
    shelf.find_facts("clack", "charge by cable?")
    assert some_words(2 * MOST_SAID - 1) in encoder.texts
    assert OLDEST not in encoder.texts
