"""Bringing the scores of several searches onto one list."""

from collections.abc import Mapping, Sequence


def fuse_scores(searches: Sequence[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    """Return the weighted sum of scores by key; a key that a search did not find has 0 there.

    The searches' scores share a scale, which says more than their ranks do. {} for no searches.
    """
    fused: dict[str, float] = {}
    for scores, weight in searches:
        for key, score in scores.items():
            fused[key] = fused.get(key, 0.0) + weight * score
    return fused


def best_first(scores: Mapping[str, float]) -> list[str]:
    """Return the keys, the highest score first, equals by key."""
    return sorted(scores, key=lambda key: (-scores[key], key))
