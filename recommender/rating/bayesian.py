"""Bayesian matrix factorisation by Gibbs sampling, with priors that features move (the family of BPMF and Macau).

A user is a vector and a bias, so is an item. The prior of a user's is a normal whose mean is linear in the user's
features: what the file says of them, and which items they rated at all. Users differ in how steady their ratings are.
Everything is drawn anew in each sweep from what the rest makes likely, the precisions too; a prediction is the mean
over the draws, its spread their deviation.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from recommender.rating.model import Features, Ids, RatingTable, Times, Values, place

Matrix = NDArray[np.float64]

_MOST_RATED_SETS = 2_500  # items (or users) who rated, or were, is a feature: the most frequent ones
_MOST_KEPT = 64 << 20  # numbers in all kept draws
_TRUST = 20.0  # ratings that speak for each user's being as steady as all are
_LARGEST_SETS = 30_000_000  # numbers in the features' singular vectors
_PREDICTED = 4_096  # pairs at a time


@dataclass(frozen=True)
class BayesianPredictor:
    """`users` is (draws, n_users + 1, rank + 1): vector, then bias; the last row is of somebody never seen."""

    mean: float
    users: Values
    items: Values
    noise: float  # deviation of a rating from what a draw says of it
    scale: tuple[float, float]

    def predict(self, users: Ids, items: Ids, at: Times | None = None) -> Values:
        del at
        return np.clip(self._over_draws(users, items)[0], *self.scale)

    def spread(self, users: Ids, items: Ids) -> Values:
        """Return how unsure the mean rating of each pair is, as a standard deviation, without a rating's own noise."""
        return self._over_draws(users, items)[1]

    def _over_draws(self, users: Ids, items: Ids) -> tuple[Values, Values]:
        user, item = place(users, self.users.shape[1] - 1), place(items, self.items.shape[1] - 1)
        means, spreads = np.zeros(len(user), np.float32), np.zeros(len(user), np.float32)
        for start in range(0, len(user), _PREDICTED):
            part = slice(start, start + _PREDICTED)
            of_user, of_item = self.users[:, user[part]], self.items[:, item[part]]
            scores = np.einsum("spk,spk->sp", of_user[..., :-1], of_item[..., :-1])
            scores += of_user[..., -1] + of_item[..., -1]
            means[part], spreads[part] = self.mean + scores.mean(axis=0), scores.std(axis=0)
        return means, spreads


