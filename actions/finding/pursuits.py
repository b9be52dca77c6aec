"""Which of some products go with what people do: "run", "camping", "make coffee", "winter"."""

import re
from collections.abc import Sequence

from actions.context import current_graph, current_shelf
from actions.reference.nicknames import plain_name
from actions.turn import ActionTurn
from retrieval.occasions import find_occasion
from retrieval.terms import split_wanted
from shop.catalogue import Product

_TELLS_LITTLE = frozenset(
    ("like", "love", "have", "own", "into", "lot", "stuff", "thing", "things", "good", "well", "make", "making", "go")
)


def keep_for(turn: ActionTurn, doing: str, product_ids: Sequence[str]) -> list[str]:
    """Return those on sale that go with it by their kind, by where they stand or what is said of them; all for ""."""
    with turn.store.read() as tx:
        products = [one for one in tx.get_many(Product, product_ids).values() if one.active]
    if not doing:
        return [one.id for one in products]
    occasion = find_occasion(f"for {doing}")
    suited = {one.product_id for one in current_graph().suited(occasion.name)} if occasion else set[str]()
    kinds = _kinds_for(doing)
    words = {plain_name(word).rstrip("s") for word in split_wanted(doing)} - _TELLS_LITTLE
    return [one.id for one in products if one.id in suited or one.type in kinds or _stands_under(one, words)]


def goes_with_things(doing: str) -> bool:
    """Say whether the shop has things for what they do who "run" or are "runners"."""
    return bool(_kinds_for(doing)) or find_occasion(f"for {doing}") is not None


def _stands_under(product: Product, words: set[str]) -> bool:
    about = plain_name(f"{product.type} {' '.join(product.path)}")
    return bool(words) and all(word in about for word in words)


def _kinds_for(doing: str) -> dict[str, str]:
    return current_shelf().kinds_liked(". ".join(_forms(doing)))


def _forms(doing: str) -> list[str]:
    """Return the words, and what is done by those who do it: "run" and "runner" give "running"."""
    words = [plain_name(word) for word in doing.split()]
    stems = [re.sub(r"(?:e?rs?|s|e)$", "", word) for word in words]
    return [doing, *(f"{stem}ing" for stem in stems), *(f"{stem}{stem[-1]}ing" for stem in stems if stem)]
