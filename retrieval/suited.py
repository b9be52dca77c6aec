"""What a search shows for an occasion, "something for camping", from the knowledge graph."""

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.graph import KnowledgeGraph
from retrieval.occasion_wishes import OccasionWish
from retrieval.suiting import Said

_LEAST = 3  # products that are a choice of presents


@dataclass(frozen=True)
class Suited:
    """What is for the wish: products, each with whether its own texts say so, and types, all of whose products are."""

    wish: OccasionWish
    products: Mapping[str, bool]
    types: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.products or self.types)


def find_suited(graph: KnowledgeGraph, wish: OccasionWish) -> Suited:
    """Return what is for the wish: of a present what is given then, or else what is used then, if that is a choice."""
    given = frozenset(graph.given_at(wish.occasion)) if wish.is_present else frozenset()
    if given:
        return Suited(wish, {}, given)
    found = graph.suited(wish.occasion)
    if wish.is_present and len(found) < _LEAST:
        return Suited(wish, {})
    return Suited(wish, {one.product_id: one.evidence.said is not Said.KIND for one in found})
