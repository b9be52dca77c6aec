"""Made-up customers with tastes that are known, so that a ranking can be held against the best that is possible.

Items have a skewed popularity and a vector, in families; customers have a vector. A customer takes items with a chance
in proportion to popularity times exp(strength * taste), none twice, and rates them by taste, two biases and noise. Some
of each customer's items, at random, are held back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
Places = NDArray[np.int32]

_RANK = 16
_FAMILIES = 200
_OFFERED = 12  # items a customer is offered, by popularity alone, for each that is taken
_BATCH = 500  # customers at a time
_HELD_BACK = 10  # of each customer's items, besides those learned from
_STRENGTH = 1.5  # deviation of the taste in the logarithm of a chance
_MIDDLE, _TASTE_IN_STARS, _BIAS, _NOISE = 3.5, 0.4, 0.4, 0.7  # stars: the mean, and how they vary


@dataclass(frozen=True)
class Crowd:
    """`items` and `ratings` are (n_users, taken), in the order of taking; `tested_*` are (n_users, 10)."""

    items: Places
    ratings: Numbers
    tested_items: Places
    tested_ratings: Numbers
    n_items: int
    users: Numbers  # the vectors behind it all, with the strength in them
    vectors: Numbers
    popularity: Numbers  # logarithm of each item's chance to be offered
    generosity: Numbers  # of each customer, in stars
    quality: Numbers  # of each item, in stars

    def true_scores(self, users: NDArray[np.int64]) -> Numbers:
        """Return (len(users), n_items): what the customers' choices were really drawn by."""
        return np.asarray(self.users[users] @ self.vectors.T + self.popularity, np.float32)

    def meant_stars(self, users: NDArray[np.int64], items: NDArray[np.integer]) -> Numbers:
        """Return what the customers meant to give, before noise: nobody can foresee ratings much better."""
        taste = np.einsum("nk,nk->n", self.users[users], self.vectors[items])
        stars = _MIDDLE + self.generosity[users] + self.quality[items] + _TASTE_IN_STARS * taste
        return np.asarray(np.clip(stars, 1, 5), np.float32)


def make_crowd(n_users: int, n_ratings: int, n_items: int, seed: int) -> Crowd:
    """Return a crowd with so many ratings to learn from for each customer; the same for the same seed.

    Raises ValueError when there are too few items to take that many.
    """
    taken = n_ratings + _HELD_BACK
    if min(n_users, n_ratings) < 1 or n_items < 2 * taken:
        raise ValueError(f"{n_users} users, {n_ratings} ratings; allowed: 1 or more, and items at least {2 * taken}")
    chance = np.random.default_rng(seed)
    popularity = _draw_popularity(n_items, chance)
    vectors = _draw_vectors(n_items, chance)
    users = (chance.standard_normal((n_users, _RANK)) * _STRENGTH).astype(np.float32)
    items = np.concatenate(list(_take(users, vectors, popularity, taken, chance)))
    biases = [(chance.standard_normal(n) * _BIAS).astype(np.float32) for n in (n_users, n_items)]
    crowd = Crowd(items, items, items, items, n_items, users, vectors, np.log(popularity).astype(np.float32), *biases)
    ratings = _rate(crowd, chance)
    known, tested = np.s_[:, :n_ratings], np.s_[:, n_ratings:]
    return replace(
        crowd,
        items=np.ascontiguousarray(items[known]),
        ratings=np.ascontiguousarray(ratings[known]),
        tested_items=np.ascontiguousarray(items[tested]),
        tested_ratings=np.ascontiguousarray(ratings[tested]),
    )


def _draw_popularity(n_items: int, chance: np.random.Generator) -> NDArray[np.float64]:
    """Return chances that add up to 1: Zipf's law with a flat head."""
    chances = 1 / (np.arange(n_items) + 50.0) ** 0.9
    return np.asarray(chance.permutation(chances / chances.sum()), np.float64)


def _draw_vectors(n_items: int, chance: np.random.Generator) -> Numbers:
    """Return (n_items, rank) of length 1 on average, alike within a family."""
    families = chance.standard_normal((_FAMILIES, _RANK))
    vectors = families[chance.integers(_FAMILIES, size=n_items)] + chance.standard_normal((n_items, _RANK))
    return np.asarray(vectors / np.sqrt(2 * _RANK), np.float32)


def _take(
    users: Numbers, vectors: Numbers, popularity: NDArray[np.float64], taken: int, chance: np.random.Generator
) -> Iterator[Places]:
    """Return items (batch, taken), in random order.

    Each customer is offered many items by popularity and takes the best by taste plus Gumbel noise, which is drawing
    without replacement in proportion to exp(taste).
    """
    edges = np.cumsum(popularity)
    for start in range(0, len(users), _BATCH):
        batch = users[start : start + _BATCH]
        drawn = np.searchsorted(edges, chance.random((len(batch), _OFFERED * taken)) * edges[-1], side="right")
        offered = np.sort(np.minimum(drawn, len(popularity) - 1), axis=1)
        again = np.zeros(offered.shape, bool)
        again[:, 1:] = offered[:, 1:] == offered[:, :-1]
        taste = np.einsum("uok,uk->uo", vectors[offered], batch, optimize=True)
        taste += chance.gumbel(size=taste.shape)
        taste[again] = -np.inf
        best = np.argpartition(-taste, taken - 1, axis=1)[:, :taken]
        yield chance.permuted(np.take_along_axis(offered, best, axis=1), axis=1).astype(np.int32)


def _rate(crowd: Crowd, chance: np.random.Generator) -> Numbers:
    """Return stars from 1 to 5 in halves for all items that were taken."""
    ratings = np.empty(crowd.items.shape, np.float32)
    for start in range(0, len(ratings), _BATCH):
        items = crowd.items[start : start + _BATCH]
        users = np.repeat(np.arange(start, start + len(items)), items.shape[1])
        stars = crowd.meant_stars(users, items.ravel()) + chance.standard_normal(items.size) * _NOISE
        ratings[start : start + _BATCH] = np.clip(np.round(2 * stars) / 2, 1, 5).reshape(items.shape)
    return ratings
