"""The shop-wide stars of products follow their reviews, whatever becomes of these."""

import pytest

from retrieval.ratings import Ratings
from shop.reviews import Visibility
from shop.reviews.writing import remove_review, show_review_to, write_review
from shop.store import Store
from tests.shop.social.world import add_people, add_products


@pytest.fixture
def shop(store: Store) -> Store:
    add_people(store, "ana", "ben", "cem")
    add_products(store, "kettle", "pan")
    write_review(store, "ana", "kettle", rating=5)
    write_review(store, "ben", "kettle", rating=1)
    write_review(store, "cem", "pan", rating=3, visibility=Visibility.FRIENDS)
    return store


@pytest.fixture
def ratings(shop: Store) -> Ratings:
    ratings = Ratings()
    sync(shop, ratings)
    return ratings


def sync(store: Store, ratings: Ratings) -> None:
    with store.read() as tx:
        ratings.sync(tx)


def counted(ratings: Ratings) -> dict[str, float]:
    """Return the stars of what is rated, the most reviewed first."""
    return {id: ratings.stars(id) for id in ratings.most_reviewed()}


def fresh(store: Store) -> dict[str, float]:
    ratings = Ratings()
    sync(store, ratings)
    return counted(ratings)


def test_what_everybody_may_read_counts(shop: Store, ratings: Ratings) -> None:
    assert counted(ratings) == {"kettle": (6 + 8 * 3.0) / 10}
    version = ratings.version
    sync(shop, ratings)
    assert ratings.version == version


def test_a_shop_without_reviews_is_as_usual(store: Store) -> None:
    ratings = Ratings()
    sync(store, ratings)
    assert (ratings.stars("kettle"), ratings.most_reviewed()) == (3.5, [])
    add_people(store, "ana")
    add_products(store, "kettle")
    write_review(store, "ana", "kettle", rating=5)
    sync(store, ratings)
    assert counted(ratings) == {"kettle": 5.0}


def test_every_change_counts_at_once(shop: Store, ratings: Ratings) -> None:
    write_review(shop, "ana", "pan", rating=5)
    sync(shop, ratings)
    assert ratings.most_reviewed() == ["kettle", "pan"]
    write_review(shop, "ben", "kettle", rating=4)  # in place of the 1
    sync(shop, ratings)
    assert counted(ratings) == fresh(shop)
    show_review_to(shop, "ana", "kettle", Visibility.ONLY_ME)
    sync(shop, ratings)
    assert counted(ratings) == fresh(shop)
    assert ratings.stars("kettle") < 5
    show_review_to(shop, "cem", "pan", Visibility.PUBLIC)
    sync(shop, ratings)
    assert counted(ratings) == fresh(shop)
    assert ratings.most_reviewed() == ["pan", "kettle"]


def test_an_import_of_many_counts_as_a_few_do(shop: Store, ratings: Ratings, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many products as no statement may name."""
    monkeypatch.setattr("retrieval.ratings._MANY", 1)
    asked: list[object] = []
    write_review(shop, "ana", "pan", rating=5)
    write_review(shop, "cem", "kettle", rating=4)
    with shop.read() as tx:
        tally = tx.tally
        monkeypatch.setattr(tx, "tally", lambda *args, **where: (asked.append(where), tally(*args, **where))[1])
        ratings.sync(tx)
    assert counted(ratings) == fresh(shop)
    assert asked == [{}], "no product is named"


def test_a_review_that_is_taken_down_counts_no_longer(shop: Store, ratings: Ratings) -> None:
    remove_review(shop, "ben", "kettle")
    sync(shop, ratings)
    assert counted(ratings) == fresh(shop) == {"kettle": 5.0}
    write_review(shop, "ben", "kettle", rating=2)
    sync(shop, ratings)
    remove_review(shop, "ben", "kettle")
    remove_review(shop, "ana", "kettle")
    sync(shop, ratings)
    assert counted(ratings) == {}
