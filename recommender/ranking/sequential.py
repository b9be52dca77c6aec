"""What comes next: EASE on histories that fade, and transitions, blended by what foresees the newest items best."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from recommender.ranking.blend import CELLS, Blend, View, learn_blend
from recommender.ranking.choice import choose
from recommender.ranking.ease import Ease
from recommender.ranking.holdout import draw, hold_out_newest
from recommender.ranking.popularity import Popularity
from recommender.ranking.protocol import Histories, Scorer
from recommender.ranking.transitions import Transitions, TransitionScorer

_HELD_OUT = 5  # items of a customer
_QUESTIONS = 2_000  # that decide between settings
_FEW_ITEMS = 5_000  # with more, one ridge alone is tried
_RIDGES = (100.0, 300.0, 1000.0)
_DECAYS = (0.9, 0.7, 1.0)  # of the views of EASE: lately, just now, ever; the first decides on the ridge
_REACHES = ((10, 0.6), (20, 0.8), (30, 0.9))  # window and decay of transitions
_FADINGS = (0.6, 0.75, 0.85)
_FLOOR = 0.03  # of EASE: a score that says next to nothing


@dataclass(frozen=True)
class NextItem:
    """Chooses its settings and weights itself, on the newest items of the training histories; `seed` draws them."""

    seed: int = 0

    def fit(self, training: Histories) -> Scorer:
        return self.choose(training).fit(training)

    def choose(self, training: Histories) -> Blend:
        """Return the blend that foresees the newest items of the histories best, not yet fitted."""
        holdout = hold_out_newest(training, _HELD_OUT, _QUESTIONS, self.seed)
        lately = replace(holdout, known=holdout.known.fade(_DECAYS[0]))
        ridges = _RIDGES if training.n_items <= _FEW_ITEMS else _RIDGES[1:2]
        ease, ease_scorer = choose(Ease().fit_each(holdout.training, ridges), lately)
        followed, followed_scorer = choose(_try_transitions(holdout.training), holdout)
        direct, popularity = Transitions(window=1, memory=1), Popularity()
        tried = (
            *((View(ease, _FLOOR, decay), ease_scorer) for decay in _DECAYS),
            (View(followed), followed_scorer),
            (View(direct), direct.fit(holdout.training)),
            (View(popularity, floor=1.0, signed=True), popularity.fit(holdout.training)),
        )
        views, scorers = zip(*tried, strict=True)
        return learn_blend(views, scorers, draw(holdout, max(50, CELLS // max(1, training.n_items)), self.seed))


def _try_transitions(training: Histories) -> Iterator[tuple[Transitions, TransitionScorer]]:
    """Return each setting with what it learned; that does not depend on how the history fades."""
    for window, decay in _REACHES:
        scorer = Transitions(window, decay).fit(training)
        for fading in _FADINGS:
            yield Transitions(window, decay, fading=fading), replace(scorer, fading=fading)
