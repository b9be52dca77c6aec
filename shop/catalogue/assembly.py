"""Products and variants put together to listings, inside an open transaction."""

from collections.abc import Iterable, Mapping

from shop.catalogue.records import Listing, Product, Variant
from shop.errors import NotFound
from shop.store import OneOf, Reader


def get_listing(tx: Reader, product_id: str) -> Listing:
    """Return the product with its variants. Raises NotFound."""
    product = tx.get(Product, product_id)
    if product is None:
        raise NotFound("product", product_id)
    return add_variants(tx, [product])[product_id]


def get_listings(tx: Reader, product_ids: Iterable[str]) -> dict[str, Listing]:
    """Return the listings that exist, by product id, in the order of `product_ids`; {} for none."""
    return add_variants(tx, tx.get_many(Product, product_ids).values())


def add_variants(tx: Reader, products: Iterable[Product]) -> dict[str, Listing]:
    """Return the listings of at most a few thousand products, by product id, in their order; {} for none."""
    by_id = {product.id: product for product in products}
    return assemble(by_id, tx.find(Variant, product_id=OneOf(tuple(by_id))))


def assemble(products: Mapping[str, Product], variants: Iterable[Variant]) -> dict[str, Listing]:
    """Return the listings of these products, by product id; every variant is of one of them."""
    by_product: dict[str, list[Variant]] = {id: [] for id in products}
    for variant in variants:
        by_product[variant.product_id].append(variant)
    return {id: Listing(product, in_order(by_product[id])) for id, product in products.items()}


def in_order(variants: Iterable[Variant]) -> tuple[Variant, ...]:
    return tuple(sorted(variants, key=lambda variant: (variant.position, variant.id)))
