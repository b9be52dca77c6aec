"""How far a customer trusts each person who shows them products: how often what that one had praised was taken up.

For each pair it is counted how many of the products that one had praised the other took up afterwards, or liked the
review of, beyond what would be taken anyway. What few pairs tell is drawn to the customer's own mean, and that to the
shop's: a hierarchical beta-binomial, whose strengths are the likeliest ones (Gelman et al., Bayesian Data Analysis,
2013, chapter 5). Counted anew at each request from what this viewer may read then: nothing outlives a permission.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product as pairs_of

import numpy as np
from numpy.typing import NDArray

from recommender.word_of_mouth import WordOfMouth

_PRAISE = 4  # stars
_STRENGTHS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1_000.0)
_MOST = 5.0  # times what is usual
_LEAST_TIES = 20  # pairs that say anything, below which nothing is learned of them
_LIKELY = 0.9  # of what is taken anyway, at most


@dataclass(frozen=True)
class Tie:
    """What one person told a customer, and what became of it."""

    told: int = 0  # products praised, after which the customer took up anything
    followed: int = 0  # of those that the customer then took up, or liked the review of
    expected: float = 0.0  # how many of them would have been taken anyway

    @property
    def beyond(self) -> float:
        """Return how many more were taken than would have been anyway."""
        return self.followed - self.expected


@dataclass(frozen=True)
class Trusting:
    """What is usual in a shop. The defaults serve where too few pairs tell."""

    beyond: float = 0.1  # share of what is praised that is taken up beyond what would be anyway
    own_faith: float = 50.0  # products for which the shop's mean counts in a customer's own
    tie_faith: float = 20.0  # products for which the customer's own mean counts in a pair's

    def weigh(self, ties: Mapping[str, Tie]) -> dict[str, float]:
        """Return by person how much the customer trusts them: 1 is usual, 0 not at all, 5 the most."""
        if self.beyond <= 0:
            return dict.fromkeys(ties, 0.0)
        told, beyond = sum(tie.told for tie in ties.values()), sum(tie.beyond for tie in ties.values())
        own = (beyond + self.own_faith * self.beyond) / (told + self.own_faith)
        shares = {id: (tie.beyond + self.tie_faith * own) / (tie.told + self.tie_faith) for id, tie in ties.items()}
        return {id: min(_MOST, max(0.0, share / self.beyond)) for id, share in shares.items()}


def tie_up(
    mouth: WordOfMouth, takings: Mapping[str, float], shares_of: Callable[[Sequence[str]], NDArray[np.floating]]
) -> dict[str, Tie]:
    """Return by person what they told the customer and what became of it.

    `takings` is by product the day on which the customer took it up; `shares_of` gives products' shares of all that is
    taken.
    What the customer had already is nothing that they were told, nor what came after all that they took.
    """
    never = float("inf")
    taken = np.array([takings.get(id, never) for id in mouth.product_ids], np.float64)[mouth.product]
    share = shares_of(mouth.product_ids).astype(np.float64)[mouth.product]
    after = len(takings) - np.searchsorted(sorted(takings.values()), mouth.day, side="right")
    praised = (mouth.stars == 0) | (mouth.stars >= _PRAISE)
    advised = praised & (taken > mouth.day) & (after > 0) & ~mouth.liked
    followed = mouth.liked | (advised & (taken < never))
    expected = np.minimum(_LIKELY, 1 - (1 - share) ** after) * advised
    columns = (mouth.count(each).tolist() for each in (mouth.liked | advised, followed, expected))
    counts = zip(mouth.person_ids, *columns, strict=True)
    return {id: Tie(int(told), int(took), anyway) for id, told, took, anyway in counts}


def learn_trusting(customers: Iterable[Sequence[Tie]]) -> Trusting:
    """Return what is usual among these customers' ties, and how much friends of one, and customers, differ in it."""
    rows = [(at, tie.told, tie.followed, tie.expected) for at, ties in enumerate(customers) for tie in ties if tie.told]
    if len(rows) < _LEAST_TIES:
        return Trusting()
    of, told, followed, expected = np.array(rows, np.float64).T
    beyond = float((followed - expected).sum() / told.sum())
    if beyond <= 0:
        return Trusting(beyond=0.0)
    others = _Others(of.astype(np.int64), told, followed - expected)

    def judge(strengths: tuple[float, float]) -> float:
        own_faith, tie_faith = strengths
        means = np.clip(others.means(beyond, own_faith) + expected / told, 1e-3, 1 - 1e-3)
        return _log_likelihood(told, followed, tie_faith * means, tie_faith * (1 - means))

    own_faith, tie_faith = max(pairs_of(_STRENGTHS, _STRENGTHS), key=judge)
    return Trusting(beyond, own_faith, tie_faith)


@dataclass(frozen=True)
class _Others:
    """For each of n ties those of the same customer to others; all arrays are (n,)."""

    customer: NDArray[np.int64]
    told: NDArray[np.float64]
    beyond: NDArray[np.float64]

    def means(self, usual: float, faith: float) -> NDArray[np.float64]:
        """Return (n,): the share beyond chance that the customer takes of what others told, drawn to what is usual."""
        told = np.bincount(self.customer, self.told)[self.customer] - self.told
        beyond = np.bincount(self.customer, self.beyond)[self.customer] - self.beyond
        return np.asarray((beyond + faith * usual) / (told + faith), np.float64)


def _log_likelihood(
    told: NDArray[np.float64], followed: NDArray[np.float64], yes: NDArray[np.float64], no: NDArray[np.float64]
) -> float:
    """Return it but for a constant, each tie's share drawn from Beta(yes, no)."""
    from scipy.special import betaln

    return float((betaln(followed + yes, told - followed + no) - betaln(yes, no)).sum())
