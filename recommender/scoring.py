"""How well each product would please: behaviour, friends, interests, likeness and general appeal in one number."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from recommender.model import Model
from recommender.social import FriendSignal
from recommender.taste import Taste, is_within
from retrieval.fusion import best_first
from shop.catalogue import Product

Alike = Callable[[str], Mapping[str, float]]
"""Gives by product how near it is in meaning to this one, 0 to 1."""

_SEED = 6.0  # confidence in what is being talked about: more than in anything bought before
_LIKENED = 5  # products of the history whose like are looked for
_ALIKE_FROM = 0.3  # cosine below which products have nothing in common
_WISHED_PRESENT = 1.5
_SETTLED = 2.0  # products in a history that is half as telling as one without end


@dataclass(frozen=True)
class Weights:
    """What each part of the score weighs; 0 leaves it out. Chosen with benchmarks/recommend.py."""

    behaviour: float = 1.0
    friends: float = 0.5
    interests: float = 0.3
    likeness: float = 0.3
    appeal: float = 0.05
    wish: float = 0.3


def weigh_present(weights: Weights) -> Weights:
    """Return the weights for a present: a wish counts most, and the giver's friends half."""
    return replace(weights, wish=max(weights.wish, _WISHED_PRESENT), friends=weights.friends / 2)


@dataclass(frozen=True)
class Signals:
    """What a score is made of, for one receiver at one moment."""

    taste: Taste
    friends: Mapping[str, FriendSignal]
    seed_ids: Sequence[str] = ()


def score_products(
    products: Mapping[str, Product], model: Model, signals: Signals, alike: Alike, weights: Weights
) -> dict[str, float]:
    """Return a score for each of the products; higher is better."""
    taste = signals.taste
    liking = dict(taste.liking) | dict.fromkeys(signals.seed_ids, _SEED)
    behaviour = _score_behaviour(model, liking)
    likeness = _score_likeness(liking, alike)
    appeal = dict(zip(model.product_ids, model.appeal.tolist(), strict=True))
    usual = float(np.median(model.appeal)) if len(model.appeal) else 0.0
    return {
        id: weights.behaviour * behaviour.get(id, 0.0)
        + weights.likeness * likeness.get(id, 0.0)
        + weights.appeal * appeal.get(id, usual)
        + weights.friends * (signals.friends[id].support if id in signals.friends else 0.0)
        + weights.interests * any(is_within(product, interest) for interest in taste.interests)
        + weights.wish * (id in taste.wished)
        for id, product in products.items()
    }


def _score_behaviour(model: Model, liking: dict[str, float]) -> dict[str, float]:
    """Return by product what the behaviour of all says of it, given this liking; 1 for the best of a long history."""
    scores = model.neighbours.score(model.history(liking))
    best = float(scores.max()) if len(scores) else 0.0
    if best <= 0:
        return {}
    told = len(liking) / (len(liking) + _SETTLED)
    return {model.product_ids[at]: float(scores[at]) / best * told for at in np.flatnonzero(scores > 0).tolist()}


def _score_likeness(liking: dict[str, float], alike: Alike) -> dict[str, float]:
    """Return by product how near it is in meaning to what is liked most; 1 for the nearest, {} for no liking."""
    most = best_first(liking)[:_LIKENED]
    summed: dict[str, float] = {}
    for id in most:
        for other, cosine in alike(id).items():
            if cosine > _ALIKE_FROM:
                summed[other] = summed.get(other, 0.0) + liking[id] * (cosine - _ALIKE_FROM)
    best = max(summed.values(), default=0.0)
    return {id: value / best for id, value in summed.items()} if best > 0 else {}
