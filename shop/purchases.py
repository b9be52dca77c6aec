"""What customers bought for themselves and received. Presents are never among it: nobody may infer one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from shop.orders.records import Order, OrderItem, OrderStatus
from shop.store import AtLeast, Condition, OneOf, Reader
from shop.wishlists import GiftPlan

RECEIVED = (OrderStatus.DELIVERED, OrderStatus.RETURN_REQUESTED, OrderStatus.EXCHANGE_REQUESTED)


@dataclass(frozen=True)
class Purchase:
    """A product in a received order, one for all pieces of it."""

    customer_id: str
    product_id: str
    at: datetime  # of the order


class OwnOrder(NamedTuple):
    """What counts of an order that somebody placed for themselves."""

    customer_id: str
    status: OrderStatus
    items: tuple[OrderItem, ...]
    placed_at: datetime


def purchases_of(tx: Reader, customer_ids: Iterable[str], *, since: datetime | None = None) -> list[Purchase]:
    """Return what these customers received from orders placed since then (None: ever), newest first."""
    where: dict[str, Condition] = {} if since is None else {"placed_at": AtLeast(since)}
    return received_of(tx, _read_orders(tx, customer_id=OneOf(tuple(customer_ids)), status=OneOf(RECEIVED), **where))


def own_orders(tx: Reader, customer_id: str) -> list[OwnOrder]:
    """Return what the customer ordered for themselves, in any status, newest first; [] for nothing."""
    return _read_orders(tx, customer_id=customer_id)


def received_of(tx: Reader, orders: Iterable[OwnOrder]) -> list[Purchase]:
    """Return what was received of these orders, in their order, without what is meant as a present."""
    received = [order for order in orders if order.status in RECEIVED]
    givers = OneOf(tuple({order.customer_id for order in received}))
    gifts = {(plan.giver_id, plan.product_id) for plan in tx.find(GiftPlan, giver_id=givers)}
    return [
        Purchase(order.customer_id, product_id, order.placed_at)
        for order in received
        for product_id in dict.fromkeys(item.product_id for item in order.items)
        if (order.customer_id, product_id) not in gifts
    ]


def _read_orders(tx: Reader, **where: Condition) -> list[OwnOrder]:
    return tx.select(Order, OwnOrder, order="placed_at", descending=True, limit=None, gift_for="", **where)


def has_received(tx: Reader, customer_id: str, product_id: str) -> bool:
    return any(purchase.product_id == product_id for purchase in purchases_of(tx, (customer_id,)))
