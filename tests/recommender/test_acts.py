"""What was done becomes confidence; what may not be used is not."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from recommender.acts import Acts, day_of, read_acts, read_own_acts, weigh
from recommender.interactions import Interactions, tell_interactions
from shop.activity import Event, EventName
from shop.consent import Purpose, withdraw_consent
from shop.reviews.writing import write_review
from shop.store import Store
from tests.recommender.crowd import READING, RUNNERS, RUNNING, add_person, buy, open_crowd


def do(store: Store, name: EventName, *, days_ago: float = 0, value: float | None = None, times: int = 1) -> None:
    with store.write() as tx:
        for number in range(times):
            at = tx.now - timedelta(days=days_ago)
            tx.add(Event(f"{name}-{days_ago}-{number}", name, "nora", "shoe", None, value, at))


def weight(store: Store) -> float:
    """Return how sure one may be that Nora likes the shoe."""
    with store.read() as tx:
        return float(weigh(read_own_acts(tx, "nora"), day_of(tx.now), 180).value[0])


@pytest.fixture
def store() -> Store:
    store = open_crowd()
    add_person(store, "nora", Purpose.TRAIN)
    return store


@pytest.fixture
def other() -> Store:
    store = open_crowd()
    add_person(store, "nora", Purpose.TRAIN)
    return store


def test_what_is_longer_ago_says_less(store: Store, other: Store) -> None:
    do(store, EventName.ADD_TO_CART)
    do(other, EventName.ADD_TO_CART, days_ago=180)
    assert weight(other) == pytest.approx(weight(store) / 2)


def test_buying_says_more_than_wishing_and_wishing_more_than_looking(store: Store) -> None:
    weights = []
    for name in (EventName.VIEW_ITEM, EventName.ADD_TO_WISHLIST):
        do(store, name)
        weights.append(weight(store))
    buy(store, "nora", "shoe", days_ago=0)
    assert 0 < weights[0] < weights[1] < weight(store)


def test_a_purchase_counts_once_though_there_is_an_event_of_it(store: Store, other: Store) -> None:
    for one in (store, other):
        buy(one, "nora", "shoe")
    do(store, EventName.PURCHASE)
    assert weight(store) == weight(other)


@pytest.mark.parametrize("stars", [1, 2])
def test_few_stars_outweigh_a_purchase(store: Store, stars: int) -> None:
    buy(store, "nora", "shoe")
    write_review(store, "nora", "shoe", rating=stars)
    assert weight(store) < 0


def test_a_dislike_outweighs_a_purchase(store: Store) -> None:
    buy(store, "nora", "shoe")
    do(store, EventName.DISLIKE)
    assert weight(store) < 0


def test_of_several_ratings_the_newest_counts(store: Store) -> None:
    do(store, EventName.RATE, value=1.0, days_ago=3)
    do(store, EventName.RATE, value=5.0, days_ago=1)
    assert weight(store) > 1


def test_confidence_has_a_limit(store: Store) -> None:
    do(store, EventName.ADD_TO_CART, times=100)
    assert weight(store) == 4.0


def read(store: Store) -> tuple[Acts, Interactions]:
    with store.read() as tx:
        acts = read_acts(tx, [*RUNNING, *READING])
        return acts, tell_interactions(acts, day_of(tx.now), 180)


def test_shapes_and_values_of_the_interactions() -> None:
    acts, found = read(open_crowd())
    assert found.product_ids == tuple(sorted([*RUNNING, *READING]))
    assert found.bought.shape == found.viewed.shape == (len(found.customer_ids), 10)
    row, shoe = found.customer_ids.index("runner1"), found.product_ids.index("shoe")
    assert found.bought[row, shoe] == found.viewed[row, shoe] == 1
    liked = found.liked.matrix()
    assert liked[row, shoe] > 1
    assert found.bought[row, found.product_ids.index("sock")] == 0
    assert liked[row, found.product_ids.index("novel")] == 0
    assert (np.diff(acts.at) >= 0).all()


def test_histories_begin_with_what_is_longest_ago(store: Store) -> None:
    buy(store, "nora", "mug", days_ago=2)
    buy(store, "nora", "lamp", days_ago=40)
    _, found = read(store)
    history = found.liked.take(np.array([found.customer_ids.index("nora")]))
    assert [found.product_ids[item] for item in history.items] == ["lamp", "mug"]


def test_whoever_does_not_let_models_learn_is_not_in_them() -> None:
    store = open_crowd()
    withdraw_consent(store, RUNNERS[0], Purpose.TRAIN, source="test")
    assert RUNNERS[0] not in read(store)[0].customer_ids
    for person in read(store)[0].customer_ids:
        withdraw_consent(store, person, Purpose.TRAIN, source="test")
    assert read(store)[1].liked.matrix().shape == (0, 10)


def test_until_a_day_is_before_it(store: Store) -> None:
    buy(store, "nora", "mug", days_ago=5)
    acts, _ = read(store)
    day = np.floor(day_of(datetime.fromisoformat("2026-02-24T00:00:00+00:00")))
    assert (acts.until(day).at < day).all()
    assert len(acts.until(day)) + (acts.at >= day).sum() == len(acts)
