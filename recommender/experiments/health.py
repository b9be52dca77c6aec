"""How the lists are that people were shown: how much of the shop they show, how new and how varied they are.

Novelty: Vargas and Castells, "Rank and relevance in novelty and diversity metrics", RecSys 2011. Popularity against
what a group itself buys: Abdollahpouri et al., "The unfairness of popularity bias in recommendation", RMSE at RecSys
2019.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import combinations

from recommender.diversity import likeness
from recommender.experiments.records import Exposure
from shop.catalogue import Product
from shop.consent import Purpose, consenting
from shop.purchases import Purchase, purchases_of
from shop.store import AtLeast, Reader, Store

MOST_LISTS = 20_000  # the newest, that are looked at
_REGULAR = 4  # days within a year on which somebody bought, from which on they are one
_YEAR = timedelta(days=365)
_BATCH = 5_000  # customers whose purchases are read together


class Group(StrEnum):
    """Customers by the days on which they bought something, in the year before a list was shown."""

    GUESTS = "guests"
    NEW = "new"  # none
    OCCASIONAL = "occasional"  # 1 to 3
    REGULAR = "regular"  # 4 or more


@dataclass(frozen=True)
class GroupHealth:
    """The lists of one group."""

    group: Group
    lists: int
    people: int  # 0 for guests, whom nobody tells apart
    coverage: float  # share of the products on sale that were in any list
    novelty_bits: float  # mean surprise: a product that half of the buyers have has 1 bit, a quarter 2
    diversity: float  # 0 to 1: how unlike each other the products of a list are
    popularity: float  # share of buyers who have a shown product, on average
    own_popularity: float | None  # the same of what the group itself bought; None when it bought nothing

    @property
    def bias(self) -> float | None:
        """Return how much more popular lists are than what the group buys: 0.5 is half as much again; None unknown."""
        return self.popularity / self.own_popularity - 1 if self.own_popularity else None


@dataclass(frozen=True)
class Health:
    since_days: int
    lists: int
    coverage: float  # of all groups together
    groups: tuple[GroupHealth, ...]  # those with lists
    cut: bool  # there were more than MOST_LISTS; the newest count


def measure_health(store: Store, since_days: int) -> Health:
    """Return the health of the lists that were shown in the last `since_days` days."""
    with store.read() as tx:
        since = tx.now - timedelta(days=since_days)
        lists = tx.find(Exposure, order="at", descending=True, limit=MOST_LISTS + 1, at=AtLeast(since))
        cut = len(lists) > MOST_LISTS
        lists = lists[:MOST_LISTS]
        products = {product.id: product for product in tx.find(Product)}
        purchases = _read_purchases(tx)
    by_group: dict[Group, list[Exposure]] = {}
    for shown in lists:
        by_group.setdefault(_group_of(shown, purchases), []).append(shown)
    popularity = _measure_popularity(purchases)
    return Health(
        since_days=since_days,
        lists=len(lists),
        coverage=_cover(lists, products),
        groups=tuple(
            _describe(group, by_group[group], products, purchases, popularity) for group in Group if group in by_group
        ),
        cut=cut,
    )


Purchases = Mapping[str, Sequence[Purchase]]


def _read_purchases(tx: Reader) -> dict[str, list[Purchase]]:
    """Return by customer what those received who consent to PERSONALISE."""
    found: dict[str, list[Purchase]] = {}
    customer_ids = sorted(consenting(tx, Purpose.PERSONALISE))
    for start in range(0, len(customer_ids), _BATCH):
        for purchase in purchases_of(tx, customer_ids[start : start + _BATCH]):
            found.setdefault(purchase.customer_id, []).append(purchase)
    return found


def _group_of(shown: Exposure, purchases: Purchases) -> Group:
    if shown.customer_id is None:
        return Group.GUESTS
    days = {p.at.date() for p in purchases.get(shown.customer_id, ()) if shown.at - _YEAR <= p.at < shown.at}
    if not days:
        return Group.NEW
    return Group.REGULAR if len(days) >= _REGULAR else Group.OCCASIONAL


def _measure_popularity(purchases: Purchases) -> dict[str, float]:
    """Return by product the share of buyers who bought it; {} when nobody bought anything."""
    counts = Counter(id for own in purchases.values() for id in {purchase.product_id for purchase in own})
    return {id: count / len(purchases) for id, count in counts.items()}


def _describe(
    group: Group,
    lists: Sequence[Exposure],
    products: Mapping[str, Product],
    purchases: Purchases,
    popularity: Mapping[str, float],
) -> GroupHealth:
    shown = [id for one in lists for id in one.product_ids if id in products]
    people = {one.customer_id for one in lists if one.customer_id is not None}
    own = [purchase.product_id for id in people for purchase in purchases.get(id, ())]
    rarest = 1 / (len(purchases) + 1)  # what nobody bought yet is as rare as what one more customer would buy
    return GroupHealth(
        group=group,
        lists=len(lists),
        people=len(people),
        coverage=_cover(lists, products),
        novelty_bits=_mean([-math.log2(max(popularity.get(id, 0.0), rarest)) for id in shown]),
        diversity=_mean([_differ(one, products) for one in lists if len(one.product_ids) > 1]),
        popularity=_mean([popularity.get(id, 0.0) for id in shown]),
        own_popularity=_mean([popularity[id] for id in own]) if own else None,
    )


def _cover(lists: Sequence[Exposure], products: Mapping[str, Product]) -> float:
    on_sale = {id for id, product in products.items() if product.active}
    shown = {id for one in lists for id in one.product_ids}
    return len(shown & on_sale) / max(1, len(on_sale))


def _differ(shown: Exposure, products: Mapping[str, Product]) -> float:
    known = [products[id] for id in shown.product_ids if id in products]
    return _mean([1 - likeness(one, other) for one, other in combinations(known, 2)])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
