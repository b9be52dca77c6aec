"""Opening the recommender at the start of a process."""

from recommender.hybrid import StoreRecommender
from recommender.model import fit_model
from recommender.scoring import Weights
from retrieval.search import Shelf
from shop.store import Store


def fit_recommender(store: Store, shelf: Shelf, weights: Weights | None = None) -> StoreRecommender:
    """Return a recommender that has learned from all that is in the store now."""
    with store.read() as tx:
        model = fit_model(tx)
    return StoreRecommender(store, shelf, model, weights or Weights())
