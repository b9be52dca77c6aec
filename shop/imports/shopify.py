"""Shopify's product export: rows of one handle are one product; headings as before 2024 and since."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from shop.catalogue import Product, Variant
from shop.imports.delimited import read_table
from shop.imports.products import SOME_STOCK, Draft, first_images, join_values, read_path
from shop.imports.rows import Job, Refused, Row
from shop.imports.text import split_lines
from shop.imports.values import read_choice, read_key, read_price, read_text, read_whole, read_yes

# Each heading, in lower case, by the column that it is here.
_COLUMNS = {
    "handle": "handle", "url handle": "handle",
    "title": "title",
    "body (html)": "body", "description": "body",
    "vendor": "vendor",
    "product category": "category",
    "type": "type",
    "tags": "tags",
    "published": "published", "published on online store": "published",
    "status": "status",
    "option1 name": "option1_name", "option1 value": "option1_value",
    "option2 name": "option2_name", "option2 value": "option2_value",
    "option3 name": "option3_name", "option3 value": "option3_value",
    "variant sku": "sku", "sku": "sku",
    "variant barcode": "barcode", "barcode": "barcode",
    "variant price": "price", "price": "price",
    "variant inventory tracker": "tracker", "inventory tracker": "tracker",
    "variant inventory qty": "quantity", "inventory quantity": "quantity",
    "variant inventory policy": "policy", "continue selling when out of stock": "policy",
    "image src": "image", "product image url": "image",
    "image position": "image_position",
    "variant image": "variant_image", "variant image url": "variant_image",
}  # fmt: skip
_REQUIRED = ("handle", "title", "price")
_STATUS = {"": True, "active": True, "draft": False, "archived": False, "unlisted": False}
_SELLS_ON = {"": False, "deny": False, "continue": True, "false": False, "true": True}  # when nothing is left
_NUMBERS = ("1", "2", "3")
_SPELLING = {"color": "colour"}
_MOST_STOCK = 10_000_000
_NO_OPTIONS = ("Default Title",)

_MARKUP = re.compile(r"<[a-zA-Z/!]|&[#\w]+;")
_TAG = re.compile(r"(?:/|!|(?=[a-zA-Z]))([a-zA-Z0-9]*)")
_BLOCKS = frozenset(
    ("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section", "blockquote")
)
_UNSEEN = frozenset(("script", "style"))


def read_shopify(pieces: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of an export that comes in pieces. Raises Invalid as `read_table` does."""
    return read_table(
        split_lines(pieces), delimiter=",", rename=lambda heading: _COLUMNS.get(heading.lower(), ""), required=_REQUIRED
    )


def handle_key(row: Row) -> str:
    """Return the id of the product that the row tells of."""
    return row.first("handle")


class Line(NamedTuple):
    """One row of an export, read: a variant, unless it only adds a picture (`values` is empty then)."""

    row: Row
    values: tuple[str, ...]  # of option 1 to 3, as many as it has
    sku: str
    cents: int
    currency: str
    stock: int | None  # None: some, nobody counts them
    image_position: int


def read_line(row: Row, job: Job) -> Line:
    """Return what the row says. Raises Refused."""
    read_key(row, "handle")
    values = tuple(read_text(row, f"option{n}_value", longest=200) for n in _NUMBERS if row.first(f"option{n}_value"))
    position = read_whole(row, "image_position", 0, 1_000_000) if row.first("image_position") else 0
    if not values and not row.first("price"):
        if not row.first("image"):
            raise Refused("price", "", "an amount like 12.99, unless the row adds a picture")
        return Line(row, (), "", 0, "", 0, position)
    cents, currency = read_price(row, "price", job.currency)
    sku = read_text(row, "sku", longest=100)
    if sku:
        job.claim("sku", sku, row.line)
    return Line(row, values or _NO_OPTIONS, sku, cents, currency, _read_stock(row), position)


def assemble_lines(lines: Sequence[Line]) -> Draft:
    """Return the product of these rows; what describes it as a whole stands in the first. Raises Refused."""
    first = lines[0].row
    names = _read_names(first)
    sold = [line for line in lines if line.values]
    if not sold:
        raise Refused("price", "", "a price in at least one row of the product", line=first.line)
    product_id = first.first("handle")
    path = read_path(first.first("category") or first.first("type"))
    kept = {
        "tags": first.first("tags"),
        "barcode": join_values([line.row.first("barcode").lstrip("'") for line in sold]),
    }
    pictured = sorted((line for line in lines if line.row.first("image")), key=lambda line: line.image_position)
    product = Product(
        id=product_id,
        title=read_text(first, "title", longest=300, shortest=1),
        description=strip_html(first.first("body")),
        brand=first.first("vendor"),
        type=(first.first("type") or path[-1]).lower(),
        path=path,
        category="",
        currency=sold[0].currency,
        price_from_cents=0,
        active=read_choice(first, "status", _STATUS) and read_yes(first, "published", otherwise=True),
        attributes={name: text for name, text in kept.items() if text},
        images=first_images(
            [line.row.first("image") for line in pictured]
            + [line.row.first("variant_image") for line in sold if line.row.first("variant_image")]
        ),
    )
    variants = tuple(_make_variant(product, names, line) for line in sold)
    uncounted = (variant.id for variant, line in zip(variants, sold, strict=True) if line.stock is None)
    return Draft(product, variants, frozenset(uncounted))


def _make_variant(product: Product, names: Sequence[str], line: Line) -> Variant:
    if len(line.values) != len(names):
        allowed = f"a value for each option: {', '.join(names)}"
        raise Refused("option1_value", ", ".join(line.values), allowed, line=line.row.line)
    options = {} if line.values == _NO_OPTIONS else dict(zip(names, line.values, strict=True))
    id = "~".join((product.id, *options.values()))  # as Shopify itself knows them; a SKU may be missing or change
    return Variant(
        id=id,
        product_id=product.id,
        sku=line.sku or id,
        options=options,
        price_cents=line.cents,
        currency=line.currency,
        stock=SOME_STOCK if line.stock is None else line.stock,
    )


def _read_names(row: Row) -> list[str]:
    names = [read_text(row, f"option{n}_name", longest=100).lower() for n in _NUMBERS if row.first(f"option{n}_name")]
    names = [_SPELLING.get(name, name) for name in names] or ["title"]
    if len(set(names)) < len(names):
        raise Refused("option1_name", ", ".join(names), "options of different names")
    return names


def _read_stock(row: Row) -> int | None:
    if not row.first("tracker") or read_choice(row, "policy", _SELLS_ON):
        return None
    return max(0, read_whole(row, "quantity", -_MOST_STOCK, _MOST_STOCK)) if row.first("quantity") else None


def strip_html(html: str) -> str:
    """Return the text that a reader of the page would see, a line a block; text without tags stays as it is."""
    if not _MARKUP.search(html):
        return html
    text, *chunks = re.sub(r"\s+", " ", html).split("<")
    parts, hidden = [text], False
    for chunk in chunks:
        tag, end, rest = chunk.partition(">")
        name = _TAG.match(tag)
        if not end or name is None:
            rest = "<" + chunk
        elif name[1].lower() in _UNSEEN:
            hidden = not tag.startswith("/")
        elif name[1].lower() in _BLOCKS:
            parts.append("\n")
        parts.append("" if hidden else rest)
    lines = (" ".join(line.split()) for line in unescape("".join(parts)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
