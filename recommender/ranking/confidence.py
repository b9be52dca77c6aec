"""How sure one may be that a customer likes an item, from how often they took it or what they gave it."""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.protocol import Histories


def level_counts(histories: Histories, counts: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return the logarithm of each count, above 0, against the customer's own mean; all 1 when all are equal."""
    logs = np.log1p(np.maximum(counts, 0.0)).astype(np.float64)
    sums = np.bincount(histories.customers, logs, len(histories))
    means = sums / np.maximum(1, np.diff(histories.starts))
    return np.asarray(np.maximum(logs, 1e-3) / np.maximum(means, 1e-3)[histories.customers], np.float32)


def weigh_ratings(ratings: NDArray[np.floating], share: float) -> NDArray[np.float32]:
    """Return 1 for an average rating, `share` more for each standard deviation above it, at least .1."""
    spread = float(ratings.std()) if len(ratings) else 0.0
    levels = (ratings - ratings.mean()) / spread if spread > 0 else np.zeros(len(ratings))
    return np.asarray(np.maximum(1 + share * levels, 0.1), np.float32)
