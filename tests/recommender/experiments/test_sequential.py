"""Looking at an experiment every day must not make it find what is not there."""

import math

import numpy as np
import pytest

from recommender.experiments.sequential import LEAST_COUNTED, Sample, compare, locate, summarise

ALPHA = 0.05
PEOPLE = 4000  # of each arm
LOOKS = range(LEAST_COUNTED, PEOPLE + 1, 25)
RUNS = 400


def watch(control: np.ndarray, treated: np.ndarray) -> tuple[bool, bool]:
    """Return whether a difference is ever found by looking again and again, always valid and with plain z-tests."""
    always, naive = False, False
    ones, others = np.cumsum(control), np.cumsum(treated)
    for n in LOOKS:
        first, second = as_sample(n, int(ones[n - 1])), as_sample(n, int(others[n - 1]))
        always = always or compare(first, second, least_effect=0.02, alpha=ALPHA).sure
        naive = naive or abs(second.mean - first.mean) > 1.96 * math.sqrt((first.variance + second.variance) / n)
    return always, naive


def as_sample(n: int, ones: int) -> Sample:
    share = (ones + 1) / (n + 2)
    return Sample(n, ones / n, share * (1 - share))


@pytest.mark.parametrize("rate", [0.03, 0.2])
def test_a_difference_that_is_not_there_is_found_in_no_more_than_alpha_of_all_experiments(rate: float) -> None:
    chance = np.random.default_rng(1)
    found = [watch(*(chance.random((2, PEOPLE)) < rate)) for _ in range(RUNS)]
    always, naive = np.mean(found, axis=0)
    assert always <= ALPHA
    assert naive > 4 * ALPHA  # so that a test which never finds anything out would be noticed


def test_a_difference_that_is_there_is_found() -> None:
    chance = np.random.default_rng(2)
    found = [watch(chance.random(PEOPLE) < 0.2, chance.random(PEOPLE) < 0.26)[0] for _ in range(100)]
    assert np.mean(found) > 0.9


def test_the_interval_covers_the_true_difference_at_every_look() -> None:
    chance = np.random.default_rng(3)
    missed = 0
    for _ in range(200):
        control, treated = np.cumsum(chance.random(PEOPLE) < 0.1), np.cumsum(chance.random(PEOPLE) < 0.13)
        intervals = [
            compare(
                as_sample(n, int(control[n - 1])), as_sample(n, int(treated[n - 1])), least_effect=0.02, alpha=ALPHA
            )
            for n in LOOKS
        ]
        missed += any(not found.low <= 0.03 <= found.high for found in intervals)
    assert missed / 200 <= ALPHA


def test_the_p_value_and_the_interval_say_the_same() -> None:
    control = as_sample(1000, 100)
    for ones in range(60, 260, 5):
        found = compare(control, as_sample(1000, ones), least_effect=0.02, alpha=ALPHA)
        assert found.sure == (found.p_value < ALPHA)


def test_a_few_people_decide_nothing() -> None:
    found = compare(summarise([0] * 99), summarise([1] * 5000), least_effect=0.02, alpha=ALPHA)
    assert (found.low, found.high, found.p_value, found.sure) == (-math.inf, math.inf, 1.0, False)
    assert not locate(summarise([1] * 99), least_effect=0.02, alpha=ALPHA).sure


def test_where_nobody_bought_the_interval_is_not_empty() -> None:
    none = summarise([0] * 200)
    found = compare(none, none, least_effect=0.02, alpha=ALPHA)
    assert found.low < 0 < found.high
    assert summarise([]) == Sample(0, 0.0, 0.25)
