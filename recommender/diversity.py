"""A list that does not say the same thing five times: maximal marginal relevance."""

from collections.abc import Mapping, Sequence

from shop.catalogue import Product

_RELEVANCE = 0.9  # against difference
_SAME_TYPE, _SAME_BRAND, _SAME_ROOT = 0.6, 0.25, 0.15


def diversify(ranked: Sequence[str], scores: Mapping[str, float], products: Mapping[str, Product], n: int) -> list[str]:
    """Return at most n of the ranked ids: each time the best after what is like an earlier one has been marked down.

    The first of the ranking stays the first. Scores count relative to the best, or to the worst where all are below 0.
    """
    rest, chosen = list(ranked), list[str]()
    best = max((scores[id] for id in ranked), default=0.0)
    best = best if best > 0 else max((-scores[id] for id in ranked), default=0.0) or 1.0
    likest = dict.fromkeys(rest, 0.0)  # to anything chosen
    while rest and len(chosen) < n:
        value = {id: _RELEVANCE * scores[id] / best - (1 - _RELEVANCE) * likest[id] for id in rest}
        pick = max(rest, key=value.__getitem__)  # the earliest among equals
        rest.remove(pick)
        chosen.append(pick)
        for id in rest:
            likest[id] = max(likest[id], likeness(products[id], products[pick]))
    return chosen


def likeness(one: Product, other: Product) -> float:
    """Return 0 to 1: how much two products are the same kind of thing."""
    same_root = one.path[:1] == other.path[:1]
    return _SAME_TYPE * (one.type == other.type) + _SAME_BRAND * (one.brand == other.brand) + _SAME_ROOT * same_root
