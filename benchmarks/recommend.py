"""How well suggestions foresee what customers of the demo shop buy next, with parts of the score left out.

The shop is turned back by half a year; what is suggested then is compared with what was bought since.
Run: python -m benchmarks.recommend
"""

import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import log2
from pathlib import Path
from typing import Any

from benchmarks.search_demo import open_demo_store
from bot.database import TABLES
from language.encoder import Encoders
from recommender.fit import fit_recommender
from recommender.scoring import Weights
from recommender.serve import Recommender, SuggestContext
from retrieval.build import open_shelf
from shop.activity import Event
from shop.catalogue import Product, Variant
from shop.customers import Customer
from shop.orders.records import Order
from shop.purchases import purchases_of
from shop.reviews import Review
from shop.sql.store import SqlStore
from shop.store import AtLeast, Condition, Store
from shop.wishlists import WishlistItem

THEN = datetime(2026, 7, 1, tzinfo=UTC) - timedelta(days=180)
SUGGESTED = 10
NOTHING = Weights(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
VARIANTS = {
    "all parts": Weights(),
    "without friends": replace(Weights(), friends=0.0),
    "without behaviour": replace(Weights(), behaviour=0.0),
    "without interests": replace(Weights(), interests=0.0),
    "without likeness": replace(Weights(), likeness=0.0),
    "without wishes": replace(Weights(), wish=0.0),
    "behaviour alone": replace(NOTHING, behaviour=1.0),
    "friends alone": replace(NOTHING, friends=1.0),
    "appeal to everybody": replace(NOTHING, appeal=1.0),
}


@dataclass(frozen=True)
class Outcome:
    hit: float  # 1 when anything suggested was bought
    ndcg: float
    took_ms: float


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = open_demo_store(Path(folder))
        store = SqlStore(url, TABLES, clock=lambda: THEN)
        later = turn_back(store)
        shelf = open_shelf(store, Encoders(Path("var/encoders")).load(), Path(folder) / "indexes")
        print(f"{len(later)} customers bought {sum(map(len, later.values()))} products that they did not have")
        for name, weights in VARIANTS.items():
            recommender = fit_recommender(store, shelf, weights)
            outcomes = [judge(recommender, id, bought) for id, bought in later.items()]
            print(_tell(name, outcomes))


def turn_back(store: Store) -> dict[str, frozenset[str]]:
    """Take out of the store what happened since then; return by customer the products first bought since then.

    Everything is in stock again: what was sold out since is no fault of a suggestion.
    """
    with store.write() as tx:
        ids = [customer.id for customer in tx.find(Customer)]
        later = [purchase for purchase in purchases_of(tx, ids) if purchase.at >= THEN]
        earlier = {(p.customer_id, p.product_id) for p in purchases_of(tx, ids) if p.at < THEN}
        stamps: dict[type[Any], str] = {Event: "at", Order: "placed_at", Review: "written_at", WishlistItem: "added_at"}
        for kind, stamp in stamps.items():
            since: dict[str, Condition] = {stamp: AtLeast(THEN)}
            tx.remove(
                kind, *(record.id for record in tx.find(kind, order=stamp, descending=False, limit=None, **since))
            )
        tx.put(*(replace(variant, stock=variant.stock or 1) for variant in tx.find(Variant)))
        on_sale = {product.id for product in tx.find(Product, active=True)}
    bought: dict[str, set[str]] = {}
    for purchase in later:
        if (purchase.customer_id, purchase.product_id) not in earlier and purchase.product_id in on_sale:
            bought.setdefault(purchase.customer_id, set()).add(purchase.product_id)
    return {id: frozenset(products) for id, products in sorted(bought.items())}


def judge(recommender: Recommender, customer_id: str, bought: frozenset[str]) -> Outcome:
    begun = time.perf_counter()
    suggested = recommender.suggest(customer_id, SuggestContext(), SUGGESTED)
    took_ms = (time.perf_counter() - begun) * 1000
    gains = [1 / log2(rank + 2) for rank, suggestion in enumerate(suggested) if suggestion.product_id in bought]
    best = sum(1 / log2(rank + 2) for rank in range(min(SUGGESTED, len(bought))))
    return Outcome(float(bool(gains)), sum(gains) / best, took_ms)


def _tell(name: str, outcomes: Sequence[Outcome]) -> str:
    hit, ndcg = (statistics.mean(getattr(outcome, field) for outcome in outcomes) for field in ("hit", "ndcg"))
    median = statistics.median(outcome.took_ms for outcome in outcomes)
    return f"{name:22} hit@{SUGGESTED} {hit:.3f}  nDCG@{SUGGESTED} {ndcg:.4f}  {median:.0f} ms"


if __name__ == "__main__":
    main()
