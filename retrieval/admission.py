"""Which products may meet a search's conditions: columns and inverted lists in place of a look at each product.

`Conditions.admit` says the same of one product; the two are tested against each other.
"""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.colours import is_shade
from retrieval.columns import Column
from retrieval.conditions import Conditions
from retrieval.entries import Entry, Terms
from retrieval.facets import Facets, Values
from retrieval.features import FeatureIndex
from retrieval.names import NameIndex
from retrieval.postings import Postings, Rows
from retrieval.search import Section
from retrieval.terms import holds, split_terms
from retrieval.traits import (
    fits_options,
    fixed_sizes,
    has_letters,
    is_made,
    is_worded,
    read_material,
    read_size,
    tell_colour,
    told_materials,
)
from shop.catalogue import Variant

Mask = NDArray[np.bool_]
Cents = NDArray[np.int64]

NO_PRICE = np.iinfo(np.int64).max
_ASK_PRODUCT = 2


class Admission:
    """What conditions look at, of entries by row and of their variants. Not safe for threads that write."""

    def __init__(self, postings: Postings) -> None:
        """`postings` has the words of the same entries at the same rows."""
        self._names = NameIndex(postings)
        self._features = FeatureIndex(self._names)
        self._types, self._brands = Values[str](), Values[str]()
        self._paths = Values[tuple[str, ...]]()
        self._type_codes, self._brand_codes, self._path_codes = Column(np.int32), Column(np.int32), Column(np.int32)
        self._letters, self._launched = Column(np.bool_), Column(np.float64)
        self._materials, self._sizes = Facets[Terms](), Facets[Terms]()
        self._colours, self._options = Values[str](), Values[tuple[tuple[str, str], ...]]()
        self._owners, self._prices = Column(np.int32), Column(np.int64)  # of variants that are for sale
        self._colour_codes, self._option_codes = Column(np.int32), Column(np.int32)

    @property
    def feature_names(self) -> Collection[Terms]:
        """Return the names of the attributes that products say yes or no to."""
        return self._features.yes_or_no

    @property
    def launched(self) -> NDArray[np.float64]:
        """Return by row the second of its launch, 0 where it is not known; a view."""
        return self._launched.values

    def add(self, entry: Entry) -> None:
        """Take in the entry of the next row."""
        product, row = entry.listing.product, len(self._type_codes)
        self._type_codes.append(self._types.code(product.type))
        self._brand_codes.append(self._brands.code(product.brand))
        self._path_codes.append(self._paths.code(product.path))
        self._letters.append(has_letters(entry))
        self._launched.append(product.launched_at.timestamp() if product.launched_at else 0.0)
        self._names.add(entry.name)
        self._features.add(row, entry)
        for value in dict.fromkeys(told_materials(entry)):
            self._materials.add(row, value, value)
        for parts in dict.fromkeys(map(tuple, fixed_sizes(entry))):
            self._sizes.add(row, parts, parts)
        self._add_variants(row, entry, [variant for variant in entry.listing.variants if variant.active])

    def admit(self, conditions: Conditions) -> Mask:
        """Return by row whether the product has a variant that may meet the conditions; also for dead rows."""
        mask = self._admit_products(conditions)
        owners = self._owners.values[self._admit_variants(conditions)]
        has_variant = np.zeros(len(mask), np.bool_)
        has_variant[owners] = True
        return mask & has_variant

    def price_range(self, conditions: Conditions) -> tuple[Cents, Cents]:
        """Return by row the prices of the cheapest and dearest variants that may be meant, stock aside.

        `NO_PRICE` and -1 where there is none.
        """
        chosen = self._admit_variants(conditions)
        owners, prices = self._owners.values[chosen], self._prices.values[chosen]
        lowest, highest = np.full(len(self._type_codes), NO_PRICE), np.full(len(self._type_codes), -1, np.int64)
        np.minimum.at(lowest, owners, prices)
        np.maximum.at(highest, owners, prices)
        return lowest, highest

    def of_types(self, types: frozenset[str]) -> Mask:
        """Return by row whether the product is of one of these types."""
        return _pick(self._types, self._type_codes, types)

    def of_brand(self, brand: str) -> Mask:
        """Return by row whether the product is of this brand, as the catalogue spells it."""
        return _pick(self._brands, self._brand_codes, frozenset((brand,)))

    def count_types(self, rows: Rows) -> dict[str, int]:
        """Return how many of these rows are of which type, the most first, equals by name."""
        return self._types.count(self._type_codes.values[rows])

    def count_brands(self, rows: Rows) -> dict[str, int]:
        """Return how many of these rows are of which brand, likewise; those without a brand are not counted."""
        return self._brands.count(self._brand_codes.values[rows])

    def named(self, terms: Iterable[str]) -> Mask:
        """Return by row whether title, type and brand together have all of these words."""
        return self._names.having(list(terms))

    def has_feature(self, feature: str) -> NDArray[np.int8]:
        """Return by row 1 for products that have it, -1 for those that have not, 0 where nothing is said."""
        return self._features.tell(feature)

    def _add_variants(self, row: int, entry: Entry, variants: Sequence[Variant]) -> None:
        self._owners.extend(row for _ in variants)
        self._prices.extend(variant.price_cents for variant in variants)
        self._colour_codes.extend(self._colours.code(tell_colour(entry, variant)) for variant in variants)
        self._option_codes.extend(self._options.code(tuple(variant.options.items())) for variant in variants)

    def _admit_products(self, conditions: Conditions) -> Mask:
        mask = self._admit_section(conditions.section)
        if conditions.types is not None:
            mask &= self.of_types(conditions.types)
        if conditions.not_types:
            mask &= ~self.of_types(conditions.not_types)
        if conditions.title_terms:
            mask &= self.named(conditions.title_terms)
        if conditions.brand is not None:
            mask &= _pick(self._brands, self._brand_codes, frozenset((conditions.brand,)))
        if conditions.not_brands:
            mask &= ~_pick(self._brands, self._brand_codes, conditions.not_brands)
        if conditions.material:
            mask &= self._has_material(conditions.material)
        for feature in conditions.features:
            mask &= self.has_feature(feature) >= 0
        for feature in conditions.not_features:
            mask &= self.has_feature(feature) <= 0
        return mask

    def _admit_section(self, section: Section) -> Mask:
        mask = np.ones(len(self._type_codes), np.bool_)
        if section.path:
            inside = self._paths.judge(section.path, lambda path: path[: len(section.path)] == section.path)
            mask &= inside[self._path_codes.values] == 1
        if section.brand:
            mask &= self.of_brand(section.brand)
        if section.type:
            mask &= self.of_types(frozenset((section.type,)))
        return mask

    def _admit_variants(self, conditions: Conditions) -> Mask:
        prices = self._prices.values
        mask = np.ones(len(prices), np.bool_)
        if conditions.price_min_cents is not None:
            mask &= prices >= conditions.price_min_cents
        if conditions.price_max_cents is not None:
            mask &= prices <= conditions.price_max_cents
        if conditions.colour:
            mask &= self._has_colour(conditions.colour)
        for colour in conditions.not_colours:
            mask &= ~self._has_colour(colour)
        return mask & self._has_size(conditions.size) if conditions.size else mask

    def _has_colour(self, colour: str) -> Mask:
        answers = self._colours.judge(colour, lambda value: is_shade(value, colour) if value else _ASK_PRODUCT)
        said = answers[self._colour_codes.values]
        return self._resolve(said, self._names.holding(split_terms(colour)))

    def _has_size(self, size: str) -> Mask:
        def rule(options: tuple[tuple[str, str], ...]) -> int:
            said = fits_options(options, size)
            return _ASK_PRODUCT if said is None else said

        wanted = read_size(size)
        fixed = self._names.holding(wanted)
        fixed[self._sizes.find(wanted[:1], lambda value: holds(value, wanted))] = True
        found = self._resolve(self._options.judge(size, rule)[self._option_codes.values], fixed)
        return found | ~self._letters.values[self._owners.values] if is_worded(size) else found

    def _resolve(self, said: NDArray[np.int8], products: Mask) -> Mask:
        """Return by variant what it says itself, or its product where it leaves it to that."""
        return np.asarray((said == 1) | ((said == _ASK_PRODUCT) & products[self._owners.values]))

    def _has_material(self, material: str) -> Mask:
        mask = np.zeros(len(self._type_codes), np.bool_)
        for wanted in read_material(material):
            mask |= self._is_made_of(wanted)
        return mask

    def _is_made_of(self, wanted: list[str]) -> Mask:
        mask = self._names.made_of(wanted)
        endings = wanted[:1] if len(wanted) != 1 or len(wanted[0]) <= 3 else list(self._materials.ending(wanted[0]))
        mask[self._materials.find(endings, lambda value: is_made(value, wanted))] = True
        return mask


def _pick(values: Values[str], codes: Column[np.int32], wanted: frozenset[str]) -> Mask:
    return np.asarray(values.judge(wanted, lambda value: value in wanted)[codes.values] == 1)
