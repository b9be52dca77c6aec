"""The products that may be suggested or named, kept in step with the store."""

import threading
from collections.abc import Mapping

from retrieval.changes import Watch
from shop.catalogue import Product
from shop.store import Reader


class Assortment:
    """All products by id, withdrawn ones too. Safe to share between threads."""

    def __init__(self) -> None:
        self._watch: Watch[Product] = Watch(Product, ("updated_at",))
        self._products: Mapping[str, Product] = {}
        self._lock = threading.Lock()

    def sync(self, tx: Reader) -> Mapping[str, Product]:
        """Return the products as they are now."""
        with self._lock:
            change = self._watch.look(tx)
            if change.changed or change.gone_ids:
                gone = frozenset(change.gone_ids)
                kept = {id: product for id, product in self._products.items() if id not in gone}
                self._products = kept | {product.id: product for product in change.changed}
            return self._products
