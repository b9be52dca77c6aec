"""Who knows a thing from using it: what friends show of purchases and reviews, and nothing else."""

from collections.abc import Callable

import pytest

from shop.activity import ActivityType
from shop.activity.experience import friends_experience
from shop.activity.feed import hide_activity, hide_purchase, show_activity
from shop.friends.blocks import block_person
from shop.friends.circles import add_to_circle, make_circle
from shop.friends.friendships import remove_friend
from shop.reviews import Visibility
from shop.reviews.writing import show_review_to, write_review
from shop.store import Store
from shop.wishlists.gifts import plan_gift
from shop.wishlists.items import add_to_wishlist
from tests.fakes.store import MemoryStore
from tests.shop.social.world import Clock, add_people, add_products, befriend, consent, deliver, withdraw


def fill(store: Store) -> None:
    """Ana bought the kettle and the pan and reviewed the pan; she is Ben's friend, Cem is not."""
    add_people(store, "ana", "ben", "cem")
    add_products(store, "kettle", "pan", "mug")
    befriend(store, "ana", "ben")
    consent(store, "ana", "ben", "cem")
    deliver(store, "ana", "kettle")
    deliver(store, "ana", "pan")
    show_activity(store, "ana", ActivityType.PURCHASED)
    write_review(store, "ana", "pan", rating=4, visibility=Visibility.FRIENDS)
    write_review(store, "cem", "pan", rating=1)


@pytest.fixture
def town() -> MemoryStore:
    store = MemoryStore(Clock())
    fill(store)
    return store


def seen(store: Store, viewer: str = "ben") -> dict[str, tuple[bool, int | None]]:
    """Return by product whether it was bought, and the stars."""
    return {one.product_id: (one.bought_at is not None, one.stars) for one in friends_experience(store, viewer)}


def test_what_was_bought_and_reviewed_is_one_experience_on_every_store(store: Store) -> None:
    fill(store)
    assert seen(store) == {"kettle": (True, None), "pan": (True, 4)}
    assert {one.nickname for one in friends_experience(store, "ben")} == {"Nick-ana"}
    assert friends_experience(store, "ana") == ()
    assert friends_experience(store, "cem") == ()
    assert friends_experience(store, "nobody") == ()


def test_the_newest_comes_first(town: MemoryStore) -> None:
    found = friends_experience(town, "ben")
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)


HIDING: dict[str, tuple[Callable[[Store], object], dict[str, tuple[bool, int | None]]]] = {
    "purchases hidden": (lambda s: hide_activity(s, "ana", ActivityType.PURCHASED), {"pan": (False, 4)}),
    "one purchase hidden": (lambda s: hide_purchase(s, "ana", "kettle"), {"pan": (True, 4)}),
    "review for oneself": (
        lambda s: show_review_to(s, "ana", "pan", Visibility.ONLY_ME),
        {"kettle": (True, None), "pan": (True, None)},
    ),
    "consent withdrawn": (lambda s: withdraw(s, "ana"), {}),
    "friendship ended": (lambda s: remove_friend(s, "ben", "ana"), {}),
    "blocked by her": (lambda s: block_person(s, "ana", "ben"), {}),
    "blocked by him": (lambda s: block_person(s, "ben", "ana"), {}),
}


@pytest.mark.parametrize("way", HIDING)
def test_what_is_hidden_is_gone_at_once_and_the_rest_stays(town: MemoryStore, way: str) -> None:
    hide, left = HIDING[way]
    hide(town)
    assert seen(town) == left


def test_a_review_for_a_circle_is_for_its_members(town: MemoryStore) -> None:
    circle = make_circle(town, "ana", "cooks")
    hide_activity(town, "ana", ActivityType.PURCHASED)
    show_review_to(town, "ana", "pan", Visibility.CIRCLE, circle.id)
    assert seen(town) == {}
    add_to_circle(town, "ana", circle.id, "ben")
    assert seen(town) == {"pan": (False, 4)}


def test_presents_are_nobody_s_experience(town: MemoryStore) -> None:
    add_to_wishlist(town, "ben", "mug")
    plan_gift(town, "ana", "ben~mug")
    deliver(town, "ana", "mug", number="#W-mug")
    assert "mug" not in seen(town)


def test_what_was_paid_for_is_no_experience(town: MemoryStore) -> None:
    write_review(town, "ana", "mug", rating=5, sponsored=True)
    assert "mug" not in seen(town)
