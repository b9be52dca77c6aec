"""Products on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from bot.gateway.wire import Cents, Count, Currency, Flag, Id, Instant, Next, Texts, Wire
from retrieval.browsing import Understood
from shop.catalogue import Product, Variant

_VARIANT = {
    "id": "strida-cloudline-2-black-38",
    "sku": "STR-CL2-BLK-38",
    "options": {"colour": "black", "size": "38"},
    "price_cents": 11990,
    "stock": 7,
    "active": True,
}
_PRODUCT = {
    "title": "Strida Cloudline 2 road running shoe",
    "description": "A soft everyday shoe for road runners.",
    "brand": "Strida",
    "type": "running shoe",
    "path": ["Sports", "Running", "Road shoes"],
    "currency": "EUR",
    "attributes": {"drop": "8 mm", "weight": "248 g (size 42)"},
    "images": ["/pictures/strida-cloudline-2.svg"],
    "relations": {"alternative_to": ["brisk-tempo"]},
    "min_age": 0,
    "url": "",
    "launched_at": "2025-03-01T00:00:00Z",
    "variants": [_VARIANT],
}
_ANSWER = _PRODUCT | {
    "id": "strida-cloudline-2",
    "price_from_cents": 11990,
    "active": True,
    "updated_at": "2026-11-02T09:30:00Z",
}
_UNDERSTOOD = {"words": "jumper", "price_min_cents": None, "price_max_cents": 8000, "only_near": False, "occasion": ""}


class VariantWire(Wire, json_schema_extra={"examples": [_VARIANT]}):
    """One thing that can be bought."""

    id: Id
    sku: Annotated[str, Field(min_length=1, max_length=100)]
    options: Texts = Field(default_factory=dict)
    price_cents: Cents
    stock: Count
    active: Flag = True


class ProductIn(Wire, json_schema_extra={"examples": [_PRODUCT]}):
    """A product with all its variants, in the order in which they are shown."""

    title: Annotated[str, Field(min_length=1, max_length=300)]
    description: Annotated[str, Field(max_length=20_000)] = ""
    brand: Annotated[str, Field(max_length=100)] = ""
    type: Annotated[str, Field(min_length=1, max_length=100)]
    path: Annotated[tuple[str, ...], Field(min_length=1, max_length=10)]
    currency: Currency
    attributes: Texts = Field(default_factory=dict)
    images: Annotated[tuple[str, ...], Field(max_length=50)] = ()
    relations: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    min_age: Annotated[int, Field(strict=True, ge=0, le=99)] = 0
    url: Annotated[str, Field(max_length=2000)] = ""
    launched_at: Instant | None = None
    variants: Annotated[tuple[VariantWire, ...], Field(min_length=1, max_length=1000)]


class ProductInBatch(ProductIn, json_schema_extra={"examples": [{"id": "strida-cloudline-2", **_PRODUCT}]}):
    """A product that brings its id along."""

    id: Id


class BatchIn(Wire, json_schema_extra={"examples": [{"products": [{"id": "strida-cloudline-2", **_PRODUCT}]}]}):
    """Products that are stored all together or, when one of them is refused, not at all."""

    products: Annotated[tuple[ProductInBatch, ...], Field(min_length=1, max_length=500)]


class BatchOut(Wire, json_schema_extra={"examples": [{"stored": 1}]}):
    """How many products were stored."""

    stored: int


class ProductOut(Wire, json_schema_extra={"examples": [_ANSWER]}):
    """A product as it is stored."""

    id: str
    title: str
    description: str
    brand: str
    type: str
    path: tuple[str, ...]
    currency: str
    price_from_cents: int
    active: bool
    attributes: dict[str, str]
    images: tuple[str, ...]
    relations: dict[str, tuple[str, ...]]
    min_age: int
    url: str
    launched_at: datetime | None
    updated_at: datetime | None
    variants: tuple[VariantWire, ...]


class UnderstoodOut(Wire, json_schema_extra={"examples": [_UNDERSTOOD]}):
    """How the words of a search were read. `words` is what was looked for where it is not what was written, else ""."""

    words: str
    price_min_cents: int | None
    price_max_cents: int | None
    only_near: bool  # the shop has not what was asked for: these come near
    occasion: str  # what things are shown for where none was named, "a wedding"; else ""


class ProductsOut(Wire, json_schema_extra={"examples": [{"items": [_ANSWER], "next": None, "understood": None}]}):
    """A page of products; `understood` with a search alone."""

    items: tuple[ProductOut, ...]
    next: Next = None
    understood: UnderstoodOut | None = None


def write_understood(understood: Understood) -> UnderstoodOut:
    """Return how a search was read for the wire."""
    return UnderstoodOut(
        words=understood.words,
        price_min_cents=understood.price_min_cents,
        price_max_cents=understood.price_max_cents,
        only_near=understood.akin,
        occasion=understood.occasion,
    )


def read_product(id: str, body: ProductIn) -> tuple[Product, tuple[Variant, ...]]:
    """Return the records that this body stands for; what the shop works out itself is left at its zero."""
    given = {name: getattr(body, name) for name in ProductIn.model_fields if name != "variants"}
    product = Product(id=id, category=" > ".join(body.path), price_from_cents=0, **given)
    variants = tuple(
        Variant(product_id=id, currency=body.currency, position=position, **dict(variant))
        for position, variant in enumerate(body.variants)
    )
    return product, variants


def write_product(product: Product, variants: tuple[Variant, ...]) -> ProductOut:
    """Return the product for the wire."""
    shown = tuple(
        VariantWire(**{name: getattr(variant, name) for name in VariantWire.model_fields}) for variant in variants
    )
    fields = {name: getattr(product, name) for name in ProductOut.model_fields if name != "variants"}
    return ProductOut(variants=shown, **fields)
