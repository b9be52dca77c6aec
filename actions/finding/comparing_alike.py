"""A product beside others like it that nobody has named yet: "compare it with something cheaper"."""

import re

from actions.finding.likeness import choose_alike
from actions.listings import read_listings
from actions.reference.resolve import find_product_meant
from actions.turn import ActionTurn
from shop.catalogue import find_product

_MOST = 3  # of several, beside the one
_ALIKE = re.compile(
    r"\b(?:with|to|against|vs\.?|versus|and|next to|beside) (?:(?:something|anything|one|ones|a few|some|two|three|any"
    r"|an?|the next|your|other) ?)+(?:\w+ )?"
    r"(?:cheaper|che?per|less expensive|similar|alike|like (?:it|that|this)|comparable|alternatives?|others?|else"
    r"|rivals?|competitors?)\b",
    re.IGNORECASE,
)
_ALTERNATIVES = re.compile(r"\b(?:its|the|with|to) (?:\w+ )?(?:alternatives|competitors|rivals)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:ones|some|a few|others|alternatives|rivals|competitors|two|three)\b", re.IGNORECASE)


def compares_with_alike(turn: ActionTurn) -> bool:
    """Say whether a product is to be compared with what is like it, and nothing else is named."""
    other = len(turn.all_entities("product")) > 1 or turn.entity("product_type") or turn.entity("ordinal")
    return not other and (_ALIKE.search(turn.text) or _ALTERNATIVES.search(turn.text)) is not None


def find_beside(turn: ActionTurn) -> list[str]:
    """Return the product meant and what of its kind is most like it, cheaper where the message says so.

    [] where it is not clear which product is meant, or nothing is like it; the latter is said.
    """
    product_id = find_product_meant(turn)
    if product_id is None:
        return []
    product = find_product(turn.store, product_id).product
    count = _MOST if _SEVERAL.search(turn.text) else 1
    alike = read_listings(turn, [one.product_id for one in choose_alike(turn, product)])
    ids = [each.product.id for each in alike if each.product.type == product.type][:count]
    if not ids:
        turn.focus(product_id)
        turn.say("nothing_similar", values={"title": product.title}, evidence=[product_id])
        return []
    turn.memory.chosen_by = {"as": "similar", "product_id": product_id, "ids": ids}
    return [product_id, *ids]
