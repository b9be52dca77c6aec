"""Where orders and refunds are: what the shop knows, and no guess beyond it."""

import re
from typing import Any

from actions.order_cards import make_order_card
from actions.orders.coming_back import answer_coming_back, asks_of_coming_back, note_told, tell_coming_back
from actions.orders.past import answer_of_past
from actions.orders.return_label import tell_own_label
from actions.orders.return_window import tell_return_brings
from actions.orders.states import (
    LOST,
    is_late,
    is_open,
    now_of,
    offer_possible,
    state_of,
    tell_date,
    tell_order,
    tell_status,
)
from actions.orders.still_possible import tell_changeable
from actions.quick_replies import quick_reply
from actions.reference.named_orders import names_order
from actions.reference.own_things import note_own_things
from actions.reference.resolve import find_orders_meant
from actions.talking.hand_off import HUMAN
from actions.talking.policy_answers import answer_policy
from actions.tasks import signed_in
from actions.turn import ActionTurn, ShopAction, ask_to_sign_in
from language.costs import asks_cost_of_change
from language.order_wishes import asks_how_much_back, asks_if_changeable, only_asks_when
from language.values import read_order_number
from shop.orders.coming_back import is_awaited
from shop.orders.lookup import LONGEST_LIST, find_order, find_orders
from shop.orders.records import Order, OrderStatus
from shop.orders.tracking import Refund, RefundState, refund_status

_MOST_SHOWN = 5
_LOOKED_THROUGH = 30  # newest orders, for refunds
_OF_ORDERS = re.compile(r"\b(?:orders?|ordered|parcels?|packages?|shipments?|tracking)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:others?|older|earlier|previous|another|before (?:that|it)|not that one|rest)\b", re.IGNORECASE
)
_EVERY = re.compile(
    r"\ball (?:of )?(?:my|the) orders\b|\bmy orders\b(?! (?:is|are|has|have))|\border history\b|\bpast orders\b",
    re.IGNORECASE,
)
_OLDER = re.compile(r"\b(?:older|earlier|previous|before)\b", re.IGNORECASE)
_ONE = re.compile(r"\b(?:one|order|it|that)\b", re.IGNORECASE)
_RETURN = quick_reply("Return something", "return_order")
_ALL_ORDERS = quick_reply("Show my orders", "track_order")
_PAYING_BACK = (
    "cancel_order",
    "return_order",
    "exchange_order",
    "change_items",
)  # flows in whose proposals money goes back
_BRINGS_MONEY = frozenset({"cancel_order", "return_order"})  # those that cost nothing


class ActionTrackOrder(ShopAction):
    """Tells where an order is: the one that is named, else those under way, else the last one."""

    action_name = "action_track_order"

    def act(self, turn: ActionTurn) -> None:
        if turn.customer_id is not None and (answer_of_past(turn) or tell_changeable(turn)):
            return
        if turn.customer_id is None and asks_if_changeable(turn.text):
            ask_to_sign_in(turn)
        elif _of_what_is_bought(turn) and not names_order(turn) and not _OF_ORDERS.search(turn.text):
            answer_policy(turn, "ask_shipping")  # "when would it come", of what is not ordered yet
        elif turn.customer_id is None:
            ask_to_sign_in(turn)
        else:
            self._track(turn)

    def _track(self, turn: ActionTurn) -> None:
        if only_asks_when(turn.text) and _tell_money_of_told(turn):
            return
        note_own_things(turn)
        ask = asks_of_coming_back(turn)
        if ask and answer_coming_back(turn, ask, always=False):
            return
        named = find_orders_meant(turn)
        if not named and say_unknown(turn):
            return
        orders = named if named and (names_order(turn) or is_open(named[0])) else _under_way(turn)
        if turn.shown == "orders" and not names_order(turn) and _OTHERS.search(turn.text):
            orders = _not_shown(turn)
            if not orders:
                turn.say("no_other_orders")
                return
        if not names_order(turn) and _EVERY.search(turn.text):
            orders = list(find_orders(turn.store, signed_in(turn), limit=_MOST_SHOWN))
        if not orders:
            turn.say("no_orders")
            return
        show_orders(turn, orders[:_MOST_SHOWN])


