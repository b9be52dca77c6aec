"""What each part of a score shall weigh: learned from questions of the past, and people only where they help."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.learning.questions import Question, measure_each, measure_ndcg
from recommender.ranking.protocol import Scores
from recommender.weights import PARTS, SOCIAL, UNPROVEN, Weights

_ENOUGH = 40  # questions below which weights are left as they are
_FAITH = 20.0  # questions that what is usual counts for
_FRIENDLY = tuple(PARTS.index(name) for name in SOCIAL)
_TRUSTING = (PARTS.index("trusted"),)


@dataclass(frozen=True)
class Weighing:
    """The weights, and how well lists of ten foresee held-out purchases (nDCG) under them and under others.

    Each is measured on the half of the customers from whom its weights were not learned; 0 where nobody was asked.
    """

    weights: Weights
    each: Scores  # (n_questions,): the nDCG of each question
    ndcg_usual: float
    ndcg_without_friends: float
    ndcg_without_trust: float
    ndcg_appeal: float  # of what everybody likes

    @property
    def questions(self) -> int:
        return len(self.each)

    @property
    def ndcg(self) -> float:
        return float(self.each.mean()) if len(self.each) else 0.0

    @property
    def friends_help(self) -> bool:
        return self.ndcg > self.ndcg_without_friends

    @property
    def trust_helps(self) -> bool:
        return self.ndcg > self.ndcg_without_trust


def learn_weights(questions: Sequence[Question]) -> Weighing:
    """Return the weights under which the wanted products are likeliest, each drawn from all that were offered.

    It is a conditional logit (McFadden 1974) drawn to what is usual. Those whom customers know weigh nothing unless the
    half of the customers that was not learned from is foreseen better with them: nothing, therefore, for fewer than 40
    questions. Nor does it weigh how far friends are trusted, unless that helps.
    """
    if len(questions) < _ENOUGH:
        each = measure_each(questions, UNPROVEN.values)
        ndcg = float(each.mean()) if len(each) else 0.0
        return Weighing(UNPROVEN, each, ndcg, ndcg, ndcg, _judge_appeal(questions))
    crossed = {left_out: _cross(questions, left_out) for left_out in (_FRIENDLY, _TRUSTING, ())}
    best = max(crossed, key=lambda left_out: float(crossed[left_out].mean()))  # of equals the simplest
    return Weighing(
        Weights.of(_climb(questions, best)),
        crossed[best],
        measure_ndcg(questions, Weights().values),
        float(crossed[_FRIENDLY].mean()),
        float(crossed[_TRUSTING].mean()),
        _judge_appeal(questions),
    )


def _cross(questions: Sequence[Question], left_out: tuple[int, ...]) -> Scores:
    """Return (n_questions,): the nDCG of each question under weights learned from the other half of the customers."""
    each = np.zeros(len(questions), np.float32)
    halves = np.array([zlib.crc32(question.customer_id.encode()) % 2 for question in questions])
    for half in (0, 1):
        asked, taught = np.flatnonzero(halves == half).tolist(), np.flatnonzero(halves != half).tolist()
        each[asked] = measure_each([questions[at] for at in asked], _climb([questions[at] for at in taught], left_out))
    return each


def _climb(questions: Sequence[Question], left_out: Sequence[int]) -> Scores:
    """Return the likeliest weights (n_parts,), none below 0, those left out 0; scaled to the usual weights' length."""
    from scipy.optimize import minimize

    usual = Weights().values.astype(np.float64)
    usual[list(left_out)] = 0.0
    scale = _find_scale(questions, usual)
    bounds = [(0.0, 0.0) if at in left_out else (0.0, None) for at in range(len(usual))]

    def judge(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        loss, slope = _surprise(questions, weights)
        away = weights / scale - usual
        return loss + _FAITH * float(away @ away), slope + 2 * _FAITH * away / scale

    found = minimize(judge, usual * scale, jac=True, method="L-BFGS-B", bounds=bounds).x
    length = float(np.linalg.norm(found)) or 1.0
    return np.asarray(found * (float(np.linalg.norm(usual)) / length), np.float32)


def _find_scale(questions: Sequence[Question], usual: NDArray[np.float64]) -> float:
    """Return by how much the usual weights are multiplied so that chances of products are as sharp as they should."""
    return min((1.0, 2.0, 4.0, 6.0, 8.0, 12.0), key=lambda scale: _surprise(questions, usual * scale)[0])


def _surprise(questions: Sequence[Question], weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Return minus the log-likelihood of what was wanted, each question counting once, and its slope."""
    loss, slope = 0.0, np.zeros(len(weights))
    for question in questions:
        scores = weights @ question.parts
        chances = np.exp(scores - scores.max())
        total = chances.sum()
        told = question.parts[:, question.wanted].mean(axis=1)
        loss += float(np.log(total) + scores.max() - weights @ told)
        slope += question.parts @ (chances / total) - told
    return loss, slope


def trace_learning(questions: Sequence[Question], steps: int = 5) -> list[tuple[int, float]]:
    """Return how many questions weights were learned from, and their nDCG on a third that they were not; [] for few."""
    held, taught = questions[::3], [question for at, question in enumerate(questions) if at % 3]
    if len(questions) < _ENOUGH:
        return []
    sizes = [max(1, len(taught) * step // steps) for step in range(1, steps + 1)]
    return [(size, measure_ndcg(held, _climb(taught[:size], ()))) for size in sizes]


def _judge_appeal(questions: Sequence[Question]) -> float:
    return measure_ndcg(questions, np.eye(len(PARTS), dtype=np.float32)[PARTS.index("appeal")])
