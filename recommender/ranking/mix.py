"""Several models as one: a weighted sum of their scores, each weight in its turn the one that foresees best."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from recommender.ranking.holdout import Holdout
from recommender.ranking.measures import measure_lists, rank
from recommender.ranking.protocol import Histories, RankingModel, Scorer, Scores

_LIST = 20  # a longer list than is shown: its measure is steadier
WEIGHTS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.8)  # against the first part, whose weight is 1


@dataclass(frozen=True)
class Part:
    """One model, by how much its scores are multiplied."""

    model: RankingModel
    weight: float


@dataclass(frozen=True)
class Mix:
    parts: tuple[Part, ...]

    def fit(self, training: Histories) -> "MixScorer":
        return MixScorer(
            tuple(part.model.fit(training) for part in self.parts), tuple(part.weight for part in self.parts)
        )


@dataclass(frozen=True)
class MixScorer:
    scorers: tuple[Scorer, ...]
    weights: tuple[float, ...]

    def scores(self, histories: Histories) -> Scores:
        total = np.zeros((len(histories), histories.n_items), np.float32)
        for scorer, weight in zip(self.scorers, self.weights, strict=True):
            total += np.float32(weight) * scorer.scores(histories)
        return total


@dataclass(frozen=True)
class Tried:
    """A mix, what it scores on the questions of a holdout, and how well that foresees them."""

    mix: Mix
    scores: Scores
    ndcg: float


def begin(model: RankingModel, holdout: Holdout) -> Tried:
    """Return the mix of one model, which learns from the holdout's training part."""
    scores, scale = _look(model, holdout)
    return Tried(Mix((Part(model, 1 / scale),)), scores, _judge(scores, holdout))


def add_best(base: Tried, models: Iterable[RankingModel], holdout: Holdout) -> Tried:
    """Return the mix with the one of the models, and its weight, that foresees better most; the base if none does."""
    best = base
    for model in models:
        scores, scale = _look(model, holdout)
        for weight in WEIGHTS:
            total = base.scores + np.float32(weight) * scores
            ndcg = _judge(total, holdout)
            if ndcg > best.ndcg:
                best = Tried(Mix((*base.mix.parts, Part(model, weight / scale))), total, ndcg)
    return best


def _look(model: RankingModel, holdout: Holdout) -> tuple[Scores, float]:
    """Return scores of the holdout's questions, and by how much they were divided to spread by 1."""
    scores = model.fit(holdout.training).scores(holdout.known)
    scale = (float(scores.std()) if scores.size else 0.0) or 1.0
    return scores / np.float32(scale), scale


def _judge(scores: Scores, holdout: Holdout) -> float:
    return measure_lists(rank(scores, holdout.known, _LIST), holdout.wanted, (_LIST,))[_LIST].ndcg
