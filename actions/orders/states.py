"""What can be done with an order as it is, and saying no with what is possible instead."""

from datetime import date, datetime, timedelta
from typing import Any

from actions.memory import Told
from actions.order_cards import make_order_card, tell_items
from actions.quick_replies import QuickReply, quick_reply
from actions.tasks import end_task
from actions.turn import ActionTurn
from shop.orders.records import Order, OrderStatus
from shop.orders.rules import RETURN_WINDOW

_STATES = {
    OrderStatus.PENDING: "pending",
    OrderStatus.ITEMS_MODIFIED: "changed_once",
    OrderStatus.PROCESSED: "processed",
    OrderStatus.DELIVERED: "delivered",
    OrderStatus.CANCELLED: "cancelled",
    OrderStatus.RETURN_REQUESTED: "coming_back",
    OrderStatus.EXCHANGE_REQUESTED: "coming_back",
}
_SAID = {
    OrderStatus.PENDING: "not packed yet",
    OrderStatus.ITEMS_MODIFIED: "not packed yet, with changed items",
    OrderStatus.PROCESSED: "packed or on its way",
    OrderStatus.RETURN_REQUESTED: "to be returned",
    OrderStatus.EXCHANGE_REQUESTED: "to be exchanged",
}
_POSSIBLE = {
    "pending": (("Cancel it", "cancel_order"), ("Change the address", "change_address")),
    "changed_once": (("Where is it?", "track_order"),),
    "processed": (("Where is it?", "track_order"),),
    "delivered": (("Return it", "return_order"), ("Exchange it", "exchange_order")),
    "delivered_long_ago": (("It is faulty", "report_damaged"),),
    "cancelled": (("Where is my refund?", "refund_status"),),
    "coming_back": (("Where is my refund?", "refund_status"),),
}
_LATE_AFTER = timedelta(days=7)  # calendar days, for a delivery that takes four working days
LOST = quick_reply("What if a parcel is lost?", "ask_shipping")
_HUMAN = quick_reply("Talk to a human", "talk_to_human")


def now_of(turn: ActionTurn) -> datetime:
    """Return the shop's time."""
    with turn.store.read() as tx:
        return tx.now


def tell_date(day: date) -> str:
    """Return "2 March 2026"."""
    return f"{day.day} {day:%B %Y}"


def state_of(order: Order, now: datetime) -> str:
    """Return where the order is in its life, as the names of responses end: "delivered_long_ago"."""
    delivered = order.delivered_at
    if (
        order.status is OrderStatus.DELIVERED
        and delivered is not None
        and now.date() - delivered.date() > RETURN_WINDOW
    ):
        return "delivered_long_ago"
    return _STATES[order.status]


def tell_status(order: Order) -> str:
    """Return the status as it is said after "is": "packed or on its way"."""
    return _SAID.get(order.status, order.status.value)


def tell_order(order: Order) -> dict[str, Any]:
    """Return what the words of an order's state speak of."""
    tracking = [id for parcel in order.fulfillments for id in parcel.tracking_ids]
    return {
        "number": order.id,
        "items": ", ".join(tell_items(order)),
        "placed": tell_date(order.placed_at.date()),
        "delivered": tell_date(order.delivered_at.date()) if order.delivered_at else "",
        "tracking": ", ".join(tracking),
        "status": tell_status(order),
    }


def is_open(order: Order) -> bool:
    """Say whether the order is still on its way to the shopper."""
    return order.status in (OrderStatus.PENDING, OrderStatus.ITEMS_MODIFIED, OrderStatus.PROCESSED)


def is_late(order: Order, now: datetime) -> bool:
    """Say whether the order is still on its way though it should have come."""
    return is_open(order) and now - order.placed_at > _LATE_AFTER


def refuse(turn: ActionTurn, flow: str, order: Order, why: str, *, by_state: bool = False) -> None:
    """End the flow, and say why the rules do not allow it and what can be done with this order instead.

    `by_state`: it is because of where the order is in its life.
    """
    end_task(turn, flow)
    turn.memory.order_id = order.id
    turn.memory.told = Told("refused", turn.message_id, flow, order.id, "" if by_state else why)
    state = state_of(order, now_of(turn))
    lost = state == "processed" and flow in ("return_order", "exchange_order")  # who asks so may have waited long
    turn.say(
        f"refused_{state}",
        values={"why": why, "number": order.id, "days": RETURN_WINDOW.days},
        orders=[make_order_card(order)],
        quick_replies=[*([LOST] if lost else []), *offer_possible(order, state, but=flow)],
        evidence=[order.id],
    )


def offer_possible(order: Order, state: str, *, but: str = "") -> list[QuickReply]:
    """Return buttons for what this order allows, a human last; without the flow that was just refused."""
    possible = [(title, intent) for title, intent in _POSSIBLE[state] if intent != but]
    return [*(quick_reply(title, intent, order_id=order.id) for title, intent in possible), _HUMAN]
