"""What friends wrote, of everything or of some products."""

from datetime import timedelta

from shop.reviews import Visibility
from shop.reviews.by_friends import reviews_by_friends
from shop.reviews.writing import write_review
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.social.world import Clock, add_people, add_products, befriend, consent, withdraw


def fill(store: Store, clock: Clock | None = None) -> None:
    add_people(store, "ana", "ben", "cem", "dee")
    add_products(store, "kettle", "pan")
    befriend(store, "ana", "ben", "cem")
    consent(store, "ben", "cem", "dee")
    for author, product in (("ben", "kettle"), ("cem", "kettle"), ("dee", "kettle"), ("ben", "pan")):
        write_review(store, author, product, rating=4)
        if clock:
            clock.pass_by(timedelta(days=1))


def found(store: Store, *product_ids: str) -> list[str]:
    return [review.id for review in reviews_by_friends(store, "ana", product_ids=product_ids or None)]


def test_friends_come_newest_first_and_nobody_else() -> None:
    clock = Clock()
    store = MemoryStore(clock)
    fill(store, clock)
    assert found(store) == ["pan~ben", "kettle~cem", "kettle~ben"]


def test_only_the_products_asked_for(store: Store) -> None:
    fill(store)
    assert found(store, "pan") == ["pan~ben"]
    assert len(found(store, "pan", "kettle")) == 3
    assert found(store, "unicorn") == []
    assert reviews_by_friends(store, "ana", product_ids=[]) == ()


def test_a_friend_is_seen_as_one_by_consent_and_visibility_only() -> None:
    store = MemoryStore()
    fill(store)
    withdraw(store, "cem")
    write_review(store, "ben", "pan", rating=4, visibility=Visibility.ONLY_ME)
    assert found(store) == ["kettle~ben"]
