"""Faults that show after the days to return are over: the warranty, by the day on which the order came."""

from actions.context import current_terms
from actions.names import join_names
from actions.order_cards import make_order_card, tell_items
from actions.orders.states import now_of, state_of, tell_date
from actions.quick_replies import quick_reply
from actions.reference.resolve import find_orders_meant
from actions.talking.hand_off import HUMAN, offer_human
from actions.tasks import end_task
from actions.turn import ActionTurn
from language.faults import read_age_days
from shop.orders.records import Order
from shop.orders.rules import RETURN_WINDOW

_FAULTS = frozenset({"faulty", "damaged", "other"})
_MUCH_LATER = 2  # times as long ago as the order came: it is another one that is told of
_RULE = quick_reply("How does the warranty work?", "ask_returns")


def is_for_warranty(turn: ActionTurn, order: Order, kind: str) -> bool:
    """Say whether what is wrong is a fault that the warranty is for, as the days to return are over."""
    long_ago = state_of(order, now_of(turn)) == "delivered_long_ago"
    return long_ago and kind in _FAULTS and current_terms().warranty_years > 0


def tell_warranty(turn: ActionTurn, flow: str, order: Order, pieces: list[str]) -> None:
    """End the flow with what the warranty gives on this order, which a human sees to."""
    end_task(turn, flow)
    terms, delivered = current_terms(), order.delivered_at
    until = terms.warranty_until(delivered.date()) if delivered else None
    if delivered is None or until is None:
        raise RuntimeError(f"There is no warranty on order {order.id}; is_for_warranty said that there is.")
    turn.memory.order_id = order.id
    offer_human(
        turn,
        "fault_in_warranty" if now_of(turn).date() <= until else "fault_after_warranty",
        also=(_RULE,),
        values={
            "number": order.id,
            "pieces": join_names(pieces),
            "delivered": tell_date(delivered.date()),
            "days": RETURN_WINDOW.days,
            "years": terms.warranty_years,
            "until": tell_date(until),
        },
        orders=[make_order_card(order)],
        evidence=[order.id],
    )


def tell_own_warranty(turn: ActionTurn) -> bool:
    """Say until when the warranty is on what the message names of the shopper's orders; return whether it was."""
    named = any(turn.entity(name) for name in ("product", "product_type", "order_id"))
    come = [order for order in find_orders_meant(turn) if order.delivered_at is not None] if named else []
    until = current_terms().warranty_until(come[0].delivered_at.date()) if come and come[0].delivered_at else None
    if until is None:
        return False
    order = come[0]
    turn.memory.order_id = order.id
    turn.say(
        "warranty_until",
        values={
            "number": order.id,
            "items": join_names(list(tell_items(order))),
            "delivered": tell_date(order.delivered_at.date()) if order.delivered_at else "",
            "years": current_terms().warranty_years,
            "until": tell_date(until),
            "over": now_of(turn).date() > until,
        },
        orders=[make_order_card(order)],
        quick_replies=[quick_reply("It is faulty", "report_damaged", order_id=order.id), _RULE, HUMAN],
        evidence=[order.id],
    )
    return True


def came_too_late(turn: ActionTurn, order: Order) -> bool:
    """Say whether the order came long after the thing that is told of was bought: "bought it in spring"."""
    now = now_of(turn)
    age = read_age_days(turn.text, now.date())
    return age is not None and (now - (order.delivered_at or order.placed_at)).days * _MUCH_LATER < age


def tell_other_time(turn: ActionTurn, order: Order, pieces: list[str]) -> None:
    """Say when the piece in the orders came, as another time was told of."""
    came = order.delivered_at or order.placed_at
    turn.say(
        "came_at_other_time",
        values={"number": order.id, "pieces": join_names(pieces), "came": tell_date(came.date())},
        evidence=[order.id],
    )
