"""Sending: friends are told of a product or a wishlist, once, and of nothing else."""

from dataclasses import replace

import pytest

from shop.catalogue import Product
from shop.errors import Invalid, NotFound
from shop.friends.blocks import block_person
from shop.friends.friendships import remove_friend
from shop.notifications import mark_delivered, pending
from shop.sending import SentKind, received_from, send_to_friends, sent_by
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.social.world import add_people, add_products, befriend


@pytest.fixture
def town() -> MemoryStore:
    store = MemoryStore()
    fill(store)
    return store


def fill(store: Store) -> None:
    add_people(store, "ana", "ben", "cem", "stranger")
    add_products(store, "kettle")
    befriend(store, "ana", "ben", "cem")
    for id in ("ana", "ben", "cem"):
        for note in pending(store, id):
            mark_delivered(store, id, note.id)


def news(store: Store, customer_id: str) -> list[tuple[str, str, dict[str, str]]]:
    return [(note.kind, note.subject_id, note.facts) for note in pending(store, customer_id)]


def test_friends_are_told_who_sent_what(store: Store) -> None:
    fill(store)
    assert send_to_friends(store, "ana", ["ben", "cem", "ben"], SentKind.PRODUCT, "kettle") == ("ben", "cem")
    assert news(store, "ben") == news(store, "cem") == [("shared_product", "kettle", {"person_id": "ana"})]


def test_what_waits_to_be_read_is_not_told_again(town: MemoryStore) -> None:
    send_to_friends(town, "ana", ["ben"], SentKind.PRODUCT, "kettle")
    assert send_to_friends(town, "ana", ["ben", "cem"], SentKind.PRODUCT, "kettle") == ("cem",)
    (note,) = pending(town, "ben")
    mark_delivered(town, "ben", note.id)
    assert send_to_friends(town, "ana", ["ben"], SentKind.PRODUCT, "kettle") == ("ben",)


def test_a_wishlist_is_sent_by_its_owner_only(town: MemoryStore) -> None:
    send_to_friends(town, "ana", ["ben"], SentKind.WISHLIST, "ana")
    assert news(town, "ben") == [("shared_wishlist", "ana", {"person_id": "ana"})]
    with pytest.raises(NotFound):
        send_to_friends(town, "ana", ["ben"], SentKind.WISHLIST, "cem")


@pytest.mark.parametrize("other", ["stranger", "nobody", "ana"])
def test_only_friends_are_told_and_none_if_one_is_not(town: MemoryStore, other: str) -> None:
    with pytest.raises(NotFound):
        send_to_friends(town, "ana", ["ben", other], SentKind.PRODUCT, "kettle")
    assert news(town, "ben") == []


def test_a_block_hides_the_friend(town: MemoryStore) -> None:
    block_person(town, "ben", "ana")
    with pytest.raises(NotFound):
        send_to_friends(town, "ana", ["ben"], SentKind.PRODUCT, "kettle")


def test_nothing_of_it_outlives_the_friendship(town: MemoryStore) -> None:
    send_to_friends(town, "ana", ["ben"], SentKind.PRODUCT, "kettle")
    remove_friend(town, "ben", "ana")
    assert news(town, "ben") == []


def test_what_is_not_sold_cannot_be_sent(town: MemoryStore) -> None:
    with town.write() as tx:
        kettle = tx.get(Product, "kettle")
        assert kettle is not None
        tx.put(replace(kettle, active=False))
    for product_id in ("kettle", "unicorn"):
        with pytest.raises(NotFound):
            send_to_friends(town, "ana", ["ben"], SentKind.PRODUCT, product_id)


@pytest.mark.parametrize("ids", [[], [f"friend{n}" for n in range(51)]])
def test_somebody_is_told_but_not_everybody(town: MemoryStore, ids: list[str]) -> None:
    with pytest.raises(Invalid):
        send_to_friends(town, "ana", ids, SentKind.PRODUCT, "kettle")


def test_words_go_along_and_what_came_is_listed_newest_first(town: MemoryStore) -> None:
    send_to_friends(town, "ana", ["ben"], SentKind.PRODUCT, "kettle", " For your tea! ")
    befriend(town, "cem", "ben")
    send_to_friends(town, "cem", ["ben"], SentKind.PRODUCT, "kettle")
    came = received_from(town, "ben")
    assert {(one.sender.id, one.message) for one in came} == {("ana", "For your tea!"), ("cem", "")}
    assert [one.sender.id for one in received_from(town, "ben", ["ana"])] == ["ana"]
    assert received_from(town, "ana") == ()
    with pytest.raises(Invalid):
        send_to_friends(town, "ana", ["ben"], SentKind.WISHLIST, "ana", "x" * 301)


def test_what_was_sent_is_listed_for_its_sender_alone(town: MemoryStore) -> None:
    befriend(town, "ana", "cem")
    send_to_friends(town, "ana", ["ben", "cem"], SentKind.PRODUCT, "kettle", "For your tea!")
    assert {(one.friend.id, one.subject_id, one.message) for one in sent_by(town, "ana")} == {
        ("ben", "kettle", "For your tea!"),
        ("cem", "kettle", "For your tea!"),
    }
    assert [one.friend.id for one in sent_by(town, "ana", ["cem"])] == ["cem"]
    assert sent_by(town, "ben") == ()
    remove_friend(town, "cem", "ana")
    assert [one.friend.id for one in sent_by(town, "ana")] == ["ben"]


def test_what_came_from_who_is_no_friend_any_more_is_gone(town: MemoryStore) -> None:
    send_to_friends(town, "ana", ["ben"], SentKind.PRODUCT, "kettle", "Look")
    remove_friend(town, "ben", "ana")
    assert received_from(town, "ben", ["ana"]) == ()
