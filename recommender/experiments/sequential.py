"""Intervals that hold however often one looks: the mixture sequential probability ratio test.

Johari, Koomen, Pekelis and Walsh, "Always valid inference: continuous monitoring of A/B tests", Operations Research 70
(2022); for averages that are not normal see Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central
limit theory and asymptotic confidence sequences", Annals of Statistics 52 (2024).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

LEAST_COUNTED = 100  # people of an arm below whom averages are not normal enough to decide anything


@dataclass(frozen=True)
class Sample:
    """What some people did, each counted once."""

    n: int
    mean: float  # 0.0 for nobody
    variance: float  # of one person's value, never 0


@dataclass(frozen=True)
class Estimate:
    """A difference; with a chance of alpha or less the interval ever misses the true one, at any time."""

    value: float
    low: float
    high: float
    p_value: float  # always valid: the smallest alpha at which the interval would leave out 0

    @property
    def sure(self) -> bool:
        """Return whether there is a difference."""
        return not self.low <= 0 <= self.high


def summarise(values: ArrayLike, *, lowest: float = 0.0, highest: float = 1.0) -> Sample:
    """Return the sample of these values, one a person, between the two bounds.

    One more person at each bound is added to the variance: where nobody has bought yet it is small, not nothing
    (Agresti and Caffo, The American Statistician 54, 2000).
    """
    given = np.asarray(values, float)
    padded = np.concatenate([given, [lowest, highest]])
    return Sample(len(given), float(given.mean()) if len(given) else 0.0, float(padded.var()))


def compare(control: Sample, treated: Sample, *, least_effect: float, alpha: float) -> Estimate:
    """Return by how much the mean of `treated` is higher; `least_effect` tunes the test to find such a difference.

    With fewer than LEAST_COUNTED people in either the interval has no end and the p-value is 1.
    """
    if min(control.n, treated.n) < LEAST_COUNTED:
        return Estimate(treated.mean - control.mean, -math.inf, math.inf, 1.0)
    spread = control.variance / control.n + treated.variance / treated.n
    return _bound(treated.mean - control.mean, spread, least_effect**2, alpha)


def locate(sample: Sample, *, least_effect: float, alpha: float) -> Estimate:
    """Return the mean of one sample as the difference from 0; see `compare`."""
    if sample.n < LEAST_COUNTED:
        return Estimate(sample.mean, -math.inf, math.inf, 1.0)
    return _bound(sample.mean, sample.variance / sample.n, least_effect**2, alpha)


def _bound(value: float, spread: float, mixing: float, alpha: float) -> Estimate:
    """`spread` is the variance of `value`, `mixing` that of the effects that the test is tuned to."""
    both = spread + mixing
    half = math.sqrt(spread * both / mixing * (2 * math.log(1 / alpha) + math.log(both / spread)))
    log_ratio = 0.5 * math.log(spread / both) + mixing * value**2 / (2 * spread * both)
    return Estimate(value, value - half, value + half, min(1.0, math.exp(-log_ratio)))