def _of_what_is_bought(turn: ActionTurn) -> bool:
    """Say whether "when does it come" is of what is about to be bought, and of no order."""
    return turn.shown == "cart" or (turn.customer_id is None and turn.flow in ("add_to_cart", "checkout"))


class ActionRefundStatus(ShopAction):
    """Tells where the money of cancelled, returned and exchanged orders is."""

    action_name = "action_refund_status"
    needs_customer = True

    def act(self, turn: ActionTurn) -> None:
        if turn.flow in _PAYING_BACK and turn.asking == "confirm" and not turn.entity("order_id"):
            _tell_proposed(turn)
            return
        ask = asks_of_coming_back(turn)
        if ask and answer_coming_back(turn, ask, always=False):
            return
        note_own_things(turn)
        if asks_how_much_back(turn.text) and tell_return_brings(turn):
            return
        named = find_orders_meant(turn)
        if not named and say_unknown(turn):
            return
        refunds = _refunds(turn, named)
        if not refunds and not names_order(turn):
            refunds = _refunds(turn, list(find_orders(turn.store, signed_in(turn), limit=_LOOKED_THROUGH)))
        if not refunds and ask == "parcel" and answer_coming_back(turn, ask, always=True):
            return
        if not refunds:
            self._say_none(turn, named[0] if named and names_order(turn) else None)
            return
        _tell_refunds(turn, refunds)

    def _say_none(self, turn: ActionTurn, order: Order | None) -> None:
        if order is None:
            turn.say("no_refunds", quick_replies=[_ALL_ORDERS, _RETURN])
            return
        turn.memory.order_id = order.id
        turn.say(
            "no_refund_of_order",
            values={"number": order.id, "status": tell_status(order)},
            orders=[make_order_card(order)],
            quick_replies=offer_possible(order, state_of(order, now_of(turn))),
            evidence=[order.id],
        )


def _tell_money_of_told(turn: ActionTurn) -> bool:
    """Tell when the money of the order just told of comes back: "how long" after a return; return whether some does."""
    told = turn.memory.told.order_id
    refunds = _refunds(turn, [find_order(turn.store, signed_in(turn), told)]) if told else []
    if refunds:
        _tell_refunds(turn, refunds)
    return bool(refunds)


def _tell_refunds(turn: ActionTurn, refunds: list[tuple[Order, Refund]]) -> None:
    for order, refund in refunds[:_MOST_SHOWN]:
        turn.say(_REFUND_RESPONSES[refund.state], values=_tell_refund(order, refund), evidence=[order.id])
    first, refund = refunds[0]
    turn.memory.order_id = first.id
    if refund.state is RefundState.AWAITING_PARCEL:
        note_told(turn, first, "parcel")


_REFUND_RESPONSES = {
    RefundState.PAID: "refund_paid",
    RefundState.ON_ITS_WAY: "refund_on_its_way",
    RefundState.AWAITING_PARCEL: "refund_awaiting_parcel",
}


def _tell_proposed(turn: ActionTurn) -> None:
    """Say what becomes of the money in what is proposed, and ask for the yes again: it is what they ask about."""
    asked = turn.memory.question["facts"]
    money = asked["values"].get("money") or ""
    what = f"{money[0].upper()}{money[1:]}." if money else asked["values"]["summary"]
    turn.memory.asked_in = turn.message_id
    costs = asks_cost_of_change(turn.text, pays_back=turn.flow in _BRINGS_MONEY)
    tell_own_label(turn, also_free=costs)
    turn.say(
        "costs_after_yes" if costs else "refund_after_yes",
        values={"what": what},
        quick_replies=asked["quick_replies"],
        evidence=asked["evidence"],
    )


