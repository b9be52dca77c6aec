"""Which of their own orders a customer means."""

import re
from collections.abc import Callable

from rapidfuzz import fuzz

from actions.reference.product_names import split_name
from actions.turn import ActionTurn
from language.values import read_order_number, read_ordinal
from retrieval.terms import fold
from shop.errors import NotFound
from shop.orders.lookup import LONGEST_LIST, find_order, find_orders
from shop.orders.records import Order
from shop.store import Store

_NEWEST = re.compile(
    r"\b(?:last|latest|newest|recent)\b(?:\s+\w+)?\s+(?:orders?|purchase|parcel|package)\b"
    r"|\b(?:last|latest|newest) (?:thing|things|item|items|stuff|bit)\b"  # not the last of a list
    r"|\b(?:last|recently) (?:buy|order|purchase|bought|ordered|purchased)\b"
    r"|\b(?:buy|bought|order|ordered) (?:last|recently)\b"
)
_WITH_ITS_LETTER = re.compile(r"#?\bw[\s-]?\d{4,12}\b", re.IGNORECASE)
_BETWEEN = (  # things in a list
    r"\s*(?:,|\band\b|&|\+|\bplus\b|\bas well as\b)(?:\s*(?:also|both|and|the|my|that|those|these)\b)*"
    r"\s+(?:\S+\s+)?"
)
_CLOSE = 85  # of 100
_NAMING = ("order_id", "product", "product_type", "ordinal")


def names_order(turn: ActionTurn) -> bool:
    """Say whether the message itself tells which order, beyond "it"."""
    return any(turn.entity(name) for name in _NAMING)


def find_orders_meant(turn: ActionTurn) -> list[Order]:
    """Return the customer's orders that the message means, newest first; [] for none, for guests, and when unclear.

    A number that is not theirs, or a product in none of their orders, gives none: never another order instead.
    """
    if turn.customer_id is None:
        return []
    numbers = turn.all_entities("order_id") or _WITH_ITS_LETTER.findall(turn.text)
    if numbers:
        return _find_numbered(turn.store, turn.customer_id, numbers)
    if _NEWEST.search(turn.text.lower()):
        return list(find_orders(turn.store, turn.customer_id, limit=1))
    # Things before places: "the kettle broke, the second thing that did" is not about the second order.
    products = [*turn.all_entities("product"), *turn.all_entities("product_type")]
    holding = _find_holding(turn.store, turn.customer_id, products) if products else []
    ids = _ids_at_place(turn)
    if holding or (products and ids is None):
        return [order for order in holding if order.id in (ids or ())] or holding
    if ids is not None:
        return _find_numbered(turn.store, turn.customer_id, ids)
    return _find_numbered(turn.store, turn.customer_id, [turn.memory.order_id] if turn.memory.order_id else [])


def find_order_of_each(turn: ActionTurn, fits: Callable[[Order], bool]) -> dict[str, Order | None]:
    """Return the order of each thing that the message lists, None for a thing in no order; {} if one order has all.

    "Return the kettle and the lamp" is of two orders; of several with a kettle the newest that fits counts, and one
    that has another of the things already.
    """
    listed = _listed_things(turn)
    if turn.customer_id is None or len(listed) < 2:
        return {}
    found: dict[str, Order | None] = {}
    for thing in listed:
        holding = _find_holding(turn.store, turn.customer_id, [thing])
        taken = [order for order in holding if order in found.values()]
        found[thing] = next(iter([*taken, *filter(fits, holding), *holding]), None)
    return found if len({order.id if order else "" for order in found.values()}) > 1 else {}


def _listed_things(turn: ActionTurn) -> list[str]:
    """Return the things that stand in a list, one after the other: "the kettle and the lamp"; [] for none."""
    things = [entity.value for entity in turn.entities if entity.name in ("product", "product_type")]
    row = _BETWEEN.join(map(re.escape, things))
    return things if len(things) > 1 and re.search(row, turn.text, re.IGNORECASE) else []


def _find_numbered(store: Store, customer_id: str, numbers: list[str]) -> list[Order]:
    found = (_find_one(store, customer_id, number) for number in numbers)
    orders = {order.id: order for order in found if order is not None}
    return sorted(orders.values(), key=lambda order: order.placed_at, reverse=True)


def _find_one(store: Store, customer_id: str, number: str) -> Order | None:
    """Return the order of this number as it was written, else as the shop writes it."""
    for written in filter(None, (number, read_order_number(number))):
        try:
            return find_order(store, customer_id, written)
        except NotFound:
            continue
    return None


def _ids_at_place(turn: ActionTurn) -> list[str] | None:
    """Return the id at the place in the list of orders that the message names; None when it names none."""
    place = read_ordinal(turn.entity("ordinal") or "") if turn.shown == "orders" else None
    if place is None:
        return None
    ids = turn.memory.order_ids
    index = place - 1 if place > 0 else len(ids) + place
    return [ids[index]] if 0 <= index < len(ids) else []


def _find_holding(store: Store, customer_id: str, products: list[str]) -> list[Order]:
    """Return the orders with a piece of this name or kind; with every one of them, if there are such.

    Who is called just so goes before who is nearly called so.
    """
    orders = find_orders(store, customer_id, limit=LONGEST_LIST)
    for holds in (all, any):
        for is_called in (_has_words, _is_nearly_called):
            held = [order for order in orders if holds(_holds(order, name, is_called) for name in products)]
            if held:
                return held
    return []


def _holds(order: Order, name: str, is_called: Callable[[list[str], list[str]], bool]) -> bool:
    said = split_name(name)
    return bool(said) and any(is_called(split_name(item.title), said) for item in order.items)


def _has_words(title: list[str], said: list[str]) -> bool:
    """Say whether the title has these words, in whatever place: "Windlite jacket", "Cloudline shoes"."""
    return set(map(fold, said)) <= set(map(fold, title))


def _is_nearly_called(title: list[str], said: list[str]) -> bool:
    """Say whether the title has nearly these words in a row, whole ones: "head lamp" for a headlamp, no "lamp"."""
    words = "".join(said)
    rows = ("".join(title[start : start + long]) for start in range(len(title)) for long in _nearly(len(said)))
    return any(fuzz.ratio(words, row) >= _CLOSE for row in rows)


def _nearly(long: int) -> range:
    return range(max(long - 1, 1), long + 2)
