"""The knowledge graph of a store, kept in step with it."""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import combinations
from typing import TypeVar

from retrieval.changes import Watch
from retrieval.graph import KnowledgeGraph, build_graph
from retrieval.suiting import Evidence, read_evidence
from shop.catalogue import Product
from shop.consent import Purpose, consenting
from shop.customers import Customer, interest_names
from shop.knowledge import Article
from shop.purchases import purchases_of
from shop.store import Reader, Store

R = TypeVar("R", Product, Article)

_COUNTED_FOR = timedelta(hours=1)  # what is bought together changes slowly, and counting reads every order
_MOST_BOUGHT = 50  # products of one customer whose pairs count, the newest: more are a reseller's


class Relations:
    """Gives the graph as the catalogue and the articles are now; purchases are counted anew every hour.

    Safe to share between threads.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._products: Watch[Product] = Watch(Product, ("updated_at",))
        self._articles: Watch[Article] = Watch(Article, ("updated_at",))
        self._known_products: dict[str, Product] = {}
        self._known_articles: dict[str, Article] = {}
        self._evidence: dict[str, tuple[Evidence, ...]] = {}  # of occasions, by product
        self._together: Counter[tuple[str, str]] = Counter()
        self._bought_by: Counter[tuple[str, str]] = Counter()
        self._counted_at: datetime | None = None
        self._graph = build_graph(())
        self._lock = threading.Lock()

    def graph(self) -> KnowledgeGraph:
        """Return the graph; it is built anew only when something has changed."""
        with self._lock, self._store.read() as tx:
            products, articles = self._products.look(tx), self._articles.look(tx)
            counted = self._count(tx)
            if products.changed or products.gone_ids or articles.changed or articles.gone_ids or counted:
                _take_over(self._known_products, products.changed, products.gone_ids)
                self._read_evidence(products.changed, products.gone_ids)
                _take_over(self._known_articles, articles.changed, articles.gone_ids)
                self._graph = build_graph(
                    self._known_products.values(),
                    self._known_articles.values(),
                    self._together,
                    self._bought_by,
                    self._evidence,
                )
            return self._graph

    def _read_evidence(self, changed: Iterable[Product], gone_ids: Iterable[str]) -> None:
        """Read the occasions of what has changed: the texts of all others say what they said."""
        for id in gone_ids:
            self._evidence.pop(id, None)
        self._evidence.update((product.id, read_evidence(product)) for product in changed)

    def _count(self, tx: Reader) -> bool:
        """Count anew which products the same customers bought, if that is long ago; return whether it was."""
        if self._counted_at is not None and tx.now - self._counted_at < _COUNTED_FOR:
            return False
        self._counted_at = tx.now
        bought = _read_bought(tx)
        self._together, self._bought_by = count_together(bought), count_by_interest(tx, bought)
        return True


def count_by_interest(tx: Reader, bought: Mapping[str, Iterable[str]]) -> Counter[tuple[str, str]]:
    """Return for each interest and product how many of these customers state the one and bought the other."""
    customers = tx.get_many(Customer, sorted(bought))
    return Counter(
        (interest, id)
        for customer_id, customer in customers.items()
        for interest in interest_names(customer.interests)
        for id in bought[customer_id]
    )


def _read_bought(tx: Reader) -> dict[str, dict[str, None]]:
    """Return what each customer bought, the newest first.

    Only those count who let what they do teach; presents never do.
    """
    bought: dict[str, dict[str, None]] = {}
    for purchase in purchases_of(tx, sorted(consenting(tx, Purpose.TRAIN))):
        bought.setdefault(purchase.customer_id, {})[purchase.product_id] = None
    return bought


def count_together(bought: Mapping[str, Iterable[str]]) -> Counter[tuple[str, str]]:
    """Return for each pair of products, its ids in order, how many of these customers bought both."""
    pairs: Counter[tuple[str, str]] = Counter()
    for ids in bought.values():
        pairs.update(combinations(sorted(list(ids)[:_MOST_BOUGHT]), 2))
    return pairs


def _take_over(known: dict[str, R], changed: tuple[R, ...], gone_ids: tuple[str, ...]) -> None:
    for id in gone_ids:
        known.pop(id, None)
    known.update((record.id, record) for record in changed)
