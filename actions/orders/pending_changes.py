"""What can be changed while an order is pending: cancel it, or pay it another way."""

import re

from actions.order_cards import tell_items
from actions.orders.changes import Draft, OrderChange
from actions.orders.payment_choice import PaymentQuestion, choose_method
from actions.orders.pieces import find_pieces_meant
from actions.orders.states import refuse
from actions.quick_replies import quick_reply
from actions.talking.hand_off import HUMAN
from actions.tasks import ask_for, end_task, read_choice
from actions.turn import ActionTurn
from shop.customers import PaymentKind, PaymentMethod, payment_methods_of
from shop.orders.amounts import net_paid
from shop.orders.desk import Confirmed
from shop.orders.records import CancelReason, Order, OrderStatus
from shop.orders.requests import CancelOrder, ChangePayment
from shop.orders.rules import check_status
from shop.wishlists.gifts import forget_present

# What shoppers say, for the two reasons that the order desk knows; the mistake is looked for first.
_MISTAKE = re.compile(
    r"mistak|accident|by error|twice|double|duplicat|wrong|oops|didn'?t mean|not mean to|unintended|too fast|"
    r"clicked|toddler|misclick|same thing|typo",
    re.IGNORECASE,
)
_NOT_NEEDED = re.compile(
    r"no longer|not? (?:any ?more|need|want)|don'?t (?:need|want|like)|do not (?:need|want|like)|changed my mind|"
    r"chang\w* (?:of )?mind|cheaper|found|elsewhere|too (?:late|slow|long|expensive|dear)|takes|money|afford|"
    r"regret|instead|bought|got one|already have|plans",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\borders?\b", re.IGNORECASE)
_PART_OF = re.compile(r"\b(?:from|of|in|out of|keep)\s+(?:(?:the|my|that|this|rest of the)\s+)*order\b", re.IGNORECASE)


class ActionCancelOrder(OrderChange):
    """Cancels a pending order."""

    action_name = "action_cancel_order"
    proposal = "cancel_order"
    buttons = ("Yes, cancel it", "No, keep it")

    def check(self, turn: ActionTurn, order: Order) -> None:
        check_status(order, OrderStatus.PENDING, "cancelled")

    def tell(self, turn: ActionTurn, done: Confirmed) -> None:
        super().tell(turn, done)
        if done.order and done.order.gift_for:
            products = {item.product_id for item in done.order.items}
            forget_present(turn.store, done.order.customer_id, done.order.gift_for, products)

    def complete(self, turn: ActionTurn, draft: Draft, order: Order) -> CancelOrder | None:
        if _wants_part(turn, order):
            end_task(turn, self.proposal)
            turn.say(
                "cancels_whole_only",
                values={"number": order.id, "items": list(tell_items(order))},
                quick_replies=[
                    quick_reply("Cancel the whole order", "cancel_order", order_id=order.id),
                    quick_reply("Change a size or colour", "change_items", order_id=order.id),
                    HUMAN,
                ],
                evidence=[order.id],
            )
            return None
        asked = turn.flow == self.proposal and turn.asking == "reason"
        chosen = read_choice(turn, self.proposal) if asked else None
        said = chosen or turn.entity("reason") or turn.text
        reason = read_cancel_reason(said)
        if reason is not None:
            draft.reason = reason.value
        if draft.reason:
            return CancelOrder(order.id, draft.reason)
        ask_for(
            turn,
            self.proposal,
            "reason",
            "which_reason_again" if asked else "which_reason",
            gathered=draft.write(),
            choices=[known.value for known in CancelReason],
            values={"number": order.id},
            quick_replies=[
                quick_reply("I no longer need it", "inform", reason=CancelReason.NO_LONGER_NEEDED.value),
                quick_reply("Ordered by mistake", "inform", reason=CancelReason.BY_MISTAKE.value),
            ],
        )
        return None


class ActionChangePayment(OrderChange):
    """Pays a pending order another way."""

    action_name = "action_change_payment"
    proposal = "change_payment"
    buttons = ("Yes, change it", "No, leave it")

    def check(self, turn: ActionTurn, order: Order) -> None:
        check_status(order, OrderStatus.PENDING, "changed")

    def complete(self, turn: ActionTurn, draft: Draft, order: Order) -> ChangePayment | None:
        every = payment_methods_of(turn.store, order.customer_id)
        paying = net_paid(order.payments)
        paid = sum(paying.values())
        suitable = [method for method in every if method.id not in paying and can_pay(method, order, paid)]
        if not suitable:
            refuse(turn, self.proposal, order, "None of the other ways to pay in your account can take this order.")
            return None
        current = ", ".join(method.label for method in every if method.id in paying)
        question = PaymentQuestion(
            self.proposal, "which_payment", every, suitable, {"number": order.id, "current": current}
        )
        method = choose_method(turn, question, draft.payment_method_id, draft.write())
        if method is None:
            return None
        draft.payment_method_id = method.id
        return ChangePayment(order.id, method.id)


def _wants_part(turn: ActionTurn, order: Order) -> bool:
    """Say whether only some pieces of the order are meant: "cancel just the socks", not "cancel the order of socks"."""
    if turn.intent != "cancel_order" or _WHOLE.search(_PART_OF.sub("", turn.text)):
        return False
    named = find_pieces_meant(turn, order, by_colour=True)
    return 0 < len(named) < len(order.items)


def read_cancel_reason(text: str) -> CancelReason | None:
    """Return the reason of the desk that is meant; None when the text gives none."""
    if _MISTAKE.search(text):
        return CancelReason.BY_MISTAKE
    return CancelReason.NO_LONGER_NEEDED if _NOT_NEEDED.search(text) else None


def can_pay(method: PaymentMethod, order: Order, cents: int) -> bool:
    """Say whether the method could pay this much for the order: a gift card only the whole, in its own currency."""
    if method.kind is not PaymentKind.GIFT_CARD or cents == 0:
        return True
    return method.currency == order.currency and method.balance_cents >= cents
