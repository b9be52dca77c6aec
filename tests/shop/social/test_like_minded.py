"""Reviewers with the viewer's taste, found in what the viewer may read."""

from dataclasses import replace

import pytest

from shop.consent import Purpose
from shop.customers import Customer
from shop.errors import Invalid, NotFound
from shop.reviews import Visibility
from shop.reviews.like_minded import like_minded_reviews
from shop.reviews.writing import write_review
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.social.world import add_people, add_products, consent, deliver, withdraw

PUBLIC, ONLY_ME = Visibility.PUBLIC, Visibility.ONLY_ME


@pytest.fixture
def town() -> MemoryStore:
    store = MemoryStore()
    fill(store)
    return store


def fill(store: Store) -> None:
    """Ana likes pan, dislikes pot; Ben agrees on both, Cem on one, Dee disagrees, Eli has no strong opinion."""
    add_people(store, "ana", "ben", "cem", "dee", "eli")
    add_products(store, "pan", "pot", "kettle")
    consent(store, "ana", purpose=Purpose.PERSONALISE)
    for author, pan, pot in (("ana", 5, 1), ("ben", 4, 2), ("cem", 5, 3), ("dee", 2, 1), ("eli", 3, 3)):
        write_review(store, author, "pan", rating=pan)
        write_review(store, author, "pot", rating=pot)
    for author in ("ben", "cem", "dee", "eli"):
        write_review(store, author, "kettle", rating=4)


def found(store: Store, viewer_id: str = "ana") -> list[str | None]:
    return [review.author_id for review in like_minded_reviews(store, viewer_id, "kettle")]


def test_the_closest_in_taste_come_first_and_who_disagrees_as_much_is_left_out(store: Store) -> None:
    fill(store)
    assert found(store) == ["ben", "cem"]


def test_nobody_is_compared_without_consent(town: MemoryStore) -> None:
    withdraw(town, "ana", purpose=Purpose.PERSONALISE)
    assert found(town) == []


def test_what_the_viewer_may_not_read_counts_for_nothing(town: MemoryStore) -> None:
    write_review(town, "ben", "pan", rating=4, visibility=ONLY_ME)
    write_review(town, "ben", "pot", rating=2, visibility=ONLY_ME)
    write_review(town, "cem", "kettle", rating=4, visibility=ONLY_ME)
    assert found(town) == []


def test_the_product_itself_is_no_agreement(town: MemoryStore) -> None:
    write_review(town, "ana", "kettle", rating=4)
    assert found(town) == ["ben", "cem"]


def test_whoever_has_reviewed_nothing_is_like_nobody(town: MemoryStore) -> None:
    add_people(town, "new")
    consent(town, "new", purpose=Purpose.PERSONALISE)
    assert found(town, "new") == []


def test_what_was_bought_and_given_no_stars_counts_as_liked(town: MemoryStore) -> None:
    add_people(town, "fay")
    consent(town, "fay", purpose=Purpose.PERSONALISE)
    deliver(town, "fay", "pan")
    assert found(town, "fay") == ["cem", "ben"]
    write_review(town, "fay", "pan", rating=1)
    assert found(town, "fay") == ["dee"]


def test_sponsored_stars_tell_of_no_taste_and_are_no_voice(town: MemoryStore) -> None:
    write_review(town, "ben", "kettle", rating=4, sponsored=True)
    for product in ("pan", "pot"):
        write_review(town, "cem", product, rating=4, sponsored=True)
    assert found(town) == []


def test_who_is_not_to_be_named_is_left_out(town: MemoryStore) -> None:
    """Else it would be told that two reviews without a name are by the same person."""
    with town.write() as tx:
        tx.put(*(replace(ben, private=True) for ben in tx.find(Customer, id="ben")))
    assert found(town) == ["cem"]


def test_a_limit_keeps_the_closest(town: MemoryStore) -> None:
    assert [review.author_id for review in like_minded_reviews(town, "ana", "kettle", limit=1)] == ["ben"]


def test_an_unknown_product_is_not_found(town: MemoryStore) -> None:
    with pytest.raises(NotFound):
        like_minded_reviews(town, "ana", "unicorn")


def test_what_is_no_id_is_refused(store: Store) -> None:
    fill(store)
    with pytest.raises(Invalid):
        like_minded_reviews(store, "\ud800", "kettle")
