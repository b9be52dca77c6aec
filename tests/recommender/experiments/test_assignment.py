"""The same person always gets the same arm, and the shares are kept."""

from collections import Counter

import numpy as np
import pytest

from recommender.experiments.assignment import assign, draw
from recommender.experiments.ratio import ALARM, check_sizes
from recommender.experiments.records import Arm, Experiment
from tests.recommender.experiments.setups import make_experiment

THREE = (Arm("a", 0.5, {}), Arm("b", 0.3, {}), Arm("asked", 0.0, {}), Arm("c", 0.2, {}))


def count(experiment: Experiment, n: int = 20_000) -> Counter[str]:
    return Counter(assign(experiment, f"person{number}").name for number in range(n))


def test_shares_are_kept_and_an_arm_that_is_only_asked_gets_nobody() -> None:
    counts = count(make_experiment(arms=THREE))
    assert set(counts) == {"a", "b", "c"}
    assert check_sizes(make_experiment(arms=THREE), counts) > ALARM


def test_the_arm_depends_on_the_person_and_the_experiment_alone() -> None:
    one, other = make_experiment(id="one"), make_experiment(id="other")
    people = [f"person{number}" for number in range(2_000)]
    first = [assign(one, id).name for id in people]
    assert first == [assign(one, id).name for id in people]
    same = np.mean([a == assign(other, id).name for a, id in zip(first, people, strict=True)])
    assert 0.45 < same < 0.55  # another experiment deals them anew


def test_drawn_numbers_are_even() -> None:
    drawn = [draw("list", str(number)) for number in range(20_000)]
    shares = np.histogram(drawn, bins=10, range=(0, 1))[0] / 20_000
    assert np.abs(shares - 0.1).max() < 0.01
    assert draw("ab", "c") != draw("a", "bc")


def test_a_deal_of_52_to_48_is_caught_and_a_fair_one_is_not() -> None:
    experiment = make_experiment()
    assert check_sizes(experiment, {"now": 10_400, "new": 9_600}) < ALARM
    assert check_sizes(experiment, {"now": 10_050, "new": 9_950}) > ALARM
    assert check_sizes(experiment, {"now": 300}) < ALARM  # one arm lost everybody
    assert check_sizes(experiment, {}) == 1.0


def test_a_fair_deal_raises_no_alarm_more_often_than_said() -> None:
    chance, experiment = np.random.default_rng(4), make_experiment()
    counts = chance.binomial(5_000, 0.5, 4_000)
    alarms = [check_sizes(experiment, {"now": int(n), "new": 5_000 - int(n)}) < 0.01 for n in counts]
    assert np.mean(alarms) == pytest.approx(0.01, abs=0.006)
