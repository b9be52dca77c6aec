"""What was done becomes confidence; what may not be used is not."""

from dataclasses import fields
from datetime import datetime, timedelta

import numpy as np
import pytest

from recommender.acts import Acts, day_of, read_acts, read_own_acts, weigh
from recommender.interactions import tell_bought, tell_liked, tell_viewed
from recommender.ranking.protocol import Histories
from shop.activity import Event, EventName
from shop.consent import Purpose, withdraw_consent
from shop.purchases import own_orders
from shop.reviews.likes import like_review
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
        return float(weigh(read_own_acts(tx, "nora", own_orders(tx, "nora")), day_of(tx.now), 180).value[0])


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


@pytest.mark.parametrize(("thumb", "sign"), [(EventName.THUMB_UP, 1), (EventName.THUMB_DOWN, -1)])
def test_a_thumb_on_what_was_suggested_counts(store: Store, thumb: EventName, sign: int) -> None:
    do(store, thumb)
    assert weight(store) * sign > 0


@pytest.mark.parametrize(("stars", "counts"), [(5, True), (2, False)])
def test_liking_a_review_that_praises_it_counts(store: Store, stars: int, counts: bool) -> None:
    review = write_review(store, "runner0", "lamp", rating=stars)
    like_review(store, "nora", review.id)
    with store.read() as tx:
        own, all_acts = read_own_acts(tx, "nora", own_orders(tx, "nora")), read_acts(tx, [*RUNNING, *READING])
    assert own.product_ids == (("lamp",) if counts else ())
    assert ("nora" in all_acts.customer_ids) == counts


def test_of_several_ratings_the_newest_counts(store: Store) -> None:
    do(store, EventName.RATE, value=1.0, days_ago=3)
    do(store, EventName.RATE, value=5.0, days_ago=1)
    assert weight(store) > 1


def test_confidence_has_a_limit(store: Store) -> None:
    do(store, EventName.ADD_TO_CART, times=100)
    assert weight(store) == 4.0


def read(store: Store) -> tuple[Acts, Histories]:
    """Return all acts, and what is liked by them."""
    with store.read() as tx:
        acts = read_acts(tx, [*RUNNING, *READING])
        return acts, tell_liked(acts, day_of(tx.now), 180)


def test_shapes_and_values_of_the_interactions() -> None:
    acts, histories = read(open_crowd())
    bought, viewed, liked = tell_bought(acts), tell_viewed(acts), histories.matrix()
    assert acts.product_ids == tuple(sorted([*RUNNING, *READING]))
    assert bought.shape == viewed.shape == liked.shape == (len(acts.customer_ids), 10)
    row, shoe = acts.customer_ids.index("runner1"), acts.product_ids.index("shoe")
    assert bought[row, shoe] == viewed[row, shoe] == 1
    assert liked[row, shoe] > 1
    assert bought[row, acts.product_ids.index("sock")] == 0
    assert liked[row, acts.product_ids.index("novel")] == 0


def test_looking_twice_is_having_looked(store: Store) -> None:
    do(store, EventName.VIEW_ITEM, times=3)
    acts, _ = read(store)
    assert tell_viewed(acts).data.tolist() == [1.0] * tell_viewed(acts).nnz


def test_acts_come_by_customer_and_the_oldest_first(store: Store) -> None:
    do(store, EventName.LIKE, days_ago=300)
    acts, _ = read(store)
    assert list(acts.customer_ids) == sorted(acts.customer_ids)
    assert (np.diff(acts.customer) >= 0).all()
    assert all((np.diff(acts.at[acts.customer == person]) >= 0).all() for person in range(len(acts.customer_ids)))


def test_reading_the_purchases_of_a_few_at_a_time_is_reading_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, _ = read(store)
    monkeypatch.setattr("recommender.acts._BATCH", 2)
    in_turn, _ = read(store)
    assert len(at_once) > 50
    for column in fields(Acts):
        assert list(getattr(in_turn, column.name)) == list(getattr(at_once, column.name))


@pytest.mark.parametrize("size", [1, 10, 1_000])
def test_parts_are_everything_and_cut_no_customer(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recommender.acts._PART", size)
    acts, _ = read(open_crowd())
    parts = list(acts.parts())
    assert [place for part in parts for place in range(part.start, part.stop)] == list(range(len(acts)))
    assert len({person for part in parts for person in set(acts.customer[part].tolist())}) == len(acts.customer_ids)
    assert sum(len(set(acts.customer[part].tolist())) for part in parts) == len(acts.customer_ids)


def test_no_acts_have_no_parts() -> None:
    acts, _ = read(open_crowd())
    assert list(acts.until(0.0).parts()) == []


def test_weighing_part_by_part_is_weighing_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    do(store, EventName.DISLIKE)
    _, at_once = read(store)
    monkeypatch.setattr("recommender.acts._PART", 1)
    _, in_turn = read(store)
    assert in_turn.items.tolist() == at_once.items.tolist()
    assert in_turn.starts.tolist() == at_once.starts.tolist()
    assert in_turn.confidence is not None
    assert at_once.confidence is not None
    assert in_turn.confidence.tolist() == at_once.confidence.tolist()
    assert in_turn.at is not None
    assert at_once.at is not None
    assert in_turn.at.tolist() == at_once.at.tolist() == np.floor(at_once.at).tolist()


def test_histories_begin_with_what_is_longest_ago(store: Store) -> None:
    buy(store, "nora", "mug", days_ago=2)
    buy(store, "nora", "lamp", days_ago=40)
    acts, found = read(store)
    history = found.take(np.array([acts.customer_ids.index("nora")]))
    assert [acts.product_ids[item] for item in history.items] == ["lamp", "mug"]


def test_whoever_does_not_let_models_learn_is_not_in_them() -> None:
    store = open_crowd()
    withdraw_consent(store, RUNNERS[0], Purpose.TRAIN, source="test")
    assert RUNNERS[0] not in read(store)[0].customer_ids
    for person in read(store)[0].customer_ids:
        withdraw_consent(store, person, Purpose.TRAIN, source="test")
    assert read(store)[1].matrix().shape == (0, 10)


def test_until_a_day_is_before_it(store: Store) -> None:
    buy(store, "nora", "mug", days_ago=5)
    acts, _ = read(store)
    day = np.floor(day_of(datetime.fromisoformat("2026-02-24T00:00:00+00:00")))
    assert (acts.until(day).at < day).all()
    assert len(acts.until(day)) + (acts.at >= day).sum() == len(acts)
