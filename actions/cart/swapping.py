"""Something in the cart that makes room for another product: "swap the second for the cheapest"."""

import re
from collections.abc import Sequence
from typing import Any

from actions.cart.adding import FLOW, ActionAddToCart
from actions.finding.choosing import search_for
from actions.finding.furthest import asks_degree, going_furthest
from actions.finding.swapping import find_by_words, find_on_sale
from actions.memory import Criteria
from actions.orders.swaps import find_swap
from actions.quick_replies import quick_reply
from actions.reference.named_variants import match_option
from actions.reference.resolve import find_products_named
from actions.tasks import end_task, gathered
from actions.turn import ActionTurn, Entity
from actions.which_product import ask_for_product, read_products
from language.price_degrees import asks_for_cheaper
from language.swaps import Swap, is_it, read_swap
from language.values import read_ordinal
from retrieval.terms import split_wanted
from shop.carts import CartOwner
from shop.catalogue import Listing, Product, find_product
from shop.checkout import CartView, CartViewLine

_COUNT = re.compile(
    r"(?:just |only )?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?: (?:of (?:them|those|it)|pieces?|pcs))?",
    re.IGNORECASE,
)  # "change it to 2"
_DEGREE = re.compile(r"\b(?:(?:best|highest|top)[- ]rated|(?:most|least) \w+|\w{3,}est)\b", re.IGNORECASE)
_MOST = 3  # that are asked about where several may come in
_NAMES_NOTHING = frozenset(("1", "one", "ones", "number", "no", "other", "another", "different", "something"))


def swap_product(turn: ActionTurn, owner: CartOwner, view: CartView | None) -> bool:
    """Put another product where one of the cart was, or ask which; return whether the message swaps any.

    What is only being added, and is not in the cart yet, is added no more. Another colour or size of the same product
    is no swap of products.
    """
    swap = read_swap(turn.text)
    if swap is None or not swap.into or _COUNT.fullmatch(swap.into):
        return False
    wish = gathered(turn, FLOW)
    if wish.get("product_id") and _is_meant(turn, swap.out, str(wish["product_id"])):
        old = find_product(turn.store, str(wish["product_id"]))
        return not _only_changes_look(turn, swap, old, {}) and _take_instead(turn, owner, swap, old.product)
    line = _find_line(turn, swap.out, list(view.lines)) if view else None
    if line is None:
        return _say_not_in_cart(turn, swap)
    old = find_product(turn.store, line.product_id)
    return not _only_changes_look(turn, swap, old, line.options) and _take_instead(turn, owner, swap, old.product, line)


def _is_meant(turn: ActionTurn, words: str, product_id: str) -> bool:
    """Say whether the words mean this product: by its name, or by its place in the list shown."""
    shown = turn.memory.product_ids if turn.shown == "products" else []
    return is_it(words) or find_by_words(turn, words, [product_id], shown) == product_id


def _find_line(turn: ActionTurn, words: str, lines: Sequence[CartViewLine]) -> CartViewLine | None:
    """Return the line that the words mean by its place in the cart on the screen, or by its product; None else."""
    place = read_ordinal(words)
    if place is not None and turn.shown != "products":
        return lines[place - 1 if place > 0 else place] if -len(lines) <= place <= len(lines) else None
    ids = list(dict.fromkeys(line.product_id for line in lines))
    pointed = is_it(words)
    meant = turn.memory.product_id if pointed else find_by_words(turn, words, ids, turn.memory.product_ids)
    found = [line for line in lines if line.product_id == meant]
    named = [line for line in found if any(match_option(words, [value]) for value in line.options.values())]
    found = named or found or (list(lines) if pointed else [])
    return found[0] if len(found) == 1 else None


def _only_changes_look(turn: ActionTurn, swap: Swap, old: Listing, options: dict[str, str]) -> bool:
    found = find_swap(turn, old, options)
    looks = {
        word
        for name in ("colour", "size", "material")
        for said in turn.all_entities(name)
        for word in split_wanted(said)
    }
    words = set(split_wanted(swap.into)) - _NAMES_NOTHING
    stepped = found.said and not looks  # "for a bigger one"
    return stepped or (bool(looks) and words <= looks | {"size", "colour", "color"})


