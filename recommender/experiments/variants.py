"""What an arm may have other than the recommender in use."""

from collections.abc import Mapping
from dataclasses import replace

from recommender.experiments.records import Arm
from recommender.experiments.reweighted import ReweightedRecommender
from recommender.following import FollowingRecommender
from recommender.hybrid import StoreRecommender
from recommender.learning.registry import Registry
from recommender.serve import Recommender
from recommender.weights import PARTS
from retrieval.search import Shelf
from shop.errors import Invalid
from shop.store import Store

_MODEL = "model"
_HIGHEST = 10.0


def check_variant(variant: Mapping[str, str]) -> dict[str, float]:
    """Return the weights that this variant changes. Raises Invalid for a name or a number that is not allowed."""
    for name in variant:
        if name not in (_MODEL, *PARTS):
            allowed = ", ".join((_MODEL, *PARTS))
            raise Invalid("variant", f"{name!r} is nothing that a variant changes; allowed: {allowed}.")
    return {name: _read_weight(name, written) for name, written in variant.items() if name != _MODEL}


def check_model(variant: Mapping[str, str], registry: Registry) -> None:
    """Raise NotFound when this variant names a model that the registry does not hold."""
    if _MODEL in variant:
        registry.get(variant[_MODEL])


class Variants:
    """Opens the recommenders of arms over one store and shelf."""

    def __init__(self, store: Store, shelf: Shelf, in_use: FollowingRecommender, registry: Registry) -> None:
        self._store = store
        self._shelf = shelf
        self._in_use = in_use
        self._registry = registry

    def open(self, arm: Arm) -> Recommender:
        """Return the arm's recommender: another model, the one in use with other weights, or that one itself.

        Raises Invalid as `check_variant` does, and NotFound for a model that the registry does not hold.
        """
        changed = check_variant(arm.variant)
        if not arm.variant:
            return self._in_use
        if _MODEL not in arm.variant:
            return ReweightedRecommender(self._store, self._shelf, self._in_use, changed)
        model = self._registry.load(arm.variant[_MODEL])
        return StoreRecommender(self._store, self._shelf, replace(model, weights=replace(model.weights, **changed)))


def _read_weight(name: str, written: str) -> float:
    try:
        value = float(written)
    except ValueError:
        value = -1.0
    if not 0 <= value <= _HIGHEST:
        raise Invalid("variant", f"{name} is {written!r}; allowed: a number from 0 to {_HIGHEST:g}.")
    return value
