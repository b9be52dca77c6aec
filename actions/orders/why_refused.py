"""Why something was refused, and what is possible instead: the answer to "why not?"."""

from actions.memory import Told
from actions.order_cards import make_order_card
from actions.orders.states import now_of, offer_possible, state_of, tell_date, tell_status
from actions.quick_replies import quick_reply
from actions.talking.hand_off import HUMAN
from actions.tasks import signed_in
from actions.turn import ActionTurn
from language.aftersales import asks_why_not
from shop.errors import NotFound
from shop.orders.lookup import find_order, find_orders
from shop.orders.records import Order
from shop.orders.rules import RETURN_WINDOW

_MOST_SHOWN = 3
_DOING = {
    "cancel_order": "cancelled",
    "change_address": "sent elsewhere",
    "change_items": "changed",
    "change_payment": "paid another way",
    "return_order": "returned",
    "exchange_order": "exchanged",
    "report_problem": "looked into for a problem",
}
_NEED_DELIVERY = frozenset({"return_order", "exchange_order", "report_problem"})


def explain_refusal(turn: ActionTurn) -> bool:
    """Say why what was refused in the message before is not possible, if that is asked; return whether it was."""
    told = turn.memory.told
    if told.kind != "refused" or not asks_why_not(turn.text):
        return False
    told.said_in = turn.message_id
    order = _find(turn, told.order_id)
    if order is None:
        _explain_none(turn, told.flow)
    else:
        _explain(turn, told, order)
    return True


def _find(turn: ActionTurn, order_id: str) -> Order | None:
    try:
        return find_order(turn.store, signed_in(turn), order_id) if order_id else None
    except NotFound:
        return None


def _explain(turn: ActionTurn, told: Told, order: Order) -> None:
    now = now_of(turn)
    state = state_of(order, now)
    delivered = order.delivered_at
    turn.memory.order_id = order.id
    turn.say(
        "why_refused_otherwise" if told.why else f"why_refused_{state}",
        values={
            "number": order.id,
            "why": told.why,
            "doing": _DOING.get(told.flow, "done"),
            "needs_delivery": told.flow in _NEED_DELIVERY,
            "days": RETURN_WINDOW.days,
            "delivered": tell_date(delivered.date()) if delivered else "",
            "last_day": tell_date(delivered.date() + RETURN_WINDOW) if delivered else "",
        },
        orders=[make_order_card(order)],
        quick_replies=offer_possible(order, state, but=told.flow),
        evidence=[order.id],
    )


def _explain_none(turn: ActionTurn, flow: str) -> None:
    """Say how the newest orders stand, as none of them allows it."""
    orders = find_orders(turn.store, signed_in(turn), limit=_MOST_SHOWN)
    turn.say(
        "why_refused_none",
        values={
            "doing": _DOING.get(flow, "done"),
            "needs_delivery": flow in _NEED_DELIVERY,
            "days": RETURN_WINDOW.days,
            "lines": [f"{order.id} of {tell_date(order.placed_at.date())} is {tell_status(order)}" for order in orders],
        },
        orders=[make_order_card(order) for order in orders],
        quick_replies=[quick_reply("Show my orders", "track_order"), HUMAN],
        evidence=[order.id for order in orders],
    )
