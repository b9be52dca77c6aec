"""Changing what is in the cart: how many, which variant, or not at all."""

import re
from collections.abc import Sequence

from actions.cards import tell_options
from actions.cart.adding import FLOW as ADDING
from actions.cart.adding import ActionAddToCart
from actions.cart.contents import cart_facts, cart_owner, find_lines_meant, look_into_cart, name_line
from actions.cart.swapping import swap_product
from actions.finding.kept_alerts import stop_latest
from actions.names import join_names
from actions.orders.exchanges import ActionChangeItems
from actions.orders.states import now_of, state_of
from actions.orders.swaps import SwapFound, find_swap, tell_variants
from actions.people.circles import ends_circle
from actions.quick_replies import quick_reply
from actions.reference.named_variants import match_option
from actions.reference.own_things import note_own_things
from actions.reference.resolve import find_orders_meant, find_products_meant
from actions.taking_back import note_cart
from actions.tasks import name_task
from actions.turn import ActionTurn, ShopAction
from language.order_wishes import changes_ordered
from language.values import read_quantity
from shop.activity import EventName
from shop.carts import CartOwner, add_to_cart, change_quantity, clear_cart, remove_from_cart
from shop.catalogue import Variant, find_product
from shop.checkout import CartView, CartViewLine
from shop.ids import new_id

_EVERYTHING = re.compile(r"\b(everything|all|both|empty|clear)\b", re.IGNORECASE)
_ALL_BUT = re.compile(r"\b(only|just|except|apart from|but the|the rest|keep)\b", re.IGNORECASE)
_ADDS = re.compile(r"\b(?:add|put|throw|chuck|pop|stick|(?:in|into|to) (?:my|the) (?:cart|basket|bag|trolley))\b", re.I)
_DOUBLE = re.compile(r"\bdouble|twice as many\b", re.IGNORECASE)
_MORE = re.compile(r"(?<!any )(?<!no )\b(more|another one|extra|additional)\b", re.IGNORECASE)
_NUMBER = r"(\d{1,3}|one|two|three|four|five|six)"
_SO_MANY = re.compile(
    rf"\b(?:remove|take|throw|delete|drop|get rid of)\s+(?:out\s+)?(?:just\s+|only\s+)?{_NUMBER}\b"
    rf"|\b{_NUMBER}\s+of\s+(?:the|them|those|these)\b",
    re.IGNORECASE,
)
_LOOK = re.compile(r"\b(?:sizes?|colou?rs?)\b", re.IGNORECASE)
_CART = re.compile(r"\b(?:cart|basket|bag|trolley)\b", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|that|this)\b", re.IGNORECASE)
_FEWER = re.compile(r"\b(less|fewer)\b", re.IGNORECASE)
_MOST_VARIANTS = 6  # told one by one
_CHANGEABLE = frozenset({"pending", "changed_once", "processed", "delivered"})  # or it is said why not
_CHECKOUT = quick_reply("Go to checkout", "checkout")


class ActionChangeCart(ShopAction):
    """Sets how many of a line the cart has, or puts another variant in its place."""

    action_name = "action_change_cart"

    def act(self, turn: ActionTurn) -> None:
        owner = cart_owner(turn)
        view = look_into_cart(turn, owner) if owner else None
        if owner is not None and swap_product(turn, owner, view):
            return
        lines = find_lines_meant(turn, view) if view else []
        if turn.flow != ADDING and _is_of_order(turn, lines):
            ActionChangeItems().act(turn)
        elif turn.flow == ADDING or _is_new(turn, view):
            ActionAddToCart().act(turn)
        elif owner is None or view is None or not view.lines:
            turn.say("cart_empty")
        elif len(lines) != 1:
            _ask_which_line(turn, view, lines, "change_cart")
        else:
            self._change(turn, owner, view, lines[0])

    def _change(self, turn: ActionTurn, owner: CartOwner, view: CartView, line: CartViewLine) -> None:
        found = find_swap(turn, find_product(turn.store, line.product_id), line.options)
        quantity = read_new_quantity(turn, line.quantity)
        if found.said and len(found.candidates) == 1 and found.exact is None:
            note_cart(turn, view, [line.variant_id, found.candidates[0].id])
            self._swap(turn, owner, line, found.candidates[0], quantity or line.quantity)
        elif quantity is not None and not found.said and not found.unknown:
            note_cart(turn, view, [line.variant_id])
            self._set(turn, owner, line, quantity)
        else:
            self._say_open(turn, view, line, found)

    def _say_open(self, turn: ActionTurn, view: CartView, line: CartViewLine, found: SwapFound) -> None:
        if found.exact is not None:
            turn.say("variant_sold_out", values={"title": line.title, "options": tell_options(found.exact)})
        elif found.unknown:
            turn.say("no_such_variant", values={"title": line.title, "said": found.unknown})
        turn.show("cart")
        if same := _same_look(turn, line, found):
            values = {"title": line.title, "said": join_names(same), "quantity": line.quantity}
            turn.say("cart_line_is_so", values=values, **cart_facts(view))
            return
        turn.say(
            "what_to_change",
            values={"line": name_line(line), "quantity": line.quantity, "variants": _tell_choice(found.candidates)},
            quick_replies=[quick_reply("Take it out", "remove_from_cart", product=line.title)],
            **cart_facts(view),
        )

    def _set(self, turn: ActionTurn, owner: CartOwner, line: CartViewLine, quantity: int) -> None:
        if quantity < 1:
            _take_out(turn, owner, [line])
            _say_changed(turn, owner, "removed_from_cart", [line])
            return
        change_quantity(turn.store, owner, line.variant_id, quantity)
        _say_changed(turn, owner, "cart_changed", [line])

    def _swap(self, turn: ActionTurn, owner: CartOwner, line: CartViewLine, variant: Variant, quantity: int) -> None:
        key = f"{turn.message_id}:{variant.id}" if turn.message_id else new_id("swap")
        add_to_cart(turn.store, owner, variant.id, quantity, idempotency_key=key)
        remove_from_cart(turn.store, owner, line.variant_id)
        turn.memory.variant_id = variant.id
        _say_changed(turn, owner, "cart_changed", [line])


