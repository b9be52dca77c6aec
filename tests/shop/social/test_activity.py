"""Friends' doings, by type and by choice; and events, by consent."""

from datetime import datetime, timedelta

import pytest

from shop.activity import ActivityType, Event, EventName
from shop.activity.events import RecordedEvents, events_of, forget_events, record_act, record_events
from shop.activity.feed import (
    friend_activity,
    friends_who_bought,
    hide_activity,
    hide_purchase,
    show_activity,
    shown_activity,
    unhide_purchase,
)
from shop.consent import Purpose
from shop.errors import Invalid, NotFound
from shop.friends.blocks import block_person
from shop.friends.follows import follow_person
from shop.orders.records import OrderStatus
from shop.reviews import Visibility
from shop.reviews.writing import show_review_to, write_review
from shop.store import Store
from shop.wishlists.gifts import plan_gift
from shop.wishlists.items import add_to_wishlist, show_wish_to
from tests.fakes.store import MemoryStore
from tests.shop.social.world import START, Clock, add_people, add_products, befriend, consent, deliver, withdraw


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def town(clock: Clock) -> MemoryStore:
    store = MemoryStore(clock)
    fill(store)
    return store


def fill(store: Store) -> None:
    """Ana does one thing of each type; Ben is her friend."""
    add_people(store, "ana", "ben", "cem")
    add_products(store, "kettle", "pan", "mug")
    befriend(store, "ana", "ben")
    consent(store, "ana", "ben")
    deliver(store, "ana", "kettle")
    write_review(store, "ana", "pan", rating=4)
    add_to_wishlist(store, "ana", "mug")
    follow_person(store, "ana", "cem")


def seen(store: Store, viewer: str) -> set[tuple[str, str]]:
    return {
        (activity.type.value, activity.product_id or (activity.followed.id if activity.followed else ""))
        for activity in friend_activity(store, viewer)
    }


ALL = {("purchased", "kettle"), ("reviewed", "pan"), ("wished", "mug"), ("followed", "cem")}


def test_nothing_is_shown_until_its_type_is(store: Store) -> None:
    fill(store)
    assert shown_activity(store, "ana") == frozenset()
    assert seen(store, "ben") == set()
    for type in ActivityType:
        show_activity(store, "ana", type)
        show_activity(store, "ana", type)
        assert seen(store, "ben") == {deed for deed in ALL if deed[0] == type}
        assert shown_activity(store, "ana") == {type}
        hide_activity(store, "ana", type)
        assert seen(store, "ben") == set()


def test_doings_are_for_consenting_friends_only_and_nothing_outlives_a_permission(town: MemoryStore) -> None:
    for type in ActivityType:
        show_activity(town, "ana", type)
    assert seen(town, "ben") == ALL
    assert {activity.nickname for activity in friend_activity(town, "ben")} == {"Nick-ana"}
    assert seen(town, "cem") == seen(town, "ana") == set()
    withdraw(town, "ana")
    assert seen(town, "ben") == set()
    consent(town, "ana")
    block_person(town, "ben", "ana")
    assert seen(town, "ben") == set()


def test_private_things_are_never_among_them(town: MemoryStore) -> None:
    for type in ActivityType:
        show_activity(town, "ana", type)
    show_review_to(town, "ana", "pan", Visibility.ONLY_ME)
    show_wish_to(town, "ana", "mug", Visibility.ONLY_ME)
    hide_purchase(town, "ana", "kettle")
    assert seen(town, "ben") == {("followed", "cem")}
    assert friends_who_bought(town, "ben", "kettle") == ()
    unhide_purchase(town, "ana", "kettle")
    assert ("purchased", "kettle") in seen(town, "ben")


def test_whom_a_friend_follows_is_not_told_to_the_followed_or_across_a_block(town: MemoryStore) -> None:
    show_activity(town, "ana", ActivityType.FOLLOWED)
    befriend(town, "ana", "cem")
    assert seen(town, "cem") == set()
    assert seen(town, "ben") == {("followed", "cem")}
    block_person(town, "cem", "ben")
    assert seen(town, "ben") == set()


