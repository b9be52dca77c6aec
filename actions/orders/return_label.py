"""What the label of a parcel that goes back costs, said before a yes: no proposal of the order desk knows it."""

from collections.abc import Sequence

from actions.context import current_terms
from actions.orders.addresses import find_country
from actions.orders.troubles import OUR_FAULTS, match_kind
from actions.talking.hand_off import HUMAN
from actions.tasks import signed_in
from actions.turn import ActionTurn
from shop.orders.amounts import returned_cents
from shop.orders.lookup import find_order
from shop.orders.records import Order
from shop.orders.wording import format_money

_RETURN = "return_order"


def tell_label_cost(
    turn: ActionTurn, order_id: str, trouble: str, response: str, *, positions: Sequence[int] = ()
) -> None:
    """Say what the label costs from where the order went; nothing where it is free, or said a moment ago.

    `trouble` is what is known to be wrong with what came, "" if nothing is; the shop pays for its own faults.
    `positions` are the pieces whose money comes back, () where none does.
    """
    order = find_order(turn.store, signed_in(turn), order_id)
    if turn.asking != "confirm":
        _tell(turn, order, trouble or match_kind(turn.text), response, positions, order.address.country)


def tell_own_label(turn: ActionTurn, *, also_free: bool) -> bool:
    """Say what the label costs of the return or exchange that is open; return whether that is known and was said.

    From the country that the message names, else from where the order went. `also_free`: say it if it is free, too.
    """
    gathered, label = turn.memory.flow, current_terms().return_label
    if turn.flow not in (_RETURN, "exchange_order") or not gathered.get("order_id") or label is None:
        return False
    order = find_order(turn.store, signed_in(turn), gathered["order_id"])
    country = find_country(turn.text) or order.address.country
    if not label.cost_from(country):
        if also_free:
            turn.say("label_is_free", values={"country": country})
        return also_free
    positions = (gathered.get("positions") or ()) if turn.flow == _RETURN else ()
    response = "label_off_refund" if turn.flow == _RETURN else "label_to_pay"
    _tell(turn, order, gathered.get("reason") or "", response, positions, country)
    return True


def _tell(turn: ActionTurn, order: Order, trouble: str, response: str, positions: Sequence[int], country: str) -> None:
    label = current_terms().return_label
    cost = label.cost_from(country) if label else 0
    if label is None or not cost:
        return
    values = {"cost": format_money(cost, label.currency), "country": country}
    if trouble in OUR_FAULTS:
        turn.say("label_at_our_cost", values=values, quick_replies=[HUMAN])
        return
    back = returned_cents(order, tuple(order.items[place] for place in positions)) if positions else 0
    known = back and label.currency == order.currency
    left = format_money(max(0, back - cost), order.currency) if known else ""
    turn.say(response, values={**values, "left": left}, evidence=[order.id])
