"""Things like one product: within what the message says, and, for one of a list, within what was said of the list."""

from dataclasses import replace
from typing import Any

from actions.finding.choosing import choose, show_products
from actions.finding.chosen import Chosen
from actions.finding.criteria import read_criteria
from actions.finding.refining import read_refinement
from actions.finding.search import next_ideas
from actions.memory import Criteria
from actions.reference.resolve import find_product_meant
from actions.turn import ActionTurn
from actions.which_product import ask_which_product
from shop.catalogue import Product, find_product


def show_similar(turn: ActionTurn) -> None:
    """Show what is like the product that the message means; ask which one when that is not clear."""
    product_id = find_product_meant(turn)
    if product_id is None:
        ask_which_product(turn, "find_similar")
        return
    product = find_product(turn.store, product_id).product
    chosen_by: dict[str, Any] = {"as": "similar", "product_id": product_id}
    chosen = choose_alike(turn, product)
    if chosen:
        show_products(turn, "found_similar", chosen, chosen_by, {"title": product.title}, next_ideas())
    else:
        turn.focus(product_id)
        turn.say("nothing_similar", values={"title": product.title}, evidence=[product_id])


def choose_alike(turn: ActionTurn, product: Product) -> list[Chosen]:
    """Return what is like the product within what the message says, the best first, and remember these limits.

    For nothing the limits stay what they were.
    """
    turn.memory.criteria = _read_limits(turn, product)
    chosen = choose(turn, {"as": "similar", "product_id": product.id}, excluded=[product.id])
    if not chosen:
        turn.memory.criteria = turn.list_before.criteria
    return chosen


def _read_limits(turn: ActionTurn, product: Product) -> Criteria:
    """Return the limits of the message in place of those of the list that the product was shown in, if it was."""
    said, signs = read_criteria(turn), read_refinement(turn)
    before = turn.memory.criteria if product.id in turn.memory.product_ids else Criteria()
    cheaper = product.price_from_cents - 1 if signs.has("cheaper") else None
    named = said.price_min_cents is not None or said.price_max_cents is not None or cheaper is not None
    limits = Criteria(
        size=before.size,
        features=said.features,
        price_min_cents=said.price_min_cents if named else before.price_min_cents,
        price_max_cents=said.price_max_cents if named else before.price_max_cents,
        not_brands=_join(before.not_brands, said.not_brands, [product.brand] if signs.has("other_brand") else []),
        not_colours=_join(before.not_colours, said.not_colours),
        not_features=_join(before.not_features, said.not_features),
    )
    return limits if cheaper is None or said.price_max_cents is not None else replace(limits, price_max_cents=cheaper)


def _join(*lists: list[str]) -> list[str]:
    return list(dict.fromkeys(value for values in lists for value in values))
