"""The order that is wished for a list that no search made: suggestions, presents, what is alike or goes with it."""

from collections.abc import Sequence

import numpy as np

from actions.finding.chosen import Chosen
from actions.listings import read_listings
from actions.turn import ActionTurn
from retrieval.ratings import draw_to_mean
from shop.reviews.reading import rating_summaries


def sort_chosen(turn: ActionTurn, chosen: Sequence[Chosen], sort: str) -> list[Chosen]:
    """Return these products as a search by `sort` (see SearchSort) orders its own; equals stay as they were.

    What is no longer there, or of which it is not known, comes last.
    """
    ids = [one.product_id for one in chosen]
    ranks = _by_stars(turn, ids) if sort == "best_rated" else _by_listing(turn, ids, sort)
    return sorted(chosen, key=lambda one: ranks.get(one.product_id, float("inf")))


def _by_listing(turn: ActionTurn, ids: Sequence[str], sort: str) -> dict[str, float]:
    products = [listing.product for listing in read_listings(turn, ids)]
    if sort == "newest":
        return {one.id: -one.launched_at.timestamp() for one in products if one.launched_at is not None}
    sign = {"cheapest": 1, "dearest": -1}[sort]
    return {one.id: float(sign * one.price_from_cents) for one in products}


def _by_stars(turn: ActionTurn, ids: Sequence[str]) -> dict[str, float]:
    """Return how good each product that has reviews is, the best least; the mean is that of the list."""
    ratings = rating_summaries(turn.store, turn.customer_id, ids)
    given = {id: (rating.average * rating.count, rating.count) for id, rating in ratings.items() if rating.average}
    totals, counts = np.array([*given.values()], np.float64).reshape(-1, 2).T
    stars = draw_to_mean(totals, counts, float(totals.sum() / max(counts.sum(), 1)))
    return dict(zip(given, (-stars).tolist(), strict=True))