@pytest.mark.parametrize("status", OrderStatus)
def test_a_purchase_shows_once_it_is_received(town: MemoryStore, status: OrderStatus) -> None:
    show_activity(town, "ana", ActivityType.PURCHASED)
    deliver(town, "ana", "mug", status=status)
    received = status in (OrderStatus.DELIVERED, OrderStatus.RETURN_REQUESTED, OrderStatus.EXCHANGE_REQUESTED)
    assert (("purchased", "mug") in seen(town, "ben")) is received
    assert [person.id for person in friends_who_bought(town, "ben", "mug")] == (["ana"] if received else [])


def test_presents_are_never_shown_to_anybody(town: MemoryStore) -> None:
    show_activity(town, "ana", ActivityType.PURCHASED)
    add_to_wishlist(town, "cem", "mug", visibility=Visibility.PUBLIC)
    plan_gift(town, "ana", "cem~mug")
    deliver(town, "ana", "mug")
    deliver(town, "ana", "pan", gift_for="cem")
    befriend(town, "ana", "cem")
    for viewer in ("ben", "cem"):
        assert seen(town, viewer) == {("purchased", "kettle")}
        assert friends_who_bought(town, viewer, "mug") == friends_who_bought(town, viewer, "pan") == ()


def test_the_newest_come_first_for_90_days(town: MemoryStore, clock: Clock) -> None:
    for type in ActivityType:
        show_activity(town, "ana", type)
    clock.pass_by(timedelta(days=1))
    write_review(town, "ana", "mug", rating=5)
    assert friend_activity(town, "ben", limit=1)[0].product_id == "mug"
    clock.pass_by(timedelta(days=89, hours=12))
    assert seen(town, "ben") == {("reviewed", "mug")}
    for limit in (0, 101):
        with pytest.raises(Invalid):
            friend_activity(town, "ben", limit=limit)


def event(
    id: str, name: EventName = EventName.VIEW_ITEM, *, customer: str = "ana", product: str | None = "kettle",
    value: float | None = None, at: datetime = START, search_term: str = "",
) -> Event:  # fmt: skip
    return Event(id, name, customer, product, None, value, at, "session", search_term)


def test_events_are_kept_with_consent_dropped_without_and_once(store: Store) -> None:
    fill(store)
    consent(store, "ana", purpose=Purpose.PERSONALISE)
    batch = [event("e1"), event("e2"), event("e2"), event("e3", customer="ben"), event("e4", customer="nobody")]
    assert record_events(store, batch) == RecordedEvents(kept=2, repeated=1, dropped=2)
    assert record_events(store, batch) == RecordedEvents(kept=0, repeated=3, dropped=2)
    assert [kept.id for kept in events_of(store, "ana")] == ["e2", "e1"]
    assert record_events(store, []) == RecordedEvents(0, 0, 0)


def test_a_withdrawal_empties_what_is_read_and_keeps_nothing_new(town: MemoryStore) -> None:
    consent(town, "ana", purpose=Purpose.PERSONALISE)
    record_events(town, [event("e1")])
    withdraw(town, "ana", purpose=Purpose.PERSONALISE)
    assert events_of(town, "ana") == ()
    assert record_events(town, [event("e2")]).dropped == 1
    with town.read() as tx:
        assert [kept.id for kept in tx.find(Event)] == ["e1"]


def test_of_two_events_with_one_id_the_first_is_kept(town: MemoryStore) -> None:
    consent(town, "ana", purpose=Purpose.PERSONALISE)
    assert record_events(town, [event("e1"), event("e1", product="pan")]) == RecordedEvents(1, 1, 0)
    assert [kept.product_id for kept in events_of(town, "ana")] == ["kettle"]


def test_events_can_be_forgotten_by_whom_they_are_of(store: Store) -> None:
    fill(store)
    consent(store, "ana", "ben", purpose=Purpose.PERSONALISE)
    events = [Event(f"{who}-1", EventName.DISLIKE, who, "mug", None, None, START) for who in ("ana", "ben")]
    record_events(store, events)
    assert forget_events(store, "ana", ["ana-1", "ben-1", "unknown"]) == 1
    assert forget_events(store, "ana", []) == 0
    assert events_of(store, "ana") == ()
    assert [event.id for event in events_of(store, "ben")] == ["ben-1"]
    with pytest.raises(Invalid):
        forget_events(store, "ana", [""])


