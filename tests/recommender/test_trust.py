"""Who was right before is trusted more: found again from ties that were made by known habits."""

import numpy as np
import pytest

from recommender.trust import Tie, Trusting, learn_trusting, tie_up
from recommender.word_of_mouth import Word, WordOfMouth

RARE = 0.001  # share of all that is taken


def praise(person_id: str, *days: float, stars: int | None = 5) -> WordOfMouth:
    """Return praise of "thing0", "thing1"…, one a day."""
    return WordOfMouth.gather(
        Word(f"thing{at}", person_id, person_id.title(), stars, f"r{at}", day) for at, day in enumerate(days)
    )


def tie_to(mouth: WordOfMouth, takings: dict[str, float], share: float = RARE) -> Tie:
    return tie_up(mouth, takings, lambda ids: np.full(len(ids), share))["ana"]


def make_ties(rates: list[list[float]], told: int = 40, seed: int = 0) -> list[list[Tie]]:
    """Return by customer a tie to each friend, who is followed at this rate."""
    chance = np.random.default_rng(seed)
    return [[Tie(told, int(chance.binomial(told, rate)), 0.5) for rate in of_one] for of_one in rates]


def test_what_was_taken_up_after_the_praise_counts() -> None:
    mouth = praise("ana", 1, 2, 3, 4)
    tie = tie_to(mouth, {"thing0": 5, "thing1": 6, "other": 7})
    assert (tie.told, tie.followed) == (4, 2)
    assert 0 < tie.expected < 4 * 3 * RARE + 1e-9


def test_what_was_had_before_is_no_advice() -> None:
    assert tie_to(praise("ana", 5), {"thing0": 1, "other": 9}) == Tie()


def test_praise_after_which_nothing_was_taken_tells_nothing() -> None:
    assert tie_to(praise("ana", 5, 9), {"other": 4}) == Tie()


@pytest.mark.parametrize(("stars", "told"), [(5, 1), (4, 1), (None, 1), (3, 0), (1, 0)])
def test_only_praise_can_be_followed(stars: int | None, told: int) -> None:
    assert tie_to(praise("ana", 1, stars=stars), {"thing0": 2}).told == told


def test_a_liked_review_is_advice_taken_whatever_its_stars() -> None:
    mouth = WordOfMouth.gather([Word("thing0", "ana", "Ana", 1, "r0", 5.0, liked=True)])
    assert tie_to(mouth, {}) == Tie(1, 1, 0.0)


def test_what_everybody_takes_is_taken_anyway() -> None:
    takings = {"thing0": 5.0, "other": 6.0}
    rare, common = (tie_to(praise("ana", 1), takings, share) for share in (0.001, 0.4))
    assert rare.beyond > 0.99
    assert common.beyond == pytest.approx(1 - (1 - 0.6**2))


def test_a_friend_who_is_always_followed_is_trusted_and_one_who_never_is_is_not() -> None:
    """Each customer follows their first friend nearly always, the second never, the third now and then."""
    trusting = learn_trusting(make_ties([[0.9, 0.0, 0.3]] * 60))
    weights = trusting.weigh({"always": Tie(20, 20, 0.2), "never": Tie(20, 0, 0.2), "new": Tie()})
    assert weights["always"] > 1.8
    assert weights["never"] < 0.15
    assert 0.7 < weights["new"] < 1.5


def test_who_follows_friends_at_all_trusts_those_they_do_not_know_yet() -> None:
    """Half of the customers follow all their friends, the others none: what matters is who listens."""
    trusting = learn_trusting(make_ties([[0.6] * 4] * 40 + [[0.02] * 4] * 40))
    listens = trusting.weigh({"one": Tie(20, 12, 0.2), "other": Tie(20, 12, 0.2), "new": Tie()})
    deaf = trusting.weigh({"one": Tie(20, 0, 0.2), "other": Tie(20, 0, 0.2), "new": Tie()})
    assert listens["new"] > 1.4
    assert deaf["new"] < 0.4


def test_where_all_are_followed_alike_few_products_change_nothing() -> None:
    trusting = learn_trusting(make_ties([[0.2] * 4] * 80))
    weights = trusting.weigh({"lucky": Tie(5, 3, 0.0), "not": Tie(5, 0, 0.0)})
    assert weights["lucky"] < 1.25
    assert weights["not"] > 0.75
    assert trusting.beyond == pytest.approx(0.19, abs=0.03)


def test_who_is_followed_no_more_than_chance_is_trusted_by_nobody() -> None:
    trusting = learn_trusting([[Tie(40, 1, 2.0)]] * 30)
    assert trusting.weigh({"ana": Tie(10, 5, 0.0)}) == {"ana": 0.0}


@pytest.mark.parametrize("customers", [[], [[Tie()]] * 50, [[Tie(3, 2, 0.0)]] * 5])
def test_of_few_nothing_is_learned(customers: list[list[Tie]]) -> None:
    assert learn_trusting(customers) == Trusting()


def test_trust_has_an_end() -> None:
    assert Trusting(beyond=0.01).weigh({"ana": Tie(500, 500, 0.0)}) == {"ana": 5.0}
