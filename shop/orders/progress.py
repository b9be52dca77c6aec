"""An order's way from the shop to the customer, as the warehouse reports it."""

from dataclasses import replace

from shop.errors import Conflict, NotAllowed, NotFound
from shop.orders.actor import Actor, ActorKind
from shop.orders.ledger import Edit
from shop.orders.plan import carry_out
from shop.orders.records import Fulfillment, Order, OrderStatus
from shop.store import Store
from shop.texts import check_id

_NEXT = {
    OrderStatus.PENDING: OrderStatus.PROCESSED,
    OrderStatus.ITEMS_MODIFIED: OrderStatus.PROCESSED,
    OrderStatus.PROCESSED: OrderStatus.DELIVERED,
}


def advance(
    store: Store, actor: Actor, order_id: str, status: OrderStatus, *, tracking_ids: tuple[str, ...] = ()
) -> Order:
    """Move the order to the next status, pending to processed to delivered, and return it.

    `tracking_ids` name the parcel that holds all its pieces. Raises NotAllowed for shoppers, NotFound, and Conflict for
    any other step.
    """
    if actor.kind is ActorKind.SHOPPER:
        raise NotAllowed("Only staff can move an order on.")
    with store.write() as tx:
        order = tx.lock(Order, check_id("order_id", order_id))
        if order is None:
            raise NotFound("order", order_id)
        if _NEXT.get(order.status) is not status:
            allowed = _NEXT.get(order.status, "nothing else")
            raise Conflict(f"Order {order.id} is {order.status}; it can become {allowed}, not {status}.")
        parcel = Fulfillment(tracking_ids, tuple(item.variant_id for item in order.items))
        after = replace(
            order,
            status=status,
            delivered_at=tx.now if status is OrderStatus.DELIVERED else order.delivered_at,
            fulfillments=(*order.fulfillments, parcel) if tracking_ids else order.fulfillments,
        )
        carry_out(tx, actor, order.customer_id, "advance_order", order.id, (Edit(order, after),))
        return after
