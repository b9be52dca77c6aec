"""A product with its words prepared, so that conditions and scores need not read it anew for each query."""

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.passages import describe_options
from retrieval.terms import split_terms
from shop.catalogue import Listing

Terms = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A product on sale; all terms are folded (see terms)."""

    listing: Listing
    name: Terms  # of title, type and brand
    attributes: Mapping[Terms, Terms]  # name -> value
    options: Mapping[Terms, tuple[Terms, ...]]  # name -> values for sale
    description: Terms

    @property
    def id(self) -> str:
        return self.listing.product.id


def make_entry(listing: Listing) -> Entry:
    product = listing.product
    options = describe_options(listing)
    return Entry(
        listing=listing,
        name=_terms(f"{product.title} {product.type} {product.brand}"),
        attributes={_terms(name): _terms(value) for name, value in product.attributes.items()},
        options={_terms(name): tuple(map(_terms, values)) for name, values in options.items()},
        description=_terms(product.description),
    )


def _terms(text: str) -> Terms:
    return tuple(split_terms(text))
