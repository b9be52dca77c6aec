"""What the label of a parcel that goes back costs, said before a yes: no proposal of the order desk knows it."""

from actions.context import current_terms
from actions.orders.troubles import OUR_FAULTS, match_kind
from actions.talking.hand_off import HUMAN
from actions.tasks import signed_in
from actions.turn import ActionTurn
from shop.orders.lookup import find_order
from shop.orders.wording import format_money


def tell_label_cost(turn: ActionTurn, order_id: str, trouble: str, response: str) -> None:
    """Say what the label costs from where the order went; nothing where it is free, or said a moment ago.

    `trouble` is what is known to be wrong with what came, "" if nothing is; the shop pays for its own faults.
    """
    label, order = current_terms().return_label, find_order(turn.store, signed_in(turn), order_id)
    country = order.address.country
    if label is None or turn.asking == "confirm" or not label.cost_from(country):
        return
    values = {"cost": format_money(label.cost_from(country), label.currency), "country": country}
    if (trouble or match_kind(turn.text)) in OUR_FAULTS:
        turn.say("label_at_our_cost", values=values, quick_replies=[HUMAN])
    else:
        turn.say(response, values=values)
