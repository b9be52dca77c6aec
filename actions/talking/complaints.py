"""Complaints: an apology that names what it is about, a way to set it right, a human; sometimes a coupon."""

import re
from datetime import datetime, timedelta

from actions.orders.states import is_late, now_of, offer_possible, state_of
from actions.quick_replies import QuickReply, quick_reply
from actions.reference.named_orders import names_order
from actions.reference.own_things import note_own_things
from actions.reference.resolve import find_orders_meant
from actions.talking.goodwill import give_coupon
from actions.talking.hand_off import offer_human
from actions.turn import ActionTurn, ShopAction
from shop.orders.lookup import find_order, find_orders
from shop.orders.records import Order, OrderStatus

_FRESH = timedelta(days=30)  # after that a damage is a matter of warranty, for a human
_STRONG = 0.6  # frustration, 0 to 1
_DAMAGE = re.compile(
    r"\b(?:damaged|broken?|broke|smashed|shattered|cracked|torn|ripped|faulty|defect\w*|scratched|dented|leak\w*"
    r"|does(?:n't| not) work|fell apart|falls apart|bits|pieces missing)\b"
)

_OF_OTHER_THINGS = re.compile(  # than a delivery that does not come
    r"\b(?:prices?|expensive|dear|rip[- ]?off|quality|website|site|app|bots?|chat|staff|support|service|rude|colou?rs?"
    r"|sizes?|fits?|reviews?|ads?|spam|news ?letters?|e-?mails?|refunds?|returns?|money|payments?|charged|coupons?"
    r"|codes?|suggest\w*|recommend\w*|useless|stupid|friends?)\b"
)
_OF_DELIVERY = re.compile(
    r"\b(?:late|wait\w*|deliver\w*|ship\w*|parcels?|packages?|orders?|ordered|arriv\w+|come|came|weeks?|days)\b"
)


class ActionHandleComplaint(ShopAction):
    """Apologises and offers a human; whose order is late or damaged, and who is upset, may get a coupon."""

    action_name = "action_handle_complaint"

    def act(self, turn: ActionTurn) -> None:
        if turn.memory.told.kind == "refused":
            turn.memory.told.said_in = turn.message_id  # "why not?" is still of that no
        note_own_things(turn)
        order, trouble = _find_trouble(turn)
        coupon = (
            give_coupon(turn, order, trouble) if order is not None and trouble != "order" and _is_upset(turn) else None
        )
        turn.say(
            f"sorry_{trouble}" if order is not None else "sorry_to_hear",
            values={"order": order.id if order else ""},
            evidence=[order.id] if order else _note_named(turn),
        )
        if coupon is not None:
            turn.say(
                "sorry_coupon",
                values={"code": coupon.id, "percent": coupon.percent, "until": f"{coupon.expires_at:%d %B %Y}"},
                evidence=[coupon.id],
            )
        if turn.flow == "none":
            offer_human(turn, "offer_human", also=_ways_out(turn, order, trouble))
        else:  # the open question is asked again, and needs no other beside it
            offer_human(turn, "human_if_wanted")


def _is_upset(turn: ActionTurn) -> bool:
    return turn.mood == "angry" or turn.sentiment.get("frustration", 0.0) >= _STRONG


def _find_trouble(turn: ActionTurn) -> tuple[Order | None, str]:
    """Return the order that is complained of, and what is wrong with it; None where that is not known.

    "late", "damaged", or "order" for the one that was just told of: "this is ridiculous, I want a refund".
    """
    if turn.customer_id is None:
        return None, ""
    now = now_of(turn)
    text = turn.text.lower()
    damaged = _DAMAGE.search(text) is not None
    told = turn.memory.told.order_id
    of_delivery = bool(_OF_DELIVERY.search(text) or told) or not _OF_OTHER_THINGS.search(text)
    named = find_orders_meant(turn)
    for order in named or find_orders(turn.store, turn.customer_id, limit=3):
        if damaged and _came_lately(order, now):
            return order, "damaged"
        if not damaged and of_delivery and is_late(order, now):
            return order, "late"
    return (find_order(turn.store, turn.customer_id, told), "order") if told else (None, "")


def _note_named(turn: ActionTurn) -> list[str]:
    """Keep the order that is complained of without saying what is wrong: "it leaks" may follow. Return its number."""
    named = find_orders_meant(turn) if names_order(turn) else []
    if named:
        turn.memory.order_id = named[0].id
    return [order.id for order in named[:1]]


def _came_lately(order: Order, now: datetime) -> bool:
    delivered = order.delivered_at
    return order.status is OrderStatus.DELIVERED and delivered is not None and now - delivered <= _FRESH


def _ways_out(turn: ActionTurn, order: Order | None, trouble: str) -> tuple[QuickReply, ...]:
    if order is None:
        return ()
    if trouble == "order":
        return tuple(offer_possible(order, state_of(order, now_of(turn)))[:-1])  # a human is offered anyway
    if trouble == "damaged":
        report = quick_reply("Report the damage", "report_damaged", order_id=order.id)
        return (report, quick_reply("Return it", "return_order", order_id=order.id))
    return (quick_reply("Where is it?", "track_order", order_id=order.id),)
