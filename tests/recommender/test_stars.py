"""The stars that a model learns from are those that everybody could read by its day."""

from datetime import timedelta

import pytest

from recommender.acts import day_of
from recommender.model import read_stars
from shop.reviews import Visibility
from shop.reviews.writing import write_review
from tests.fakes.store import MemoryStore
from tests.shop.social.world import Clock, add_people, add_products


def test_stars_are_drawn_to_the_mean_of_what_was_public_by_the_day() -> None:
    clock = Clock()
    store = MemoryStore(clock)
    add_people(store, "ana", "ben", "cem")
    add_products(store, "kettle", "pan")
    write_review(store, "ana", "kettle", rating=5)
    write_review(store, "cem", "kettle", rating=1, visibility=Visibility.FRIENDS)
    clock.pass_by(timedelta(days=2))
    write_review(store, "ben", "pan", rating=2)
    with store.read() as tx:
        now = read_stars(tx, ("kettle", "pan", "wok"))
        before = read_stars(tx, ("kettle", "pan", "wok"), day_of(clock.now) - 1)
        first = read_stars(tx, ("kettle",), day_of(clock.now) - 9)
    assert now.tolist() == pytest.approx([(5 + 8 * 3.5) / 9, (2 + 8 * 3.5) / 9, 3.5])
    assert before.tolist() == pytest.approx([5.0, 5.0, 5.0])
    assert first.tolist() == [3.5], "without any review it is a middling one"
