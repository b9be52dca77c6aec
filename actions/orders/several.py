"""One wish for things of several orders: which of them it can be, said before anything else is asked."""

from collections.abc import Sequence

from actions.names import join_names
from actions.orders.choice import OrderQuestion
from actions.orders.pieces import find_pieces_named
from actions.reference.named_orders import find_order_of_each
from actions.reference.resolve import find_orders_meant
from actions.turn import ActionTurn
from language.aftersales import drops_named, keeps_only_named
from shop.errors import ShopError
from shop.orders.records import Order
from shop.orders.wording import describe


def take_each(turn: ActionTurn, question: OrderQuestion) -> list[str]:
    """Return the numbers of the orders to turn to, in sequence, of the things that the message lists; [] for no list.

    What is in no order, or in one that does not allow it, is said at once, and so is what comes later. When none of
    them allows it each is left to be refused in its turn.
    """
    each = find_order_of_each(turn, question.fits)
    orders = list({order.id: order for order in each.values() if order is not None}.values())
    fitting = [order for order in orders if question.fits(order)]
    missing = [thing for thing, order in each.items() if order is None]
    if not fitting:
        return [order.id for order in orders] if len(orders) > 1 else []
    for thing in missing:
        turn.say("not_in_orders_beside", values={"said": thing, "rest": _join(turn, fitting)})
    for order in orders:
        if order not in fitting:
            turn.say(
                "not_possible_beside",
                values={"pieces": _name(turn, order), "why": _why(question, order), "rest": _join(turn, fitting)},
                evidence=[order.id],
            )
    if len(fitting) > 1:
        first, *then = fitting
        turn.say(
            "one_order_after_other",
            values={"first": _name(turn, first), "then": _join(turn, then)},
            evidence=[order.id for order in fitting],
        )
    return [order.id for order in fitting]


def narrow(
    turn: ActionTurn, order: Order, positions: Sequence[int], later: Sequence[str]
) -> tuple[str, list[int], list[str]] | None:
    """Return the order, the pieces and the later orders that are left by "only the jacket" or "not the socks".

    None when the message narrows nothing; the order is "" when nothing is left.
    """
    only = keeps_only_named(turn.text)
    if not only and not drops_named(turn.text):
        return None
    named = find_pieces_named(turn, order)
    meant = [one.id for one in find_orders_meant(turn) if one.id in later]
    if only:
        return (order.id, list(named), []) if named else (meant[0], [], meant[1:]) if meant else None
    if named:
        left = [place for place in positions or range(len(order.items)) if place not in named]
        return (order.id, left, list(later)) if left else ("".join(later[:1]), [], list(later[1:]))
    return (order.id, list(positions), [number for number in later if number not in meant]) if meant else None


def _why(question: OrderQuestion, order: Order) -> str:
    try:
        question.check(order)
    except ShopError as why:
        return str(why)
    return ""


def _join(turn: ActionTurn, orders: Sequence[Order]) -> str:
    return join_names([_name(turn, order) for order in orders])


def _name(turn: ActionTurn, order: Order) -> str:
    """Return what the message names of this order."""
    items = [order.items[place] for place in find_pieces_named(turn, order)] or list(order.items)
    return join_names(list(dict.fromkeys(describe(item.title, item.options) for item in items)))
