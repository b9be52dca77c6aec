"""What customers did with products, as numbers: how sure one may be that they like each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from scipy.sparse import csr_matrix

from shop.activity import Event, EventName
from shop.consent import Purpose, consenting
from shop.purchases import Purchase, purchases_of
from shop.store import Reader

HALF_LIFE = timedelta(days=180)  # after which an event says half as much
MOST_EVENTS = 2_000  # of one customer: the newest
_MOST = 4.0  # confidence in one product, whatever was done how often
_BATCH = 5_000  # customers whose purchases are read together
_PURCHASED = 3.0
_SAYS = {
    EventName.VIEW_ITEM: 0.3,
    EventName.SELECT_ITEM: 0.1,
    EventName.ADD_TO_WISHLIST: 1.5,
    EventName.ADD_TO_CART: 1.0,
    EventName.REMOVE_FROM_CART: -0.7,
    EventName.PURCHASE: _PURCHASED,
    EventName.REFUND: -_PURCHASED,
    EventName.SHARE: 1.0,
    EventName.LIKE: 1.0,
    EventName.DISLIKE: -4.0,
}
_PER_STAR = 1.0  # above or below three


@dataclass(frozen=True)
class Interactions:
    """What those did who let their behaviour teach the models; rows and columns are in the order of the ids."""

    customer_ids: tuple[str, ...]
    product_ids: tuple[str, ...]
    confidence: csr_matrix  # float32 (n_customers, n_products): confidence that the product is liked, above 0
    bought: csr_matrix  # float32 (n_customers, n_products): 1 for each product that the customer bought
    viewed: csr_matrix  # float32 (n_customers, n_products): 1 for each product that the customer looked at


def read_interactions(tx: Reader, product_ids: Iterable[str]) -> Interactions:
    """Return the interactions with these products of all who consent to TRAIN; shapes (0, n) when nobody does."""
    products = tuple(sorted(product_ids))
    teachers = consenting(tx, Purpose.TRAIN)
    events = _by_customer(tx.find(Event, order="at"), teachers)
    purchases = _purchases(tx, sorted(teachers))
    customers = tuple(sorted(events.keys() | purchases.keys()))
    rows = [weigh(events.get(id, []), purchases.get(id, []), tx.now) for id in customers]
    bought = [{p.product_id: 1.0 for p in purchases.get(id, [])} for id in customers]
    viewed = [dict.fromkeys(_viewed(events.get(id, [])), 1.0) for id in customers]
    liked = [{id: value for id, value in row.items() if value > 0} for row in rows]
    return Interactions(
        customers, products, _matrix(liked, products), _matrix(bought, products), _matrix(viewed, products)
    )


def weigh(events: Iterable[Event], purchases: Iterable[Purchase], now: datetime) -> dict[str, float]:
    """Return by product how sure one may be that the customer likes it, from -4 (dislikes it) to 4.

    What is longer ago says less; only stars do not fade. {} for nothing.
    """
    said: dict[str, float] = {}
    stars: dict[str, float] = {}
    bought = {purchase.product_id: purchase.at for purchase in purchases}
    for id, at in bought.items():
        said[id] = _PURCHASED * _fade(now - at)
    for event in events:
        if event.product_id is None or (event.name is EventName.PURCHASE and event.product_id in bought):
            continue
        if event.name is EventName.RATE:
            stars[event.product_id] = ((event.value or 3.0) - 3.0) * _PER_STAR
        else:
            said[event.product_id] = said.get(event.product_id, 0.0) + _SAYS.get(event.name, 0.0) * _fade(
                now - event.at
            )
    for id, liking in stars.items():
        said[id] = liking - _MOST if liking < 0 else said.get(id, 0.0) + liking
    return {id: max(-_MOST, min(_MOST, value)) for id, value in said.items()}


def _viewed(events: Iterable[Event]) -> list[str]:
    return [event.product_id for event in events if event.name is EventName.VIEW_ITEM and event.product_id]


def _fade(age: timedelta) -> float:
    return float(0.5 ** max(0.0, age / HALF_LIFE))


def _by_customer(events: Iterable[Event], customer_ids: frozenset[str]) -> dict[str, list[Event]]:
    """Return the events of these customers, each customer's in their order."""
    found: dict[str, list[Event]] = {}
    for event in events:
        if event.customer_id in customer_ids:
            found.setdefault(event.customer_id, []).append(event)
    return found


def _purchases(tx: Reader, customer_ids: list[str]) -> dict[str, list[Purchase]]:
    found: dict[str, list[Purchase]] = {}
    for start in range(0, len(customer_ids), _BATCH):
        for purchase in purchases_of(tx, customer_ids[start : start + _BATCH]):
            found.setdefault(purchase.customer_id, []).append(purchase)
    return found


def _matrix(rows: list[dict[str, float]], product_ids: tuple[str, ...]) -> csr_matrix:
    """Return float32 (len(rows), len(product_ids)); products that are not among the ids are left out."""
    column = {id: place for place, id in enumerate(product_ids)}
    places = [(at, column[id], value) for at, row in enumerate(rows) for id, value in row.items() if id in column]
    at, columns, values = zip(*places, strict=True) if places else ((), (), ())
    shape = (len(rows), len(product_ids))
    return csr_matrix((np.array(values, np.float32), (np.array(at, int), np.array(columns, int))), shape=shape)
