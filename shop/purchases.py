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


class _Received(NamedTuple):
    customer_id: str
    items: tuple[OrderItem, ...]
    placed_at: datetime


def purchases_of(tx: Reader, customer_ids: Iterable[str], *, since: datetime | None = None) -> list[Purchase]:
    """Return what these customers received from orders placed since then (None: ever), newest first."""
    ids = tuple(customer_ids)
    where: dict[str, Condition] = {} if since is None else {"placed_at": AtLeast(since)}
    orders = tx.select(
        Order,
        _Received,
        order="placed_at",
        descending=True,
        limit=None,
        customer_id=OneOf(ids),
        status=OneOf(RECEIVED),
        gift_for="",
        **where,
    )
    gifts = {(plan.giver_id, plan.product_id) for plan in tx.find(GiftPlan, giver_id=OneOf(ids))}
    return [
        Purchase(order.customer_id, product_id, order.placed_at)
        for order in orders
        for product_id in dict.fromkeys(item.product_id for item in order.items)
        if (order.customer_id, product_id) not in gifts
    ]


def has_received(tx: Reader, customer_id: str, product_id: str) -> bool:
    return any(purchase.product_id == product_id for purchase in purchases_of(tx, (customer_id,)))
