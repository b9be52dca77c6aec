"""The recommender over a store: candidates, rank, what can be had, variety, reasons."""

import threading
from collections.abc import Mapping
from dataclasses import replace

from recommender.assortment import Assortment
from recommender.diversity import diversify
from recommender.model import Model, fit_model
from recommender.ratings import read_ratings
from recommender.reasons import MOST, Evidence, explain
from recommender.scoring import Signals, Weights, score_products, weigh_present
from recommender.selling import Limits, find_buyable
from recommender.serve import SuggestContext, Suggestion
from recommender.similar import explain_likeness, score_likeness
from recommender.social import read_friend_signals
from recommender.taste import Taste, read_own_taste, read_shown_taste
from retrieval.fusion import best_first
from retrieval.search import SearchQuery, Shelf
from shop.access import Eyes, open_eyes
from shop.catalogue import get_listing
from shop.errors import Invalid
from shop.store import Reader, Store
from shop.texts import check_id

_POOL = 4  # candidates for each place in the list, for variety to choose from
_LONGEST = 100
_ALIKE = 100  # products near another one in meaning
_OF_TYPE = 500  # products of a type that are looked at


class StoreRecommender:
    """A `Recommender` over this store, with what is learned from it and what the shelf knows of meaning."""

    def __init__(self, store: Store, shelf: Shelf, model: Model, weights: Weights) -> None:
        self._store = store
        self._shelf = shelf
        self._model = model
        self._weights = weights
        self._assortment = Assortment()
        self._alike: dict[str, Mapping[str, float]] = {}
        self._lock = threading.Lock()

    def refit(self) -> None:
        """Learn anew from the store as it is now; suggestions go on meanwhile with what was learned before."""
        with self._store.read() as tx:
            self._model = fit_model(tx)
        with self._lock:
            self._alike = {}

    def suggest(self, customer_id: str | None, context: SuggestContext, limit: int = 5) -> list[Suggestion]:
        _check_limit(limit)
        of_type = self._find_type(context.product_type)
        with self._store.read() as tx:
            eyes = open_eyes(tx, customer_id)
            products = self._assortment.sync(tx)
            taste = _read_taste(tx, eyes, context.recipient_id)
            friends = read_friend_signals(tx, eyes)
        left_out = {*context.excluded_ids, *context.seed_product_ids, *taste.unwanted}
        offered = {
            id: product
            for id, product in products.items()
            if product.active and id not in left_out and (of_type is None or id in of_type)
        }
        weights = weigh_present(self._weights) if taste.name else self._weights
        signals = Signals(taste, friends, context.seed_product_ids)
        scores = score_products(offered, self._model, signals, self._find_alike, weights)
        with self._store.read() as tx:
            limits = Limits(context.budget_max_cents, taste.age)
            pool = find_buyable(tx, best_first(scores), limits, limit * _POOL)
        chosen = diversify(pool, scores, products, limit)
        in_budget = context.budget_max_cents is not None
        evidence = Evidence(self._model, products, taste, friends, context.seed_product_ids, in_budget=in_budget)
        evidence = self._add_ratings(eyes, evidence, chosen)
        return [Suggestion(id, scores[id], explain(products[id], evidence)) for id in chosen]

    def similar(self, product_id: str, viewer_id: str | None, limit: int = 5) -> list[Suggestion]:
        _check_limit(limit)
        with self._store.read() as tx:
            eyes = open_eyes(tx, viewer_id)
            seed = get_listing(tx, check_id("product_id", product_id)).product
            products = self._assortment.sync(tx)
            friends = read_friend_signals(tx, eyes)
        offered = {id: product for id, product in products.items() if product.active and id != product_id}
        scores = score_likeness(seed, offered, self._model, friends, self._find_alike(product_id))
        with self._store.read() as tx:
            chosen = find_buyable(tx, best_first(scores), Limits(age=seed.min_age or None), limit)
        evidence = Evidence(self._model, products, friends=friends, seed_ids=(product_id,))
        evidence = self._add_ratings(eyes, evidence, chosen)
        return [Suggestion(id, scores[id], explain_likeness(products[id], seed, evidence)) for id in chosen]

    def _find_type(self, words: str) -> frozenset[str] | None:
        """Return the products of the type that these words mean, None for any."""
        if not words:
            return None
        return frozenset(
            found.product_id for found in self._shelf.find_products(SearchQuery(product_type=words), _OF_TYPE)
        )

    def _add_ratings(self, eyes: Eyes, evidence: Evidence, product_ids: list[str]) -> Evidence:
        """Return the evidence with the ratings of those products that lack reasons."""
        lacking = [id for id in product_ids if len(explain(evidence.products[id], evidence)) < MOST]
        with self._store.read() as tx:
            return replace(evidence, ratings=read_ratings(tx, eyes, lacking))

    def _find_alike(self, product_id: str) -> Mapping[str, float]:
        with self._lock:
            known = self._alike.get(product_id)
        if known is None:
            known = {found.product_id: found.score for found in self._shelf.find_alike(product_id, _ALIKE)}
            with self._lock:
                self._alike[product_id] = known
        return known


def _read_taste(tx: Reader, eyes: Eyes, recipient_id: str | None) -> Taste:
    """Return whose taste counts: the recipient's as far as the viewer may see it, else the viewer's own."""
    if recipient_id is not None and recipient_id != eyes.viewer_id:
        return read_shown_taste(tx, eyes, recipient_id)
    return Taste() if eyes.viewer_id is None else read_own_taste(tx, eyes.viewer_id)


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= _LONGEST:
        raise Invalid("limit", f"limit is {limit}; allowed: 1 to {_LONGEST}.")
