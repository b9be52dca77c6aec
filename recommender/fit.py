"""Learning from all that is in the store now, with usual settings."""

from recommender.acts import day_of, read_acts
from recommender.cleaning import clean
from recommender.hybrid import StoreRecommender
from recommender.model import Model, fit_model, read_stars
from recommender.plan import Plan
from retrieval.search import Shelf
from shop.catalogue import Product
from shop.store import Store


def fit_recommender(store: Store, shelf: Shelf) -> StoreRecommender:
    """Return a recommender that has learned from all that is in the store now."""
    return StoreRecommender(store, shelf, learn(store))


def learn(store: Store, plan: Plan | None = None) -> Model:
    """Return what is learned from all that is in the store now."""
    with store.read() as tx:
        acts, _ = clean(read_acts(tx, (product.id for product in tx.find(Product))))
        return fit_model(acts, day_of(tx.now), read_stars(tx, acts.product_ids), plan)
