"""Looking at the cart, and what it comes to: with a coupon, and with what is being added."""

import re

from actions.cart.adding import FLOW as ADDING
from actions.cart.contents import RATES, cart_facts, cart_owner, look_into_cart
from actions.quick_replies import quick_reply
from actions.turn import ActionTurn, ShopAction
from language.costs import asks_cost
from shop.catalogue import find_product
from shop.checkout import CartView
from shop.coupons import apply_coupon
from shop.errors import NotFound

_CODE = re.compile(r"\b(?=[A-Z0-9]*\d)[A-Z0-9-]{5,20}\b")
_CHECKOUT = quick_reply("Go to checkout", "checkout")


class ActionViewCart(ShopAction):
    """Shows the cart, and what has changed since things were put in."""

    action_name = "action_view_cart"

    def act(self, turn: ActionTurn) -> None:
        owner = cart_owner(turn)
        view = look_into_cart(turn, owner) if owner else None
        if turn.flow == ADDING and turn.memory.flow.get("product_id") and asks_cost(turn.text):
            _tell_costs(turn, view)
            return
        if view is None or not view.lines:
            turn.say("cart_empty")
            return
        show_cart(turn, view)


def show_cart(turn: ActionTurn, view: CartView) -> None:
    """Show the cart and what it comes to, with delivery."""
    turn.show("cart")
    turn.say(
        "cart_shown",
        values={
            "pieces": sum(line.quantity for line in view.lines),
            "subtotal_cents": view.subtotal_cents,
            "discount_cents": view.discount_cents,
            "shipping_cents": view.shipping_cents,
            "total_cents": view.total_cents,
            "currency": view.currency,
            "coupon_problem": view.coupon_problem,
            "short": [f"{line.title}: {line.left} left" for line in view.lines if not line.available],
            "repriced": [line.title for line in view.lines if line.price_changed],
        },
        quick_replies=[_CHECKOUT],
        **cart_facts(view),
    )


def _tell_costs(turn: ActionTurn, view: CartView | None) -> None:
    """Say what the product that is being added costs, and what the cart would come to with it and with delivery."""
    wish = turn.memory.flow
    listing, quantity = find_product(turn.store, str(wish["product_id"])), int(wish.get("quantity", 1))
    kept = [variant for variant in listing.variants if variant.id in wish.get("variant_ids", ())] or listing.variants
    prices = [variant.price_cents for variant in kept]
    in_cart = view.subtotal_cents - view.discount_cents if view else 0
    with_cart = in_cart + quantity * min(prices)
    shipping = RATES.shipping_for((view.subtotal_cents if view else 0) + quantity * min(prices))
    turn.say(
        "adding_costs",
        values={
            "title": listing.product.title,
            "quantity": quantity,
            "price_cents": min(prices),
            "sum_cents": quantity * min(prices),
            "differs": len(set(prices)) > 1,
            "in_cart_cents": in_cart,
            "with_cart_cents": with_cart,
            "shipping_cents": shipping,
            "delivered_cents": with_cart + shipping,
            "currency": kept[0].currency,
        },
        evidence=[listing.product.id],
    )


class ActionApplyCoupon(ShopAction):
    """Puts a coupon on the cart. Discounts without a code are not the assistant's to give."""

    action_name = "action_apply_coupon"

    def act(self, turn: ActionTurn) -> None:
        written = _CODE.search(turn.text)
        code, owner = turn.entity("coupon") or (written[0] if written else None), cart_owner(turn)
        if owner is None:
            turn.say("please_sign_in")
            return
        if not code:
            turn.say("which_coupon")
            return
        try:
            apply_coupon(turn.store, owner, code)
        except NotFound:
            turn.say("coupon_unknown", values={"code": code})
            return
        view = look_into_cart(turn, owner)
        turn.show("cart")
        turn.say(
            "coupon_applied" if view.lines else "coupon_kept",
            values={
                "code": view.coupon_code,
                "discount_cents": view.discount_cents,
                "total_cents": view.total_cents,
                "currency": view.currency,
            },
            quick_replies=[_CHECKOUT] if view.lines else [],
            **cart_facts(view),
        )
