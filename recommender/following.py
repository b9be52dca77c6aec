"""The recommender that follows the registry: a model that is promoted or taken back serves from then on."""

import threading
from collections.abc import Sequence

import structlog

from recommender.hybrid import StoreRecommender
from recommender.learning.registry import Registry
from recommender.merchandising import Preview
from recommender.serve import SuggestContext, Suggestion
from recommender.untaught import open_untaught
from retrieval.search import Shelf
from shop.errors import ShopError
from shop.merchandising import MerchantRule
from shop.store import Store

log = structlog.get_logger()


class FollowingRecommender:
    """A `Recommender` by the model in use, whose change it notices at the next call, without a restart.

    That call, and others until the model is read, are still answered by the model before; in a shop that has none yet
    by what is known without one, so that nobody waits for the first.
    """

    def __init__(self, store: Store, shelf: Shelf, registry: Registry) -> None:
        self._registry = registry
        self._stamp = registry.stamp()
        self._reading = threading.Lock()
        self.suggesting = StoreRecommender(store, shelf, registry.open_in_use() or open_untaught(store))

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
