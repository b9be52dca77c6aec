"""Paying for what is in the cart, after a yes to the total, the address and the way to pay."""

import re
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from actions.cart.contents import RATES, cart_facts, look_into_cart
from actions.cart.presents import note_present, remind_of_present
from actions.context import current_checkout
from actions.links import Link
from actions.order_cards import make_order_card
from actions.orders.addresses import (
    make_address,
    mend_number,
    missing_parts,
    out_of_reach,
    read_address,
    say_out_of_reach,
    take_country,
)
from actions.orders.payment_choice import PaymentQuestion, choose_method
from actions.proposals import Proposer, ask_for_yes
from actions.quick_replies import quick_reply, yes_or_no
from actions.talking.hand_off import HUMAN
from actions.tasks import ask_for, end_task, gathered, leave_on_no, signed_in
from actions.turn import ActionTurn, ShopAction
from shop.carts import CartOwner
from shop.checkout import CartView, checkout
from shop.customers import Address, PaymentKind, PaymentMethod, find_customer, payment_methods_of
from shop.errors import NotFound, ShopError
from shop.ids import new_id
from shop.orders.wording import tell_address
from shop.wishlists.gifts import mark_present

FLOW = "checkout"
SENDS = re.compile(
    r"\b(?:send|ship|deliver|post) (?:it |this |them |that |the order )?to (?P<place>[^?!.]+)", re.IGNORECASE
)
_EXPRESS = re.compile(r"\b(?:express|overnight|next[- ]day|same[- ]day)\b", re.IGNORECASE)


