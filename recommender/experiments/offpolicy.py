"""What another policy would have got, from lists that this one showed with known chances.

Inverse propensity scores: Horvitz and Thompson, JASA 47 (1952). Self-normalised: Swaminathan and Joachims, NeurIPS
2015. Doubly robust: Dudík, Langford and Li, ICML 2011. Effective sample size: Kish, Survey Sampling (1965).

Everywhere n is the number of lists; `rewards` (n,) is what each got; `ratios` (n,) the chance that the other policy
does what was done, over the chance with which it was done; `people` (n,) whose list it was: one person's lists go
together, and the interval is made of differences between people. Intervals are the normal ones at 95%, for one look.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

_Z = 1.959964  # of the normal distribution, two-sided 95%
_PRIOR = 10.0  # lists of the average kind that a product begins with

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Value:
    """The mean reward of a list under the other policy."""

    value: float
    low: float
    high: float
    lists: int
    effective_lists: float  # as many lists of the other policy itself would tell as much


def estimate_ips(rewards: ArrayLike, ratios: ArrayLike, people: Sequence[str]) -> Value:
    """Return the unbiased estimate, whose error is large where ratios are."""
    weights = np.asarray(ratios, float)
    return _estimate(weights * np.asarray(rewards, float), weights, people)


def estimate_snips(rewards: ArrayLike, ratios: ArrayLike, people: Sequence[str]) -> Value:
    """Return the estimate divided by the mean ratio: a little biased, and far steadier. 0.0 when all ratios are 0."""
    weights, got = np.asarray(ratios, float), np.asarray(rewards, float)
    mean = float(weights.mean()) if len(weights) else 0.0
    if mean == 0:
        return _estimate(np.zeros(len(weights)), weights, people)
    value = float((weights * got).mean()) / mean
    return _estimate(value + weights * (got - value) / mean, weights, people)


def estimate_dr(
    rewards: ArrayLike, ratios: ArrayLike, people: Sequence[str], *, foreseen: ArrayLike, expected: ArrayLike
) -> Value:
    """Return the doubly robust estimate: right when the ratios are or when what is foreseen is.

    `foreseen` (n,) is the reward foreseen for what was done, `expected` (n,) for what the other policy would do; made
    without looking at the list's own reward.
    """
    weights = np.asarray(ratios, float)
    left = np.asarray(rewards, float) - np.asarray(foreseen, float)
    return _estimate(np.asarray(expected, float) + weights * left, weights, people)


def foresee(actions: Sequence[str], rewards: ArrayLike, people: Sequence[str], asked: Sequence[str]) -> Floats:
    """Return float64 (n,): the reward foreseen for each of the `asked` actions, from other people's lists.

    The mean of the action, drawn to the mean of all when few took it. People are dealt into two halves, and each half
    is foreseen from the other: nobody's reward foresees itself.
    """
    got = np.asarray(rewards, float)
    halves = _deal(people)
    found = np.zeros(len(got))
    for half in (0, 1):
        known = halves != half
        mean = float(got[known].mean()) if known.any() else 0.0
        sums, counts = dict[str, float](), dict[str, int]()
        for at in np.flatnonzero(known).tolist():
            sums[actions[at]] = sums.get(actions[at], 0.0) + float(got[at])
            counts[actions[at]] = counts.get(actions[at], 0) + 1
        for at in np.flatnonzero(~known).tolist():
            id = asked[at]
            found[at] = (sums.get(id, 0.0) + _PRIOR * mean) / (counts.get(id, 0) + _PRIOR)
    return found


def _deal(people: Sequence[str]) -> NDArray[np.int64]:
    """Return 0 or 1 for each, the same for the same person, half of the people each."""
    _, numbers = np.unique(np.asarray(people, dtype=str), return_inverse=True)
    return np.asarray(numbers % 2, np.int64)


def _estimate(terms: Floats, weights: Floats, people: Sequence[str]) -> Value:
    n = len(terms)
    if n == 0:
        return Value(0.0, 0.0, 0.0, 0, 0.0)
    value = float(terms.mean())
    _, numbers = np.unique(np.asarray(people, dtype=str), return_inverse=True)
    sums = np.bincount(numbers, terms - value)
    scale = len(sums) / max(1, len(sums) - 1)
    half = _Z * float(np.sqrt(scale * (sums**2).sum())) / n
    squares = float((weights**2).sum())
    effective = float(weights.sum()) ** 2 / squares if squares else 0.0
    return Value(value, value - half, value + half, n, effective)
