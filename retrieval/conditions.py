"""The conditions of a search that a product either meets or does not, whatever the words say."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.entries import Entry
from retrieval.search import EVERYTHING, Section
from retrieval.traits import has_colour, has_feature, has_material, has_size
from shop.catalogue import Product, Variant


@dataclass(frozen=True)
class Conditions:
    """What must hold. `types` None: any type; the empty set: no type the shop has."""

    types: frozenset[str] | None = None
    not_types: frozenset[str] = frozenset()
    title_terms: frozenset[str] = frozenset()  # words that the title must have, all of them
    brand: str | None = None  # as the catalogue spells it
    colour: str = ""
    size: str = ""
    material: str = ""
    price_min_cents: int | None = None
    price_max_cents: int | None = None
    features: Sequence[str] = ()  # a product that says no to one is out; one that does not say is not
    not_brands: frozenset[str] = frozenset()
    not_colours: Sequence[str] = ()
    not_features: Sequence[str] = ()
    in_stock: bool = True
    section: Section = EVERYTHING

    def admit(self, entry: Entry) -> bool:
        """Return whether the product meets what is about products, and has a variant that may meet the rest."""
        product = entry.listing.product
        if not self._has_in_section(product):
            return False
        if (self.types is not None and product.type not in self.types) or product.type in self.not_types:
            return False
        if not self.title_terms <= set(entry.name):
            return False
        if (self.brand is not None and product.brand != self.brand) or product.brand in self.not_brands:
            return False
        if self.material and not has_material(entry, self.material):
            return False
        if any(has_feature(entry, feature) is False for feature in self.features):
            return False
        if any(has_feature(entry, feature) for feature in self.not_features):
            return False
        return any(self.admit_variant(entry, variant) for variant in entry.listing.variants)

    def admit_variant(self, entry: Entry, variant: Variant) -> bool:
        """Return whether this variant meets what is about variants, but for its stock."""
        if not variant.active:
            return False
        if self.price_min_cents is not None and variant.price_cents < self.price_min_cents:
            return False
        if self.price_max_cents is not None and variant.price_cents > self.price_max_cents:
            return False
        if self.colour and not has_colour(entry, variant, self.colour):
            return False
        if any(has_colour(entry, variant, colour) for colour in self.not_colours):
            return False
        return not self.size or has_size(entry, variant, self.size)

    def _has_in_section(self, product: Product) -> bool:
        section = self.section
        return (
            product.path[: len(section.path)] == section.path
            and section.brand in ("", product.brand)
            and section.type in ("", product.type)
        )
