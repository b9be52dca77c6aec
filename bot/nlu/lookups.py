"""What the shop sells, by name, as lookup tables of understanding."""

import itertools
from collections.abc import Iterable

from language.words import Lookups
from shop.catalogue import Product, Variant

_COLOURS = frozenset({"colour", "color"})
_MATERIALS = frozenset({"material", "fabric", "upper", "shell", "filling"})
_LONGEST = 40  # characters of a value: what is longer is a sentence, not a name


def lookups_of(products: Iterable[Product], variants: Iterable[Variant]) -> Lookups:
    """Return the names of products, brands, types, colours and materials, each sorted; empty lists for no products."""
    found: dict[str, set[str]] = {name: set() for name in ("product", "brand", "product_type", "colour", "material")}
    for product in products:
        found["product"] |= names_of(product)
        found["brand"].add(product.brand)
        found["product_type"] |= kinds_of(product.type)
        for name, value in product.attributes.items():
            if name.casefold() in _MATERIALS:
                found["material"].add(value)
    for variant in variants:
        for name, value in variant.options.items():
            if name.casefold() in _COLOURS:
                found["colour"].add(value)
    return {label: sorted(value for value in values if 0 < len(value) <= _LONGEST) for label, values in found.items()}


def kinds_of(type: str) -> set[str]:
    """Return how things of a type are called: "trail shoe", "trail shoes", "shoe", "shoes"."""
    singular = {type, type.rpartition(" ")[2]}
    return {kind for kind in singular | {_plural_of(kind) for kind in singular} if kind}


def _plural_of(noun: str) -> str:
    """Return the plural as most nouns have it; what ends as a plural does is one ("jeans")."""
    if noun.endswith(("sh", "ch", "x", "ss")):
        return f"{noun}es"
    if noun.endswith("s"):
        return noun
    if noun.endswith(("f", "fe")):
        return f"{noun.removesuffix('e').removesuffix('f')}ves"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def names_of(product: Product) -> set[str]:
    """Return how a product is called: its title, its proper name ("Velori Hush 700"), both without the brand."""
    names = {product.title, proper_name_of(product)}
    brand = f"{product.brand} "
    return {name for full in names for name in (full, full.removeprefix(brand)) if name and name != product.brand}


def proper_name_of(product: Product) -> str:
    """Return the title without what says only what the product is: "Velori Hush 700" of one with "headphones"."""
    words = product.title.split()
    return " ".join(itertools.takewhile(lambda word: not word[:1].islower(), words))
