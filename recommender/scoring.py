"""How well each product would please, part by part: behaviour, meaning, friends, interests and general appeal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from recommender.alike import Alike
from recommender.assortment import Mask, Range
from recommender.model import Model
from recommender.ranking.folding import fold_in
from recommender.ranking.protocol import Histories, Scores
from recommender.taste import Taste
from recommender.trust import tie_up
from recommender.weights import PARTS
from recommender.word_of_mouth import WordOfMouth, measure_agreement
from retrieval.fusion import best_first

_SEED = 6.0  # confidence in what is being talked about: more than in anything bought before
_LIKENED = 20  # products of the history, the surest, whose like are looked for
_ALIKE_FROM = 0.2  # cosine below which products have nothing in common
_SETTLED = 2.0  # products in a history that is half as telling as one without end


@dataclass(frozen=True)
class Signals:
    """What a score is made of, for one receiver at one moment."""

    taste: Taste
    mouth: WordOfMouth  # of those whom the viewer knows
    seed_ids: Sequence[str] = ()

    @property
    def liking(self) -> dict[str, float]:
        """What is liked, with what is being talked about as the newest and surest of it."""
        seeds = dict.fromkeys(self.seed_ids, _SEED)
        return {id: value for id, value in self.taste.liking.items() if id not in seeds} | seeds


def measure_parts(range: Range, model: Model, signals: Signals, alike: Alike) -> Scores:
    """Return float32 (n_parts, n) for the n products of the range, in the order of PARTS, each part about 0 to 1.

    Only people can speak against something: theirs grows with the logarithm of their support, below 0 as well.
    """
    liking, taste = signals.liking, signals.taste
    history = model.history(liking)
    told = len(history.items) / (len(history.items) + _SETTLED)
    parts = {
        "behaviour": range.align(model, told * _share_of_best(model.neighbours.score(history))),
        "factors": range.align(model, told * _share_of_best(_score_by_factors(model, history))),
        "together": range.align(model, told * _score_together(model, history)),
        "likeness": told * _score_likeness(range, liking, alike),
        "department": told * _share_departments(range, liking),
        "interests": _mark_interests(range, taste.interests),
        "wish": range.mark(taste.wished),
        "appeal": range.align(model, model.appeal, model.usual_appeal),
        "trend": range.align(model, model.trend),
        "price": _fit_price(range, liking),
        **_hear_people(range, model, signals),
    }
    return np.stack([parts[name] for name in PARTS]).astype(np.float32, copy=False)


def _hear_people(range: Range, model: Model, signals: Signals) -> dict[str, Scores]:
    """Return what people say, by how far each agrees with the customer or is trusted; 0 where nobody says anything."""
    mouth, taste = signals.mouth, signals.taste
    agreement = measure_agreement(mouth, taste.liking, taste.stars)
    trust = model.trusting.weigh(tie_up(mouth, taste.taken, model.shares_of))
    places = np.array([range.places.get(id, -1) for id in mouth.product_ids], np.int64)[mouth.product]

    def add_up(words: Mask, weights: Mapping[str, float]) -> Scores:
        """Return (n,) of these of the words, each by the weight of its person."""
        of_person = np.array([weights.get(id, 0.0) for id in mouth.person_ids], np.float64)
        told = words & (places >= 0)
        said = (mouth.support * of_person[mouth.person])[told]
        return _flatten(np.bincount(places[told], said, len(range.ids)).astype(np.float32))

    return {
        "friends": add_up(mouth.by_friends, dict.fromkeys(trust, 1.0)),
        "kindred": add_up(mouth.by_friends, agreement),
        "trusted": add_up(mouth.by_friends, trust),
        "followed": add_up(mouth.by_others, trust),
        "sent": add_up(mouth.sent, trust),
    }


def _score_by_factors(model: Model, history: Histories) -> Scores:
    if not len(history.items):
        return np.zeros(history.n_items, np.float32)
    return np.asarray(model.factors.vectors @ fold_in(model.factors, history.items, history.confidence).vector)


def _score_together(model: Model, history: Histories) -> Scores:
    """Return 0 to 1: how much likelier each has become by what came last, against how popular it is anyway."""
    if not len(history.items):
        return np.zeros(history.n_items, np.float32)
    lift = model.together.score(history) / model.together.popularity
    return _share_of_best(np.log(np.maximum(lift, 1.0)))


def find_surest(liking: Mapping[str, float]) -> list[str]:
    """Return the products whose like are looked for: what is liked most, the surest first."""
    return best_first(liking)[:_LIKENED]


def _score_likeness(range: Range, liking: Mapping[str, float], alike: Alike) -> Scores:
    """Return (n,): how near each is in meaning to what is liked most; 1 for the nearest, 0 for no liking."""
    surest = find_surest(liking)
    if not surest:
        return np.zeros(len(range.ids), np.float32)
    near = alike(surest)
    places = np.concatenate([range.place_near(id, one) for id, one in zip(surest, near, strict=True)])
    cosines = np.concatenate([one.cosines for one in near])
    weights = np.repeat([liking[id] for id in surest], [len(one.ids) for one in near])
    told = (places >= 0) & (cosines > _ALIKE_FROM)
    if not told.any():
        return np.zeros(len(range.ids), np.float32)
    summed = np.bincount(places[told], (weights * (cosines - _ALIKE_FROM))[told], len(range.ids))
    return np.asarray(summed / summed.max(), np.float32)


def _share_departments(range: Range, liking: Mapping[str, float]) -> Scores:
    """Return (n,): the share of each one's department in what is liked."""
    roots = {id: range.products[id].path[:1] for id in liking if id in range.products}
    shares = np.zeros(len(range.ids), np.float32)
    for root in set(roots.values()):
        shares[range.within(root)] = sum(liking[id] for id, own in roots.items() if own == root)
    return shares / np.float32(sum(liking[id] for id in roots) or 1.0)


def _flatten(values: Scores) -> Scores:
    return np.asarray(np.sign(values) * np.log1p(np.abs(values)), np.float32)


def _mark_interests(range: Range, interests: Sequence[tuple[str, ...]]) -> Scores:
    marked = np.zeros(len(range.ids), np.float32)
    for interest in interests:
        marked[range.within(interest)] = 1.0
    return marked


def _fit_price(range: Range, liking: Mapping[str, float]) -> Scores:
    """Return 0 to 1: how near each is to how dear, for its kind, the customer's things are; 0 without any."""
    places = [range.places[id] for id in liking if id in range.places]
    if not places:
        return np.zeros(len(range.ids), np.float32)
    usual = float(range.price_levels[places].mean())
    told = len(places) / (len(places) + _SETTLED)
    return np.asarray(told * (1 - np.abs(range.price_levels - usual)), np.float32)


def _share_of_best(scores: Scores) -> Scores:
    """Return the scores above 0 as shares of the best; 0 for the others."""
    best = float(scores.max(initial=0.0))
    return np.asarray(np.maximum(scores, 0) / best if best > 0 else scores * 0, np.float32)
