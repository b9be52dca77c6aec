"""The product that people are asked about, and the question which one it is."""

import re
from collections.abc import Sequence
from typing import Any

from actions.names import join_names
from actions.quick_replies import numbered, quick_reply
from actions.reference.named_variants import match_option
from actions.reference.resolve import find_products_meant
from actions.tasks import ask_for, read_choice, said_place
from actions.turn import ActionTurn
from language.price_degrees import read_price_degree
from retrieval.terms import split_terms
from shop.catalogue import Product, find_product

MOST_CHOICES = 6
_NO_CHOICES = ("affirm", "deny", "thank")
_NAMES = ("product", "product_type", "brand")
_NO_NAMES = frozenset(split_terms("the that this one ones please pls ok then in add take i want"))
_POINTS = re.compile(r"\b(?:this|that|it|same)\b", re.IGNORECASE)


def find_one_product(turn: ActionTurn, flow: str = "") -> Product | None:
    """Return the product meant, or chosen of those that `ask_for_product` gave in this flow; None when unclear."""
    if turn.flow == flow and turn.asking == "product" and not turn.entity("product"):
        picked = read_choice(turn, flow)
        if picked is not None:
            return next(iter(read_products(turn, [picked])), None)
        if turn.intent in _NO_CHOICES:
            return None  # "ok" is no answer to "which one?", and what was talked about before is none either
        if len(left := _narrow_choices(turn)) == 1:
            return left[0]
    ids = find_products_meant(turn)
    if turn.flow == flow and turn.asking == "product" and ids == [turn.memory.product_id] and not turn.entities:
        ids = ids if _POINTS.search(turn.text) else []  # "only stars" means no product, let alone the one before
    return next(iter(read_products(turn, ids)), None) if len(ids) == 1 else None


def read_products(turn: ActionTurn, ids: Sequence[str]) -> list[Product]:
    """Return those of these products that are on sale, in this order."""
    with turn.store.read() as tx:
        return [product for product in tx.get_many(Product, ids).values() if product.active]


def _narrow_choices(turn: ActionTurn) -> list[Product]:
    """Return those of the products asked about that are described: "the strida", "the cheapest"; [] for none."""
    products = read_products(turn, turn.memory.choices)
    if products and (way := read_price_degree(turn.text)):
        pick = min if way < 0 else max
        return [pick(products, key=lambda product: product.price_from_cents)]
    said = [value for name in ("brand", "product_type") for value in turn.all_entities(name)]
    words = [word for value in said or [turn.text] for word in split_terms(value) if word not in _NO_NAMES]
    named = [one for one in products if words and set(words) <= set(_words_of(one))]
    looks = [*turn.all_entities("colour"), *turn.all_entities("material")]
    made = [one for one in named or products if looks and all(_comes_in(turn, one, look) for look in looks)]
    return made or named


def _words_of(product: Product) -> list[str]:
    return list(split_terms(f"{product.brand} {product.title} {product.type}"))


def _comes_in(turn: ActionTurn, product: Product, look: str) -> bool:
    variants = find_product(turn.store, product.id).variants
    return bool(match_option(look, [value for one in variants if one.active for value in one.options.values()]))


def ask_which_product(turn: ActionTurn, intent: str) -> None:
    """Ask which product is meant, of those that fit or were shown; each button asks the same of one of them."""
    ids = find_products_meant(turn) or ([] if turn.entity("product") else turn.memory.product_ids)
    titles = [product.title for product in read_products(turn, ids)][:MOST_CHOICES]
    turn.ask_which(intent, titles)
    alone = len(titles) == 1 and said_place(turn) not in (None, 1, -1)
    turn.say(
        "only_one_in_list" if alone else "which_product_do_you_mean",
        values={"titles": join_names(titles), "said": turn.entity("product") or ""},
        quick_replies=[quick_reply(title, intent, product=title) for title in titles],
    )


def ask_for_product(
    turn: ActionTurn, flow: str, response: str, ids: Sequence[str], gathered: dict[str, Any], **values: Any
) -> None:
    """Ask a flow's question for its product: which of those that the words fit, else one of these or any other."""
    meant = find_products_meant(turn)
    asked = turn.flow == flow and turn.asking == "product" and bool(turn.memory.choices)
    if asked and not any(turn.entity(name) for name in _NAMES):
        meant = []  # they are still what is asked about
        ids = [product.id for product in _narrow_choices(turn)] or list(turn.memory.choices)
    products = read_products(turn, meant if len(meant) > 1 else ids)[:MOST_CHOICES]
    ask_for(
        turn,
        flow,
        "product",
        response,
        gathered=gathered,
        choices=[product.id for product in products],
        values={
            "titles": join_names([product.title for product in products]),
            "said": turn.entity("product") or "" if not meant else "",
            **values,
        },
        quick_replies=numbered([product.title for product in products]),
    )
