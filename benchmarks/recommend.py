"""How well suggestions foresee what customers of the demo shop buy next, with parts of the score left out.

The shop is turned back by half a year and the recommender trained on what was before; what is suggested then is
compared with what was bought since.
Run: python -m benchmarks.recommend [--search SECONDS] [--json FILE]
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import log2
from pathlib import Path
from typing import Any

from benchmarks.report import publish
from benchmarks.search_demo import open_demo_store
from bot.database import TABLES
from language.encoder import Encoders
from recommender.hybrid import StoreRecommender
from recommender.learning.training import train
from recommender.serve import Recommender, SuggestContext
from recommender.weights import Weights
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


@dataclass(frozen=True)
class Outcome:
    hit: float  # 1 when anything suggested was bought
    ndcg: float
    took_ms: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--search", type=float, default=0.0, metavar="SECONDS", help="try settings for so long first")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the last line to this file, too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = open_demo_store(Path(folder))
        store = SqlStore(url, TABLES, clock=lambda: THEN)
        later = turn_back(store)
        shelf = open_shelf(store, Encoders(Path("var/encoders")).load(), Path(folder) / "indexes")
        print(f"{len(later)} customers bought {sum(map(len, later.values()))} products that they did not have")
        begun = time.perf_counter()
        model = train(store, shelf, search_s=chosen.search).model
        took_s = time.perf_counter() - begun
        figures: dict[str, dict[str, float]] = {}
        for name, weights in list_variants(model.weights).items():
            recommender = StoreRecommender(store, shelf, replace(model, weights=weights))
            outcomes = [judge(recommender, id, bought) for id, bought in later.items()]
            figures[name] = sum_up(outcomes)
            print(f"{name:16}", "  ".join(f"{key} {value}" for key, value in figures[name].items()))
    figures["ours"]["train_s"] = round(took_s, 1)
    sizes = {"customers": len(later), "bought": sum(map(len, later.values()))}
    publish(figures, sizes=sizes, packages=("numpy", "scipy", "optuna"), seed=0, json_file=chosen.json)


def list_variants(learned: Weights) -> dict[str, Weights]:
    """Return the learned weights, the usual ones, and the learned ones without or with one part alone."""
    nothing = Weights.of(0 * learned.values)
    return {
        "ours": learned,
        "usual_weights": Weights(),
        "no_friends": learned.without_friends(),
        "no_trust": learned.without_trust(),
        "no_behaviour": replace(learned, behaviour=0.0, factors=0.0, together=0.0),
        "no_content": replace(learned, likeness=0.0, department=0.0, interests=0.0),
        "behaviour_alone": replace(nothing, behaviour=1.0),
        "friends_alone": replace(nothing, friends=1.0),
        "popularity": replace(nothing, trend=1.0),
    }


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


def sum_up(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return means over the customers, and the median time."""
    return {
        "hr10": round(statistics.mean(outcome.hit for outcome in outcomes), 4),
        "ndcg10": round(statistics.mean(outcome.ndcg for outcome in outcomes), 4),
        "ms_p50": round(statistics.median(outcome.took_ms for outcome in outcomes), 1),
    }


if __name__ == "__main__":
    main()
