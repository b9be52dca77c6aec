"""What is learned of a shop's products at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from recommender.interactions import Interactions, read_interactions
from recommender.neighbours import Neighbours, Scores, fit_neighbours
from shop.catalogue import Product
from shop.reviews import Review, Visibility
from shop.store import Reader

LEAST_TOGETHER = 3  # customers who did the same: fewer would tell of single people
_PRIOR_REVIEWS = 8.0  # of the average kind that a product begins with
_NEUTRAL = 3.5  # stars in a shop without reviews


@dataclass(frozen=True)
class Model:
    """Vectors are in the order of `product_ids`, n of them."""

    product_ids: tuple[str, ...]
    neighbours: Neighbours
    appeal: Scores  # (n,): 0 to 1, how well everybody likes it
    bought_with: Mapping[str, frozenset[str]]  # product -> those that enough people bought who bought it
    viewed_with: Mapping[str, frozenset[str]]  # the same of looking at it
    places: Mapping[str, int]  # product id -> its place

    def history(self, liking: Mapping[str, float]) -> Scores:
        """Return float32 (n,): the liking of known products; 0 elsewhere."""
        history = np.zeros(len(self.product_ids), np.float32)
        for id, value in liking.items():
            if id in self.places:
                history[self.places[id]] = value
        return history


def fit_model(tx: Reader) -> Model:
    """Learn from all who consent to it. Withdrawn products are in the model: they still say what people like."""
    interactions = read_interactions(tx, (product.id for product in tx.find(Product)))
    return Model(
        product_ids=interactions.product_ids,
        neighbours=fit_neighbours(interactions.confidence),
        appeal=_measure_appeal(tx, interactions),
        bought_with=_find_together(interactions.bought, interactions.product_ids),
        viewed_with=_find_together(interactions.viewed, interactions.product_ids),
        places={id: place for place, id in enumerate(interactions.product_ids)},
    )


def _find_together(done: csr_matrix, product_ids: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Return by product the others of its column's rows: `done` is (n_customers, n), 1 where it was done."""
    counts = csr_matrix(done.T @ done)
    counts.setdiag(0)
    found = {}
    for row, id in enumerate(product_ids):
        start, end = counts.indptr[row], counts.indptr[row + 1]
        enough = counts.indices[start:end][counts.data[start:end] >= LEAST_TOGETHER]
        found[id] = frozenset(product_ids[place] for place in enough.tolist())
    return found


def _measure_appeal(tx: Reader, interactions: Interactions) -> Scores:
    """Return the mean of two shares of the best: how many like it, and its stars, drawn to the mean when few."""
    likers = np.log1p(np.asarray(interactions.confidence.sign().sum(axis=0)).ravel())
    ratings: dict[str, list[int]] = {}
    for review in tx.find(Review, visibility=Visibility.PUBLIC):
        ratings.setdefault(review.product_id, []).append(review.rating)
    given = [stars for all_stars in ratings.values() for stars in all_stars]
    mean = sum(given) / len(given) if given else _NEUTRAL
    stars = np.array(
        [
            (sum(ratings.get(id, [])) + _PRIOR_REVIEWS * mean) / (len(ratings.get(id, [])) + _PRIOR_REVIEWS)
            for id in interactions.product_ids
        ]
    )
    popular = likers / likers.max() if likers.size and likers.max() > 0 else likers
    return np.asarray((popular + (stars - 1) / 4) / 2, np.float32)
