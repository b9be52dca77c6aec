"""What every page shows of the whole shop: its departments and its best rated products, counted now and then."""

import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.gateway.pages.counted import Counted
from shop.catalogue import Category, Product, categories
from shop.reviews.reading import RatingSummary, rating_summaries
from shop.store import Store

_BATCH = 500
_BEST = 24
_TYPICAL_STARS, _TYPICAL_WEIGHT = 3.8, 6  # what a product counts as having before anybody has reviewed it


@dataclass(frozen=True)
class View:
    """`best_ids` are the ids of the best rated products, best first."""

    departments: tuple[Category, ...]
    best_ids: tuple[str, ...]


class Window:
    """The view of the shop, at most `fresh_s` seconds old. Safe to share between threads."""

    def __init__(self, store: Store, *, fresh_s: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._view = Counted(lambda: View(categories(store), _rank_best(store)), fresh_s=fresh_s, clock=clock)

    def look(self) -> View:
        return self._view.look()


def slugify(name: str) -> str:
    """Return the name as it stands in addresses: "Beauty & care" is "beauty-care"."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[^\w]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


def address_of(path: tuple[str, ...]) -> str:
    """Return the address of a category: "/c/sports/running"."""
    return "/".join(["/c", *(slugify(name) for name in path)])


def find_category(departments: tuple[Category, ...], slugs: list[str]) -> Category | None:
    """Return the category at this address, None when there is none."""
    found = None
    for slug in slugs:
        found = next((child for child in departments if slugify(child.name) == slug), None)
        if found is None:
            return None
        departments = found.children
    return found


def _rank_best(store: Store) -> tuple[str, ...]:
    ratings: dict[str, RatingSummary] = {}
    for ids in _batch_ids(store):
        ratings |= rating_summaries(store, None, ids)
    weights = {id: _weigh(rating) for id, rating in ratings.items() if rating.count}
    return tuple(sorted(weights, key=weights.__getitem__, reverse=True)[:_BEST])


def _weigh(rating: RatingSummary) -> float:
    """A few perfect ratings say less than many good ones."""
    stars = (rating.average or 0.0) * rating.count
    return (stars + _TYPICAL_STARS * _TYPICAL_WEIGHT) / (rating.count + _TYPICAL_WEIGHT)


def _batch_ids(store: Store) -> Iterator[list[str]]:
    with store.read() as tx:
        ids = [product.id for product in tx.find(Product, active=True)]
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
