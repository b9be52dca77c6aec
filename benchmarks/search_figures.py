"""How good a ranking is, and how sure that is."""

from collections.abc import Mapping, Sequence

import numpy as np

_RESAMPLES = 2_000


def ndcg(ranked: Sequence[str], ratings: Mapping[str, float], k: int = 10) -> float:
    """Return nDCG@k with the gain 2^rating - 1; what was never judged counts as 0. Some rating must be above 0."""
    ideal = _gain(sorted(ratings.values(), reverse=True)[:k])
    return _gain([ratings.get(id, 0.0) for id in ranked[:k]]) / ideal


def ndcg_judged(ranked: Sequence[str], ratings: Mapping[str, float], k: int = 10) -> float:
    """Return nDCG@k as if only judged documents had been ranked."""
    return ndcg([id for id in ranked if id in ratings], ratings, k)


def summarise(rankings: Mapping[str, Sequence[str]], judged: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return the means over the queries, and where 95% of resampled means of the first lie."""
    values = np.array([ndcg(ranked, judged[query]) for query, ranked in rankings.items()])
    only = np.mean([ndcg_judged(ranked, judged[query]) for query, ranked in rankings.items()])
    unjudged = np.mean([np.mean([id not in judged[query] for id in ranked[:10]]) for query, ranked in rankings.items()])
    chosen = np.random.default_rng(0).integers(len(values), size=(_RESAMPLES, len(values)))
    low, high = np.quantile(values[chosen].mean(axis=1), (0.025, 0.975))
    figures = {"ndcg10": values.mean(), "ndcg10_low": low, "ndcg10_high": high, "ndcg10_judged": only}
    return {name: round(float(value), 4) for name, value in (figures | {"unjudged10": unjudged}).items()}


def summarise_ms(took_ms: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th percentile."""
    return {
        "ms_p50": round(float(np.quantile(took_ms, 0.5)), 2),
        "ms_p95": round(float(np.quantile(took_ms, 0.95)), 2),
    }


def _gain(ratings: Sequence[float]) -> float:
    return sum((2**rating - 1) / float(np.log2(place + 2)) for place, rating in enumerate(ratings))
