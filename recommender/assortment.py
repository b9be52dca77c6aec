"""The products that may be suggested or named, kept in step with the store."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from recommender.alike import Near
from recommender.children import ages_of, is_for_children, suits_children
from recommender.model import Model
from recommender.ranking.protocol import Scores
from retrieval.changes import Watch
from shop.catalogue import Product
from shop.merchandising import Selection
from shop.store import Reader

Mask = NDArray[np.bool_]

_MODELS = 8  # that are used at the same time, at most


@dataclass(frozen=True)
class Range:
    """All products at one moment, withdrawn ones too. Arrays are in the order of `ids`, which are sorted; n of them."""

    products: Mapping[str, Product]
    _within: dict[tuple[str, ...], Mask] = field(default_factory=dict)
    _held: dict[Selection, Mask] = field(default_factory=dict)
    _aligned: dict[int, tuple[Model, NDArray[np.int64] | None]] = field(default_factory=dict)
    _near: dict[str, tuple[Near, NDArray[np.int64]]] = field(default_factory=dict)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(sorted(self.products))

    @cached_property
    def places(self) -> Mapping[str, int]:
        return {id: place for place, id in enumerate(self.ids)}

    @cached_property
    def active(self) -> Mask:
        return np.array([self.products[id].active for id in self.ids], bool)

    @cached_property
    def for_children(self) -> Mask:
        return np.array([is_for_children(self.products[id]) for id in self.ids], bool)

    @cached_property
    def suits_children(self) -> Mask:
        """(n,): what is a toy or made for children."""
        return np.array([suits_children(self.products[id]) for id in self.ids], bool)

    @cached_property
    def _ages(self) -> NDArray[np.int64]:
        """(n, 2): the years from which and up to which each is for somebody."""
        return np.array([ages_of(self.products[id]) for id in self.ids], np.int64).reshape(-1, 2)

    def fits_age(self, age: int) -> Mask:
        """(n,): what states no other age than that of somebody so old, in years."""
        return (self._ages[:, 0] <= age) & (age <= self._ages[:, 1])

    @cached_property
    def of_type(self) -> Mapping[str, tuple[str, ...]]:
        """The products of each type."""
        found: dict[str, list[str]] = {}
        for id in self.ids:
            found.setdefault(self.products[id].type, []).append(id)
        return {type: tuple(ids) for type, ids in found.items()}

    @cached_property
    def alternatives(self) -> Mapping[str, tuple[str, ...]]:
        """By product those that name it as their alternative."""
        found: dict[str, list[str]] = {}
        for id in self.ids:
            for other in self.products[id].relations.get("alternative_to", ()):
                found.setdefault(other, []).append(id)
        return {id: tuple(others) for id, others in found.items()}

    @cached_property
    def price_levels(self) -> Scores:
        """(n,): how dear each is among its type, 0 for the cheapest to 1; .5 for one alone."""
        levels = np.full(len(self.ids), 0.5, np.float32)
        for ids in self.of_type.values():
            if len(ids) > 1:
                ranks = rankdata([self.products[id].price_from_cents for id in ids])
                levels[[self.places[id] for id in ids]] = (ranks - 1) / (len(ids) - 1)
        return levels

    def mark(self, ids: Iterable[str]) -> Mask:
        """Return (n,): True for these products; unknown ones are passed over."""
        marked = np.zeros(len(self.ids), bool)
        marked[[self.places[id] for id in ids if id in self.places]] = True
        return marked

    def within(self, path: tuple[str, ...]) -> Mask:
        """Return (n,): True for what is in this category or below it."""
        if path not in self._within:
            self._within[path] = np.array([self.products[id].path[: len(path)] == path for id in self.ids], bool)
        return self._within[path]

    def held_by(self, selection: Selection) -> Mask:
        """Return (n,): True for what a merchant's rule is about."""
        if selection not in self._held:
            self._held[selection] = np.array([selection.holds(self.products[id]) for id in self.ids], bool)
        return self._held[selection]

    def place_near(self, id: str, near: Near) -> NDArray[np.int64]:
        """Return (len(near.ids),): the places of what is near to this product, -1 for what is not in the range."""
        known = self._near.get(id)
        if known is None or known[0] is not near:
            places = np.array([self.places.get(other, -1) for other in near.ids], np.int64)
            known = self._near[id] = (near, places)
        return known[1]

    def align(self, model: Model, values: Scores, missing: float = 0.0) -> Scores:
        """Return (n,) of the model's values, `missing` for products that it does not know."""
        known = self._aligned.get(id(model))
        if known is None or known[0] is not model:
            if len(self._aligned) >= _MODELS:
                self._aligned.clear()
            known = self._aligned[id(model)] = (model, self._find_places(model))
        places = known[1]
        if places is None:
            return values
        if not len(values):
            return np.full(len(places), missing, np.float32)
        return np.where(places >= 0, values[places], np.float32(missing))

    def _find_places(self, model: Model) -> NDArray[np.int64] | None:
        """Return (n,) the places of the products in the model, -1 for what it does not know; None for the same ones."""
        if model.product_ids == self.ids:
            return None
        return np.array([model.places.get(id, -1) for id in self.ids], np.int64)


class Assortment:
    """Gives the range as it is in the store. Safe to share between threads."""

    def __init__(self) -> None:
        self._watch: Watch[Product] = Watch(Product, ("updated_at",))
        self._range = Range({})
        self._lock = threading.Lock()

    def sync(self, tx: Reader) -> Range:
        """Return the products as they are now."""
        with self._lock:
            change = self._watch.look(tx)
            if change.changed or change.gone_ids:
                gone = frozenset(change.gone_ids)
                kept = {id: product for id, product in self._range.products.items() if id not in gone}
                self._range = Range(kept | {product.id: product for product in change.changed})
            return self._range
