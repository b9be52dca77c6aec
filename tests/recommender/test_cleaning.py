"""Acts that say nothing of taste are left out, and counted."""

from collections.abc import Sequence

import numpy as np
import pytest

from recommender.acts import RECEIVED, Acts, kind_of
from recommender.cleaning import CleaningReport, clean
from shop.activity import EventName

DAY = 20_000.0
MINUTE = 1 / 1440
Act = tuple[int, int, EventName | int, float]  # customer, product, what, when


def gather(*acts: Act, stars: float = 5.0) -> Acts:
    ordered = sorted(acts, key=lambda act: (act[0], act[3]))
    kinds = [kind_of(what) if isinstance(what, EventName) else what for _, _, what, _ in ordered]
    return Acts(
        tuple(f"c{n}" for n in range(40)),
        tuple(f"p{n}" for n in range(10)),
        np.array([act[0] for act in ordered], np.int32),
        np.array([act[1] for act in ordered], np.int32),
        np.array(kinds, np.int8),
        np.array([act[3] for act in ordered], np.float64),
        np.full(len(ordered), stars, np.float32),
    )


@pytest.fixture(autouse=True, params=[1, 1_000_000])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is cleaned does not depend on how many acts are looked at together."""
    monkeypatch.setattr("recommender.acts._PART", request.param)
    monkeypatch.setattr("recommender.cleaning._RATINGS", request.param)


def told(acts: Sequence[Act]) -> CleaningReport:
    return clean(gather(*acts))[1]


def test_what_people_do_is_kept() -> None:
    acts = [(0, product, EventName.VIEW_ITEM, DAY + product * MINUTE) for product in range(8)]
    kept, report = clean(gather(*acts, (1, 1, EventName.RATE, DAY)))
    assert report == CleaningReport(acts=9)
    assert len(kept) == report.kept == 9


def test_what_is_sent_twice_counts_once() -> None:
    view = (0, 1, EventName.VIEW_ITEM, DAY)
    later = (0, 1, EventName.VIEW_ITEM, DAY + MINUTE)
    assert told([view, view, later]).repeated == 1
    assert told([view, (1, *view[1:]), (0, 2, *view[2:])]).repeated == 0


def test_programs_are_left_out_whole() -> None:
    fast = [(0, n % 10, EventName.VIEW_ITEM, DAY + 0.3 * MINUTE + n * MINUTE / 200) for n in range(100)]
    kept, report = clean(gather(*fast, (0, 1, EventName.LIKE, DAY + 3), (1, 1, EventName.LIKE, DAY)))
    assert report.by_programs == 101
    assert kept.customer.tolist() == [1]


def test_a_crowd_that_rates_at_once_is_left_out() -> None:
    burst = [(n, 1, EventName.RATE, DAY + n * MINUTE) for n in range(20)]
    usual = [(n, 2, EventName.RATE, DAY + n) for n in range(20)]
    kept, report = clean(gather(*burst, *usual, (30, 1, EventName.RATE, DAY - 30)))
    assert report.in_bursts == 20
    assert sorted(set(kept.product.tolist())) == [1, 2]
    assert told(burst[:5]).in_bursts == 0


def test_the_last_word_counts() -> None:
    acts = [(0, 1, EventName.LIKE, DAY), (0, 1, EventName.DISLIKE, DAY + 1), (0, 2, EventName.LIKE, DAY)]
    kept, report = clean(gather(*acts))
    assert report.contradicted == 1
    assert kept.product.tolist() == [2, 1]
    assert kept.kind.tolist() == [kind_of(EventName.LIKE), kind_of(EventName.DISLIKE)]


def test_what_is_left_out_for_one_reason_is_not_looked_at_for_the_next() -> None:
    """Ten rate at once, one of them twice within a moment: there is no burst of eleven, and each is counted once."""
    burst = [(n, 1, EventName.RATE, DAY + n * MINUTE) for n in range(10)]
    again = (0, 1, EventName.RATE, DAY + MINUTE / 100)
    others = [(n, 1, EventName.RATE, DAY + n) for n in range(20, 30)]
    kept, report = clean(gather(*burst, again, *others))
    assert report == CleaningReport(acts=21, repeated=1)
    assert len(kept) == 20


def test_with_nothing_to_leave_out_nothing_is_copied() -> None:
    acts = gather((0, 1, EventName.LIKE, DAY))
    assert clean(acts)[0] is acts


def test_a_received_order_is_never_doubted() -> None:
    bought = (0, 1, RECEIVED, DAY)
    assert told([bought, bought]) == CleaningReport(acts=2)


def test_nothing_done_is_nothing_to_clean() -> None:
    assert told([]) == CleaningReport()
