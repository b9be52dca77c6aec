"""A small coupon for somebody whose order went wrong: within limits, and not twice in a while."""

from datetime import timedelta

from actions.turn import ActionTurn
from shop.coupons import Coupon, issue_coupon
from shop.orders.actor import Actor, ActorKind
from shop.orders.records import Order
from shop.store import AtLeast

PERCENT = 10
DAYS = 30
ONE_IN = timedelta(days=90)  # a customer
_ASSISTANT = Actor(ActorKind.SYSTEM, "assistant")


def may_have_coupon(turn: ActionTurn, order: Order) -> bool:
    """Say whether this customer has had no coupon of their own for a while, and none for this order ever."""
    with turn.store.read() as tx:
        if tx.count(Coupon, customer_id=order.customer_id, issued_at=AtLeast(tx.now - ONE_IN)):
            return False
        return not any(f"order {order.id} " in had.reason for had in tx.find(Coupon, customer_id=order.customer_id))


def give_coupon(turn: ActionTurn, order: Order, trouble: str) -> Coupon | None:
    """Give the customer a coupon for the next purchase; None when they may not have one."""
    if not may_have_coupon(turn, order):
        return None
    return issue_coupon(
        turn.store,
        _ASSISTANT,
        customer_id=order.customer_id,
        percent=PERCENT,
        currency=order.currency,
        reason=f"service recovery: order {order.id} {trouble}",
        days=DAYS,
    )
