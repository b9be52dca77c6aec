"""What belongs to what: products, brands, kinds, materials, occasions and articles, and how they are related.

Relations of products are those that the shop states, and what enough customers bought together. A case fits only its
model: whatever is stated to be an accessory of some products fits no other one. What is for which occasion its own
texts say, or else its kind; what they say against it counts before both.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from retrieval.occasions import read_occasions
from retrieval.suiting import Evidence, Said, read_evidence
from retrieval.terms import holds, split_terms
from shop.catalogue import Product
from shop.knowledge import Article

LEAST_TOGETHER = 5  # customers who bought both: fewer would tell of single people
_FITS_NAMES = ("fits", "compatible with", "works with")  # attributes that may name products
_MATERIALS = ("material", "upper", "cover", "shell", "filling")


class Relation(StrEnum):
    """An edge from a product; those from something else name it."""

    MADE_BY = "made_by"  # -> brand
    IS_A = "is_a"  # -> type
    WITHIN = "within"  # -> category
    MADE_OF = "made_of"  # -> material
    ACCESSORY_OF = "accessory_of"  # -> product
    WORKS_WITH = "works_with"  # -> product, both ways
    ALTERNATIVE_TO = "alternative_to"  # -> product, both ways
    BOUGHT_WITH = "bought_with"  # -> product, both ways; `count` customers
    SUITS = "suits"  # -> occasion; `evidence` says so
    UNSUITED_TO = "unsuited_to"  # -> occasion; likewise
    GOES_WITH = "goes_with"  # type -> occasion, by the vocabulary of occasions
    GIVEN_AT = "given_at"  # type -> occasion, likewise
    ABOUT = "about"  # article -> type, brand or material


class Fit(StrEnum):
    FITS = "fits"
    DOES_NOT_FIT = "does_not_fit"
    NOT_STATED = "not_stated"


@dataclass(frozen=True)
class Matching:
    """A product that goes with another one, and why; `count` customers bought both, 0 when the shop states it."""

    product_id: str
    relation: Relation
    count: int = 0


@dataclass(frozen=True)
class Suited:
    """A product that is for an occasion, and what says so."""

    product_id: str
    evidence: Evidence


@dataclass(frozen=True)
class FitVerdict:
    """Whether one product fits another; `fits_ids` are all that it is stated to fit, `evidence_ids` who states it."""

    fit: Fit
    fits_ids: tuple[str, ...] = ()
    evidence_ids: tuple[str, ...] = ()


Node = tuple[str, str]
"""Its kind ("product", "brand", "type", "category", "material", "occasion", "article") and its id or name."""


class KnowledgeGraph:
    """The graph of one moment; made by `build_graph`. Safe to share between threads."""

    def __init__(self, graph: "nx.MultiDiGraph[Node]", bought_by: Mapping[tuple[str, str], int] | None = None) -> None:
        self._graph = graph
        self._bought_by = bought_by or {}

    def matching(self, product_id: str) -> tuple[Matching, ...]:
        """Return what goes with the product: its accessories, what works with it, then what is bought with it most.

        () for nothing and for an unknown product. A product comes once, with its strongest relation; what is bought
        with it is of another type: two kettles do not go with each other.
        """
        node: Node = ("product", product_id)
        stated = [
            *((id, Relation.ACCESSORY_OF) for id in self._sources(node, Relation.ACCESSORY_OF)),
            *((id, Relation.WORKS_WITH) for id in self._targets(node, Relation.WORKS_WITH)),
        ]
        found = {id: Matching(id, relation) for id, relation in reversed(stated)}
        ordered = [found[id] for id in dict.fromkeys(id for id, _ in stated)]
        kind = self._targets(node, Relation.IS_A)
        together = sorted(self._bought_with(node), key=lambda one: (-one.count, one.product_id))
        others = (one for one in together if self._targets(("product", one.product_id), Relation.IS_A) != kind)
        return (*ordered, *(one for one in others if one.product_id not in found))

    def buyers_who_like(self, product_id: str, interests: Collection[str]) -> tuple[str, int]:
        """Return the interest of these, as `interest_names` has them, that most buyers state, and how many do.

        ("", 0) where they are fewer than 5: that would tell of single people.
        """
        counts = [(self._bought_by.get((name, product_id), 0), name) for name in interests]
        count, name = max(counts, default=(0, ""))
        return (name, count) if count >= LEAST_TOGETHER else ("", 0)

    def alternatives(self, product_id: str) -> tuple[str, ...]:
        """Return the products that the shop names in place of this one; () for none."""
        return tuple(self._targets(("product", product_id), Relation.ALTERNATIVE_TO))

    def suited(self, occasion: str) -> tuple[Suited, ...]:
        """Return what its own texts say is for the occasion, the surest first, then what goes with it by its kind.

        Nothing whose texts say that it is not for it; () for an occasion that the vocabulary does not have.
        """
        node: Node = ("occasion", occasion)
        unsuited = set(self._sources(node, Relation.UNSUITED_TO))
        found = {one.product_id: one for one in self._stated(node)}
        for type in self._sources(node, Relation.GOES_WITH):
            by_kind = Evidence(occasion, Said.KIND, type)
            for id in self._sources(("type", type), Relation.IS_A):
                found.setdefault(id, Suited(id, by_kind))
        surest = list(Said)
        ordered = sorted(found.values(), key=lambda one: surest.index(one.evidence.said))
        return tuple(one for one in ordered if one.product_id not in unsuited)

    def given_at(self, occasion: str) -> tuple[str, ...]:
        """Return the types of what is given at the occasion, in the order of the vocabulary; () for none."""
        return tuple(self._sources(("occasion", occasion), Relation.GIVEN_AT))

    def judge_fit(self, one_id: str, other_id: str) -> FitVerdict:
        """Return whether the products fit each other, whichever of them is the accessory, as far as the shop states it.

        What is an accessory, or states what it fits, fits nothing but that.
        """
        for part_id, whole_id in ((one_id, other_id), (other_id, one_id)):
            fits_ids = self._fits(part_id)
            if whole_id in fits_ids:
                return FitVerdict(Fit.FITS, fits_ids, (part_id,))
        for part_id, whole_id in ((one_id, other_id), (other_id, one_id)):
            wholes = self._wholes(part_id)
            if wholes and self._kind_of(whole_id) in {self._kind_of(id) for id in wholes}:
                return FitVerdict(Fit.DOES_NOT_FIT, wholes, (part_id,))
        return FitVerdict(Fit.NOT_STATED)

    def articles_about(self, product_id: str) -> tuple[str, ...]:
        """Return the articles about its type, material or brand, those of the type first; () for none."""
        ids: dict[str, None] = {}
        for relation in (Relation.IS_A, Relation.MADE_OF, Relation.MADE_BY):
            for target in self._nodes(("product", product_id), relation):
                ids |= dict.fromkeys(self._sources(target, Relation.ABOUT))
        return tuple(ids)

    def _fits(self, product_id: str) -> tuple[str, ...]:
        node: Node = ("product", product_id)
        return tuple(
            dict.fromkeys([*self._targets(node, Relation.ACCESSORY_OF), *self._targets(node, Relation.WORKS_WITH)])
        )

    def _wholes(self, product_id: str) -> tuple[str, ...]:
        return tuple(self._targets(("product", product_id), Relation.ACCESSORY_OF))

    def _kind_of(self, product_id: str) -> str:
        """Return the last category: a case that fits one phone says nothing of a power bank, all of other phones."""
        return next((name for _, name in self._nodes(("product", product_id), Relation.WITHIN)), product_id)

    def _bought_with(self, node: Node) -> Iterator[Matching]:
        if node not in self._graph:
            return
        for _, target, relation, data in self._graph.out_edges(node, keys=True, data=True):
            if relation == Relation.BOUGHT_WITH:
                yield Matching(target[1], Relation.BOUGHT_WITH, data["count"])

    def _stated(self, occasion: Node) -> Iterator[Suited]:
        if occasion not in self._graph:
            return
        for source, _, relation, data in self._graph.in_edges(occasion, keys=True, data=True):
            if relation == Relation.SUITS:
                yield Suited(source[1], data["evidence"])

    def _nodes(self, node: Node, relation: Relation) -> list[Node]:
        if node not in self._graph:
            return []
        return [target for _, target, key in self._graph.out_edges(node, keys=True) if key == relation]

    def _targets(self, node: Node, relation: Relation) -> list[str]:
        return [name for _, name in self._nodes(node, relation)]

    def _sources(self, node: Node, relation: Relation) -> list[str]:
        if node not in self._graph:
            return []
        return [source[1] for source, _, key in self._graph.in_edges(node, keys=True) if key == relation]


def build_graph(
    products: Iterable[Product],
    articles: Iterable[Article] = (),
    bought_together: Mapping[tuple[str, str], int] | None = None,
    bought_by: Mapping[tuple[str, str], int] | None = None,
    evidence: Mapping[str, Sequence[Evidence]] | None = None,
) -> KnowledgeGraph:
    """Return the graph of products on sale; `bought_together` counts the customers who bought both of a pair of ids.

    `bought_by` counts for an interest and a product id the customers who state the one and bought the other.
    `evidence` has by product id what `read_evidence` gave; who is not in it is read now.

    Relations to products that are withdrawn or unknown are left out, and pairs that fewer than 5 customers bought.
    """
    sold = {product.id: product for product in products if product.active}
    graph: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
    for product in sold.values():
        _add_traits(graph, product)
    for product in sold.values():
        _relate(graph, product, sold)
        known = (evidence or {}).get(product.id)
        _add_suiting(graph, product.id, read_evidence(product) if known is None else known)
    _add_kinds(graph, sold.values())
    for (one, other), count in (bought_together or {}).items():
        if count >= LEAST_TOGETHER and one in sold and other in sold and one != other:
            _connect_both(graph, one, other, Relation.BOUGHT_WITH, count=count)
    _add_articles(graph, articles)
    return KnowledgeGraph(graph, bought_by)


def _add_traits(graph: "nx.MultiDiGraph[Node]", product: Product) -> None:
    node: Node = ("product", product.id)
    graph.add_node(node)
    if product.brand:
        graph.add_edge(node, ("brand", product.brand), key=Relation.MADE_BY)
    graph.add_edge(node, ("type", product.type), key=Relation.IS_A)
    if product.path:
        graph.add_edge(node, ("category", product.path[-1]), key=Relation.WITHIN)
    for name in _MATERIALS:
        if value := product.attributes.get(name):
            graph.add_edge(node, ("material", value.casefold()), key=Relation.MADE_OF)


def _add_suiting(graph: "nx.MultiDiGraph[Node]", product_id: str, evidence: Iterable[Evidence]) -> None:
    for one in evidence:
        relation = Relation.UNSUITED_TO if one.against else Relation.SUITS
        graph.add_edge(("product", product_id), ("occasion", one.occasion), key=relation, evidence=one)


def _add_kinds(graph: "nx.MultiDiGraph[Node]", products: Iterable[Product]) -> None:
    """Join the types to the occasions that they go with, and at which they are given."""
    named: dict[tuple[str, ...], dict[str, None]] = {}
    for product in products:
        for name in (product.type, *product.path):
            named.setdefault(tuple(split_terms(name)), {})[product.type] = None
    for one in read_occasions().values():
        for kinds, relation in ((one.kinds, Relation.GOES_WITH), (one.gifts, Relation.GIVEN_AT)):
            for kind in kinds:
                for type in named.get(tuple(split_terms(kind)), ()):
                    graph.add_edge(("type", type), ("occasion", one.name), key=relation)


def _relate(graph: "nx.MultiDiGraph[Node]", product: Product, sold: Mapping[str, Product]) -> None:
    for id in product.relations.get("accessory_of", ()):
        if id in sold:
            graph.add_edge(("product", product.id), ("product", id), key=Relation.ACCESSORY_OF)
    for name, relation in (("works_with", Relation.WORKS_WITH), ("alternative_to", Relation.ALTERNATIVE_TO)):
        for id in product.relations.get(name, ()):
            if id in sold:
                _connect_both(graph, product.id, id, relation)
    for id in _read_fits(product, sold):
        _connect_both(graph, product.id, id, Relation.WORKS_WITH)


def _read_fits(product: Product, sold: Mapping[str, Product]) -> list[str]:
    """Return the products whose whole title stands in an attribute that says what this one fits."""
    said = [split_terms(product.attributes[name]) for name in _FITS_NAMES if name in product.attributes]
    named = {id: split_terms(other.title) for id, other in sold.items() if id != product.id} if said else {}
    found = [id for id, title in named.items() if any(holds(value, title) for value in said)]
    # "Sorrelo S3 Max" names the S3 Max alone, although "Sorrelo S3" stands in it
    return [id for id in found if not any(id != longer and holds(named[longer], named[id]) for longer in found)]


def _connect_both(graph: "nx.MultiDiGraph[Node]", one: str, other: str, relation: Relation, **data: int) -> None:
    graph.add_edge(("product", one), ("product", other), key=relation, **data)
    graph.add_edge(("product", other), ("product", one), key=relation, **data)


def _add_articles(graph: "nx.MultiDiGraph[Node]", articles: Iterable[Article]) -> None:
    """Join each article to the types, brands and materials that its title or tags name."""
    known = [(node, split_terms(node[1])) for node in graph if node[0] in ("type", "brand", "material")]
    for article in articles:
        said: Sequence[list[str]] = [split_terms(text) for text in (article.title, *article.tags)]
        for node, words in known:
            if any(holds(terms, words) for terms in said):
                graph.add_edge(("article", article.id), node, key=Relation.ABOUT)
