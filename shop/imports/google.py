"""Google's product data specification: what the attributes of a Merchant Center feed mean to the shop."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from shop.catalogue import Product, Variant
from shop.imports.products import SOME_STOCK, Draft, first_images, join_values, read_path
from shop.imports.rows import Job, Refused, Row
from shop.imports.values import parse_instant, read_choice, read_key, read_price, read_text, read_yes

# What may tell the variants of a group apart, by the name that it has in the shop.
_AXES = {
    "color": "colour", "size": "size", "material": "material", "pattern": "pattern",
    "age_group": "age_group", "gender": "gender",
}  # fmt: skip
_KEPT = (
    "gtin", "mpn", "condition", "size_type", "size_system", "energy_efficiency_class", "availability_date",
    "product_length", "product_width", "product_height", "product_weight", "multipack", "unit_pricing_measure",
)  # fmt: skip
# Whether pieces can be sold now. What is ordered for later is no stock.
_AVAILABILITY = {
    "in stock": True, "available for order": True, "out of stock": False, "preorder": False, "backorder": False,
}  # fmt: skip
LISTS = ("additional_image_link", "product_detail", "product_highlight")
_ADULT_YEARS = 18

FIELDS = frozenset({
    "id", "item_group_id", "item_group_title", "title", "description", "link", "image_link", "price", "sale_price",
    "sale_price_effective_date", "availability", "brand", "product_type", "google_product_category", "adult",
    *LISTS, *_AXES, *_KEPT,
})  # fmt: skip
REQUIRED = ("id", "title", "price", "availability")
DETAIL_PARTS = ("section_name", "attribute_name", "attribute_value")


def field_named(name: str) -> str:
    """Return the attribute that a heading means ("Image Link", "g:image_link", "price(value)"), "" for unused ones."""
    bare = name.partition("(")[0].rpartition(":")[2].strip().lower().replace(" ", "_")
    return bare if bare in FIELDS else ""


def group_key(row: Row) -> str:
    """Return the id of the product that the row is a variant of."""
    return row.first("item_group_id") or row.first("id")


class Offer(NamedTuple):
    """One row of a feed, read."""

    row: Row
    id: str
    cents: int
    currency: str
    in_stock: bool
    axes: dict[str, str]  # by the shop's names
    kept: dict[str, str]


def read_offer(row: Row, job: Job) -> Offer:
    """Return what the row says. Raises Refused."""
    id = read_key(row, "id")
    job.claim("id", id, row.line)
    cents, currency = _read_price_now(row, job)
    return Offer(
        row=row,
        id=id,
        cents=cents,
        currency=currency,
        in_stock=read_choice(row, "availability", _AVAILABILITY),
        axes={name: read_text(row, field, longest=100) for field, name in _AXES.items() if row.first(field)},
        kept={field: read_text(row, field, longest=200) for field in _KEPT if row.first(field)},
    )


def assemble_offers(offers: Sequence[Offer]) -> Draft:
    """Return the product whose variants these rows are; what describes it as a whole is taken from the first.

    Raises Refused when the rows of a group cannot be told apart.
    """
    first = offers[0].row
    options = _find_options(offers)
    product_id = group_key(first)
    path = read_path(first.first("product_type") or _category_name(first))
    product = Product(
        id=product_id,
        title=first.first("item_group_title") or first.first("title"),
        description=first.first("description"),
        brand=first.first("brand"),
        type=path[-1].lower(),
        path=path,
        category="",
        currency=offers[0].currency,
        price_from_cents=0,
        attributes=_gather_attributes(offers, options),
        images=first_images(link for offer in offers for link in _links(offer.row)),
        min_age=_ADULT_YEARS if any(read_yes(offer.row, "adult", otherwise=False) for offer in offers) else 0,
        url=first.first("link"),
    )
    variants = tuple(
        Variant(
            id=offer.id,
            product_id=product_id,
            sku=offer.id,
            options={name: offer.axes[name] for name in options},
            price_cents=offer.cents,
            currency=offer.currency,
            stock=SOME_STOCK if offer.in_stock else 0,
        )
        for offer in offers
    )
    return Draft(product, variants, frozenset(variant.id for variant in variants))


def _read_price_now(row: Row, job: Job) -> tuple[int, str]:
    cents, currency = read_price(row, "price", job.currency)
    if not row.first("sale_price"):
        return cents, currency
    sale_cents, sale_currency = read_price(row, "sale_price", currency)
    if sale_currency != currency or sale_cents > cents:
        raise Refused("sale_price", row.first("sale_price"), f"at most the price, {row.first('price')}")
    return (sale_cents if _is_on_sale(row, job.now) else cents), currency


def _is_on_sale(row: Row, now: datetime) -> bool:
    field = "sale_price_effective_date"
    if not row.first(field):
        return True
    start, slash, end = row.first(field).partition("/")
    if not slash:
        raise Refused(field, start, "two times with a slash between: 2026-03-01T00:00+0100/2026-03-08T00:00+0100")
    return parse_instant(field, start) <= now < parse_instant(field, end)


def _find_options(offers: Sequence[Offer]) -> list[str]:
    """Return the axes in which the rows differ."""
    options = [name for name in _AXES.values() if len({offer.axes.get(name) for offer in offers}) > 1]
    for offer in offers:
        for name in options:
            if name not in offer.axes:
                raise Refused(name, "", "a value, as other rows of the group have one", line=offer.row.line)
    seen: dict[tuple[str, ...], int] = {}
    for offer in offers:
        values = tuple(offer.axes[name].casefold() for name in options)
        earlier = seen.setdefault(values, offer.row.line)
        if earlier != offer.row.line:
            allowed = f"rows that differ in {', '.join(_AXES)}; line {earlier} has the same"
            raise Refused("item_group_id", group_key(offer.row), allowed, line=offer.row.line)
    return options


def _gather_attributes(offers: Sequence[Offer], options: Collection[str]) -> dict[str, str]:
    row = offers[0].row
    shared = {name: value for name, value in offers[0].axes.items() if name not in options}
    kept = {field: join_values([offer.kept.get(field, "") for offer in offers]) for field in _KEPT}
    texts = {
        "highlights": "; ".join(row.values.get("product_highlight", ())),
        "google_product_category": row.first("google_product_category"),
    }
    details = dict(map(_split_detail, reversed(row.values.get("product_detail", ()))))  # the first of a name counts
    return {name: text for name, text in {**details, **texts, **kept, **shared}.items() if name and text}


def _split_detail(text: str) -> tuple[str, str]:
    """Return name and value of "Section:Name:Value", where a backslash takes a colon's meaning away."""
    parts = [re.sub(r"\\(.)", r"\1", part).strip() for part in re.split(r"(?<!\\):", text, maxsplit=2)]
    return (parts[-2].lower(), parts[-1]) if len(parts) > 1 else ("", "")


def _category_name(row: Row) -> str:
    """Return Google's category; "" when it is given as a number, which no shopper would understand."""
    text = row.first("google_product_category")
    return "" if text.isdecimal() else text


def _links(row: Row) -> list[str]:
    return [*row.values.get("image_link", ())[:1], *row.values.get("additional_image_link", ())]
