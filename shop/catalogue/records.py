"""Products and their variants: what the shop sells."""

from dataclasses import dataclass, field
from datetime import datetime

from shop.store import INDEXED, UNIQUE


@dataclass(frozen=True)
class Product:
    """What shoppers talk about: one article with one description. What they buy is a `Variant` of it."""

    id: str
    title: str
    description: str
    brand: str = field(metadata=INDEXED)
    type: str = field(metadata=INDEXED)  # everyday word, singular: "running shoe"
    path: tuple[str, ...]  # the category tree from the root: ("Sports", "Running", "Road shoes")
    category: str = field(metadata=INDEXED)  # the path joined by " > ", to search by
    currency: str  # ISO 4217, the same for all variants
    price_from_cents: int = field(metadata=INDEXED)  # lowest price of an active variant; kept by put_product
    active: bool = True  # False: withdrawn; kept because orders and reviews point to it
    attributes: dict[str, str] = field(default_factory=dict)
    images: tuple[str, ...] = ()  # URLs, absolute or from the shop's root; the first is the main one
    # "accessory_of" | "works_with" | "alternative_to" -> product ids
    relations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    min_age: int = 0  # years; 0 for everybody
    url: str = ""  # the host shop's page of it
    launched_at: datetime | None = field(default=None, metadata=INDEXED)
    updated_at: datetime | None = field(default=None, metadata=INDEXED)


@dataclass(frozen=True)
class Variant:
    """One thing that can be bought: a combination of options with its own SKU, price and stock."""

    id: str
    product_id: str = field(metadata=INDEXED)
    sku: str = field(metadata=UNIQUE)
    options: dict[str, str]  # {"colour": "black", "size": "38"}; {} when the product has one variant
    price_cents: int
    currency: str
    stock: int  # pieces that can be sold now, never negative
    active: bool = True  # False: not for sale, whatever the stock
    position: int = 0  # order within the product

    @property
    def available(self) -> bool:
        return self.active and self.stock > 0


@dataclass(frozen=True)
class Listing:
    """A product with all its variants, inactive ones too, in the order of their positions."""

    product: Product
    variants: tuple[Variant, ...]

    @property
    def available(self) -> bool:
        return self.product.active and any(variant.available for variant in self.variants)
