"""Requests, friendships, follows and blocks."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from shop.access import find_people, profile_of
from shop.customers import Customer
from shop.errors import Invalid, NotFound
from shop.friends import Block, CircleMember, Follow, FriendRequest, Friendship, RequestStatus, friendships
from shop.friends.blocks import block_person, blocked_by, unblock_person
from shop.friends.circles import add_to_circle, make_circle
from shop.friends.follows import follow_person, followed_by, unfollow_person
from shop.friends.friendships import friends_of, remove_friend
from shop.friends.requests import (
    accept_friend_request,
    ask_friend,
    decline_friend_request,
    requests_for,
    withdraw_friend_request,
)
from shop.ids import pair_id
from shop.notifications import Notification, pending
from shop.store import Store
from shop.wishlists.gifts import plan_gift, planned_gifts
from shop.wishlists.items import add_to_wishlist
from tests.fakes.store import MemoryStore
from tests.shop.social.world import add_people, add_products, befriend, consent


@pytest.fixture
def town() -> MemoryStore:
    store = MemoryStore()
    add_people(store, "ana", "ben", "cem")
    add_people(store, "pia", private=True)
    return store


def friends(store: Store, id: str) -> list[str]:
    return [person.id for person in friends_of(store, id)]


def news(store: Store, id: str) -> list[tuple[str, dict[str, str]]]:
    return [(note.kind, note.facts) for note in pending(store, id)]


def test_a_request_waits_until_it_is_accepted_and_both_sides_are_told(store: Store) -> None:
    add_people(store, "ana", "ben")
    assert ask_friend(store, "ana", "ben", "  Running club!\r\n") is RequestStatus.PENDING
    assert friends(store, "ana") == friends(store, "ben") == []
    [received] = requests_for(store, "ben").received
    assert (received.person_id, received.nickname, received.message) == ("ana", "Nick-ana", "Running club!")
    assert [request.person_id for request in requests_for(store, "ana").sent] == ["ben"]
    assert news(store, "ben") == [("friend_request", {"person_id": "ana"})]
    accept_friend_request(store, "ben", received.id)
    assert friends(store, "ana") == ["ben"]
    assert friends(store, "ben") == ["ana"]
    assert news(store, "ana") == [("friend_accepted", {"person_id": "ben"})]
    assert news(store, "ben") == []
    assert requests_for(store, "ben").received == requests_for(store, "ana").sent == ()


def test_asking_twice_and_accepting_twice_have_no_second_effect(town: MemoryStore) -> None:
    assert ask_friend(town, "ana", "ben") is ask_friend(town, "ana", "ben") is RequestStatus.PENDING
    assert len(news(town, "ben")) == 1
    for _ in range(2):
        accept_friend_request(town, "ben", pair_id("ana", "ben"))
    assert ask_friend(town, "ana", "ben") is ask_friend(town, "ben", "ana") is RequestStatus.ACCEPTED
    with town.read() as tx:
        assert tx.count(Friendship) == 2
    assert len(news(town, "ana")) == 1


def test_requests_that_cross_become_a_friendship(town: MemoryStore) -> None:
    assert ask_friend(town, "ana", "ben") is RequestStatus.PENDING
    assert ask_friend(town, "ben", "ana") is RequestStatus.ACCEPTED
    assert friends(town, "ana") == ["ben"]
    assert friends(town, "ben") == ["ana"]


def test_a_hundred_crossing_requests_make_one_friendship(store: Store) -> None:
    add_people(store, "ana", "ben")
    with ThreadPoolExecutor(10) as pool:
        asked = [pool.submit(ask_friend, store, *pair) for pair in [("ana", "ben"), ("ben", "ana")] * 50]
        assert {one.result() for one in asked} <= {RequestStatus.PENDING, RequestStatus.ACCEPTED}
    with store.read() as tx:
        assert {half.id for half in tx.find(Friendship)} == {"ana~ben", "ben~ana"}
        assert tx.count(Notification, customer_id="ana") + tx.count(Notification, customer_id="ben") == 1


def test_missing_blocked_private_and_oneself_are_the_same_to_ask(town: MemoryStore) -> None:
    block_person(town, "ben", "ana")
    block_person(town, "ana", "cem")
    for other in ("nobody", "ben", "cem", "pia", "ana"):
        with pytest.raises(NotFound) as refused:
            ask_friend(town, "ana", other)
        assert str(refused.value) == f"person {other!r} was not found."
        with pytest.raises(NotFound) as refused:
            follow_person(town, "ana", other)
        assert str(refused.value) == f"person {other!r} was not found."
    with town.read() as tx:
        assert tx.count(FriendRequest) == tx.count(Follow) == 0


def test_a_private_person_makes_friends_by_asking(town: MemoryStore) -> None:
    assert ask_friend(town, "pia", "ana") is RequestStatus.PENDING
    assert [request.nickname for request in requests_for(town, "ana").received] == ["Nick-pia"]
    assert ask_friend(town, "ana", "pia") is RequestStatus.ACCEPTED
    assert [person.id for person in find_people(town, "ana", "pia")] == ["pia"]
    assert find_people(town, "ben", "pia") == find_people(town, "ben", "pia@example.com") == ()
    assert find_people(town, None, "pia") == ()


def test_who_asked_cannot_tell_a_no_from_no_answer(town: MemoryStore) -> None:
    ask_friend(town, "ana", "ben", "hi")
    before = requests_for(town, "ana")
    decline_friend_request(town, "ben", pair_id("ana", "ben"))
    decline_friend_request(town, "ben", pair_id("ana", "ben"))
    assert requests_for(town, "ana") == before
    assert news(town, "ana") == []
    assert ask_friend(town, "ana", "ben") is RequestStatus.PENDING
    withdraw_friend_request(town, "ana", pair_id("ana", "ben"))
    assert ask_friend(town, "ana", "ben", "please") is RequestStatus.PENDING
    assert requests_for(town, "ben").received == (), "who said no is not asked again"
    assert news(town, "ben") == []


def test_who_declined_may_change_their_mind_by_asking_back(town: MemoryStore) -> None:
    ask_friend(town, "ana", "ben")
    decline_friend_request(town, "ben", pair_id("ana", "ben"))
    assert ask_friend(town, "ben", "ana") is RequestStatus.ACCEPTED
    assert friends(town, "ana") == ["ben"]


def test_a_withdrawn_request_is_gone_with_its_notification(town: MemoryStore) -> None:
    ask_friend(town, "ana", "ben")
    withdraw_friend_request(town, "ana", pair_id("ana", "ben"))
    assert requests_for(town, "ben").received == requests_for(town, "ana").sent == ()
    assert news(town, "ben") == []
    for answer in (accept_friend_request, decline_friend_request):
        with pytest.raises(NotFound):
            answer(town, "ben", pair_id("ana", "ben"))
    assert ask_friend(town, "ana", "ben") is RequestStatus.PENDING
    assert len(requests_for(town, "ben").received) == 1


@pytest.mark.parametrize("act", [accept_friend_request, decline_friend_request, withdraw_friend_request])
def test_nobody_acts_on_a_request_of_others(town: MemoryStore, act: type[None]) -> None:
    ask_friend(town, "ana", "ben")
    wrong = ["cem", "ben" if act is withdraw_friend_request else "ana"]
    for actor in wrong:
        with pytest.raises(NotFound):
            act(town, actor, pair_id("ana", "ben"))
    assert len(requests_for(town, "ben").received) == 1


def test_removing_a_friend_ends_it_for_both_with_circles(store: Store) -> None:
    add_people(store, "ana", "ben")
    befriend(store, "ana", "ben")
    for owner, friend in (("ana", "ben"), ("ben", "ana")):
        add_to_circle(store, owner, make_circle(store, owner, "crew").id, friend)
    remove_friend(store, "ana", "ben")
    assert friends(store, "ana") == friends(store, "ben") == []
    with store.read() as tx:
        assert tx.count(CircleMember) == tx.count(FriendRequest) == 0
    with pytest.raises(NotFound):
        remove_friend(store, "ana", "ben")
    assert ask_friend(store, "ben", "ana") is RequestStatus.PENDING, "new requests are possible"


def test_a_block_ends_everything_between_two_people(store: Store) -> None:
    add_people(store, "ana", "ben", "cem")
    add_products(store, "kettle")
    befriend(store, "ana", "ben", "cem")
    consent(store, "ana", "ben")
    add_to_circle(store, "ana", make_circle(store, "ana", "crew").id, "ben")
    follow_person(store, "ana", "ben")
    follow_person(store, "ben", "ana")
    plan_gift(store, "ben", add_to_wishlist(store, "ana", "kettle").id)
    for _ in range(2):
        block_person(store, "ana", "ben")
    with store.read() as tx:
        assert tx.count(CircleMember) == tx.count(Follow) == 0
        assert [half.id for half in tx.find(Friendship)] == ["ana~cem", "cem~ana"]
        assert tx.count(Block) == 1
        assert all("ana~ben" not in note.subject_id for note in tx.find(Notification))
    assert planned_gifts(store, "ben") == ()
    assert [person.id for person in blocked_by(store, "ana")] == ["ben"]
    assert blocked_by(store, "ben") == ()
    for viewer, other in (("ana", "ben"), ("ben", "ana")):
        with pytest.raises(NotFound):
            profile_of(store, viewer, other)
        assert find_people(store, viewer, f"Nick-{other}") == ()
        with pytest.raises(NotFound):
            ask_friend(store, viewer, other)


def test_a_block_that_races_with_everything_else_leaves_nothing_between_the_two(store: Store) -> None:
    add_people(store, "ana", *(f"x{number}" for number in range(10)))
    for number in range(10):
        ask_friend(store, f"x{number}", "ana")

    def race(number: int) -> None:
        other = f"x{number // 3}"
        act = (
            lambda: accept_friend_request(store, "ana", pair_id(other, "ana")),
            lambda: block_person(store, other, "ana"),
            lambda: follow_person(store, "ana", other),
        )[number % 3]
        with suppress(NotFound):
            act()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(race, range(30)))
    with store.read() as tx:
        assert tx.count(Block) == 10
        assert tx.count(Friendship) == tx.count(Follow) == tx.count(FriendRequest) == 0


def test_unblocking_brings_nothing_back_and_lifts_only_ones_own_block(town: MemoryStore) -> None:
    befriend(town, "ana", "ben")
    block_person(town, "ana", "ben")
    block_person(town, "ben", "ana")  # works without telling that one is blocked
    unblock_person(town, "ana", "ben")
    with pytest.raises(NotFound):
        ask_friend(town, "ana", "ben")
    unblock_person(town, "ben", "ana")
    assert friends(town, "ana") == []
    assert ask_friend(town, "ana", "ben") is RequestStatus.PENDING


def test_a_pending_request_does_not_survive_a_block(town: MemoryStore) -> None:
    ask_friend(town, "ana", "ben")
    block_person(town, "ben", "ana")
    assert news(town, "ben") == []
    assert requests_for(town, "ana").sent == requests_for(town, "ben").received == ()
    with pytest.raises(NotFound):
        accept_friend_request(town, "ben", pair_id("ana", "ben"))


def test_nobody_blocks_themselves_or_somebody_missing(town: MemoryStore) -> None:
    for other in ("ana", "nobody"):
        with pytest.raises(NotFound):
            block_person(town, "ana", other)


def test_following_is_one_sided_and_only_its_number_is_told(town: MemoryStore) -> None:
    for _ in range(2):
        follow_person(town, "ana", "ben")
    assert [person.id for person in followed_by(town, "ana")] == ["ben"]
    assert followed_by(town, "ben") == ()
    assert (profile_of(town, "cem", "ben").followers, profile_of(town, "ana", "ben").followed) == (1, True)
    assert news(town, "ben") == []
    unfollow_person(town, "ana", "ben")
    assert profile_of(town, "ana", "ben").followers == 0


def test_a_follower_across_a_block_is_not_counted_for_the_blocked(town: MemoryStore) -> None:
    follow_person(town, "cem", "ben")
    block_person(town, "cem", "ana")
    assert profile_of(town, "ana", "ben").followers == 0
    assert profile_of(town, None, "ben").followers == 1


def test_the_most_friends_are_said_clearly(town: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(friendships, "MOST_FRIENDS", 1)
    befriend(town, "ana", "ben")
    ask_friend(town, "cem", "ana")
    with pytest.raises(Invalid, match="You have 1 friends already, the most allowed"):
        accept_friend_request(town, "ana", pair_id("cem", "ana"))
    assert friends(town, "cem") == []


def test_a_message_is_at_most_500_characters(town: MemoryStore) -> None:
    ask_friend(town, "ana", "ben", "x" * 500)
    with pytest.raises(Invalid, match="501"):
        ask_friend(town, "ana", "cem", "x" * 501)


def test_people_are_found_by_part_of_the_nickname_or_the_whole_address(town: MemoryStore) -> None:
    assert [person.id for person in find_people(town, "ana", "nick")] == ["ben", "cem"]
    assert [person.id for person in find_people(town, "ana", "Ben@Example.com")] == ["ben"]
    assert find_people(town, "ana", "@example") == find_people(town, "ana", "Name") == ()
    assert len(find_people(town, "ana", "nick", limit=1)) == 1
    for query, limit in (("", 20), ("x" * 101, 20), ("nick", 0), ("nick", 101)):
        with pytest.raises(Invalid):
            find_people(town, "ana", query, limit=limit)


def test_blocked_people_do_not_use_up_the_places_of_a_search(town: MemoryStore) -> None:
    add_people(town, *(f"x{number}" for number in range(5)))
    for number in range(4):
        block_person(town, f"x{number}", "ana")
    assert [person.id for person in find_people(town, "ana", "nick-x", limit=1)] == ["x4"]


def test_a_private_friend_is_found_and_seen_by_friends_only(town: MemoryStore) -> None:
    befriend_private(town)
    assert profile_of(town, "ana", "pia").friend
    for stranger in ("ben", None):
        with pytest.raises(NotFound) as hidden:
            profile_of(town, stranger, "pia")
        with pytest.raises(NotFound) as missing:
            profile_of(town, stranger, "pib")
        assert str(hidden.value) == str(missing.value).replace("pib", "pia")


def befriend_private(store: Store) -> None:
    ask_friend(store, "pia", "ana")
    ask_friend(store, "ana", "pia")


def test_an_imported_customer_without_any_record_is_a_plain_stranger(town: MemoryStore) -> None:
    with town.write() as tx:
        tx.add(Customer("zoe", "Zoe", "Zo", "zoe@example.com", about="Hello"))
    profile = profile_of(town, None, "zoe")
    assert (profile.nickname, profile.about, profile.friend, profile.reviews) == ("Zo", "Hello", False, 0)
