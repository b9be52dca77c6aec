"""Circles: sets of friends that only their owner knows."""

import pytest

from shop.access import open_eyes
from shop.errors import Conflict, Invalid, NotFound
from shop.friends import circles
from shop.friends.circles import (
    add_to_circle,
    circles_of,
    delete_circle,
    make_circle,
    remove_from_circle,
    rename_circle,
)
from shop.friends.friendships import remove_friend
from shop.reviews import Review, Visibility
from shop.reviews.reading import reviews_by
from shop.reviews.writing import write_review
from shop.store import Store
from shop.wishlists import WishlistItem
from shop.wishlists.gifts import wishlist_of
from shop.wishlists.items import add_to_wishlist
from tests.fakes.store import MemoryStore
from tests.shop.social.world import add_people, add_products, befriend, consent


@pytest.fixture
def town() -> MemoryStore:
    store = MemoryStore()
    add_people(store, "ana", "ben", "cem", "dee")
    add_products(store, "kettle")
    befriend(store, "ana", "ben", "cem")
    consent(store, "ana")
    return store


def members(store: Store, owner: str) -> dict[str, list[str]]:
    return {seen.circle.name: [person.id for person in seen.members] for seen in circles_of(store, owner)}


def sees(store: Store, viewer: str, circle_id: str) -> bool:
    with store.read() as tx:
        return open_eyes(tx, viewer).may_see("ana", Visibility.CIRCLE, circle_id)


def test_a_circle_holds_friends_and_a_friend_may_be_in_several(town: MemoryStore) -> None:
    crew, club = make_circle(town, "ana", "Running crew"), make_circle(town, "ana", "Book club")
    for _ in range(2):
        add_to_circle(town, "ana", crew.id, "ben")
    add_to_circle(town, "ana", club.id, "ben")
    add_to_circle(town, "ana", club.id, "cem")
    assert members(town, "ana") == {"Book club": ["ben", "cem"], "Running crew": ["ben"]}
    assert circles_of(town, "ben") == ()


def test_only_friends_come_into_a_circle_and_missing_people_look_like_strangers(town: MemoryStore) -> None:
    crew = make_circle(town, "ana", "crew")
    for other in ("dee", "nobody", "ana"):
        with pytest.raises(NotFound, match=f"^person '{other}' was not found.$"):
            add_to_circle(town, "ana", crew.id, other)
    assert members(town, "ana") == {"crew": []}


def test_who_leaves_the_circle_loses_sight_at_the_next_request(town: MemoryStore) -> None:
    crew = make_circle(town, "ana", "crew")
    for friend in ("ben", "cem"):
        add_to_circle(town, "ana", crew.id, friend)
        assert sees(town, friend, crew.id)
    remove_from_circle(town, "ana", crew.id, "ben")
    remove_friend(town, "ana", "cem")
    assert not sees(town, "ben", crew.id)
    assert not sees(town, "cem", crew.id)
    assert members(town, "ana") == {"crew": []}


def test_a_circle_belongs_to_its_owner_alone(town: MemoryStore) -> None:
    crew = make_circle(town, "ana", "crew")
    add_to_circle(town, "ana", crew.id, "ben")
    for act in (
        lambda: rename_circle(town, "ben", crew.id, "mine"),
        lambda: delete_circle(town, "ben", crew.id),
        lambda: add_to_circle(town, "ben", crew.id, "ana"),
        lambda: remove_from_circle(town, "ben", crew.id, "ben"),
        lambda: write_review(town, "ben", "kettle", rating=5, visibility=Visibility.CIRCLE, circle_id=crew.id),
    ):
        with pytest.raises(NotFound, match="circle"):
            act()
    assert members(town, "ana") == {"crew": ["ben"]}


def test_which_circle_sees_something_is_told_to_its_owner_alone(town: MemoryStore) -> None:
    crew = make_circle(town, "ana", "crew")
    add_to_circle(town, "ana", crew.id, "ben")
    write_review(town, "ana", "kettle", rating=5, visibility=Visibility.CIRCLE, circle_id=crew.id)
    add_to_wishlist(town, "ana", "kettle", visibility=Visibility.CIRCLE, circle_id=crew.id)
    for viewer_id, told in (("ana", crew.id), ("ben", None)):
        (review,) = reviews_by(town, viewer_id, "ana").reviews
        (wish,) = wishlist_of(town, viewer_id, "ana")
        assert (review.circle_id, wish.circle_id) == (told, told)


def test_names_are_unique_ignoring_case_and_can_be_changed(town: MemoryStore) -> None:
    crew = make_circle(town, "ana", " crew ")
    make_circle(town, "ben", "crew")
    with pytest.raises(Conflict, match="You have a circle called 'crew' already"):
        make_circle(town, "ana", "CREW")
    assert rename_circle(town, "ana", crew.id, "Crew").name == "Crew"
    for name in ("", "x" * 101, "a\x00b"):
        with pytest.raises(Invalid):
            rename_circle(town, "ana", crew.id, name)


def test_what_was_shown_to_a_deleted_circle_is_for_its_owner_only(town: MemoryStore) -> None:
    crew = make_circle(town, "ana", "crew")
    add_to_circle(town, "ana", crew.id, "ben")
    write_review(town, "ana", "kettle", rating=5, visibility=Visibility.CIRCLE, circle_id=crew.id)
    add_to_wishlist(town, "ana", "kettle", visibility=Visibility.CIRCLE, circle_id=crew.id)
    delete_circle(town, "ana", crew.id)
    assert circles_of(town, "ana") == ()
    with town.read() as tx:
        for thing in (*tx.find(Review), *tx.find(WishlistItem)):
            assert (thing.visibility, thing.circle_id) == (Visibility.ONLY_ME, None)
        assert tx.count(Review) == tx.count(WishlistItem) == 1
        assert not open_eyes(tx, "ben").may_see("ana", Visibility.CIRCLE, crew.id)


def test_the_most_circles_are_said_clearly(town: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(circles, "MOST_CIRCLES", 1)
    make_circle(town, "ana", "one")
    with pytest.raises(Invalid, match="You have 1 circles already, the most allowed"):
        make_circle(town, "ana", "two")
