"""What was ordered before: which things in which order, what they cost, whether they are paid."""

from collections.abc import Sequence
from typing import Any

from actions.names import join_names
from actions.order_cards import make_order_card, tell_items
from actions.orders.pieces import find_pieces_named
from actions.orders.states import now_of, offer_possible, state_of, tell_date
from actions.quick_replies import quick_reply
from actions.reference.own_things import note_own_things
from actions.reference.resolve import find_orders_meant
from actions.tasks import signed_in
from actions.turn import ActionTurn
from language.past_orders import asks_in_all, read_past_ask
from shop.customers import payment_methods_of
from shop.orders.amounts import net_paid
from shop.orders.lookup import LONGEST_LIST, find_orders
from shop.orders.records import Order, OrderStatus
from shop.orders.wording import describe, format_money

_MOST_TOLD = 5
_ALL_ORDERS = quick_reply("Show my orders", "track_order")


def answer_of_past(turn: ActionTurn) -> bool:
    """Answer what is asked of past orders, from them and nothing else; return whether the message asks such a thing."""
    ask = read_past_ask(turn.text)
    if not ask or turn.entity("person"):
        return False
    note_own_things(turn)
    things = [*turn.all_entities("product"), *turn.all_entities("product_type")]
    if ask == "cost" and not things and not turn.entity("order_id") and asks_in_all(turn.text):
        _tell_all(turn)
        return True
    orders = find_orders_meant(turn) or ([] if things else list(find_orders(turn.store, signed_in(turn), limit=1)))
    if not orders:
        _say_none(turn, things)
        return True
    if ask == "paid":
        _tell_paid(turn, orders[0])
    else:
        _tell_bought(turn, orders[:_MOST_TOLD], named=bool(things), cost=ask == "cost")
    _keep(turn, orders)
    return True


def _say_none(turn: ActionTurn, things: Sequence[str]) -> None:
    if things:
        turn.say("never_ordered", values={"said": things[0]}, quick_replies=[_ALL_ORDERS])
    else:
        turn.say("no_orders")


def _tell_paid(turn: ActionTurn, order: Order) -> None:
    """Say what is paid of the order now, with what; what went back is no longer."""
    labels = {method.id: method.label for method in payment_methods_of(turn.store, order.customer_id)}
    paid = {method_id: cents for method_id, cents in net_paid(order.payments).items() if cents > 0}
    ways = [labels[method_id] for method_id in paid if method_id in labels]
    turn.say(
        "order_paid",
        values={
            "number": order.id,
            "items": join_names(list(tell_items(order))),
            "cents": sum(paid.values()),
            "currency": order.currency,
            "ways": join_names(ways),
            "cancelled": order.status is OrderStatus.CANCELLED,
        },
        **_facts(turn, [order]),
    )


def _tell_bought(turn: ActionTurn, orders: Sequence[Order], *, named: bool, cost: bool) -> None:
    """Tell the things named with what each cost; without any all that one order has, and its total."""
    if named:
        lines = [line for order in orders for line in _lines(turn, order)]
        turn.say("bought_pieces", values={"lines": lines, "count": len(lines)}, **_facts(turn, orders))
        return
    order = orders[0]
    turn.say(
        "order_cost" if cost else "order_holds",
        values={
            "number": order.id,
            "placed": tell_date(order.placed_at.date()),
            "items": join_names(list(tell_items(order))),
            "cents": order.total_cents,
            "currency": order.currency,
            "discount_cents": order.discount_cents,
            "cancelled": order.status is OrderStatus.CANCELLED,
        },
        **_facts(turn, [order]),
    )


def _lines(turn: ActionTurn, order: Order) -> list[str]:
    """Return what the message names of the order, each kind once: "Kettle (white) for €84.90 in order #W1 of …"."""
    items = [order.items[place] for place in find_pieces_named(turn, order)] or list(order.items)
    counts: dict[tuple[str, int], int] = {}
    for item in items:
        key = (describe(item.title, item.options), item.price_cents)
        counts[key] = counts.get(key, 0) + 1
    beside = (
        f" (with {format_money(order.discount_cents, order.currency)} off all of it)" if order.discount_cents else ""
    )
    where = f"in order {order.id} of {tell_date(order.placed_at.date())}{beside}"
    if order.status is OrderStatus.CANCELLED:
        where += ", which was cancelled"
    return [
        f"{f'{count} × ' if count > 1 else ''}{name} for {format_money(cents, order.currency)}"
        f"{' each' if count > 1 else ''} {where}"
        for (name, cents), count in counts.items()
    ]


def _tell_all(turn: ActionTurn) -> None:
    """Say what all orders come to by now, refunds taken off, in each currency."""
    orders = find_orders(turn.store, signed_in(turn), limit=LONGEST_LIST)
    spent: dict[str, int] = {}
    for order in orders:
        spent[order.currency] = spent.get(order.currency, 0) + sum(net_paid(order.payments).values())
    if not orders:
        turn.say("no_orders")
        return
    turn.say(
        "spent_in_all",
        values={
            "count": len(orders),
            "sums": join_names([format_money(cents, currency) for currency, cents in spent.items()]),
            "since": tell_date(min(order.placed_at for order in orders).date()),
        },
        evidence=[order.id for order in orders],
    )


def _facts(turn: ActionTurn, orders: Sequence[Order]) -> dict[str, Any]:
    first = orders[0]
    products = dict.fromkeys(item.product_id for order in orders for item in order.items)
    return {
        "orders": [make_order_card(order) for order in orders],
        "quick_replies": offer_possible(first, state_of(first, now_of(turn))) if len(orders) == 1 else [],
        "evidence": [*(order.id for order in orders), *products],
    }


def _keep(turn: ActionTurn, orders: Sequence[Order]) -> None:
    turn.show("orders")
    turn.memory.order_id, turn.memory.order_ids = orders[0].id, [order.id for order in orders[:_MOST_TOLD]]
