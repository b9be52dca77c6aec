"""The shopper's cart: whose it is, what is in it, which of its lines are meant."""

import re
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from actions.order_cards import make_cart_card
from actions.reference.product_names import split_name
from actions.tasks import said_place
from actions.turn import ActionTurn
from shop.carts import CartOwner
from shop.catalogue import Product
from shop.checkout import CartView, CartViewLine, ShippingRates, view_cart

RATES = ShippingRates()
_CLOSE = 80  # of 100
_PUT_LAST = re.compile(r"\b(last|just) (added|put)\b", re.IGNORECASE)


def cart_owner(turn: ActionTurn) -> CartOwner | None:
    """Return whose cart is meant: the customer's, or that of the guest's session; None when neither is known."""
    if turn.customer_id is not None:
        return CartOwner(turn.customer_id)
    return CartOwner(turn.guest_id, guest=True) if turn.guest_id else None


def look_into_cart(turn: ActionTurn, owner: CartOwner) -> CartView:
    """Return the cart at today's prices."""
    return view_cart(turn.store, owner, RATES)


def cart_facts(view: CartView) -> dict[str, Any]:
    """Return the facts of a reply that shows the cart."""
    return {"cart": make_cart_card(view), "evidence": list(dict.fromkeys(line.product_id for line in view.lines))}


def name_line(line: CartViewLine) -> str:
    """Return "Shirt (blue, M)"."""
    return f"{line.title} ({', '.join(line.options.values())})" if line.options else line.title


def find_lines_meant(turn: ActionTurn, view: CartView) -> list[CartViewLine]:
    """Return the lines that the message means; all of them, if it names none and there is nothing else to go by."""
    lines = list(view.lines)
    place = said_place(turn)
    if place is not None:
        index = place - 1 if place > 0 else len(lines) + place
        return [lines[index]] if 0 <= index < len(lines) else []
    things = [*turn.all_entities("product"), *turn.all_entities("product_type"), *turn.all_entities("brand")]
    named = _named(turn, lines, things)
    if things:
        return _narrow_by_look(turn, named)
    by_look = _narrow_by_look(turn, lines)
    if len(by_look) < len(lines):
        return by_look
    if _PUT_LAST.search(turn.text):
        return lines[-1:]
    about = [line for line in lines if line.product_id in (turn.memory.product_id, turn.page_product_id)]
    return about or lines


def _named(turn: ActionTurn, lines: Sequence[CartViewLine], things: Sequence[str]) -> list[CartViewLine]:
    """Return the lines whose product has the words of one of the things."""
    with turn.store.read() as tx:
        products = tx.get_many(Product, (line.product_id for line in lines))
    return [line for line in lines if any(_is_called(thing, products[line.product_id]) for thing in things)]


def _is_called(thing: str, product: Product) -> bool:
    own = split_name(f"{product.title} {product.brand} {product.type}")
    return all(any(fuzz.ratio(word, other) >= _CLOSE for other in own) for word in split_name(thing))


def _narrow_by_look(turn: ActionTurn, lines: list[CartViewLine]) -> list[CartViewLine]:
    """Return those of the lines that have a colour or size of the message, the one to be left counting first."""
    for looks in (turn.all_entities("colour", "not"), turn.all_entities("colour"), turn.all_entities("size")):
        fitting = [line for line in lines if any(_has(line, look) for look in looks)]
        if fitting:
            return fitting
    return lines


def _has(line: CartViewLine, look: str) -> bool:
    words = set(split_name(look))
    return any(words and words <= set(split_name(value)) for value in line.options.values())
