"""From what one policy showed by chance, what another would have got."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.experiments.exploration import explore
from recommender.experiments.offpolicy import (
    Value,
    estimate_dr,
    estimate_ips,
    estimate_snips,
    foresee,
)

PRODUCTS = [f"p{number}" for number in range(8)]
PLEASES = np.array([0.30, 0.05, 0.10, 0.55, 0.15, 0.20, 0.02, 0.25])  # chance of a click, by the product put first
FIRST, BETTER = 0, 3  # what the policy in use puts first, and what the other one would
EXPLORATION = 0.3


def simulate(seed: int, people: int = 600, lists: int = 3) -> dict[str, Value]:
    """Return what the estimators say of a policy that puts BETTER first, from logs of one that prefers FIRST."""
    chance = np.random.default_rng(seed)
    shown, chances, got, who = [], [], [], []
    for person in range(people):
        for _ in range(lists):
            made = explore(PRODUCTS, 5, PRODUCTS, EXPLORATION, chance.random())
            shown.append(made.product_ids[0])
            chances.append(made.propensities[0])
            got.append(float(chance.random() < PLEASES[PRODUCTS.index(made.product_ids[0])]))
            who.append(f"person{person}")
    target = [PRODUCTS[BETTER]] * len(shown)
    ratios = np.array([id == other for id, other in zip(shown, target, strict=True)]) / np.array(chances)
    foreseen, expected = foresee(shown, got, who, shown), foresee(shown, got, who, target)
    return {
        "ips": estimate_ips(got, ratios, who),
        "snips": estimate_snips(got, ratios, who),
        "dr": estimate_dr(got, ratios, who, foreseen=foreseen, expected=expected),
    }


@pytest.fixture(scope="module")
def runs() -> dict[str, list[Value]]:
    found = [simulate(seed) for seed in range(200)]
    return {name: [run[name] for run in found] for name in ("ips", "snips", "dr")}


@pytest.mark.parametrize("name", ["ips", "snips", "dr"])
def test_the_value_of_another_policy_is_recovered(runs: dict[str, list[Value]], name: str) -> None:
    values = [run.value for run in runs[name]]
    error = np.std(values) / np.sqrt(len(values))
    assert np.mean(values) == pytest.approx(PLEASES[BETTER], abs=4 * error)
    covered = np.mean([run.low <= PLEASES[BETTER] <= run.high for run in runs[name]])
    assert covered > 0.9


def test_doubly_robust_varies_less_than_inverse_propensities(runs: dict[str, list[Value]]) -> None:
    spread = {name: float(np.var([run.value for run in found])) for name, found in runs.items()}
    assert spread["dr"] < 0.7 * spread["ips"]
    assert spread["snips"] < spread["ips"]


def test_the_effective_size_is_what_the_other_policy_would_have_needed(runs: dict[str, list[Value]]) -> None:
    agreeing = EXPLORATION / len(PRODUCTS)  # share of lists on which both agree
    assert np.mean([run.effective_lists for run in runs["ips"]]) == pytest.approx(1800 * agreeing, rel=0.1)
    assert runs["ips"][0].lists == 1800


def test_a_wrong_model_does_not_mislead_the_doubly_robust_estimate() -> None:
    chance = np.random.default_rng(7)
    agree = chance.random(40_000) < 0.1
    got = (chance.random(40_000) < np.where(agree, 0.5, 0.2)).astype(float)
    who = [str(number) for number in range(40_000)]
    wrong = np.full(40_000, 0.9)
    assert estimate_dr(got, agree / 0.1, who, foreseen=wrong, expected=wrong).value == pytest.approx(0.5, abs=0.05)


def test_one_persons_lists_count_as_one_persons() -> None:
    got, ratios = [1.0] * 50 + [0.0] * 50, [1.0] * 100
    alone = estimate_ips(got, ratios, [str(number) for number in range(100)])
    together = estimate_ips(got, ratios, [str(number // 10) for number in range(100)])
    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_nothing_logged_says_nothing() -> None:
    assert estimate_ips([], [], []) == estimate_snips([], [], []) == Value(0.0, 0.0, 0.0, 0, 0.0)
    never = estimate_snips([1.0, 0.0], [0.0, 0.0], ["a", "b"])
    assert (never.value, never.effective_lists) == (0.0, 0.0)


@given(
    st.integers(1, 8),
    st.integers(1, 6),
    st.lists(st.sampled_from([*PRODUCTS, "rival"]), unique=True, max_size=5),
    st.floats(0.01, 0.9),
)
def test_written_chances_are_those_of_the_draw(ranked: int, n: int, others: list[str], exploration: float) -> None:
    ranking = PRODUCTS[:ranked]
    candidates = list(dict.fromkeys([ranking[0], *others]))
    each = exploration / len(candidates)
    cases = [(exploration + (1 - exploration) / 2, 1 - exploration)]
    cases += [((at + 0.5) * each, each) for at in range(len(candidates))]
    happened: dict[tuple[int, str], float] = {}
    made = [(explore(ranking, n, candidates, exploration, drawn), chance) for drawn, chance in cases]
    for found, chance in made:
        for place, id in enumerate(found.product_ids):
            happened[place, id] = happened.get((place, id), 0.0) + chance
    for found, _ in made:
        assert len(set(found.product_ids)) == len(found.product_ids) == min(n, ranked)
        for place, (id, told) in enumerate(zip(found.product_ids, found.propensities, strict=True)):
            assert told == pytest.approx(happened[place, id])


def test_without_exploration_the_list_is_the_ranking() -> None:
    made = explore(PRODUCTS, 3, PRODUCTS, 0.0, 0.0)
    assert made.product_ids == ("p0", "p1", "p2")
    assert made.propensities == (1.0, 1.0, 1.0)
    assert explore([], 3, [], 0.5, 0.1).product_ids == ()
