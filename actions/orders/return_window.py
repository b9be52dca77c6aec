"""Until when something of the shopper's own can go back."""

from actions.names import join_names
from actions.order_cards import make_order_card, tell_items
from actions.orders.states import now_of, offer_possible, state_of, tell_date
from actions.reference.resolve import find_orders_meant
from actions.turn import ActionTurn
from shop.orders.records import OrderStatus
from shop.orders.rules import RETURN_WINDOW


def tell_return_window(turn: ActionTurn) -> bool:
    """Say until when the order with what the message names can go back; return whether one was found that has come."""
    if not any(turn.entity(name) for name in ("product", "product_type", "order_id")):
        return False
    come = [order for order in find_orders_meant(turn) if order.status is OrderStatus.DELIVERED and order.delivered_at]
    if not come or come[0].delivered_at is None:
        return False
    order, now, delivered = come[0], now_of(turn), come[0].delivered_at.date()
    last_day = delivered + RETURN_WINDOW
    turn.memory.order_id = order.id
    turn.say(
        "return_window",
        values={
            "number": order.id,
            "items": join_names(list(tell_items(order))),
            "delivered": tell_date(delivered),
            "last_day": tell_date(last_day),
            "left": (last_day - now.date()).days,
            "days": RETURN_WINDOW.days,
        },
        orders=[make_order_card(order)],
        quick_replies=offer_possible(order, state_of(order, now)),
        evidence=[order.id],
    )
    return True
