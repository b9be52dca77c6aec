"""The product that people are asked about, and the question which one it is."""

import re
from collections.abc import Sequence
from typing import Any

from actions.names import join_names
from actions.quick_replies import numbered, quick_reply
from actions.reference.resolve import find_products_meant
from actions.tasks import ask_for, read_choice
from actions.turn import ActionTurn
from shop.catalogue import Product

MOST_CHOICES = 6
_NO_CHOICES = ("affirm", "deny", "thank")
_POINTS = re.compile(r"\b(?:this|that|it|same)\b", re.IGNORECASE)


def find_one_product(turn: ActionTurn, flow: str = "") -> Product | None:
    """Return the product meant, or chosen of those that `ask_for_product` gave in this flow; None when unclear."""
    if turn.flow == flow and turn.asking == "product" and not turn.entity("product"):
        picked = read_choice(turn, flow)
        if picked is not None:
            return next(iter(read_products(turn, [picked])), None)
        if turn.intent in _NO_CHOICES:
            return None  # "ok" is no answer to "which one?", and what was talked about before is none either
    ids = find_products_meant(turn)
    if turn.flow == flow and turn.asking == "product" and ids == [turn.memory.product_id] and not turn.entities:
        ids = ids if _POINTS.search(turn.text) else []  # "only stars" means no product, let alone the one before
    return next(iter(read_products(turn, ids)), None) if len(ids) == 1 else None


def read_products(turn: ActionTurn, ids: Sequence[str]) -> list[Product]:
    """Return those of these products that are on sale, in this order."""
    with turn.store.read() as tx:
        return [product for product in tx.get_many(Product, ids).values() if product.active]


def ask_which_product(turn: ActionTurn, intent: str) -> None:
    """Ask which product is meant, of those that fit or were shown; each button asks the same of one of them."""
    ids = find_products_meant(turn) or ([] if turn.entity("product") else turn.memory.product_ids)
    titles = [product.title for product in read_products(turn, ids)][:MOST_CHOICES]
    turn.say(
        "which_product_do_you_mean",
        values={"titles": join_names(titles), "said": turn.entity("product") or ""},
        quick_replies=[quick_reply(title, intent, product=title) for title in titles],
    )


def ask_for_product(
    turn: ActionTurn, flow: str, response: str, ids: Sequence[str], gathered: dict[str, Any], **values: Any
) -> None:
    """Ask a flow's question for its product: which of those that the words fit, else one of these or any other."""
    meant = find_products_meant(turn)
    if not ids and not turn.entity("product") and turn.flow == flow and turn.asking == "product":
        ids = turn.memory.choices  # they are still what is asked about
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
