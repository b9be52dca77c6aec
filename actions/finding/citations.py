"""Where what is said of products stands: addresses that open the place, and the reviews themselves."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from actions.cards import make_review_snippets
from actions.links import Link
from actions.turn import ActionTurn
from retrieval.search import FactSource, FoundFact
from shop.catalogue import Product
from shop.errors import NotFound
from shop.reviews.reading import SeenReview, find_review

_PARTS = {FactSource.ATTRIBUTE: ("Details of", "details"), FactSource.DESCRIPTION: ("About", "about")}  # of its page


def cite(turn: ActionTurn, facts: Sequence[tuple[Product, FoundFact]]) -> dict[str, Any]:
    """Return the parts of a reply by which its facts can be opened: links, reviews, and the evidence; each once."""
    links = [_link(product, fact) for product, fact in facts if fact.source is not FactSource.REVIEW]
    reviews = list(_read(turn, [fact.source_id for _, fact in facts if fact.source is FactSource.REVIEW]))
    return {
        "links": list(dict.fromkeys(links)),
        "reviews": make_review_snippets(turn, reviews),
        "evidence": list(dict.fromkeys(fact.source_id for _, fact in facts)),
    }


def page_of(product_id: str, part: str = "") -> str:
    """Return the address of the product's page, or of a part of it: details, about, reviews, a question's id."""
    return f"/p/{quote(product_id, safe='')}{'#' if part else ''}{quote(part)}"


def _link(product: Product, fact: FoundFact) -> Link:
    what, part = _PARTS.get(fact.source, ("Questions about", fact.source_id))
    return Link(f"{what} the {product.title}", page_of(product.id, part))


def _read(turn: ActionTurn, review_ids: Iterable[str]) -> Iterator[SeenReview]:
    for id in dict.fromkeys(review_ids):
        try:
            yield find_review(turn.store, turn.customer_id, id)
        except NotFound:  # hidden since it was found
            continue
