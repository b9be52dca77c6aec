"""Opening the recommender that shoppers meet, at the start of a process."""

from recommender.experiments.experimented import ExperimentedRecommender
from recommender.experiments.variants import Variants
from recommender.following import FollowingRecommender
from recommender.learning.registry import Registry
from retrieval.search import Shelf
from shop.store import Store


def open_recommender(
    store: Store, shelf: Shelf, registry: Registry, *, keep_days: int, in_use: FollowingRecommender | None = None
) -> ExperimentedRecommender:
    """Return the recommender as shoppers meet it: the model in use, with the experiment that runs now taken up.

    `in_use` is given by who wants it for itself too.
    """
    in_use = in_use or FollowingRecommender(store, shelf, registry)
    experimented = ExperimentedRecommender(store, in_use, Variants(store, shelf, in_use, registry), keep_days=keep_days)
    experimented.try_refresh()  # without its experiments a shop still suggests
    return experimented
