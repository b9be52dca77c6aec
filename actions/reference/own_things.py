"""Things of their own orders that a shopper names in words that were not taken for a product."""

import re

from actions.turn import ActionTurn, Entity
from retrieval.terms import fold
from shop.orders.lookup import LONGEST_LIST, find_orders

_WORD = re.compile(r"[^\W\d_]{3,}")
_NAMING = frozenset({"product", "product_type", "order_id", "ordinal"})
_FREE_TEXT = frozenset({"address", "text"})


def note_own_things(turn: ActionTurn) -> None:
    """Add what the message calls by the last word of a title in the shopper's orders: "socks", "kettles".

    Only where nothing was heard that names an order, and never in a free text.
    """
    if turn.customer_id is None or turn.asking in _FREE_TEXT or any(one.name in _NAMING for one in turn.entities):
        return
    orders = find_orders(turn.store, turn.customer_id, limit=LONGEST_LIST)
    heads = {
        fold(words[-1].casefold()) for order in orders for item in order.items if (words := _WORD.findall(item.title))
    }
    said = [word for word in _WORD.findall(turn.text.casefold()) if fold(word) in heads]
    turn.entities += tuple(Entity("product_type", word) for word in dict.fromkeys(said))
