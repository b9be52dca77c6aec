"""What a customer wants, whenever: EASE, implicit ALS, what is taken at the same time, and popularity, blended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix

from recommender.ranking.als import Als
from recommender.ranking.blend import CELLS, Blend, View, learn_blend
from recommender.ranking.choice import choose, judge
from recommender.ranking.confidence import weigh_ratings
from recommender.ranking.ease import Ease, EaseScorer
from recommender.ranking.holdout import Holdout, draw, hold_out_share
from recommender.ranking.popularity import Popularity
from recommender.ranking.protocol import Histories, RankingModel, Scorer
from recommender.ranking.transitions import Transitions

_HELD_OUT = 0.25
_QUESTIONS = 2_000
_FLOOR = 0.03  # of EASE and ALS: a score that says next to nothing
_SHARES = (0.0, 0.17, 0.3)  # of confidence, for each standard deviation of a rating
_RIDGES = (200.0, 400.0, 800.0)
_FLATNESSES = (0.3, 0.0)
_TRAIT_WEIGHTS = (5.0, 20.0)
_ALS_RIDGES = (0.01, 0.015, 0.02, 0.03)
_UNKNOWNS = (3.0, 8.0)
_MANY_ITEMS, _MANY_CELLS = 5_000, 2_000_000  # with more, EASE or ALS keep their usual settings
_NEAR = Transitions(window=5, decay=0.7, memory=1_000_000, fading=1.0, prior=20.0, both_ways=True)


@dataclass(frozen=True)
class TopK:
    """Chooses its settings and weights itself, on a random part of the training histories that `seed` draws.

    `traits` (n_traits, n_items) are known of items. Only with `ordered` does the order of a history tell anything.
    """

    traits: csr_matrix | None = None
    ordered: bool = True
    seed: int = 0

    def fit(self, training: Histories) -> Scorer:
        share, blend = self.choose(training)
        return blend.fit(weigh(training, share))

    def choose(self, training: Histories) -> tuple[float, Blend]:
        """Return how much ratings tell, and the blend, that foresee a part of the histories best; not yet fitted."""
        plain = hold_out_share(training, _HELD_OUT, self.seed)
        plain = draw(plain, _QUESTIONS, self.seed)
        share = _choose_share(plain) if training.rating is not None else 0.0
        holdout = replace(plain, training=weigh(plain.training, share), known=weigh(plain.known, share))
        tried: list[tuple[View, Scorer]] = []
        for model, scorer in (self._choose_ease(holdout), self._choose_als(holdout)):
            tried.append((View(model, _FLOOR), scorer))
        others: Sequence[RankingModel] = (_NEAR, Popularity()) if self.ordered else (Popularity(),)
        for other in others:
            popular = isinstance(other, Popularity)
            tried.append((View(other, float(popular), signed=popular), other.fit(holdout.training)))
        views, scorers = zip(*tried, strict=True)
        few = max(50, CELLS // max(1, training.n_items))
        return share, learn_blend(views, scorers, draw(holdout, few, self.seed))

    def _choose_ease(self, holdout: Holdout) -> tuple[RankingModel, Scorer]:
        ridges = _RIDGES if holdout.training.n_items <= _MANY_ITEMS else _RIDGES[1:2]
        flatnesses = _FLATNESSES if len(ridges) > 1 else _FLATNESSES[:1]
        bare = choose(_try_ease(holdout.training, [Ease(flatness=each) for each in flatnesses], ridges), holdout)
        if self.traits is None or not self.traits.nnz:
            return bare
        plans = [replace(bare[0], traits=self.traits, trait_weight=weight) for weight in _TRAIT_WEIGHTS]
        helped = _try_ease(holdout.training, plans, (bare[0].ridge,))
        return choose([bare, *helped], holdout)

    def _choose_als(self, holdout: Holdout) -> tuple[RankingModel, Scorer]:
        usual = Als(rounds=10, seed=self.seed)
        if len(holdout.training.items) > _MANY_CELLS:
            return usual, usual.fit(holdout.training)
        ridged = choose(_fit_each([replace(usual, ridge=ridge) for ridge in _ALS_RIDGES], holdout.training), holdout)
        level = ridged[0].ridge * (1 + usual.unknown)  # what a vector's square weighs, whatever the zeros do
        others = [replace(usual, unknown=unknown, ridge=level / (1 + unknown)) for unknown in _UNKNOWNS]
        return choose([ridged, *_fit_each(others, holdout.training)], holdout)


def weigh(histories: Histories, share: float) -> Histories:
    """Return the histories with more confidence in what was rated well."""
    if histories.rating is None or not share:
        return histories
    return replace(histories, confidence=weigh_ratings(histories.rating, share))


def _choose_share(plain: Holdout) -> float:
    """Return how much ratings tell EASE, which is quick to try."""
    ease = Ease(flatness=_FLATNESSES[0])
    scorers: Mapping[float, EaseScorer] = {
        share: ease.fit(weigh(plain.training, share))
        for share in (_SHARES if plain.training.n_items <= _MANY_ITEMS else _SHARES[:2])
    }
    return max(scorers, key=lambda share: judge(scorers[share], replace(plain, known=weigh(plain.known, share))))


def _try_ease(training: Histories, plans: Sequence[Ease], ridges: Sequence[float]) -> Iterator[tuple[Ease, EaseScorer]]:
    for plan in plans:
        yield from plan.fit_each(training, ridges)


def _fit_each(plans: Sequence[Als], training: Histories) -> Iterator[tuple[Als, Scorer]]:
    for plan in plans:
        yield plan, plan.fit(training)


def encode_traits(values: Mapping[str, Sequence[Sequence[str]]], least: int = 2) -> csr_matrix:
    """Return float32 (n_traits, n_items), 1 where an item has it; traits of fewer than `least` items are left out.

    `values` are by name of the attribute those of each item, as many items for each name.
    """
    cells: dict[tuple[str, str], list[int]] = {}
    n_items = 0
    for name, column in values.items():
        n_items = len(column)
        for item, had in enumerate(column):
            for value in had:
                cells.setdefault((name, value), []).append(item)
    kept = [items for _, items in sorted(cells.items()) if len(items) >= least]
    rows = np.repeat(np.arange(len(kept)), [len(items) for items in kept])
    columns = np.array([item for items in kept for item in items], np.int64)
    return csr_matrix((np.ones(len(columns), np.float32), (rows, columns)), shape=(len(kept), n_items))