@dataclass(frozen=True)
class BayesianModel:
    """`burn_in` sweeps are thrown away, `draws` kept."""

    rank: int = 16
    burn_in: int = 60
    draws: int = 200
    rated_sets: bool = True  # whether which items somebody rated, and who rated an item, are features
    seed: int = 0

    def fit(self, ratings: RatingTable, features: Features) -> BayesianPredictor:
        chance = np.random.default_rng(self.seed)
        by_user, by_item = _both_ways(ratings)
        users = _Side.of(by_user, self._features(by_user, features.user), self.rank, chance)
        items = _Side.of(by_item, self._features(by_item, features.item), self.rank, chance)
        draws = self._count_draws(ratings)
        kept = [np.zeros((draws, side.values.shape[0] + 1, self.rank + 1), np.float32) for side in (users, items)]
        precision, precisions = 1.0, 0.0
        for sweep in range(-self.burn_in, draws):
            users.draw(items, precision, chance)
            items.draw(users, precision, chance)
            precision = users.draw_trust(items, precision, chance)
            if sweep >= 0:
                precisions += precision
                for side, draw in zip((users, items), kept, strict=True):
                    draw[sweep] = np.vstack([side.values, side.prior_mean])
        noise = 1 / np.sqrt(max(precisions / draws, 1e-9))
        return BayesianPredictor(ratings.mean, kept[0], kept[1], float(noise), ratings.scale)

    def _features(self, given: csr_matrix, known: csr_matrix | None) -> csr_matrix | None:
        """Return what moves the priors of one side, None for nothing."""
        parts = [] if known is None else [csr_matrix(known, dtype=np.float64)]
        if self.rated_sets:
            parts.append(_rated_sets(given))
        return csr_matrix(hstack(parts)) if parts else None

    def _count_draws(self, ratings: RatingTable) -> int:
        size = (ratings.n_users + ratings.n_items + 2) * (self.rank + 1)
        return max(1, min(self.draws, _MOST_KEPT // size))


class _Side:
    """Users, or items: what is drawn of them, and of the prior that they share."""

    def __init__(self, given: csr_matrix, features: csr_matrix | None, values: Matrix) -> None:
        self.values = values  # (n, rank + 1)
        self.prior_mean = np.zeros(values.shape[1])
        self.trust = np.ones(len(values))  # in each one's ratings, 1 on average
        self._given = given
        self._has_features = features is not None
        self._moved = np.zeros_like(values)  # what the features add to the prior mean
        self._weight_precision = 10.0
        if features is not None:
            self._axes, self._roots = _singular_axes(features)

    @classmethod
    def of(cls, given: csr_matrix, features: csr_matrix | None, rank: int, chance: np.random.Generator) -> "_Side":
        """Return a side with small random vectors and no biases; `given` has a row for each of the side."""
        values = 0.1 * chance.standard_normal((given.shape[0], rank + 1))
        values[:, -1] = 0
        return cls(given, features, values)

    def draw(self, other: "_Side", precision: float, chance: np.random.Generator) -> None:
        """Draw the prior, then every vector and bias, given the other side's."""
        from recommender.rating.drawing import draw_rows

        own = self.values - self._moved
        self.prior_mean, inverse = _draw_prior(own, chance)
        if self._has_features:
            self._draw_weights(inverse, chance)
        draw_rows(
            self._given.indptr,
            self._given.indices,
            self._given.data,
            other.values,
            self.prior_mean + self._moved,
            inverse,
            precision * self.trust,
            other.trust,
            chance.standard_normal(self.values.shape),
            self.values,
        )

    def draw_trust(self, other: "_Side", precision: float, chance: np.random.Generator) -> float:
        """Draw how steady each is in rating, and return the precision of all, drawn as well."""
        row, column = np.repeat(np.arange(len(self.trust)), np.diff(self._given.indptr)), self._given.indices
        scores = np.einsum("pk,pk->p", self.values[row, :-1], other.values[column, :-1])
        squares = (self._given.data - scores - self.values[row, -1] - other.values[column, -1]) ** 2
        counts, sums = np.diff(self._given.indptr), np.bincount(row, squares, len(self.trust))
        self.trust = chance.gamma((_TRUST + counts) / 2) / ((_TRUST + precision * sums) / 2)
        return float(chance.gamma((len(squares) + 1.0) / 2) / ((self.trust @ sums + 1.0) / 2))

    def _draw_weights(self, inverse: Matrix, chance: np.random.Generator) -> None:
        """Draw the weights of the features and with them what moves each prior mean."""
        spread = np.linalg.cholesky(np.linalg.inv(inverse)).T
        wide = self.values.shape[1]
        count = len(self._roots)
        seen = self._axes.T @ (self.values - self.prior_mean).astype(np.float32)
        drawn = np.sqrt(self._roots + self._weight_precision)[:, None]
        weights = seen / drawn**2 + chance.standard_normal((count, wide)) @ spread / drawn
        self._moved = (self._axes @ weights.astype(np.float32)).astype(np.float64)
        size = float(np.einsum("fk,kl,fl->", weights, inverse, weights, optimize=True))
        self._weight_precision = chance.gamma((count * wide + 1.0) / 2) / ((size + 1.0) / 2)


def _singular_axes(features: csr_matrix) -> tuple[Values, Matrix]:
    """Return the features seen along their singular vectors (n, r), and the squares of their singular values (r,).

    Along these axes the weights can be drawn one by one.
    """
    high = features.shape[0] > features.shape[1]
    square = (features.T @ features if high else features @ features.T).toarray()
    roots, vectors = np.linalg.eigh(square)
    kept = roots > 1e-6 * max(1.0, float(roots.max(initial=0.0)))
    roots, vectors = roots[kept], vectors[:, kept]
    axes = features @ vectors if high else vectors * np.sqrt(roots)
    return np.asarray(axes, np.float32), roots


def _draw_prior(values: Matrix, chance: np.random.Generator) -> tuple[Matrix, Matrix]:
    """Return mean and precision drawn from their normal-Wishart posterior."""
    n, wide = values.shape
    mean = values.mean(axis=0) if n else np.zeros(wide)
    centred = values - mean
    scatter = np.eye(wide) + centred.T @ centred + n / (n + 1.0) * np.outer(mean, mean)
    precision = _draw_wishart(np.linalg.inv(scatter), wide + n, chance)
    spread = np.linalg.cholesky(np.linalg.inv((n + 1.0) * precision))
    return n / (n + 1.0) * mean + spread @ chance.standard_normal(wide), precision


def _draw_wishart(scale: Matrix, freedom: int, chance: np.random.Generator) -> Matrix:
    """Return a draw by Bartlett's decomposition."""
    wide = len(scale)
    lower = np.tril(chance.standard_normal((wide, wide)), -1)
    lower[np.diag_indices(wide)] = np.sqrt(chance.chisquare(freedom - np.arange(wide)))
    root = np.linalg.cholesky((scale + scale.T) / 2) @ lower
    return root @ root.T


def _both_ways(ratings: RatingTable) -> tuple[csr_matrix, csr_matrix]:
    """Return the ratings less their mean by user and by item, each (n, n of the others); a rating of 0 stays."""
    rest = ratings.rating.astype(np.float64) - ratings.mean
    shape = (ratings.n_users, ratings.n_items)
    return (
        csr_matrix((rest, (ratings.user, ratings.item)), shape=shape),
        csr_matrix((rest, (ratings.item, ratings.user)), shape=shape[::-1]),
    )


def _rated_sets(given: csr_matrix) -> csr_matrix:
    """Return which of the others each rated, as unit rows; the others that were rated most, if they are many."""
    rated = csr_matrix((np.ones(given.nnz), given.indices, given.indptr), shape=given.shape)
    counts = np.bincount(given.indices, minlength=given.shape[1])
    most = min(_MOST_RATED_SETS, _LARGEST_SETS // max(1, given.shape[0]))
    common = np.sort(np.argsort(-counts, kind="stable")[:most])
    sets = csr_matrix(rated[:, common])
    sizes = np.diff(sets.indptr)
    sets.data /= np.sqrt(np.repeat(sizes, sizes))
    return sets
