"""What was done becomes confidence; what may not be used is not."""

from datetime import UTC, datetime, timedelta

import pytest

from recommender.interactions import Interactions, read_interactions, weigh
from shop.activity import Event, EventName
from shop.consent import Purpose, withdraw_consent
from shop.purchases import Purchase
from shop.store import Store
from tests.recommender.crowd import READING, RUNNERS, RUNNING, open_crowd

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def event(name: EventName, *, days_ago: int = 0, value: float | None = None) -> Event:
    return Event(f"{name}-{days_ago}", name, "ana", "shoe", None, value, NOW - timedelta(days=days_ago))


def weight(*events: Event, bought_days_ago: int | None = None) -> float:
    bought = [] if bought_days_ago is None else [Purchase("ana", "shoe", NOW - timedelta(days=bought_days_ago))]
    return weigh(events, bought, NOW).get("shoe", 0.0)


def test_buying_says_more_than_wishing_and_wishing_more_than_looking() -> None:
    looked, wished = weight(event(EventName.VIEW_ITEM)), weight(event(EventName.ADD_TO_WISHLIST))
    assert 0 < looked < wished < weight(bought_days_ago=0)


def test_what_is_longer_ago_says_less() -> None:
    assert weight(event(EventName.VIEW_ITEM, days_ago=180)) == pytest.approx(weight(event(EventName.VIEW_ITEM)) / 2)


def test_a_purchase_counts_once_though_there_is_an_event_of_it() -> None:
    assert weight(event(EventName.PURCHASE), bought_days_ago=0) == weight(bought_days_ago=0)


def test_few_stars_and_dislikes_outweigh_a_purchase() -> None:
    assert weight(event(EventName.RATE, value=2.0), bought_days_ago=0) < 0
    assert weight(event(EventName.DISLIKE), bought_days_ago=0) < 0
    assert weight(event(EventName.RATE, value=5.0), bought_days_ago=0) > weight(bought_days_ago=0)


def test_confidence_has_a_limit() -> None:
    assert weight(*[event(EventName.ADD_TO_CART, days_ago=0)] * 100) == 4.0


def read(store: Store) -> Interactions:
    with store.read() as tx:
        return read_interactions(tx, [*RUNNING, *READING])


def test_shapes_and_values_of_the_matrices() -> None:
    found = read(open_crowd())
    assert found.product_ids == tuple(sorted([*RUNNING, *READING]))
    assert found.confidence.shape == found.bought.shape == found.viewed.shape == (12, 10)
    row, shoe = found.customer_ids.index("runner1"), found.product_ids.index("shoe")
    assert found.bought[row, shoe] == found.viewed[row, shoe] == 1
    assert found.confidence[row, shoe] > 1
    assert found.bought[row, found.product_ids.index("sock")] == 0
    assert found.confidence[row, found.product_ids.index("novel")] == 0


def test_whoever_does_not_let_models_learn_is_not_in_them() -> None:
    store = open_crowd()
    withdraw_consent(store, RUNNERS[0], Purpose.TRAIN, source="test")
    assert RUNNERS[0] not in read(store).customer_ids
    for person in read(store).customer_ids:
        withdraw_consent(store, person, Purpose.TRAIN, source="test")
    assert read(store).confidence.shape == (0, 10)
