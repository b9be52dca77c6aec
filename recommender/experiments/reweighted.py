"""The recommender in use with some other weights."""

import threading
from collections.abc import Mapping
from dataclasses import replace

from recommender.following import FollowingRecommender
from recommender.hybrid import StoreRecommender
from recommender.model import Model
from recommender.serve import SuggestContext, Suggestion
from retrieval.search import Shelf
from shop.store import Store


class ReweightedRecommender:
    """A `Recommender` that differs from the one in use in these weights alone, also after another model is put in use.

    Otherwise an arm would be set against a newer model than its own.
    """

    def __init__(self, store: Store, shelf: Shelf, in_use: FollowingRecommender, weights: Mapping[str, float]) -> None:
        self._in_use = in_use
        self._weights = dict(weights)
        self._following = threading.Lock()
        self._followed = in_use.suggesting.model
        self._suggesting = StoreRecommender(store, shelf, self._reweigh(self._followed))

    def suggest(self, customer_id: str | None, context: SuggestContext, limit: int = 5) -> list[Suggestion]:
        return self._follow().suggest(customer_id, context, limit)

    def similar(self, product_id: str, viewer_id: str | None, limit: int = 5) -> list[Suggestion]:
        return self._follow().similar(product_id, viewer_id, limit)

    def _follow(self) -> StoreRecommender:
        with self._following:
            model = self._in_use.suggesting.model
            if model is not self._followed:
                self._suggesting.use(self._reweigh(model))
                self._followed = model
        return self._suggesting

    def _reweigh(self, model: Model) -> Model:
        return replace(model, weights=replace(model.weights, **self._weights))
