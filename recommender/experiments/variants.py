"""What an arm may have other than the recommender in use."""

from collections.abc import Mapping
from dataclasses import fields, replace

from recommender.experiments.records import Arm
from recommender.fit import fit_recommender
from recommender.scoring import Weights
from recommender.serve import Recommender
from retrieval.search import Shelf
from shop.errors import Invalid
from shop.store import Store

_WEIGHTS = tuple(field.name for field in fields(Weights))
_HIGHEST = 10.0


def check_variant(variant: Mapping[str, str]) -> Weights:
    """Return the weights of this variant. Raises Invalid for a name or a number that is not allowed."""
    changed = {}
    for name, written in variant.items():
        if name not in _WEIGHTS:
            raise Invalid("variant", f"{name!r} is nothing that a variant changes; allowed: {', '.join(_WEIGHTS)}.")
        changed[name] = _read_weight(name, written)
    return replace(Weights(), **changed)


class Variants:
    """Opens the recommenders of arms over one store and shelf."""

    def __init__(self, store: Store, shelf: Shelf, in_use: Recommender) -> None:
        self._store = store
        self._shelf = shelf
        self._in_use = in_use

    def open(self, arm: Arm) -> Recommender:
        """Return the arm's recommender, fitted to the store of now. Raises Invalid as `check_variant` does."""
        weights = check_variant(arm.variant)
        return fit_recommender(self._store, self._shelf, weights) if arm.variant else self._in_use


def _read_weight(name: str, written: str) -> float:
    try:
        value = float(written)
    except ValueError:
        value = -1.0
    if not 0 <= value <= _HIGHEST:
        raise Invalid("variant", f"{name} is {written!r}; allowed: a number from 0 to {_HIGHEST:g}.")
    return value
