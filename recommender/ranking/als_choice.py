"""Choosing what the zeros weigh and how strong the ridge is, by what foresees held-out items best."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from recommender.ranking.als import Als, AlsScorer
from recommender.ranking.choice import choose
from recommender.ranking.holdout import draw, hold_out_share
from recommender.ranking.protocol import Histories

_TRIED = ((5.0, 0.02), (5.0, 0.025), (5.0, 0.01), (1.5, 0.04), (15.0, 0.01))  # unknown and ridge, the usual first
_SHARE = 0.1
_QUESTIONS = 1_000
_CUSTOMERS = 100_000
_ROUNDS, _RANK = 4, 32  # enough to tell settings apart


def choose_als(histories: Histories, model: Als) -> Als:
    """Return the model with the best of the settings tried; as it is when nobody has two items to ask about.

    Of more than 100,000 customers so many are drawn to try on: what suits them suits all.
    """
    if len(histories) > _CUSTOMERS:
        drawn = np.random.default_rng(model.seed).choice(len(histories), _CUSTOMERS, replace=False)
        histories = histories.take(np.sort(drawn))
    holdout = draw(hold_out_share(histories, _SHARE, model.seed), _QUESTIONS, model.seed)
    if not len(holdout.known):
        return model

    def tried() -> Iterator[tuple[Als, AlsScorer]]:
        for unknown, ridge in _TRIED:
            short = replace(
                model, unknown=unknown, ridge=ridge, rounds=min(_ROUNDS, model.rounds), rank=min(_RANK, model.rank)
            )
            yield short, short.fit(holdout.training)

    best, _ = choose(tried(), holdout)
    return replace(model, unknown=best.unknown, ridge=best.ridge)
