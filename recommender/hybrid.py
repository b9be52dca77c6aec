"""The recommender over a store: parts of a score, one learned sum of them, what can be had, variety, reasons."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import islice

import numpy as np

from recommender.alike import RememberedAlike
from recommender.assortment import Assortment, Mask, Range
from recommender.children import is_for_children
from recommender.departures import Departures
from recommender.diversity import diversify
from recommender.group import Members, read_members
from recommender.merchandising import MadeList, Merchandising, Preview, RuleReader, say_pick
from recommender.model import Model
from recommender.ranking.protocol import Scores
from recommender.reasons import Evidence
from recommender.scoring import Signals, measure_parts
from recommender.selling import Limits, find_buyable, walk_buyable
from recommender.serve import Reason, SuggestContext, Suggestion
from recommender.similar import explain_likeness, score_likeness
from recommender.social import read_word_of_mouth
from recommender.taste import Taste
from retrieval.fusion import best_first
from retrieval.search import SearchQuery, Shelf
from shop.access import Eyes, open_eyes
from shop.catalogue import Product, get_listing
from shop.errors import Invalid
from shop.merchandising import MerchantRule
from shop.merchandising.rules import rules_in_force
from shop.reviews.reading import sum_up_ratings
from shop.store import Reader, Store
from shop.texts import check_id

Explain = Callable[[Product, Evidence], tuple[Reason, ...]]

_POOL = 4  # candidates for each place in the list, for variety to choose from
_LONGEST = 100
_OF_TYPE = 500  # products of a type that are looked at
_AT_ONCE = 200  # of the best that are put into order together


class StoreRecommender:
    """A `Recommender` over this store, with what is learned from it and what the shelf knows of meaning."""

    def __init__(self, store: Store, shelf: Shelf, model: Model) -> None:
        self._store = store
        self._shelf = shelf
        self._model = model
        self._assortment = Assortment()
        self._departures = Departures()
        self._find_alike = RememberedAlike(shelf)
        self._lock = threading.Lock()

    @property
    def model(self) -> Model:
        """What it suggests by now."""
        return self._model

    def use(self, model: Model) -> None:
        """Suggest by this model from the next call on; calls in progress end with the one that they began with."""
        with self._lock:
            self._model, self._find_alike = model, RememberedAlike(self._shelf)

    def suggest(self, customer_id: str | None, context: SuggestContext, limit: int = 5) -> list[Suggestion]:
        return self._suggest(customer_id, context, limit, rules_in_force).suggestions

    def preview(
        self, customer_id: str | None, context: SuggestContext, limit: int, rules: Sequence[MerchantRule]
    ) -> Preview:
        before = self._suggest(customer_id, context, limit, lambda tx: ())
        after = self._suggest(customer_id, context, limit, lambda tx: rules)
        return after.compare(before)

    def _suggest(
        self, customer_id: str | None, context: SuggestContext, limit: int, read_rules: RuleReader
    ) -> MadeList:
        _check_limit(limit)
        model = self._model
        of_type = self._find_type(context.product_type)
        with self._store.read() as tx:
            eyes = open_eyes(tx, customer_id)
            range = self._assortment.sync(tx)
            members = read_members(tx, eyes, context, model.plan.half_life_days)
            mouth = read_word_of_mouth(tx, eyes)
            gone = self._departures.look(tx, model)

            def score(taste: Taste) -> Scores:
                signals = Signals(taste, mouth, context.seed_product_ids)
                weights = model.weights.for_present() if taste.name else model.weights
                return weights.values @ measure_parts(range, model, signals, self._find_alike)

            offered = _find_offered(range, context, members, of_type)
            merchandising = Merchandising(read_rules(tx), range, offered)
            scores = merchandising.weigh(members.score(score, offered))
            limits = Limits(context.budget_max_cents, members.age)
            pins = merchandising.hold_pins(walk_buyable(tx, range.products, merchandising.pinned_ids, limits), limit)
            suited = _find_suited(range, context, members, offered)
            else_offered = suited if context.only_suited else offered
            buyable = _walk_suited(tx, range, scores, else_offered, suited, limits)
            pool = list(islice(merchandising.keep_caps(buyable, pins), limit * _POOL))
            scored = {id: float(scores[range.places[id]]) for id in (*pool, *pins.values())}
            chosen = merchandising.place(diversify(pool, scored, range.products, limit), pins, limit)
            in_budget, taste = context.budget_max_cents is not None, members.tastes[0]
            evidence = Evidence(
                model, range.products, taste, mouth, context.seed_product_ids, gone=gone, in_budget=in_budget
            )
            made = _explain(tx, eyes, evidence, {id: scored[id] for id in chosen}, members.explain)
        return MadeList([say_pick(one, merchandising, pins) for one in made], merchandising, pins)

    def similar(self, product_id: str, viewer_id: str | None, limit: int = 5) -> list[Suggestion]:
        _check_limit(limit)
        model = self._model
        with self._store.read() as tx:
            eyes = open_eyes(tx, viewer_id)
            seed = get_listing(tx, check_id("product_id", product_id)).product
            range = self._assortment.sync(tx)
            mouth = read_word_of_mouth(tx, eyes)
            gone = self._departures.look(tx, model)
            for_child = is_for_children(seed)
            (near,) = self._find_alike((product_id,))
            alike = dict(zip(near.ids, near.cosines.tolist(), strict=True))
            scores = score_likeness(seed, range, model, mouth, alike)
            ranked = (id for id in best_first(scores) if for_child or not is_for_children(range.products[id]))
            chosen = find_buyable(tx, range.products, ranked, Limits(age=seed.min_age or None), limit)
            evidence = Evidence(model, range.products, mouth=mouth, seed_ids=(product_id,), gone=gone)
            tell = partial(explain_likeness, seed)
            return _explain(tx, eyes, evidence, {id: scores[id] for id in chosen}, tell)

    def _find_type(self, words: str) -> frozenset[str] | None:
        """Return the products of the type that these words mean, None for any."""
        if not words:
            return None
        return frozenset(
            found.product_id for found in self._shelf.find_products(SearchQuery(product_type=words), _OF_TYPE)
        )


def _explain(
    tx: Reader, eyes: Eyes, evidence: Evidence, chosen: Mapping[str, float], tell: Explain
) -> list[Suggestion]:
    """Return the chosen products with their reasons; what everybody thinks is read once one has too few others."""
    rated = replace(evidence, ratings=cache(partial(sum_up_ratings, tx, eyes, chosen)))
    return [Suggestion(id, score, tell(evidence.products[id], rated)) for id, score in chosen.items()]


def _rank(range: Range, scores: Scores, offered: Mask) -> Iterator[str]:
    """Give the offered products, the best first, equals by id; only as many are put into order as are asked for."""
    places = np.flatnonzero(offered)
    while len(places):
        if len(places) > _AT_ONCE:
            least = np.partition(scores[places], -_AT_ONCE)[-_AT_ONCE]
            now, places = places[scores[places] >= least], places[scores[places] < least]
        else:
            now, places = places, places[:0]
        yield from (range.ids[place] for place in now[np.argsort(-scores[now], kind="stable")])


def _find_offered(range: Range, context: SuggestContext, members: Members, of_type: frozenset[str] | None) -> Mask:
    """Return what may be in the list, as far as products tell."""
    offered = range.active & ~range.mark({*context.excluded_ids, *context.seed_product_ids, *members.unwanted})
    for only in (of_type, context.among_ids):
        if only is not None:
            offered &= range.mark(only)
    if context.child_age is not None:
        offered &= range.fits_age(context.child_age)
    return offered


def _find_suited(range: Range, context: SuggestContext, members: Members, offered: Mask) -> Mask:
    """Return what of the offered comes first: made for a child who alone was named, or not made for children at all.

    All of it for a child where more than that is named, and for adults who like what is made for children.
    """
    if context.for_child:
        named_else = context.kind_named or context.recipient_id or context.member_ids or context.product_type
        return offered if named_else else offered & range.suits_children
    return offered if members.like(range.for_children, range) else offered & ~range.for_children


def _walk_suited(
    tx: Reader, range: Range, scores: Scores, offered: Mask, suited: Mask, limits: Limits
) -> Iterator[str]:
    """Give what of the suited products can be had, the best first; where none of them can, what else is offered."""
    buyable = walk_buyable(tx, range.products, _rank(range, scores, suited), limits)
    first = next(buyable, None)
    if first is None:
        yield from walk_buyable(tx, range.products, _rank(range, scores, offered & ~suited), limits)
    else:
        yield first
        yield from buyable


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= _LONGEST:
        raise Invalid("limit", f"limit is {limit}; allowed: 1 to {_LONGEST}.")
