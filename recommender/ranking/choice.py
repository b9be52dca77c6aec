"""Choosing between settings of a model by what foresees held-out items best."""

from collections.abc import Iterable
from typing import TypeVar

from recommender.ranking.holdout import Holdout
from recommender.ranking.measures import measure
from recommender.ranking.protocol import RankingModel, Scorer

_LIST = 10

ModelT = TypeVar("ModelT", bound=RankingModel)
ScorerT = TypeVar("ScorerT", bound=Scorer)


def judge(scorer: Scorer, holdout: Holdout) -> float:
    """Return the nDCG of ten on the holdout's questions; 0 without any."""
    return measure(scorer, holdout.known, holdout.wanted, (_LIST,))[_LIST].ndcg


def choose(tried: Iterable[tuple[ModelT, ScorerT]], holdout: Holdout) -> tuple[ModelT, ScorerT]:
    """Return the model, and what it learned from the training part, that foresees best; the earliest of equals.

    Raises ValueError when nothing is tried.
    """
    return max(tried, key=lambda pair: judge(pair[1], holdout))
