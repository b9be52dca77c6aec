"""Things of their own orders that a shopper names in words that were not taken for a product."""

import re

from actions.turn import ActionTurn, Entity
from retrieval.terms import fold
from shop.orders.lookup import LONGEST_LIST, find_orders

_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME = re.compile(r"(?<=\s)[A-Z][a-z]{5,}\b")  # behind the make: "Cloudline"; a short one may be any word
_NAMING = frozenset({"product", "product_type", "order_id", "ordinal"})
_FREE_TEXT = frozenset({"address", "text"})


def note_own_things(turn: ActionTurn) -> None:
    """Add what the message calls by the last word or the name in a title of their orders: "socks", "my cloudlines".

    Only where nothing was heard that names an order, and never in a free text.
    """
    if turn.customer_id is None or turn.asking in _FREE_TEXT or any(one.name in _NAMING for one in turn.entities):
        return
    orders = find_orders(turn.store, turn.customer_id, limit=LONGEST_LIST)
    titles = [item.title for order in orders for item in order.items]
    heads = {fold(words[-1].casefold()) for title in titles if (words := _WORD.findall(title))}
    names = {fold(name.casefold()) for title in titles for name in _NAME.findall(title)}
    said = [word for word in _WORD.findall(turn.text.casefold()) if fold(word) in heads | names]
    turn.entities += tuple(Entity("product_type", word) for word in dict.fromkeys(said))
