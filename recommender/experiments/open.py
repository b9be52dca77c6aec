"""Letting a recommender take part in experiments."""

from recommender.experiments.experimented import ExperimentedRecommender
from recommender.experiments.variants import Variants
from recommender.serve import Recommender
from retrieval.search import Shelf
from shop.store import Store


def take_part(store: Store, shelf: Shelf, in_use: Recommender, *, keep_days: int) -> ExperimentedRecommender:
    """Return the recommender as shoppers meet it, with the experiment that runs now taken up."""
    experimented = ExperimentedRecommender(store, in_use, Variants(store, shelf, in_use), keep_days=keep_days)
    experimented.try_refresh()  # without its experiments a shop still suggests
    return experimented
