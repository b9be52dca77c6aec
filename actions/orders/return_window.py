"""Until when something of the shopper's own can go back, and what that would bring."""

import re
from typing import Any

from actions.context import current_terms
from actions.names import join_names
from actions.order_cards import make_order_card, tell_items
from actions.orders.returns import ActionReturnOrder
from actions.orders.states import now_of, offer_possible, refuse, state_of, tell_date
from actions.proposals import Proposer, ask_for_yes
from actions.reference.own_things import note_own_things
from actions.reference.resolve import find_orders_meant
from actions.tasks import signed_in
from actions.turn import ActionTurn, Entity
from shop.errors import ShopError
from shop.orders.amounts import returned_cents
from shop.orders.lookup import find_order
from shop.orders.records import Order, OrderStatus
from shop.orders.rules import RETURN_WINDOW, check_status
from shop.orders.wording import describe, format_money

_RETURN = "return_order"
_NOT_THERE_YET = ("pending", "changed_once", "processed")
_IT = re.compile(r"\b(?:it|this|that|them|these|those)\b", re.IGNORECASE)


def tell_return_brings(turn: ActionTurn) -> bool:
    """Say what the return of a whole order would bring: the one named or just told of; return whether it was said.

    What has not come yet can go back only then; a return that is possible now is offered.
    """
    order = _find_own(turn)
    state = state_of(order, now_of(turn)) if order else ""
    if order is None or state not in ("delivered", *_NOT_THERE_YET):
        return False
    draft = turn.memory.flow if turn.flow == _RETURN else {}
    items = tuple(order.items[place] for place in draft.get("positions") or range(len(order.items)))
    label = current_terms().return_label
    cost = label.cost_from(order.address.country) if label else 0
    _tell(
        turn,
        "return_brings",
        order,
        {
            "number": order.id,
            "items": join_names(list(dict.fromkeys(describe(item.title, item.options) for item in items))),
            "cents": returned_cents(order, items),
            "currency": order.currency,
            "several": len(items) == len(order.items) > 1,
            "label": format_money(cost, label.currency) if label and cost else "",
            "later": state in _NOT_THERE_YET,
            "offers": state == "delivered" and turn.flow == "none",
        },
    )
    return True


def _find_own(turn: ActionTurn) -> Order | None:
    """Return the order that is named or was just told of, or of the open return; None for none."""
    if turn.flow == _RETURN and turn.memory.flow.get("order_id"):
        return find_order(turn.store, signed_in(turn), turn.memory.flow["order_id"])
    if not (turn.memory.told.order_id or _names(turn)):
        return None
    meant = find_orders_meant(turn)
    now = now_of(turn)
    return next((order for order in meant if state_of(order, now) == "delivered"), next(iter(meant), None))


def _tell(turn: ActionTurn, response: str, order: Order, values: dict[str, Any]) -> None:
    """Say it; where `values` offer a return, a yes begins it, and is no yes to the return itself."""
    turn.memory.order_id = order.id
    facts: dict[str, Any] = {
        "values": values,
        "orders": [make_order_card(order)],
        "quick_replies": offer_possible(order, state_of(order, now_of(turn))),
        "evidence": [order.id],
    }
    if values["offers"]:
        ask_for_yes(turn, "none", response, proposal=OfferReturn.proposal, gathered={"order_id": order.id}, **facts)
    else:
        turn.say(response, **facts)


class OfferReturn(Proposer):
    """The yes and no to "it can go back, shall I begin the return?": a yes only begins it."""

    proposal = "offer:return_order"

    def confirm(self, turn: ActionTurn) -> None:
        number = turn.memory.flow["order_id"]
        turn.end_flow()
        if turn.entity("order_id") is None:
            turn.entities = (*turn.entities, Entity("order_id", number))
        turn.intent = _RETURN
        ActionReturnOrder().act(turn)

    def decline(self, turn: ActionTurn) -> None:
        number = turn.memory.flow["order_id"]
        turn.end_flow()
        turn.say("change_left", values={"number": number}, evidence=[number])


def _names(turn: ActionTurn) -> bool:
    return any(turn.entity(name) for name in ("product", "product_type", "order_id"))


def tell_return_window(turn: ActionTurn) -> bool:
    """Say until when the order named, or "it" of the one just told of, can go back, or why it cannot yet.

    Return whether there is such an order.
    """
    note_own_things(turn)
    of_it = turn.memory.told.order_id and _IT.search(turn.text)
    if not (of_it or _names(turn)):
        return False
    meant = find_orders_meant(turn)
    come = [order for order in meant if order.status is OrderStatus.DELIVERED and order.delivered_at]
    if not come or come[0].delivered_at is None:
        return bool(meant) and _refuse(turn, meant[0])
    order, now, delivered = come[0], now_of(turn), come[0].delivered_at.date()
    last_day = delivered + RETURN_WINDOW
    left = (last_day - now.date()).days
    _tell(
        turn,
        "return_window",
        order,
        {
            "number": order.id,
            "items": join_names(list(tell_items(order))),
            "delivered": tell_date(delivered),
            "last_day": tell_date(last_day),
            "left": left,
            "days": RETURN_WINDOW.days,
            "offers": left >= 0 and turn.flow == "none",
        },
    )
    return True


def _refuse(turn: ActionTurn, order: Order) -> bool:
    """Say why the order cannot go back as it is; return whether there is a reason."""
    try:
        check_status(order, OrderStatus.DELIVERED, "returned")
    except ShopError as why:
        refuse(turn, _RETURN, order, str(why), by_state=True)
        return True
    return False
