"""Whether an order can still be cancelled or changed: told first, and only then offered to be done."""

from typing import Any

from actions.names import join_names
from actions.order_cards import make_order_card, tell_items
from actions.orders.change_address import ActionChangeAddress
from actions.orders.changes import OrderChange
from actions.orders.exchanges import OFFERS_CHANGE, ActionChangeItems
from actions.orders.pending_changes import ActionCancelOrder, ActionChangePayment
from actions.orders.states import is_open, now_of, offer_possible, refuse, state_of
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import quick_reply, yes_or_no
from actions.reference.own_things import note_own_things
from actions.reference.resolve import find_orders_meant
from actions.tasks import signed_in
from actions.turn import ActionTurn, Entity
from language.order_wishes import asks_if_changeable, read_change_asked
from shop.errors import ShopError
from shop.orders.lookup import LONGEST_LIST, find_orders
from shop.orders.records import Order, OrderStatus
from shop.orders.rules import check_status

_CHANGES: dict[str, type[OrderChange]] = {
    kind.proposal: kind for kind in (ActionCancelOrder, ActionChangeAddress, ActionChangeItems, ActionChangePayment)
}
_THINGS = ("product", "product_type")
_SAID = (*_THINGS, "colour", "size", "payment_method")
_MOST_TOLD = 3


def tell_changeable(turn: ActionTurn) -> bool:
    """Say whether the order meant can still be changed, and offer it; return whether the message asks that.

    Without one that is named it is of all that are not packed yet, else of the last one, which is refused.
    """
    if not asks_if_changeable(turn.text):
        return False
    note_own_things(turn)
    meant = _find_meant(turn)
    if not meant:
        return False
    look = turn.entity("colour") or turn.entity("size")
    asked = read_change_asked(turn.text) or (ActionChangeItems.proposal if look else "")
    pending = [order for order in meant if order.status is OrderStatus.PENDING][:_MOST_TOLD]
    turn.memory.order_id = "" if asked and len(pending) > 1 else (pending or meant)[0].id
    if not pending:
        _refuse(turn, asked or ActionChangeItems.proposal, meant[0])
    elif not asked:
        _tell_all(turn, pending[0])
    else:
        _tell_one_change(turn, asked, pending)
    return True


def _find_meant(turn: ActionTurn) -> list[Order]:
    if found := find_orders_meant(turn):
        return found
    if any(turn.entity(name) for name in _THINGS):
        return []
    orders = find_orders(turn.store, signed_in(turn), limit=LONGEST_LIST)
    return [order for order in orders if is_open(order)] or list(orders[:1])


def _refuse(turn: ActionTurn, flow: str, order: Order) -> None:
    try:
        check_status(order, OrderStatus.PENDING, "changed or cancelled")
    except ShopError as why:
        refuse(turn, flow, order, str(why), by_state=True)


def _tell_all(turn: ActionTurn, order: Order) -> None:
    turn.say(
        "still_changeable",
        values={"number": order.id, "items": join_names(list(tell_items(order)))},
        orders=[make_order_card(order)],
        quick_replies=[
            quick_reply("Change a size or colour", "change_items", order_id=order.id),
            *offer_possible(order, state_of(order, now_of(turn))),
        ],
        evidence=[order.id],
    )


def _tell_one_change(turn: ActionTurn, asked: str, orders: list[Order]) -> None:
    """Say that they can be, until when, and ask whether to begin with it; within another task only say it."""
    offers = turn.flow == "none"
    facts: dict[str, Any] = {
        "values": {
            "asked": asked,
            "orders": [order.id for order in orders],
            "offers": offers,
        },
        "orders": [make_order_card(order) for order in orders],
        "evidence": [order.id for order in orders],
    }
    if not offers:
        turn.say("still_possible", **facts)
        return
    things = [[each.name, each.value] for each in turn.entities if each.name in _SAID]
    ask_for_yes(
        turn,
        "none",
        "still_possible",
        proposal=OfferChange.proposal,
        gathered={"change": asked, "order_id": orders[0].id if len(orders) == 1 else "", "things": things},
        quick_replies=yes_or_no("Yes, please", "No, leave it"),
        **facts,
    )


class OfferChange(Proposer):
    """The yes and no to "it can still be cancelled, would you like to?": a yes only begins it."""

    proposal = OFFERS_CHANGE

    def confirm(self, turn: ActionTurn) -> None:
        offered = dict(turn.memory.flow)
        turn.end_flow()
        number = [Entity("order_id", offered["order_id"])] if offered["order_id"] else []
        known = {each.name for each in turn.entities}
        things = [Entity(name, value) for name, value in offered["things"] if name not in known]
        turn.entities = (*turn.entities, *things, *(number if "order_id" not in known else ()))
        turn.intent = offered["change"]
        _CHANGES[offered["change"]]().act(turn)

    def decline(self, turn: ActionTurn) -> None:
        number = turn.memory.flow.get("order_id") or ""
        turn.end_flow()
        turn.say("change_left", values={"number": number}, evidence=[number] if number else [])