def say_unknown(turn: ActionTurn) -> bool:
    """Say that what was named is none of the shopper's orders, and return whether that was so."""
    number = turn.entity("order_id")
    things = [*turn.all_entities("product"), *turn.all_entities("product_type")]
    if number:
        turn.say("order_not_found", values={"number": read_order_number(number) or number}, quick_replies=[_ALL_ORDERS])
    elif things:
        turn.say("not_in_orders", values={"said": things[0]}, quick_replies=[_ALL_ORDERS])
    return bool(number or things)


def show_orders(turn: ActionTurn, orders: list[Order]) -> None:
    """Tell how far these orders are; from now on "it" is the first, and "the second" the next of them."""
    turn.show("orders")
    turn.memory.order_ids = [order.id for order in orders]
    turn.memory.order_id = orders[0].id
    facts: dict[str, Any] = {
        "orders": [make_order_card(order) for order in orders],
        "evidence": [order.id for order in orders],
    }
    if len(orders) > 1:
        lines = [f"{order.id} of {tell_date(order.placed_at.date())} is {tell_status(order)}" for order in orders]
        turn.say("tracked_several", values={"count": len(orders), "lines": lines}, **facts)
        return
    order, now = orders[0], now_of(turn)
    if is_late(order, now):
        tell_late(turn, order)
        return
    if is_awaited(order):
        tell_coming_back(turn, order)
        return
    state = state_of(order, now)
    shown = "delivered" if state == "delivered_long_ago" else state
    buttons = offer_possible(order, state, but="track_order")
    turn.say(f"tracked_{shown}", values=tell_order(order), quick_replies=buttons, **facts)


def tell_late(turn: ActionTurn, order: Order) -> None:
    """Say how far an order is that does not come, with what can be done now; of one that goes back, its parcel."""
    if is_awaited(order):
        tell_coming_back(turn, order, "parcel")
        return
    turn.show("orders")
    turn.memory.order_id, turn.memory.order_ids = order.id, [order.id]
    now = now_of(turn)
    state = state_of(order, now)
    cancel = [quick_reply("Cancel it", "cancel_order", order_id=order.id)] if state == "pending" else []
    rule = [LOST] if state == "processed" else []
    turn.say(
        f"late_{_ON_THE_WAY.get(order.status, 'delivered')}",
        values={**tell_order(order), "days": (now - order.placed_at).days},
        orders=[make_order_card(order)],
        quick_replies=[*cancel, *rule, HUMAN],
        evidence=[order.id],
    )


_ON_THE_WAY = {
    OrderStatus.PENDING: "pending",
    OrderStatus.ITEMS_MODIFIED: "pending",
    OrderStatus.PROCESSED: "processed",
}


def _under_way(turn: ActionTurn) -> list[Order]:
    """Return the orders that are still to come, newest first; without any the last order."""
    orders = find_orders(turn.store, signed_in(turn), limit=100)
    return [order for order in orders if is_open(order)] or list(orders[:1])


def _not_shown(turn: ActionTurn) -> list[Order]:
    """Return the orders beside those shown last, newest first: only the next when one is asked for."""
    orders = find_orders(turn.store, signed_in(turn), limit=LONGEST_LIST)
    others = [order for order in orders if order.id not in turn.memory.order_ids]
    shown = [order.placed_at for order in orders if order.id in turn.memory.order_ids]
    if shown and _OLDER.search(turn.text):
        others = [order for order in others if order.placed_at <= min(shown)]
    return others[:1] if _ONE.search(turn.text) else others


def _refunds(turn: ActionTurn, orders: list[Order]) -> list[tuple[Order, Refund]]:
    customer_id = signed_in(turn)
    return [(order, refund) for order in orders for refund in refund_status(turn.store, customer_id, order.id)]


def _tell_refund(order: Order, refund: Refund) -> dict[str, Any]:
    return {
        "number": order.id,
        "cents": refund.amount_cents,
        "currency": refund.currency,
        "method": refund.payment_method,
        "sent": tell_date(refund.sent_at.date()) if refund.sent_at else "",
        "earliest": tell_date(refund.earliest) if refund.earliest else "",
        "latest": tell_date(refund.latest) if refund.latest else "",
    }
