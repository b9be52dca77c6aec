"""What a viewer sees of somebody's taste, in the order in which it was shown; that of sets differs by process."""

import pytest

from recommender.taste import read_shown_taste
from shop.access import open_eyes
from shop.activity import ActivityType
from shop.activity.feed import show_activity
from shop.consent import Purpose
from shop.reviews.writing import write_review
from shop.store import Store
from shop.wishlists.items import add_to_wishlist
from tests.recommender.crowd import RUNNING, add_person, befriend, buy, open_crowd

BOUGHT = (*RUNNING, "novel", "lamp")


@pytest.fixture
def store() -> Store:
    """Nora, and her friend Ana, who shows what she buys."""
    store = open_crowd()
    add_person(store, "nora", Purpose.PERSONALISE)
    add_person(store, "ana", Purpose.FRIENDS_SEE)
    befriend(store, "nora", "ana")
    show_activity(store, "ana", ActivityType.PURCHASED)
    return store


def test_what_was_shown_the_longest_ago_comes_first(store: Store) -> None:
    for days_ago, id in enumerate(BOUGHT, start=10):
        buy(store, "ana", id, days_ago=days_ago)
    add_to_wishlist(store, "ana", "mug")
    write_review(store, "ana", "chair", rating=5)
    write_review(store, "ana", "cap", rating=4)  # which she bought before
    with store.read() as tx:
        taste = read_shown_taste(tx, open_eyes(tx, "nora"), "ana")
    earlier = [id for id in reversed(BOUGHT) if id != "cap"]
    assert list(taste.liking) == [*earlier, "mug", "chair", "cap"]
