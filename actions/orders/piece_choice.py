"""Asking which pieces of an order a change is about."""

from collections.abc import Collection, Sequence

from actions.order_cards import make_order_card
from actions.orders.changes import Draft
from actions.orders.pieces import find_pieces_meant, offer_pieces, read_positions
from actions.quick_replies import numbered
from actions.tasks import ask_for, read_choice
from actions.turn import ActionTurn
from shop.orders.records import Order


def choose_pieces(
    turn: ActionTurn,
    flow: str,
    ask: str,
    draft: Draft,
    order: Order,
    *,
    by_colour: bool,
    among: Collection[int] | None = None,
) -> Sequence[int]:
    """Return the positions of the pieces that are meant, kept in the draft; () after asking with the response `ask`.

    `by_colour`: see `find_pieces_meant`. `among` are the positions that are offered, None for all.
    """
    asked = turn.flow == flow and turn.asking == "items"
    chosen = read_positions(read_choice(turn, flow) or "", order) if asked else ()
    if not chosen and (asked or not draft.positions or _names_pieces(turn)):
        text = turn.text if asked and turn.intent != flow else ""
        chosen = find_pieces_meant(turn, order, by_colour=by_colour, text=text)
    draft.positions = list(chosen or draft.positions)
    if draft.positions:
        return draft.positions
    choices = offer_pieces(turn, order, among)
    ask_for(
        turn,
        flow,
        "items",
        ask,
        gathered=draft.write(),
        choices=[choice.value for choice in choices],
        values={"number": order.id},
        orders=[make_order_card(order)],
        quick_replies=numbered([choice.title for choice in choices]),
        evidence=[order.id],
    )
    return ()


def _names_pieces(turn: ActionTurn) -> bool:
    return any(turn.entity(name) for name in ("product", "product_type"))