def _take_instead(
    turn: ActionTurn, owner: CartOwner, swap: Swap, old: Product, line: CartViewLine | None = None
) -> bool:
    """Add what shall come in for the old one, or ask which; True, as the message is answered by either."""
    ids = _find_into(turn, swap.into, old)
    if ids == [old.id]:
        turn.say("swap_is_there", values={"title": old.title, "furthest": _name_degree(swap.into)}, evidence=[old.id])
        return True
    wish: dict[str, Any] = {"instead_of": line.variant_id, "quantity": line.quantity} if line else {}
    end_task(turn, FLOW)
    _hear_only(turn, swap.into)
    if len(ids) != 1:
        ask_for_product(turn, FLOW, "which_instead", ids[:_MOST], wish, said=swap.into, old=old.title)
        return True
    _keep_size(turn, find_product(turn.store, ids[0]), line.options if line else {})
    turn.focus(ids[0])
    ActionAddToCart().add_in_turn(turn, owner, {"product_id": ids[0], **wish})
    return True


def _name_degree(words: str) -> str:
    """Return "the cheapest" for "the cheapest one you have", and for "something cheaper" where nothing is."""
    said = None if asks_for_cheaper(words) else _DEGREE.search(words)
    return f"the {said[0].lower()}" if said else "the cheapest"


def _find_into(turn: ActionTurn, words: str, old: Product) -> list[str]:
    """Return what may come in: [the old] where nothing goes further than it does, [] where the words fit nothing."""
    of_kind = [one.product_id for one in search_for(turn, Criteria(product_type=old.type, in_stock=True))]
    others = [id for id in of_kind if id != old.id]
    if asks_for_cheaper(words):
        cheaper = [one for one in read_products(turn, others) if one.price_from_cents < old.price_from_cents]
        return [one.id for one in sorted(cheaper, key=lambda one: one.price_from_cents)] or [old.id]
    if asks_degree(words):
        first = [product.id for product in going_furthest(turn, words, [*others, old.id])]
        return [old.id] if old.id in first else first
    if is_it(words):
        return [turn.memory.product_id] if turn.memory.product_id not in ("", old.id) else []
    found = find_by_words(turn, words, others, turn.memory.product_ids) or find_on_sale(turn, words, [old.id])
    named = [id for id in find_products_named(turn, words) if id != old.id]
    return [found] if found not in ("", old.id) else named


def _hear_only(turn: ActionTurn, words: str) -> None:
    """Hear what comes in, as if it were all that the message said; its name and its place are known by now."""
    looks = [each for each in turn.entities if each.name in ("colour", "size", "material")]
    turn.entities = tuple(each for each in looks if each.value.casefold() in words.casefold())
    turn.text = words


def _keep_size(turn: ActionTurn, listing: Listing, options: dict[str, str]) -> None:
    """Take the size that the old one had where the new one comes in it and nothing else was said."""
    values = [
        value for one in listing.variants if one.available for name, value in one.options.items() if name == "size"
    ]
    if options.get("size") in values and not turn.entity("size"):
        turn.entities = (*turn.entities, Entity("size", options["size"]))


def _say_not_in_cart(turn: ActionTurn, swap: Swap) -> bool:
    """Say that what was shown is not in the cart, and offer what should come in its place; return whether it was."""
    out = find_by_words(turn, swap.out, turn.memory.product_ids, turn.memory.product_ids)
    if turn.shown != "products" or not out:
        return False
    old = find_product(turn.store, out).product
    into = [id for id in _find_into(turn, swap.into, old) if id != old.id]
    titles = [product.title for product in read_products(turn, into)][:_MOST]
    turn.say(
        "not_in_cart_to_swap",
        values={"title": old.title, "titles": titles},
        quick_replies=[quick_reply(f"Add {title}", "add_to_cart", product=title) for title in titles],
        evidence=[old.id],
    )
    return True
