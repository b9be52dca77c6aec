"""What is learned of a shop's products at one moment."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix

from recommender.acts import Acts, date_of
from recommender.interactions import tell_bought, tell_liked, tell_viewed
from recommender.neighbours import Neighbours, fit_neighbours
from recommender.plan import Plan
from recommender.ranking.als import Als, AlsScorer
from recommender.ranking.popularity import Popularity
from recommender.ranking.protocol import Histories, Scores
from recommender.ranking.transitions import Transitions, TransitionScorer
from recommender.trust import Trusting
from recommender.weights import UNPROVEN, Weights
from retrieval.ratings import draw_to_mean, mean_stars
from shop.reviews import Review, Visibility
from shop.store import Below, Condition, Reader

LEAST_TOGETHER = 5  # customers who did the same: fewer would tell of single people
_PARTNERS = 200
_MOST_ACTS = 2_000_000  # that what is taken together is learned from
_TOGETHER = Transitions(window=5, decay=0.7, memory=10, fading=0.8, both_ways=True)


@dataclass(frozen=True)
class Model:
    """Vectors are in the order of `product_ids`, n of them, which are sorted."""

    product_ids: tuple[str, ...]
    neighbours: Neighbours
    factors: AlsScorer
    together: TransitionScorer  # what is taken at about the same time
    appeal: Scores  # (n,): 0 to 1, how well everybody likes it
    trend: Scores  # (n,): 0 to 1, how much it is wanted lately
    bought_with: csr_matrix  # int32 (n, n): how many people bought both, of pairs that enough bought
    viewed_with: csr_matrix  # int32 (n, n): how many looked at both, of pairs that enough looked at
    learned_at: float = 0.0  # day since 1970
    plan: Plan = field(default_factory=Plan)
    weights: Weights = UNPROVEN
    trusting: Trusting = field(default_factory=Trusting)  # how far people are trusted

    @cached_property
    def places(self) -> Mapping[str, int]:
        """By product its place."""
        return {id: place for place, id in enumerate(self.product_ids)}

    @cached_property
    def usual_appeal(self) -> float:
        """What a product is taken to have of which nothing is known; 0 without any product."""
        return float(np.median(self.appeal)) if len(self.appeal) else 0.0

    def history(self, liking: Mapping[str, float]) -> Histories:
        """Return one history of the known products among these, in this order, with the liking as confidence."""
        known = [(self.places[id], value) for id, value in liking.items() if id in self.places]
        items = np.array([place for place, _ in known], np.int32)
        confidence = np.array([value for _, value in known], np.float32)
        return Histories(items, np.array([0, len(known)]), len(self.product_ids), confidence)

    def shares_of(self, product_ids: Sequence[str]) -> Scores:
        """Return (n,): the share of each of these n products of all that is taken; 0 for an unknown one."""
        places = np.array([self.places.get(id, -1) for id in product_ids], np.int64)
        shares: Scores = np.append(self.together.popularity, np.float32(0))[places]
        return shares

    def places_of(self, product_ids: Iterable[str]) -> frozenset[int]:
        """Return the places of the known ones of these products."""
        return frozenset(self.places[id] for id in product_ids if id in self.places)

    def find_bought_with(self, product_id: str, among: frozenset[int]) -> list[str]:
        """Return which of the products at these places so many people had bought as well that it may be told."""
        place, pairs = self.places.get(product_id), self._bought_by_other
        if place is None:
            return []
        with_it = among.intersection(pairs.indices[pairs.indptr[place] : pairs.indptr[place + 1]].tolist())
        return [self.product_ids[at] for at in sorted(with_it)]

    @cached_property
    def _bought_by_other(self) -> csc_matrix:
        """`bought_with` so that a column is quickly read."""
        return self.bought_with.tocsc()

    def count_bought(self, one: str, other: str) -> int:
        """Return how many people had bought both; 0 where they were too few to be told of."""
        return self._look_up(self.bought_with, one, other)

    def count_viewed(self, one: str, other: str) -> int:
        """Return how many people had looked at both; 0 where they were too few to be told of."""
        return self._look_up(self.viewed_with, one, other)

    def _look_up(self, pairs: csr_matrix, one: str, other: str) -> int:
        """Return the pair's number; scipy's own lookup of a single cell takes twenty times as long."""
        row, column = self.places.get(one), self.places.get(other)
        if row is None or column is None:
            return 0
        start = pairs.indptr[row]
        at = (pairs.indices[start : pairs.indptr[row + 1]] == column).nonzero()[0]
        return int(pairs.data[start + at[0]]) if len(at) else 0


def fit_model(acts: Acts, now: float, stars: Scores, plan: Plan | None = None) -> Model:
    """Learn from these acts at this day since 1970; `stars` (n,) are the products' mean stars, drawn to the mean.

    Withdrawn products are in the model: they still say what people like. The same acts and plan give the same model.
    """
    plan = plan or Plan()
    als = Als(plan.rank, unknown=plan.unknown, ridge=plan.als_ridge, rounds=8, seed=plan.seed)
    bought_with, viewed_with = _find_together(tell_bought(acts)), _find_together(tell_viewed(acts))
    liked = tell_liked(acts, now, plan.half_life_days)
    together = _TOGETHER.fit(_draw_histories(liked, plan.seed))
    appeal = measure_appeal(Popularity().fit(liked).counts, stars)
    trend = _scale(np.log1p(Popularity(plan.trend_days).fit(liked).counts))
    confidence = liked.matrix()
    del liked  # which the rest knows as a matrix: holding both takes half as much memory again
    return Model(
        product_ids=acts.product_ids,
        neighbours=fit_neighbours(confidence, plan.ridge, plan.shrinkage),
        factors=als.factorise(confidence)[0],
        together=together,
        appeal=appeal,
        trend=trend,
        bought_with=bought_with,
        viewed_with=viewed_with,
        learned_at=now,
        plan=plan,
    )


def read_stars(tx: Reader, product_ids: Sequence[str], until: float = math.inf) -> Scores:
    """Return (n,) mean stars of public reviews, drawn to the shop's mean as the search draws them.

    `until` is the day since 1970 before which they were written.
    """
    before: dict[str, Condition] = {} if until == math.inf else {"written_at": Below(date_of(until))}
    stars, given = Counter[str](), Counter[str]()
    tally = tx.tally(Review, ("product_id", "rating"), visibility=Visibility.PUBLIC, **before)
    for (product_id, rating), times in tally.items():
        stars[product_id] += rating * times
        given[product_id] += times
    totals, counts = (np.array([of[id] for id in product_ids], np.float64) for of in (stars, given))
    return draw_to_mean(totals, counts, mean_stars(stars.total(), given.total())).astype(np.float32)


def _find_together(done: csr_matrix) -> csr_matrix:
    """Return int32 (n, n): in how many rows of `done` (n_customers, n), which is 1 where it was done, both are.

    Pairs in fewer than five are left out; of each product the 200 others are kept that go with it most.
    """
    from recommender.ranking.partners import find_partners

    cosines = find_partners(done, _PARTNERS, LEAST_TOGETHER, 0.0).tocoo()
    lengths = np.sqrt(np.bincount(done.indices, minlength=done.shape[1]))
    counts = np.rint(cosines.data * lengths[cosines.row] * lengths[cosines.col]).astype(np.int32)
    return csr_matrix((counts, (cosines.row, cosines.col)), shape=cosines.shape)


def _draw_histories(liked: Histories, seed: int) -> Histories:
    """Return so many of the histories, drawn at random, that they hold two million things: enough for what is near."""
    if len(liked.items) <= _MOST_ACTS:
        return liked
    share = _MOST_ACTS / len(liked.items)
    return liked.take(np.flatnonzero(np.random.default_rng(seed).random(len(liked)) < share))


def measure_appeal(likers: Scores, stars: Scores) -> Scores:
    """Return (n,): the mean of two shares of the best, how many like each product and its stars."""
    return np.asarray((_scale(np.log1p(likers)) + (stars - 1) / 4) / 2, np.float32)


def _scale(values: Scores) -> Scores:
    """Return the values, none of them below 0, as shares of the largest."""
    most = values.max(initial=0.0)
    return np.asarray(values / most if most > 0 else values, np.float32)
