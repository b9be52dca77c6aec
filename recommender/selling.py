"""What of a ranking can be had now: on sale, in stock, within the budget, right for the age."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from shop.catalogue import Listing, get_listings
from shop.store import Reader

_CHUNK = 20  # listings looked at together
_UNKNOWN_AGE = 15  # somebody who did not say may be as young


@dataclass(frozen=True)
class Limits:
    """What a suggestion must keep."""

    budget_max_cents: int | None = None
    age: int | None = None  # of the receiver, None: not known

    def keep(self, listing: Listing) -> bool:
        """Return whether a variant can be bought within them."""
        if not listing.product.active or listing.product.min_age > (_UNKNOWN_AGE if self.age is None else self.age):
            return False
        budget = self.budget_max_cents
        return any(v.available and (budget is None or v.price_cents <= budget) for v in listing.variants)


def find_buyable(tx: Reader, ranked: Iterable[str], limits: Limits, most: int) -> list[str]:
    """Return the first `most` of the ranked products that keep the limits in the store's data of this moment."""
    return list(islice(walk_buyable(tx, ranked, limits), most))


def walk_buyable(tx: Reader, ranked: Iterable[str], limits: Limits) -> Iterator[str]:
    """Yield the ranked products that keep the limits; but for a few, no more are read than are taken."""
    return (listing.product.id for listing in _read(tx, ranked) if limits.keep(listing))


def _read(tx: Reader, ids: Iterable[str]) -> Iterator[Listing]:
    rest = iter(ids)
    while chunk := list(islice(rest, _CHUNK)):
        yield from get_listings(tx, chunk).values()
