"""What goes with a product, and whether two products fit each other."""

import re

from actions.context import current_graph
from actions.finding.choosing import choose, show_products
from actions.finding.for_occasion import show_suited
from actions.memory import Criteria
from actions.names import join_names
from actions.quick_replies import quick_reply
from actions.reference.resolve import find_product_meant, find_products_named
from actions.turn import ActionTurn, ShopAction
from actions.which_product import ask_which_product, read_products
from retrieval.graph import Fit, FitVerdict
from retrieval.occasions import find_occasion, read_occasions
from retrieval.terms import holds, split_terms
from shop.catalogue import Product

_ASKS_FOR_FIT = re.compile(
    r"\b(fits?|fitting|works?|working|compatible|connects?|pairs?|go|goes|match(?:es)?|suits?|used?|holds?|sits?)\b"
)
_MOST_NAMED = 4


class ActionFindMatching(ShopAction):
    """Shows what is made for a product, works with it, or is bought with it by many."""

    action_name = "action_find_matching"

    def act(self, turn: ActionTurn) -> None:
        kind = _read_kind(turn)
        if kind:
            turn.entities = tuple(entity for entity in turn.entities if entity.name != "product_type")
        product_id = find_product_meant(turn)
        if product_id is None:
            ask_which_product(turn, "find_matching")
            return
        occasion = _read_occasion(turn)
        chosen_by = {"as": "matching", "product_id": product_id, "kind": kind, "occasion": occasion}
        chosen = choose(turn, chosen_by)
        title = read_products(turn, [product_id])[0].title
        if occasion and not chosen:
            _tell_none_for(turn, product_id, title, occasion)
        elif chosen:
            similar = (quick_reply("Similar ones", "find_similar", product=title),)
            show_products(turn, "found_matching", chosen, chosen_by, {"title": title}, similar)
        else:
            turn.focus(product_id)
            turn.say("nothing_matching", values={"title": title}, evidence=[product_id])


def _read_occasion(turn: ActionTurn) -> str:
    """Return what it is for that goes with a thing, where the message ends so: "what goes with it for a hike".

    "" for "she got it for her birthday, what goes with it", and where nothing in the shop is for that.
    """
    asked = find_occasion(turn.text)
    return asked.name if asked and asked.last and current_graph().suited(asked.name) else ""


def _tell_none_for(turn: ActionTurn, product_id: str, title: str, occasion: str) -> None:
    """Say that nothing that goes with the product is for the occasion; then show what else is."""
    told = read_occasions()[occasion].told
    turn.say("nothing_matching_for", values={"title": title, "occasion": told}, evidence=[product_id])
    if not show_suited(turn, Criteria(occasion=occasion), excluded=[product_id]):
        turn.focus(product_id)


def _read_kind(turn: ActionTurn) -> str:
    """Return the kind that is wanted to go with it, "" for any: in "a case for it" the case, not in "with these boots".

    It is of what is wanted where the product has its name, or where what is talked about is of another kind.
    """
    kind = turn.entity("product_type") or ""
    if not kind or turn.entity("product"):
        return kind
    talked_about = read_products(turn, [id for id in (turn.memory.product_id, turn.page_product_id) if id])[:1]
    return kind if any(not holds(split_terms(one.type), split_terms(kind)) for one in talked_about) else ""


def answer_fit(turn: ActionTurn) -> bool:
    """Answer whether two products fit each other, if that is asked and the shop states it; return whether it was."""
    pair = _find_pair(turn)
    if pair is None:
        return False
    one, other = pair
    verdict = current_graph().judge_fit(one.id, other.id)
    if verdict.fit is Fit.NOT_STATED:
        return False
    _tell(turn, one, other, verdict)
    return True


def _tell(turn: ActionTurn, one: Product, other: Product, verdict: FitVerdict) -> None:
    part, whole = (one, other) if verdict.evidence_ids == (one.id,) else (other, one)
    fits = read_products(turn, [id for id in verdict.fits_ids if id != part.id])
    turn.focus(part.id)
    turn.say(
        "products_fit" if verdict.fit is Fit.FITS else "products_do_not_fit",
        values={
            "part": part.title,
            "whole": whole.title,
            "fits": join_names([product.title for product in fits], most=_MOST_NAMED),
        },
        quick_replies=(quick_reply(f"What goes with the {whole.title}?", "find_matching", product=whole.title),),
        evidence=[part.id, whole.id],
    )


def _find_pair(turn: ActionTurn) -> tuple[Product, Product] | None:
    """Return the two products of a question about fitting: both named, or one and the one that is talked about."""
    if not _ASKS_FOR_FIT.search(turn.text.lower()):
        return None
    named = [ids[0] for name in turn.all_entities("product") if len(ids := find_products_named(turn, name)) == 1]
    ids = list(dict.fromkeys([*named, *filter(None, (turn.memory.product_id, turn.page_product_id))]))[:2]
    products = read_products(turn, ids) if named else []
    return (products[0], products[1]) if len(products) == 2 else None
