"""What of a ranking can be had now: on sale, in stock, within the budget, right for the age."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from shop.catalogue import Product, Variant
from shop.store import Above, Below, Condition, OneOf, Reader

_CHUNK = 50  # products looked at together
_UNKNOWN_AGE = 15  # somebody who did not say may be as young


@dataclass(frozen=True)
class Limits:
    """What a suggestion must keep."""

    budget_max_cents: int | None = None
    age: int | None = None  # of the receiver, None: not known

    def suit(self, product: Product) -> bool:
        """Return whether the product is on sale, and for somebody of this age."""
        return product.active and product.min_age <= (_UNKNOWN_AGE if self.age is None else self.age)

    @property
    def of_variants(self) -> dict[str, Condition]:
        """What a variant must meet to be bought."""
        budget = self.budget_max_cents
        affordable: dict[str, Condition] = {} if budget is None else {"price_cents": Below(budget + 1)}
        return {"active": True, "stock": Above(0), **affordable}


def find_buyable(
    tx: Reader, products: Mapping[str, Product], ranked: Iterable[str], limits: Limits, most: int
) -> list[str]:
    """Return the first `most` of the ranked products that keep the limits in the store's data of this moment."""
    return list(islice(walk_buyable(tx, products, ranked, limits), most))


def walk_buyable(tx: Reader, products: Mapping[str, Product], ranked: Iterable[str], limits: Limits) -> Iterator[str]:
    """Yield the ranked of these products that keep the limits; but for a few, no more are read than are taken."""
    rest = (id for id in ranked if limits.suit(products[id]))
    while chunk := list(islice(rest, _CHUNK)):
        buyable = tx.values(Variant, "product_id", product_id=OneOf(tuple(chunk)), **limits.of_variants)
        yield from (id for id in chunk if id in buyable)
