"""What it would cost, asked without a name after a list or a product: "what would that cost me, with shipping?"."""

import re

from actions.cards import make_product_cards, tell_options
from actions.cart.contents import RATES, cart_owner, look_into_cart
from actions.cart.viewing import show_cart
from actions.reference.resolve import find_products_meant, find_variant_meant
from actions.turn import ActionTurn
from language.costs import asks_what_it_costs, counts_delivery
from shop.cards import ProductCard
from shop.catalogue import Variant, find_product

_MOST = 6
_SEVERAL = re.compile(r"\b(?:they|them|these|those|all|both|everything|each)\b", re.IGNORECASE)
_NAMES = ("product", "product_type", "brand")
_CART = re.compile(r"\bcart\b", re.IGNORECASE)


def tell_costs(turn: ActionTurn) -> bool:
    """Tell the price of the product meant, or of each one shown, with delivery; return whether that was asked.

    With neither it is the cart that is asked about, if something is in it.
    """
    if not asks_what_it_costs(turn.text) or any(turn.entity(name) for name in _NAMES):
        return False
    ids = _find_meant(turn)
    if not ids or _CART.search(turn.text):
        return _show_own_cart(turn)
    if len(ids) == 1:
        _tell_one(turn, ids[0])
    else:
        _tell_each(turn, ids)
    return True


def _find_meant(turn: ActionTurn) -> list[str]:
    shown = turn.memory.product_ids[:_MOST] if turn.shown == "products" else []
    if len(shown) > 1 and _SEVERAL.search(turn.text):
        return shown
    return find_products_meant(turn) or shown


def _show_own_cart(turn: ActionTurn) -> bool:
    owner = cart_owner(turn)
    view = look_into_cart(turn, owner) if owner else None
    if view is None or not view.lines:
        return False
    show_cart(turn, view)
    return True


def _tell_one(turn: ActionTurn, product_id: str) -> None:
    listing = find_product(turn.store, product_id)
    meant = find_variant_meant(turn, listing)
    variant = meant if isinstance(meant, Variant) else None
    card = make_product_cards(turn, [product_id], variants={product_id: variant} if variant else {})[0]
    shipping = RATES.shipping_for(card.price_cents)
    turn.focus(product_id)
    turn.say(
        "costs_of_one",
        values={
            "title": card.title,
            "options": tell_options(variant) if variant else "",
            "price_cents": card.price_cents,
            "from": variant is None and len({one.price_cents for one in listing.variants if one.active}) > 1,
            "was_cents": card.was_cents,
            "shipping_cents": shipping,
            "delivered_cents": card.price_cents + shipping,
            "free_from_cents": RATES.free_from_cents,
            "currency": card.currency,
            "in_stock": card.in_stock,
        },
        products=[card],
        evidence=[product_id],
    )


def _tell_each(turn: ActionTurn, ids: list[str]) -> None:
    cards = make_product_cards(turn, ids)
    turn.say(
        "costs_of_each",
        values={
            "prices": [{"title": card.title, "cents": _price(turn, card), "currency": card.currency} for card in cards],
            "delivered": counts_delivery(turn.text),
            "free": all(card.price_cents >= RATES.free_from_cents for card in cards),
            "shipping_cents": RATES.flat_cents,
            "free_from_cents": RATES.free_from_cents,
            "currency": cards[0].currency,
        },
        products=cards,
        evidence=[card.product_id for card in cards],
    )


def _price(turn: ActionTurn, card: ProductCard) -> int:
    """Return what one costs; with what delivery would be of it alone, where that is asked."""
    return card.price_cents + (RATES.shipping_for(card.price_cents) if counts_delivery(turn.text) else 0)
