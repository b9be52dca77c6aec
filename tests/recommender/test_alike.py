"""What is near in meaning is kept in mind for a while, and no longer."""

from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest

from recommender.alike import RememberedAlike
from retrieval.search import Found, Shelf

IDS = tuple(f"kettle{n}" for n in range(20))


class Changing:
    """A shelf on which the only thing near to another is named after how many were asked for."""

    def __init__(self) -> None:
        self.asked = self.times = 0

    def find_alike(self, product_ids: Sequence[str], limit: int = 10) -> list[list[Found]]:
        self.times += 1
        return [[self._name(id)] for id in product_ids]

    def _name(self, product_id: str) -> Found:
        self.asked += 1
        return Found(f"{product_id}-{self.asked}", 0.5, ())


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
def alike(shelf: Changing, clock: Clock) -> RememberedAlike:
    return RememberedAlike(cast(Shelf, shelf), most=100, clock=clock)


def test_what_is_near_is_given_as_the_shelf_has_it(alike: RememberedAlike) -> None:
    (near,) = alike(("kettle",))
    assert near.ids == ("kettle-1",)
    assert near.cosines.dtype == np.float64
    assert near.cosines.tolist() == [0.5]


def test_what_is_not_known_is_looked_for_together(alike: RememberedAlike, shelf: Changing) -> None:
    known = alike(IDS[:5])
    found = alike((IDS[9], *IDS[:5], IDS[7], IDS[9]))
    assert [near.ids[0] for near in found] == ["kettle9-6", *(near.ids[0] for near in known), "kettle7-7", "kettle9-6"]
    assert shelf.times == 2
    assert alike(()) == []


def test_it_is_not_looked_for_anew_a_moment_later(alike: RememberedAlike, shelf: Changing, clock: Clock) -> None:
    first = alike(IDS)
    clock.now = 0.01
    assert alike(IDS) == first
    assert shelf.asked == len(IDS)


def test_of_too_many_those_asked_for_last_are_remembered(shelf: Changing, clock: Clock) -> None:
    alike = RememberedAlike(cast(Shelf, shelf), most=3, clock=clock)
    assert len(alike(IDS)) == len(IDS)
    alike(IDS[-3:-2])  # so that it is not the next to be forgotten
    alike(IDS[:1])
    assert shelf.asked == len(IDS) + 1
    alike(IDS[-3:-2])
    assert shelf.asked == len(IDS) + 1
    alike(IDS[-2:-1])
    assert shelf.asked == len(IDS) + 2


def test_a_change_of_the_shelf_counts_after_an_hour_at_most(alike: RememberedAlike, clock: Clock) -> None:
    for start in (0.0, 12_345.6):
        clock.now = start
        first = alike(IDS)
        clock.now = start + 3_600.0
        assert all(now is not before for now, before in zip(alike(IDS), first, strict=True))


def test_not_everything_is_looked_for_anew_at_the_same_time(
    alike: RememberedAlike, shelf: Changing, clock: Clock
) -> None:
    alike(IDS)
    most = 0
    for second in range(1, 3_600):
        clock.now, before = float(second), shelf.asked
        alike(IDS)
        most = max(most, shelf.asked - before)
    assert shelf.asked == 2 * len(IDS)
    assert most < len(IDS) / 2
