"""What is near in meaning is kept in mind for a while, and no longer."""

from typing import cast

import numpy as np
import pytest

from recommender.alike import Alike, remember_alike
from retrieval.search import Found, Shelf

IDS = tuple(f"kettle{n}" for n in range(20))


class Changing:
    """A shelf on which the only thing near to another is named after how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def find_alike(self, product_id: str, limit: int = 10) -> list[Found]:
        self.asked += 1
        return [Found(f"{product_id}-{self.asked}", 0.5, ())]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def shelf() -> Changing:
    return Changing()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def alike(shelf: Changing, clock: Clock) -> Alike:
    return remember_alike(cast(Shelf, shelf), clock)


def test_what_is_near_is_given_as_the_shelf_has_it(alike: Alike) -> None:
    near = alike("kettle")
    assert near.ids == ("kettle-1",)
    assert near.cosines.dtype == np.float64
    assert near.cosines.tolist() == [0.5]


def test_it_is_not_looked_for_anew_a_moment_later(alike: Alike, shelf: Changing, clock: Clock) -> None:
    first = [alike(id) for id in IDS]
    clock.now = 0.01
    assert [alike(id) for id in IDS] == first
    assert shelf.asked == len(IDS)


def test_a_change_of_the_shelf_counts_after_an_hour_at_most(alike: Alike, clock: Clock) -> None:
    for start in (0.0, 12_345.6):
        clock.now = start
        first = [alike(id) for id in IDS]
        clock.now = start + 3_600.0
        assert all(now is not before for now, before in zip([alike(id) for id in IDS], first, strict=True))


def test_not_everything_is_looked_for_anew_at_the_same_time(alike: Alike, shelf: Changing, clock: Clock) -> None:
    for id in IDS:
        alike(id)
    most = 0
    for second in range(1, 3_600):
        clock.now, before = float(second), shelf.asked
        for id in IDS:
            alike(id)
        most = max(most, shelf.asked - before)
    assert shelf.asked == 2 * len(IDS)
    assert most < len(IDS) / 2
