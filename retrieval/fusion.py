"""Bringing the scores of several searches onto one list."""

from collections.abc import Mapping, Sequence


def fuse_scores(searches: Sequence[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    """Return the weighted sum of scores by key; a key that a search did not find has 0 there.

    For searches whose scores share a scale, which says more than ranks do. {} for no searches.
    """
    fused: dict[str, float] = {}
    for scores, weight in searches:
        for key, score in scores.items():
            fused[key] = fused.get(key, 0.0) + weight * score
    return fused


def fuse_ranks(searches: Sequence[tuple[Mapping[str, float], float]], *, k: int = 60) -> dict[str, float]:
    """Return reciprocal rank fusion by key: the sum of weight / (k + rank), rank 1 for the best; equals by key.

    For searches whose scores cannot be compared. A key with a score of 0 or below was not found.
    """
    fused: dict[str, float] = {}
    for scores, weight in searches:
        found = sorted((key for key, score in scores.items() if score > 0), key=lambda key: (-scores[key], key))
        for rank, key in enumerate(found, 1):
            fused[key] = fused.get(key, 0.0) + weight / (k + rank)
    return fused


def best_first(scores: Mapping[str, float]) -> list[str]:
    """Return the keys, the highest score first, equals by key."""
    return sorted(scores, key=lambda key: (-scores[key], key))