class ActionCheckout(Proposer, ShopAction):
    """Shows what the order will be, and places it after a yes; or gives the link where the host shop takes over."""

    action_name = "action_checkout"
    proposal = FLOW

    def act(self, turn: ActionTurn) -> None:
        at_shop = current_checkout()
        if at_shop:
            end_task(turn, FLOW)
            turn.say("pay_at_shop", links=[Link("Checkout", at_shop)])
            return
        if turn.customer_id is None:
            turn.say("sign_in_to_pay")
            return
        if leave_on_no(turn, FLOW):
            return
        wish = gathered(turn, FLOW)
        if _EXPRESS.search(turn.text):
            turn.say("no_express_here", quick_replies=[HUMAN])
        if not note_present(turn, FLOW) and turn.flow != FLOW:
            remind_of_present(turn)
        self._go_on(turn, wish)

    def confirm(self, turn: ActionTurn) -> None:
        if turn.customer_id is None:
            turn.say("sign_in_to_pay")
            return
        wish = gathered(turn, FLOW)
        if any(turn.entity(name) for name in ("payment_method", "address")):  # "yes, but with PayPal"
            self._go_on(turn, wish)
            return
        try:
            order = checkout(
                turn.store,
                signed_in(turn),
                address=Address(**wish["address"]),
                payment_method_id=wish["payment_method_id"],
                rates=RATES,
                idempotency_key=wish["key"],
                expected_total_cents=wish["total_cents"],
                gift_for=turn.memory.gift_for,
            )
        except ShopError as why:
            turn.say("checkout_refused", values={"why": str(why)})
            self._go_on(turn, wish)
            return
        if order.gift_for:
            turn.memory.gift_for = ""
            with suppress(NotFound):  # who is no friend any more has nothing that could be noted
                mark_present(turn.store, order.customer_id, order.gift_for, {item.product_id for item in order.items})
        end_task(turn, FLOW)
        turn.memory.order_id = order.id
        turn.show("orders")
        turn.memory.order_ids = [order.id]
        turn.say(
            "order_placed",
            values={"number": order.id, "total_cents": order.total_cents, "currency": order.currency},
            orders=[make_order_card(order)],
            quick_replies=[quick_reply("Where is it?", "track_order", order_id=order.id)],
            evidence=[order.id],
        )

    def decline(self, turn: ActionTurn) -> None:
        wish = gathered(turn, FLOW)
        if any(turn.entity(name) for name in ("payment_method", "address")):
            self._go_on(turn, wish)
            return
        end_task(turn, FLOW)
        turn.say("not_ordered", quick_replies=[quick_reply("Show my cart", "view_cart")])

    def _go_on(self, turn: ActionTurn, wish: dict[str, Any]) -> None:
        """Ask for what is missing, the first thing first, and at the end for the yes."""
        view = look_into_cart(turn, CartOwner(signed_in(turn)))
        if not self._can_be_bought(turn, view):
            return
        address = self._find_address(turn, wish)
        if address is None:
            return
        wish["address"] = asdict(address)
        method = self._find_method(turn, wish, view)
        if method is None:
            return
        wish |= {"payment_method_id": method.id, "total_cents": view.total_cents, "key": new_id("pay")}
        ask_for_yes(
            turn,
            FLOW,
            "confirm_checkout",
            gathered=wish,
            values={
                "pieces": sum(line.quantity for line in view.lines),
                "total_cents": view.total_cents,
                "shipping_cents": view.shipping_cents,
                "discount_cents": view.discount_cents,
                "currency": view.currency,
                "address": tell_address(address),
                "method": method.label,
                "coupon_problem": view.coupon_problem,
            },
            quick_replies=yes_or_no("Yes, place the order", "Not yet"),
            **cart_facts(view),
        )

    def _can_be_bought(self, turn: ActionTurn, view: CartView) -> bool:
        """Say whether everything in the cart is there; else end the flow and tell what is not."""
        short = [line for line in view.lines if not line.available]
        if view.lines and not short:
            return True
        end_task(turn, FLOW)
        if not view.lines:
            turn.say("cart_empty")
            return False
        turn.show("cart")
        turn.say(
            "not_available",
            values={"short": [{"title": line.title, "left": line.left, "wanted": line.quantity} for line in short]},
            quick_replies=[
                quick_reply(f"Take out {line.title}"[:60], "remove_from_cart", product=line.title) for line in short
            ],
            **cart_facts(view),
        )
        return False

    def _find_address(self, turn: ActionTurn, wish: dict[str, Any]) -> Address | None:
        """Return where the order goes: what is said, kept, or the customer's own; None after asking for it."""
        own = find_customer(turn.store, signed_in(turn)).address
        asked = turn.flow == FLOW and turn.asking == "address" and turn.intent != FLOW and not _names_payment(turn)
        said = turn.entity("address") or (turn.text if asked else _said_destination(turn))
        elsewhere = SENDS.search(turn.text) is not None and bool(turn.all_entities("person"))
        parts: dict[str, str] = {} if elsewhere else dict(wish.get("address") or {})
        if said:
            found = read_address(said)
            # A new street is in the old town only if somebody says so.
            parts = found if "line1" in found and turn.asking != "address" else parts | found
            take_country(parts, own)
        elif parts and turn.asking == "confirm":
            parts = mend_number(parts, turn.text)
        elif not parts and own is not None and not elsewhere:
            parts = asdict(own)  # to somebody else it goes where they live, which has to be said
        if country := out_of_reach(parts):
            say_out_of_reach(turn, country)
            parts = {}
        missing = missing_parts(parts)
        if not missing:
            return make_address(parts)
        ask_for(
            turn,
            FLOW,
            "address",
            "where_to_send",
            gathered={**wish, "address": parts},
            values={"so_far": ", ".join(value for value in parts.values() if value)},
        )
        return None

    def _find_method(self, turn: ActionTurn, wish: dict[str, Any], view: CartView) -> PaymentMethod | None:
        """Return what pays; None after asking for it, or after saying that nothing in the account can."""
        every = payment_methods_of(turn.store, signed_in(turn))
        suitable = [method for method in every if _covers(method, view)]
        if not suitable:
            end_task(turn, FLOW)
            turn.say("nothing_to_pay_with", quick_replies=[quick_reply("Talk to a human", "talk_to_human")])
            return None
        values = {"total_cents": view.total_cents, "currency": view.currency}
        question = PaymentQuestion(FLOW, "how_to_pay", every, suitable, values)
        return choose_method(turn, question, str(wish.get("payment_method_id", "")), wish)


def _names_payment(turn: ActionTurn) -> bool:
    """Say whether an answer tells how it is paid and not where it goes: "with PayPal"."""
    return bool(turn.entity("payment_method")) and not any(sign.isdigit() for sign in turn.text)


def _said_destination(turn: ActionTurn) -> str:
    """Return the place after "send it to", which may be a town alone; "" for none, and for a person."""
    found = SENDS.search(turn.text)
    return found["place"] if found and not turn.all_entities("person") else ""


def _covers(method: PaymentMethod, view: CartView) -> bool:
    if method.kind is not PaymentKind.GIFT_CARD:
        return True
    return method.currency == view.currency and method.balance_cents >= view.total_cents
