"""What words say of price, age and fame orders what is found, and excludes nothing."""

from datetime import timedelta

import pytest

from retrieval.build import open_shelf
from retrieval.leanings import Leaning, read_leaning
from retrieval.search import SearchQuery
from retrieval.shelf import StoreShelf
from shop.catalogue import put_product
from shop.customers import Customer, add_customer
from shop.reviews.writing import write_review
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.retrieval.market import START, open_market, product, variant


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("tent around 250", Leaning("tent", around_cents=25000)),
        ("a tent for about €49.90 please", Leaning("a tent please", around_cents=4990)),
        ("speaker about 50 or so", Leaning("speaker", around_cents=5000)),
        ("a book about 100 animals", Leaning("a book about 100 animals")),
        ("around 20 l backpack", Leaning("around 20 l backpack")),
        ("cheapest kettle", Leaning("kettle", cheap=True)),
        ("headphones, not too expensive", Leaning("headphones,", cheap=True)),
        ("high-end headphones", Leaning("headphones", dear=True)),
        ("the latest phone", Leaning("the phone", new=True)),
        ("new shoes", Leaning("new shoes")),
        ("best-selling yoga mat", Leaning("yoga mat", popular=True)),
        ("cheap and popular tent", Leaning("and tent", cheap=True, popular=True)),
        ("something cheap", Leaning("something cheap", cheap=True)),
        ("red wool jumper", Leaning("red wool jumper")),
    ],
)
def test_leanings_are_read_and_taken_out_of_the_words(text: str, leaning: Leaning) -> None:
    assert read_leaning(text) == leaning


@pytest.fixture
def store() -> Store:
    """Four kites that differ in price, launch and how many reviewed them, and in nothing else that counts."""
    store = open_market()
    for number, cents in enumerate((1000, 5000, 9000, 30000)):
        kite = product(f"kite{number}", f"Gust {number}", "kite", "Gustling", "Flies.")
        put_product(store, kite, [variant(f"kite{number}", cents)])
    launched = product("kite4", "Gust 4", "kite", "Gustling", "Flies.", launched_at=START + timedelta(days=400))
    put_product(store, launched, [variant("kite4", 5200)])
    for number in range(6):
        add_customer(store, Customer(f"c{number}", f"C{number}", f"C{number}", f"c{number}@example.com"))
        write_review(store, f"c{number}", "kite2", rating=3)
    return store


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("cheap kite", "kite0"),
        ("kite, not too expensive", "kite0"),
        ("luxury kite", "kite3"),
        ("kite around 90", "kite2"),
        ("kite for about €300", "kite3"),
        ("the newest kite", "kite4"),
        ("popular kite", "kite2"),
    ],
)
def test_what_fits_the_leaning_comes_first_and_all_are_found(store: Store, text: str, first: str) -> None:
    shelf: StoreShelf = open_shelf(store, WordEncoder())
    found = [one.product_id for one in shelf.find_products(SearchQuery(text))]
    assert found[0] == first
    assert set(found) == {f"kite{number}" for number in range(5)}