def test_a_known_event_is_not_replaced_by_somebody_else_s(town: MemoryStore) -> None:
    consent(town, "ana", "ben", purpose=Purpose.PERSONALISE)
    record_events(town, [event("e1")])
    assert record_events(town, [event("e1", customer="ben", product="pan")]).repeated == 1
    assert events_of(town, "ana")[0].product_id == "kettle"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (event("e", EventName.RATE), "value"),
        (event("e", EventName.RATE, value=5.5), "value"),
        (event("e", EventName.RATE, value=0), "value"),
        (event("e", EventName.PURCHASE, value=0), "value"),
        (event("e", EventName.PURCHASE, value=float("nan")), "value"),
        (event("e", EventName.PURCHASE, value=float("inf")), "value"),
        (event("e", EventName.VIEW_ITEM, value=1), "value"),
        (event("e", product="teapot"), "product_id"),
        (event("e", at=START + timedelta(hours=1)), "at"),
        (event("e", at=START.replace(tzinfo=None)), "at"),
        (event("", customer="ana"), "id"),
        (event("e", search_term="x" * 201), "search_term"),
        (event("e", customer="a\x00"), "customer_id"),
    ],
)
def test_one_wrong_event_keeps_the_whole_batch_out_and_is_named(town: MemoryStore, wrong: Event, field: str) -> None:
    consent(town, "ana", purpose=Purpose.PERSONALISE)
    with pytest.raises(Invalid) as refused:
        record_events(town, [event("good"), wrong])
    assert refused.value.field == f"events[1].{field}"
    assert events_of(town, "ana") == ()


def test_a_batch_and_a_list_have_a_limit(town: MemoryStore) -> None:
    consent(town, "ana", purpose=Purpose.PERSONALISE)
    assert record_events(town, [event(f"e{number}") for number in range(500)]).kept == 500
    with pytest.raises(Invalid, match="500"):
        record_events(town, [event(f"f{number}") for number in range(501)])
    assert len(events_of(town, "ana", limit=7)) == 7
    for limit in (0, 10_001):
        with pytest.raises(Invalid):
            events_of(town, "ana", limit=limit)


def test_ratings_and_pieces_have_their_values(town: MemoryStore) -> None:
    consent(town, "ana", purpose=Purpose.PERSONALISE)
    record_events(town, [event("e1", EventName.RATE, value=5), event("e2", EventName.PURCHASE, value=3)])
    record_events(town, [event("e3", EventName.PURCHASE), event("e4", EventName.SEARCH, product=None, search_term="x")])
    assert len(events_of(town, "ana")) == 4


def test_only_customers_choose_what_they_show(town: MemoryStore) -> None:
    with pytest.raises(NotFound):
        show_activity(town, "nobody", ActivityType.WISHED)
    for customer_id, product_id in (("nobody", "kettle"), ("ana", "teapot")):
        with pytest.raises(NotFound):
            hide_purchase(town, customer_id, product_id)


def test_a_look_counts_once_in_half_an_hour_and_only_by_consent(town: MemoryStore, clock: Clock) -> None:
    consent(town, "ana", purpose=Purpose.PERSONALISE)
    for _ in range(3):
        record_act(town, EventName.VIEW_ITEM, "ana", "kettle")
    record_act(town, EventName.VIEW_ITEM, "ana", "pan")
    record_act(town, EventName.VIEW_ITEM, "ben", "kettle")
    clock.pass_by(timedelta(minutes=31))
    record_act(town, EventName.VIEW_ITEM, "ana", "kettle")
    looks = [(event.name, event.product_id) for event in events_of(town, "ana")]
    assert sorted(looks) == [(EventName.VIEW_ITEM, id) for id in ("kettle", "kettle", "pan")]
    consent(town, "ben", purpose=Purpose.PERSONALISE)
    assert events_of(town, "ben") == ()
    with pytest.raises(Invalid, match="'nothing'"):
        record_act(town, EventName.VIEW_ITEM, "ana", "nothing")
