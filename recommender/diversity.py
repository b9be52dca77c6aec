"""A list that does not say the same thing five times: maximal marginal relevance."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from shop.catalogue import Product

_RELEVANCE = 0.9  # against difference
_SAME = (0.6, 0.25, 0.15)  # how alike two products are by the same type, brand, root of the category


def diversify(ranked: Sequence[str], scores: Mapping[str, float], products: Mapping[str, Product], n: int) -> list[str]:
    """Return at most n of the ranked ids: each time the best after what is like an earlier one has been marked down.

    The first of the ranking stays the first. Scores count relative to the best, or to the worst where all are below 0.
    """
    if not ranked:
        return []
    values = np.array([scores[id] for id in ranked])
    best = values.max() if values.max() > 0 else -values.min() or 1.0
    alike = _compare([products[id] for id in ranked])
    likest = np.zeros(len(ranked))  # to anything chosen
    left = np.ones(len(ranked), bool)
    chosen: list[str] = []
    relevance = _RELEVANCE * values / best
    for _ in range(min(n, len(ranked))):
        worth = relevance - (1 - _RELEVANCE) * likest
        pick = int(np.where(left, worth, -np.inf).argmax())  # the earliest among equals
        left[pick] = False
        chosen.append(ranked[pick])
        likest = np.maximum(likest, alike[pick])
    return chosen


def _compare(products: Sequence[Product]) -> NDArray[np.float64]:
    """Return (n, n): 0 to 1, how much each two are the same kind of thing."""
    traits = np.array([_number(values) for values in zip(*map(_traits, products), strict=True)])
    return np.asarray((traits[:, :, None] == traits[:, None, :]).transpose(1, 2, 0) @ np.array(_SAME))


def likeness(one: Product, other: Product) -> float:
    """Return 0 to 1: how much two products are the same kind of thing."""
    same = zip(_SAME, _traits(one), _traits(other), strict=True)
    return sum((weight for weight, its, others in same if its == others), 0.0)


def _traits(product: Product) -> tuple[object, ...]:
    return product.type, product.brand, product.path[:1]


def _number(values: Sequence[object]) -> list[int]:
    places: dict[object, int] = {}
    return [places.setdefault(value, len(places)) for value in values]