class ActionRemoveFromCart(ShopAction):
    """Takes lines out of the cart, or all of them."""

    action_name = "action_remove_from_cart"

    def act(self, turn: ActionTurn) -> None:
        owner = cart_owner(turn)
        view = look_into_cart(turn, owner) if owner else None
        if (turn.shown != "cart" and stop_latest(turn)) or ends_circle(turn, "none"):
            return
        if turn.flow == ADDING and not _names_line(turn, view):
            turn.end_flow()
            turn.say("left_flow", values={"task": name_task(ADDING)})
            return
        if owner is None or view is None or not view.lines:
            turn.say("cart_empty")
            return
        lines, sure = self._find_lines(turn, view)
        if not sure:
            _ask_which_line(turn, view, lines, "remove_from_cart")
            return
        note_cart(turn, view, [line.variant_id for line in lines])
        count = _read_fewer(turn.text)
        if len(lines) == 1 and count is not None and count < lines[0].quantity:
            change_quantity(turn.store, owner, lines[0].variant_id, lines[0].quantity - count)
            _say_changed(turn, owner, "cart_changed", lines)
        elif len(lines) == len(view.lines):
            clear_cart(turn.store, owner)
            _record_removed(turn, lines)
            turn.say("cart_emptied", values={"lines": [name_line(line) for line in lines]})
        else:
            _take_out(turn, owner, lines)
            _say_changed(turn, owner, "removed_from_cart", lines)

    def _find_lines(self, turn: ActionTurn, view: CartView) -> tuple[list[CartViewLine], bool]:
        """Return the lines to take out, and whether that is certain; else they are those that may be meant."""
        if _means_other_thing(turn, view):
            return [], False
        lines = find_lines_meant(turn, view)
        if _ALL_BUT.search(turn.text) and 0 < len(lines) < len(view.lines):
            return [line for line in view.lines if line not in lines], True
        things = [*turn.all_entities("product"), *turn.all_entities("product_type")]
        several = len(things) > 1 or _EVERYTHING.search(turn.text) is not None
        return lines, len(lines) == 1 or (bool(lines) and several)


def _means_other_thing(turn: ActionTurn, view: CartView) -> bool:
    """Say whether "remove it" is said of what the talk is about, or of a list, and that is not in the cart.

    Where the cart was shown last, or is named, it is of the cart.
    """
    about, newer = turn.memory.product_id, turn.memory.focus_newer
    if about in {line.product_id for line in view.lines} or not (about or turn.memory.product_ids):
        return False
    says_which = turn.entities or _CART.search(turn.text) or _EVERYTHING.search(turn.text)
    return (newer or turn.shown != "cart") and not says_which and _IT.search(turn.text) is not None


def _same_look(turn: ActionTurn, line: CartViewLine, found: SwapFound) -> list[str]:
    """Return the colours and sizes of the message that the line has already, if it says nothing else; [] for none."""
    said = [*turn.all_entities("colour"), *turn.all_entities("size")]
    same = [value for word in said for value in match_option(word, list(line.options.values()))]
    return list(dict.fromkeys(same)) if not found.said and not found.unknown else []


