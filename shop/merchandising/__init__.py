"""The merchant's word in what is suggested: what a rule is, and to which products it applies."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shop.catalogue import Product
from shop.catalogue.checks import CATEGORY_SEPARATOR


class RuleKind(StrEnum):
    """What a rule does with the products that it selects."""

    PIN = "pin"  # this product, at this place
    BOOST = "boost"  # further up
    BURY = "bury"  # further down, or to the end
    CAP = "cap"  # at most so many of them in one list


class Trait(StrEnum):
    """What a cap can count apart by: at most two of each brand."""

    BRAND = "brand"
    CATEGORY = "category"
    TYPE = "type"


@dataclass(frozen=True)
class Selection:
    """Products that meet everything that is given; all products when nothing is."""

    product_ids: tuple[str, ...] = ()
    brand: str = ""
    category: str = ""  # "Sports > Running": this one and all below it
    type: str = ""

    def holds(self, product: Product) -> bool:
        """Return whether the rule is about this product."""
        path = tuple(self.category.split(CATEGORY_SEPARATOR)) if self.category else ()
        return (
            (not self.product_ids or product.id in self.product_ids)
            and (not self.brand or product.brand == self.brand)
            and (not self.type or product.type == self.type)
            and product.path[: len(path)] == path
        )


@dataclass(frozen=True)
class Terms:
    """What the merchant says. Which of `place`, `factor`, `most` and `each` are set depends on the kind."""

    kind: RuleKind
    selection: Selection
    place: int | None = None  # PIN: 1 is the top of the list
    factor: float | None = None  # BOOST: above 1; BURY: between 0 and 1, or None: to the end
    most: int | None = None  # CAP: products of one list; 0 keeps them out
    each: Trait | None = None  # CAP: counts those with the same trait apart; None: all selected ones together
    priority: int = 0  # of rules that contradict each other, the higher counts
    starts_at: datetime | None = None  # None: at once
    ends_at: datetime | None = None  # the first moment at which it no longer holds; None: until it is deleted
    note: str = ""  # why, for colleagues

    def hold_at(self, moment: datetime) -> bool:
        """Return whether the moment is in the window."""
        begun = self.starts_at is None or self.starts_at <= moment
        return begun and (self.ends_at is None or moment < self.ends_at)


@dataclass(frozen=True)
class MerchantRule:
    """A rule as it is kept."""

    id: str
    terms: Terms
    made_by: str
    made_at: datetime
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class RuleBook:
    """One row, written first by whoever changes a rule: so no two changes pass each other's check."""

    id: str
    changed_at: datetime
