"""Several models as one: a sum of the logarithms of their scores, weighted by what foresees held-out items best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.holdout import Holdout
from recommender.ranking.protocol import Histories, RankingModel, Scorer, Scores

CELLS = 6_000_000  # scores that weights are learned from, for each view
_REGULAR = 5e-4  # of the squared weights, against the mean log-likelihood
_TRIES = 60


@dataclass(frozen=True)
class View:
    """One model in a blend. Below `floor` scores are as good as none; it must be above 0 where scores may not be.

    `decay` is what the model sees of an item for each younger one of its customer. With `signed` the weight may be
    below 0: popularity is often what must be taken off. Views of the very same model share what it learned.
    """

    model: RankingModel
    floor: float = 0.0
    decay: float = 1.0
    signed: bool = False


@dataclass(frozen=True)
class Blend:
    """Views with their weights; a view that weighs 0 is not even learned."""

    views: tuple[View, ...]
    weights: tuple[float, ...]

    def fit(self, training: Histories) -> "BlendScorer":
        used = [(view, weight) for view, weight in zip(self.views, self.weights, strict=True) if weight]
        learned: dict[int, Scorer] = {}
        for view, _ in used:
            if id(view.model) not in learned:
                learned[id(view.model)] = view.model.fit(training)
        views, weights = tuple(view for view, _ in used), tuple(weight for _, weight in used)
        return BlendScorer(views, tuple(learned[id(view.model)] for view in views), weights)


@dataclass(frozen=True)
class BlendScorer:
    views: tuple[View, ...]
    scorers: tuple[Scorer, ...]
    weights: tuple[float, ...]

    def scores(self, histories: Histories) -> Scores:
        total = np.zeros((len(histories), histories.n_items), np.float32)
        for view, scorer, weight in zip(self.views, self.scorers, self.weights, strict=True):
            total += np.float32(weight) * look(view, scorer, histories)
        return total


def learn_blend(views: Sequence[View], scorers: Sequence[Scorer], holdout: Holdout) -> Blend:
    """Return the blend of the views, given what each model learned from the holdout's training part.

    The weights are those under which the held-out items are likeliest, each drawn from all items that are new to its
    customer. Without questions the first view stands alone.
    """
    if not len(holdout.known):
        return Blend(tuple(views), (1.0, *[0.0] * (len(views) - 1)))
    looks = [look(view, scorer, holdout.known) for view, scorer in zip(views, scorers, strict=True)]
    logs = np.stack(looks, axis=-1)
    spread = np.maximum(logs.std(axis=(0, 1)), 1e-6)
    weights = _climb(logs / spread, holdout, [view.signed for view in views]) / spread
    return Blend(tuple(views), tuple(float(weight) for weight in weights))


def look(view: View, scorer: Scorer, histories: Histories) -> Scores:
    """Return float32 (len(histories), n_items): the logarithm of what the scorer says."""
    scores = scorer.scores(histories.fade(view.decay))
    return np.log(np.maximum(scores, 0) + np.float32(max(view.floor, 1e-12)))


def _climb(logs: Scores, holdout: Holdout, signed: Sequence[bool]) -> NDArray[np.float64]:
    """Return the likeliest weights for float32 (questions, n_items, views); they begin at .1 each."""
    from scipy.optimize import minimize

    masked = np.zeros(logs.shape[:2], bool)
    masked[holdout.known.customers, holdout.known.items] = True
    wanted = holdout.wanted.tocoo()
    told = logs[wanted.row, wanted.col].astype(np.float64)
    share = 1 / np.asarray(holdout.wanted.getnnz(axis=1))[wanted.row] / len(logs)
    expected = share @ told

    def judge(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        chances = logs @ weights.astype(np.float32)
        chances[masked] = -np.inf
        highest = chances.max(axis=1, keepdims=True)
        np.exp(chances - highest, out=chances)
        sums = chances.sum(axis=1, keepdims=True)
        chances /= sums * len(logs)
        mean = np.einsum("ij,ijk->k", chances, logs).astype(np.float64)
        total = float(np.log(sums).mean() + highest.mean())
        return total - float(expected @ weights) + _REGULAR * float(weights @ weights), (
            mean - expected + 2 * _REGULAR * weights
        )

    bounds = [(None if free else 0.0, None) for free in signed]
    start = np.full(logs.shape[2], 0.1)
    found = minimize(judge, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": _TRIES})
    return np.asarray(found.x, np.float64)
