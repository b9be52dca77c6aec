"""How far a message is from everything that training knew."""

import math
from dataclasses import dataclass

import numpy as np

from language.encoder import Vectors
from language.linear import log_sum_exp

FALSE_ALARMS = 0.03  # of messages in scope: where most messages, in scope or not, are taken for what they are
_FEWEST = math.ceil(1 / FALSE_ALARMS)  # held-out messages with which that share of them can be told at all
_MOST_KNOWN = 6000  # rows compared with each message: keeps it under a millisecond


@dataclass(frozen=True)
class Scope:
    """The score is a sum of z-scores, each of how a message differs from held-out messages in scope.

    They are: low energy (no intent answers loudly), distance to the nearest training message, and, where there were
    out-of-scope examples, the log-odds of their class (`outside`, its column; -1 without).
    """

    known: Vectors  # (n, dim), rows of length 1
    outside: int
    centre: Vectors
    spread: Vectors
    threshold: float

    def score(self, vectors: Vectors, logits: Vectors) -> Vectors:
        """Return (n,): higher is further out."""
        signs = _signs(vectors, logits, self.known, self.outside)
        score: Vectors = ((signs - self.centre) / self.spread).sum(axis=1)
        return score


def fit_scope(known: Vectors, outside: int, vectors: Vectors, logits: Vectors) -> Scope:
    """Fit on held-out messages in scope (n, dim) and their logits; `known` are the training messages in scope.

    With too few to know a threshold, no score is above it.
    """
    signs = _signs(vectors, logits, known, outside)
    if len(signs) < 2:
        nothing = np.zeros(signs.shape[1], np.float32)
        return Scope(known, outside, nothing, nothing + 1, math.inf)
    centre, spread = signs.mean(axis=0), signs.std(axis=0) + np.float32(1e-6)
    scores = ((signs - centre) / spread).sum(axis=1)
    threshold = float(np.quantile(scores, 1 - FALSE_ALARMS)) if len(scores) >= _FEWEST else math.inf
    return Scope(known, outside, centre, spread, threshold)


def choose_known(vectors: Vectors, seed: int) -> Vectors:
    """Return the rows to compare with: all, or a sample of them when there are very many."""
    if len(vectors) <= _MOST_KNOWN:
        return vectors
    return vectors[np.sort(np.random.default_rng(seed).choice(len(vectors), _MOST_KNOWN, replace=False))]


def _signs(vectors: Vectors, logits: Vectors, known: Vectors, outside: int) -> Vectors:
    inside = np.delete(logits, outside, axis=1) if outside >= 0 else logits
    energy = -log_sum_exp(inside)
    signs = [energy, 1 - (vectors @ known.T).max(axis=1)]
    if outside >= 0:
        signs.append(logits[:, outside] + energy)
    return np.stack(signs, axis=1)
