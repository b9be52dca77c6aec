"""What a product and its variants must be before they are stored."""

import re
from collections.abc import Iterable
from dataclasses import replace

from shop.catalogue.records import Listing, Product, Variant
from shop.currencies import check_currency
from shop.errors import Invalid
from shop.texts import check_id, clean_text

HIGHEST_PRICE_CENTS = 1_000_000_000  # ten million of a currency
MOST_STOCK = 10_000_000
CATEGORY_SEPARATOR = " > "
_MOST_VARIANTS = 1_000
_MOST_OPTIONS = 10
_MOST_ATTRIBUTES = 200
_MOST_LINKS = 100
_RELATIONS = ("accessory_of", "works_with", "alternative_to")
_LINK_STARTS = ("https://", "http://", "/")
_BLANK = re.compile(r"\s")


def check_listing(listing: Listing) -> Listing:
    """Return the listing as the shop would store it, with clean texts.

    Computes the product's `category` and `price_from_cents` and the variants' positions, which are the order given;
    variants of a withdrawn product are inactive. Raises Invalid for the first value that is not allowed.
    """
    product = _check_product(listing.product)
    check_count("variants", len(listing.variants), least=1, most=_MOST_VARIANTS)
    variants = tuple(_check_variant(product, variant, n) for n, variant in enumerate(listing.variants))
    check_distinct("id", variants)
    check_distinct("sku", variants)
    _check_options(product, variants)
    return Listing(replace(product, price_from_cents=lowest_price(variants)), variants)


def lowest_price(variants: Iterable[Variant]) -> int:
    """Return the lowest price in cents of an active variant; of any when none is active."""
    known = tuple(variants)
    return min(variant.price_cents for variant in [v for v in known if v.active] or known)


def check_count(field: str, count: int, *, least: int = 0, most: int) -> int:
    """Return `count`. Raises Invalid outside `least` to `most`."""
    if not least <= count <= most:
        raise Invalid(field, f"{field} is {count}; allowed: {least} to {most}.")
    return count


def check_distinct(field: str, variants: Iterable[Variant]) -> dict[str, Variant]:
    """Return the variants by this field of theirs. Raises Invalid when two have the same."""
    seen: dict[str, Variant] = {}
    for variant in variants:
        value = getattr(variant, field)
        other = seen.setdefault(value, variant)
        if other is not variant:
            raise Invalid(
                field, f"Two variants have the {field} {value!r}: of {other.product_id!r} and {variant.product_id!r}."
            )
    return seen


def _check_product(product: Product) -> Product:
    if product.launched_at is not None and product.launched_at.tzinfo is None:
        raise Invalid("launched_at", f"launched_at {product.launched_at} has no time zone.")
    path = _check_path(product.path)
    return replace(
        product,
        id=check_id("id", product.id),
        title=clean_text("title", product.title, shortest=1, longest=300),
        description=clean_text("description", product.description, longest=20_000),
        brand=clean_text("brand", product.brand, longest=100),
        type=clean_text("type", product.type, longest=100),
        path=path,
        category=CATEGORY_SEPARATOR.join(path),
        currency=check_currency(product.currency),
        attributes=_check_texts("attributes", product.attributes, most=_MOST_ATTRIBUTES, longest=2_000),
        images=_check_links("images", product.images),
        relations=_check_relations(product.relations),
        min_age=check_count("min_age", product.min_age, most=120),
        url=_check_link("url", product.url) if product.url else "",
    )


def _check_path(path: tuple[str, ...]) -> tuple[str, ...]:
    check_count("path", len(path), least=1, most=10)
    clean = tuple(clean_text("path", part, shortest=1, longest=100) for part in path)
    if any(CATEGORY_SEPARATOR in f" {part} " for part in clean):
        raise Invalid("path", f"A category's name cannot hold {CATEGORY_SEPARATOR.strip()!r}: {clean}.")
    return clean


def _check_texts(field: str, texts: dict[str, str], *, most: int, longest: int) -> dict[str, str]:
    check_count(field, len(texts), most=most)
    clean = {
        clean_text(field, name, shortest=1, longest=100): clean_text(field, text, longest=longest)
        for name, text in texts.items()
    }
    if len(clean) < len(texts):
        raise Invalid(field, f"{field} has a name twice: {', '.join(sorted(texts))}.")
    return clean


def _check_links(field: str, links: tuple[str, ...]) -> tuple[str, ...]:
    check_count(field, len(links), most=_MOST_LINKS)
    return tuple(_check_link(field, link) for link in links)


def _check_link(field: str, link: str) -> str:
    clean = clean_text(field, link, shortest=1, longest=2_000)
    if not clean.lower().startswith(_LINK_STARTS) or _BLANK.search(clean):
        raise Invalid(field, f"{clean!r} is not a link; it starts with https://, http:// or / and has no blanks.")
    return clean


def _check_relations(relations: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    unknown = sorted(set(relations) - set(_RELATIONS))
    if unknown:
        raise Invalid("relations", f"{unknown[0]!r} is not a relation; allowed: {', '.join(_RELATIONS)}.")
    for ids in relations.values():
        check_count("relations", len(ids), most=_MOST_LINKS)
    return {name: tuple(check_id("relations", id) for id in ids) for name, ids in relations.items()}


def _check_variant(product: Product, variant: Variant, position: int) -> Variant:
    if variant.product_id != product.id:
        raise Invalid("product_id", f"Variant {variant.id!r} is of product {variant.product_id!r}, not {product.id!r}.")
    if variant.currency != product.currency:
        raise Invalid(
            "currency", f"Variant {variant.id!r} is in {variant.currency!r}, the product in {product.currency}."
        )
    return replace(
        variant,
        id=check_id("id", variant.id),
        sku=clean_text("sku", variant.sku, shortest=1, longest=100),
        options=_check_texts("options", variant.options, most=_MOST_OPTIONS, longest=200),
        price_cents=check_count("price_cents", variant.price_cents, most=HIGHEST_PRICE_CENTS),
        stock=check_count("stock", variant.stock, most=MOST_STOCK),
        active=variant.active and product.active,
        position=position,
    )


def _check_options(product: Product, variants: tuple[Variant, ...]) -> None:
    names = set(variants[0].options)
    seen: dict[tuple[str, ...], str] = {}
    for variant in variants:
        if set(variant.options) != names:
            raise Invalid(
                "options",
                f"Variants of {product.id!r} must have the same options: "
                f"{variants[0].id!r} has {sorted(names)}, {variant.id!r} has {sorted(variant.options)}.",
            )
        values = tuple(variant.options[name].casefold() for name in sorted(names))
        if values in seen:
            raise Invalid("options", f"Variants {seen[values]!r} and {variant.id!r} have the same options.")
        seen[values] = variant.id
