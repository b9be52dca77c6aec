"""What the shop sells: products and their variants, put on sale, found and listed."""

from shop.catalogue.assembly import get_listing, get_listings
from shop.catalogue.checks import HIGHEST_PRICE_CENTS, check_count, check_listing
from shop.catalogue.groups import Category, brands, categories
from shop.catalogue.listing import Sort, find_product, list_products
from shop.catalogue.options import pick_variant, tell_options, variant_by_options
from shop.catalogue.records import Listing, Product, Variant
from shop.catalogue.writing import (
    Written,
    put_product,
    put_products,
    set_stock,
    taken_skus,
    withdraw_product,
)

__all__ = [
    "HIGHEST_PRICE_CENTS", "Category", "Listing", "Product", "Sort", "Variant", "Written", "brands", "categories",
    "check_count", "check_listing", "find_product", "get_listing", "get_listings", "list_products", "pick_variant",
    "put_product", "put_products", "set_stock", "taken_skus", "tell_options", "variant_by_options", "withdraw_product",
]  # fmt: skip
