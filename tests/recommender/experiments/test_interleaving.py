"""The better of two rankings gets the clicks."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.experiments.interleaving import draft, prefer
from recommender.experiments.sequential import locate, summarise

PRODUCTS = tuple(f"p{number}" for number in range(20))
ids = st.lists(st.sampled_from(PRODUCTS), unique=True)


@given(ids, ids, st.integers(0, 12), st.lists(st.booleans(), min_size=25, max_size=25))
def test_a_list_holds_the_best_of_both_once_and_teams_are_as_large_as_can_be(
    one: list[str], other: list[str], n: int, coins: list[bool]
) -> None:
    drafted = draft(one, other, n, coins.__getitem__)
    shown = [id for id, _ in drafted]
    assert len(shown) == len(set(shown)) == min(n, len(set(one) | set(other)))
    for team, ranking in enumerate((one, other)):
        own = [id for id, of in drafted if of == team]
        assert own == [id for id in ranking if id in own]
    if len(one) >= n and len(other) >= n and not set(one) & set(other):
        assert abs(sum(1 if team else -1 for _, team in drafted)) <= 1


def test_equal_rankings_give_the_same_list_and_the_clicks_to_both_alike() -> None:
    chance = np.random.default_rng(5)
    wins = []
    for _ in range(3_000):
        flips = chance.random(10) < 0.5
        drafted = draft(PRODUCTS, PRODUCTS, 5, lambda turn, flips=flips: bool(flips[turn]))
        assert [id for id, _ in drafted] == list(PRODUCTS[:5])
        wins.append(prefer(drafted, {"p0"}))
    assert abs(np.mean(wins)) < 0.05


def test_the_better_ranking_is_preferred_and_sooner_than_a_split_would_tell() -> None:
    """People click what they like, sooner above than below; the better ranking puts it higher."""
    chance = np.random.default_rng(6)
    found = [locate(watch(chance, 400), least_effect=0.1, alpha=0.05) for _ in range(40)]
    assert np.mean([estimate.low > 0 for estimate in found]) > 0.9
    assert not any(estimate.high < 0 for estimate in found)


def watch(chance: np.random.Generator, people: int):  # type: ignore[no-untyped-def]
    wins = []
    for _ in range(people):
        liked = chance.random(20)
        better = [PRODUCTS[at] for at in np.argsort(-(liked + chance.normal(0, 0.3, 20)))]
        worse = [PRODUCTS[at] for at in np.argsort(-(liked + chance.normal(0, 1.5, 20)))]
        flips = chance.random(10) < 0.5
        drafted = draft(worse, better, 5, lambda turn, flips=flips: bool(flips[turn]))
        seen = [chance.random() < 0.8**place for place in range(5)]
        clicked = {
            id for (id, _), looked in zip(drafted, seen, strict=True) if looked and liked[PRODUCTS.index(id)] > 0.7
        }
        wins.append(int(np.sign(prefer(drafted, clicked))))
    return summarise(wins, lowest=-1, highest=1)
