"""The recommender that follows the registry: a model that is promoted or taken back serves from then on."""

import threading
from collections.abc import Sequence
from dataclasses import replace

import structlog

from recommender.hybrid import StoreRecommender
from recommender.learning.registry import Measured, Registry
from recommender.learning.training import train
from recommender.merchandising import Preview
from recommender.model import Model
from recommender.serve import SuggestContext, Suggestion
from recommender.weights import UNPROVEN
from retrieval.search import Shelf
from shop.errors import Conflict, ShopError
from shop.merchandising import MerchantRule
from shop.store import Store

log = structlog.get_logger()


class FollowingRecommender:
    """A `Recommender` by the model in use, whose change it notices at the next call, without a restart.

    That call, and others until the model is read, are still answered by the model before.
    """

    def __init__(self, store: Store, shelf: Shelf, registry: Registry) -> None:
        """Open the model in use; a shop that has none yet has one trained, with usual settings, and put in use."""
        self._registry = registry
        self._stamp = registry.stamp()
        self._reading = threading.Lock()
        self.suggesting = StoreRecommender(store, shelf, _open_model(store, shelf, registry))
        self._stamp = self._stamp or registry.stamp()

    def suggest(self, customer_id: str | None, context: SuggestContext, limit: int = 5) -> list[Suggestion]:
        self._look()
        return self.suggesting.suggest(customer_id, context, limit)

    def similar(self, product_id: str, viewer_id: str | None, limit: int = 5) -> list[Suggestion]:
        self._look()
        return self.suggesting.similar(product_id, viewer_id, limit)

    def preview(
        self, customer_id: str | None, context: SuggestContext, limit: int, rules: Sequence[MerchantRule]
    ) -> Preview:
        self._look()
        return self.suggesting.preview(customer_id, context, limit, rules)

    def _look(self) -> None:
        """Begin to read the model in use when it is another one."""
        stamp = self._registry.stamp()
        if stamp != self._stamp and self._reading.acquire(blocking=False):
            self._stamp = stamp
            threading.Thread(target=self._read, name="recommender model", daemon=True).start()

    def _read(self) -> None:
        try:
            id = self._registry.in_use()
            if id is not None:
                self.suggesting.use(self._registry.load(id))
                log.info("recommender model in use", model=id)
        except ShopError as error:  # the one before goes on
            log.error("recommender model cannot be read", error=str(error))
        finally:
            self._reading.release()


def _open_model(store: Store, shelf: Shelf, registry: Registry) -> Model:
    id = registry.in_use()
    if id is not None:
        try:
            return registry.load(id)
        except ShopError as error:
            log.error("recommender model cannot be read; learning one anew", error=str(error))
    return _train_first(store, shelf, registry)


def _train_first(store: Store, shelf: Shelf, registry: Registry) -> Model:
    """Train a model and put it in use; where it is under a floor, one with usual weights, as something has to serve."""
    trained = train(store, shelf)
    with store.read() as tx:
        now = tx.now
    try:
        registry.promote(registry.add(trained.model, now, trained.cleaning.kept, trained.measured).id)
    except Conflict as error:
        log.warning("recommender model refused; usual weights serve", error=str(error))
        model = replace(trained.model, weights=UNPROVEN)
        registry.promote(registry.add(model, now, trained.cleaning.kept, Measured()).id)
        return model
    return trained.model