def _tell_choice(variants: Sequence[Variant]) -> list[str]:
    """Return each variant in words; of many only what they come in: "black or coral", "38, 39 or 40"."""
    if len(variants) <= _MOST_VARIANTS:
        return tell_variants(variants)
    names = dict.fromkeys(name for variant in variants for name in variant.options)
    values = [list(dict.fromkeys(one.options[name] for one in variants if name in one.options)) for name in names]
    return [" or ".join(filter(None, [", ".join(some[:-1]), some[-1]])) for some in values]


def _read_fewer(text: str) -> int | None:
    """Return how many pieces are to go: "remove one kettle", "take two of them out"; None where no number is said."""
    found = _SO_MANY.search(text)
    return read_quantity(next(filter(None, found.groups()))) if found else None


def _is_of_order(turn: ActionTurn, lines: Sequence[CartViewLine]) -> bool:
    """Say whether the look of something is to change that was ordered and can perhaps still become another.

    "Change the size of my dress" is of an order where the cart has no dress; "can I still change my dress to M" is, be
    one in the cart or not, unless the cart is on the screen.
    """
    if turn.customer_id is None or _CART.search(turn.text) or (turn.shown == "cart" and lines):
        return False
    said = changes_ordered(turn.text)
    if said:
        note_own_things(turn)
    look = _LOOK.search(turn.text) or ((turn.entity("colour") or turn.entity("size")) and turn.shown != "products")
    if (lines and not said) or not (look or said):
        return False
    named = turn.entity("product") or turn.entity("product_type") or turn.entity("order_id") or turn.shown == "orders"
    now = now_of(turn)
    return bool(named) and any(state_of(order, now) in _CHANGEABLE for order in find_orders_meant(turn))


def _is_new(turn: ActionTurn, view: CartView | None) -> bool:
    """Say whether "two of those" is about a product that the cart does not have yet."""
    in_cart = {line.product_id for line in view.lines} if view else set()
    meant = find_products_meant(turn)
    return bool(meant) and in_cart.isdisjoint(meant) and (not in_cart or _ADDS.search(turn.text) is not None)


def _names_line(turn: ActionTurn, view: CartView | None) -> bool:
    """Say whether the message names something that is in the cart already, or all of it."""
    things = [*turn.all_entities("product"), *turn.all_entities("product_type"), *turn.all_entities("ordinal")]
    named = _EVERYTHING.search(turn.text) is not None or bool(view and things and find_lines_meant(turn, view))
    return bool(view and view.lines) and named


def _take_out(turn: ActionTurn, owner: CartOwner, lines: Sequence[CartViewLine]) -> None:
    for line in lines:
        remove_from_cart(turn.store, owner, line.variant_id)
    _record_removed(turn, lines)


def _record_removed(turn: ActionTurn, lines: Sequence[CartViewLine]) -> None:
    for line in lines:
        turn.record(EventName.REMOVE_FROM_CART, line.product_id, line.variant_id)


def read_new_quantity(turn: ActionTurn, now: int) -> int | None:
    """Return how many pieces a line that has `now` shall have; None when the message says nothing of it."""
    if _DOUBLE.search(turn.text):
        return 2 * now
    said = [read_quantity(value) for value in turn.all_entities("quantity")]
    counts = [count for count in said if count is not None]
    if not counts:
        return now + 1 if _MORE.search(turn.text) else now - 1 if _FEWER.search(turn.text) else None
    if len(counts) > 1:  # "two instead of one", "not one but four"
        return next((count for count in counts if count != now), now)
    if _MORE.search(turn.text):
        return now + counts[0]
    return counts[0]


def _ask_which_line(turn: ActionTurn, view: CartView, lines: list[CartViewLine], intent: str) -> None:
    """Ask which line is meant, outside a flow: each button says it all again."""
    turn.show("cart")
    places = {line.variant_id: place for place, line in enumerate(view.lines, 1)}
    said = {name: value for name in ("quantity", "colour", "size") if (value := turn.entity(name))}
    turn.say(
        "which_cart_line",
        values={"lines": [name_line(line) for line in lines or view.lines], "unknown": not lines},
        quick_replies=[
            quick_reply(name_line(line), intent, ordinal=str(places[line.variant_id]), **said)
            for line in lines or view.lines
        ],
        **cart_facts(view),
    )


def _say_changed(turn: ActionTurn, owner: CartOwner, response: str, lines: list[CartViewLine]) -> None:
    view = look_into_cart(turn, owner)
    turn.show("cart")
    turn.say(
        response,
        values={
            "lines": [name_line(line) for line in lines],
            "now": [f"{line.quantity} × {name_line(line)}" for line in view.lines],
            "total_cents": view.total_cents,
            "currency": view.currency,
        },
        quick_replies=[_CHECKOUT] if view.lines else [],
        **cart_facts(view),
    )
