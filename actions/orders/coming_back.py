"""Returns and exchanges under way: how they stand, what comes next, and what only a human can still change."""

from typing import Any

from actions.memory import Told
from actions.names import join_names
from actions.order_cards import make_order_card
from actions.orders.pieces import find_pieces_named
from actions.orders.states import now_of, offer_possible, state_of, tell_date, tell_order
from actions.quick_replies import QuickReply, quick_reply
from actions.reference.resolve import find_orders_meant
from actions.talking.hand_off import HUMAN, offer_human
from actions.tasks import signed_in
from actions.turn import ActionTurn
from language.aftersales import goes_on_to_piece, names_exchange, read_return_ask
from shop.orders.coming_back import ComingBack, find_coming_back, is_awaited
from shop.orders.lookup import LONGEST_LIST, find_orders
from shop.orders.records import Order, OrderStatus
from shop.orders.wording import describe

KIND = "coming_back"  # of what was told of an order
_SURE = frozenset({"stop", "status", "parcel"})  # that something was registered
_FOR_A_HUMAN = frozenset({"stop", "change", "label"})
_NAMING = ("order_id", "product", "product_type", "ordinal")
_MOST_SHOWN = 3
_HEARD_NOTHING = quick_reply("I sent it back and heard nothing", "ask_returns")
_MONEY = quick_reply("When do I see the refund?", "ask_returns")


def asks_of_coming_back(turn: ActionTurn) -> str:
    """Return what the message asks of a return or an exchange that is under way, see `read_return_ask`; "" for none.

    "And the headlamp?" asks the same of another thing as was just told.
    """
    ask = read_return_ask(turn.text)
    told = turn.memory.told
    if not ask and told.kind == KIND and goes_on_to_piece(turn.text) and _names(turn):
        return told.ask
    return ask


def answers_of_coming_back(turn: ActionTurn, flow: str) -> bool:
    """Answer what is asked of a return or an exchange under way, and return whether it was; never inside the flow.

    "Change my exchange to 44" with none under way is a new wish, as is "where do I get the label".
    """
    ask = "" if turn.flow == flow else asks_of_coming_back(turn)
    return bool(ask) and answer_coming_back(turn, ask, always=ask in _SURE)


def answer_coming_back(turn: ActionTurn, ask: str, *, always: bool) -> bool:
    """Tell what is asked of what comes back, and return whether that was done.

    `always`: say so when nothing comes back; else nothing is said then.
    """
    found = _find(turn)
    if found:
        for order in found[: 1 if ask in _FOR_A_HUMAN else _MOST_SHOWN]:
            tell_coming_back(turn, order, ask)
    elif always:
        _say_nothing_comes(turn, ask)
    return bool(found) or always


def tell_coming_back(turn: ActionTurn, order: Order, ask: str = "status") -> None:
    """Tell how the order's return or exchange stands, or what is possible of what is asked of it."""
    turn.show("orders")
    turn.memory.order_id, turn.memory.order_ids = order.id, [order.id]
    note_told(turn, order, ask)
    rests_on = [order.id, *dict.fromkeys(item.product_id for item in order.items)]
    facts: dict[str, Any] = {"orders": [make_order_card(order)], "evidence": rests_on}
    coming = find_coming_back(turn.store, order.customer_id, order.id)
    if coming is None:  # nothing is known but that it comes back
        turn.say("tracked_coming_back", values=tell_order(order), quick_replies=[HUMAN], **facts)
        return
    values = _tell(turn, coming)
    if left := _named_beside(turn, coming):
        offer_human(turn, "not_coming_back", values={**values, "left": join_names(left)}, **facts)
    elif ask in _FOR_A_HUMAN:
        offer_human(turn, f"coming_back_{ask}", values=values, **facts)
    else:
        buttons = _buttons(coming, ask)
        turn.say(f"coming_back_{ask}", values=values, quick_replies=buttons, **facts)


def note_told(turn: ActionTurn, order: Order, ask: str) -> None:
    """Keep that this was told of an order that comes back, for "and the headlamp?"."""
    turn.memory.told = Told(KIND, turn.message_id, "", order.id, ask=ask)


def _find(turn: ActionTurn) -> list[Order]:
    """Return the orders meant: those named, by number or thing, else those of the kind, else all; [] for none."""
    if _names(turn):
        return [order for order in find_orders_meant(turn) if is_awaited(order)]
    orders = find_orders(turn.store, signed_in(turn), limit=LONGEST_LIST)
    every = [order for order in orders if is_awaited(order)]
    status = OrderStatus.EXCHANGE_REQUESTED if names_exchange(turn.text) else OrderStatus.RETURN_REQUESTED
    talked_about = [order for order in every if order.id == turn.memory.told.order_id]
    return talked_about or [order for order in every if order.status is status] or every


def _names(turn: ActionTurn) -> bool:
    return any(turn.entity(name) for name in _NAMING)


def _named_beside(turn: ActionTurn, coming: ComingBack) -> list[str]:
    """Return what the message names of the order that does not come back; [] when it names something that does."""
    named = find_pieces_named(turn, coming.order)
    if set(named) & set(coming.positions):
        return []
    items = [coming.order.items[position] for position in named]
    return list(dict.fromkeys(describe(item.title, item.options) for item in items))


def _tell(turn: ActionTurn, coming: ComingBack) -> dict[str, Any]:
    pieces = list(dict.fromkeys(coming.pieces))
    return {
        "number": coming.order.id,
        "kind": coming.kind,
        "pieces": join_names(pieces),
        "becomes": join_names(list(dict.fromkeys(coming.becomes))),
        "since": tell_date(coming.requested_at.date()),
        "days": (now_of(turn) - coming.requested_at).days,
        "settled": coming.settled,
    }


def _buttons(coming: ComingBack, ask: str) -> list[QuickReply]:
    heard_nothing = [_HEARD_NOTHING] if ask == "parcel" else []
    return [*heard_nothing, *([_MONEY] if coming.kind == "return" else []), HUMAN]


def _say_nothing_comes(turn: ActionTurn, ask: str) -> None:
    """Say that no return or exchange is registered, of the order that is named if there is one."""
    meant = find_orders_meant(turn) if _names(turn) else []
    order = meant[0] if meant else None
    if order is not None:
        turn.memory.order_id = order.id
    kind = "exchange" if names_exchange(turn.text) else "return"
    turn.say(
        "nothing_coming_back",
        values={"number": order.id if order else "", "kind": kind, "stop": ask == "stop"},
        orders=[make_order_card(order)] if order else [],
        quick_replies=offer_possible(order, state_of(order, now_of(turn)))
        if order
        else [quick_reply("Show my orders", "track_order"), HUMAN],
        evidence=[order.id] if order else [],
    )
