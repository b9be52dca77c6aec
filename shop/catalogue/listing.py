"""Listing products by what shoppers filter on, a page at a time. Words are for `retrieval`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from shop.catalogue.assembly import add_variants, get_listing
from shop.catalogue.checks import CATEGORY_SEPARATOR, HIGHEST_PRICE_CENTS, check_count
from shop.catalogue.records import Listing, Product
from shop.errors import Invalid, NotFound
from shop.store import Above, AtLeast, Below, Condition, Contains, Reader, Store
from shop.texts import check_id, clean_text

LONGEST_PAGE = 100
_CHUNK = 100  # products looked at together


class Sort(StrEnum):
    TITLE = "title"
    NEWEST = "newest"  # by launch
    CHEAPEST = "cheapest"
    DEAREST = "dearest"


_FIELDS = {Sort.TITLE: "title", Sort.NEWEST: "launched_at"}  # the others sort by price_from_cents
_DESCENDING = (Sort.NEWEST, Sort.DEAREST)


@dataclass(frozen=True)
class _Search:
    category: tuple[str, ...]
    brand: str
    type: str
    lowest_cents: int
    highest_cents: int
    in_stock: bool
    sort: Sort

    def fits(self, product: Product) -> bool:
        """Check what the store cannot: it takes one condition a field, and no beginnings of tuples."""
        return (
            product.path[: len(self.category)] == self.category
            and self.lowest_cents <= product.price_from_cents <= self.highest_cents
        )

    def ends_before(self, product: Product) -> bool:
        """Say whether no product after this one can fit, because prices have left the range."""
        if self.sort is Sort.CHEAPEST:
            return product.price_from_cents > self.highest_cents
        return self.sort is Sort.DEAREST and product.price_from_cents < self.lowest_cents


def find_product(store: Store, product_id: str) -> Listing:
    """Return the product with its variants; a withdrawn one too, `product.active` tells. Raises NotFound."""
    with store.read() as tx:
        return get_listing(tx, check_id("product_id", product_id))


def list_products(
    store: Store,
    *,
    category: tuple[str, ...] = (),
    brand: str = "",
    type: str = "",
    lowest_cents: int = 0,
    highest_cents: int = HIGHEST_PRICE_CENTS,
    in_stock: bool = False,
    sort: Sort = Sort.TITLE,
    limit: int = 20,
    after: str | None = None,
) -> tuple[Listing, ...]:
    """Return active products that meet every filter, () for none.

    `category` is the beginning of a path; `brand` and `type` are exact; the price is that of the cheapest active
    variant, both ends included. `after` is the id of the last product of the page before. Raises Invalid for a limit
    outside 1 to 100, NotFound for a missing `after`.
    """
    check_count("limit", limit, least=1, most=LONGEST_PAGE)
    search = _Search(
        category=tuple(clean_text("category", part, longest=100) for part in category),
        brand=clean_text("brand", brand, longest=100),
        type=clean_text("type", type, longest=100),
        lowest_cents=check_count("lowest_cents", lowest_cents, most=HIGHEST_PRICE_CENTS),
        highest_cents=check_count("highest_cents", highest_cents, most=HIGHEST_PRICE_CENTS),
        in_stock=in_stock,
        sort=sort,
    )
    if lowest_cents > highest_cents:
        raise Invalid("lowest_cents", f"lowest_cents {lowest_cents} is above highest_cents {highest_cents}.")
    with store.read() as tx:
        return _read_page(tx, search, _find_last(tx, after), limit)


def _read_page(tx: Reader, search: _Search, last: Product | None, limit: int) -> tuple[Listing, ...]:
    page: list[Listing] = []
    for chunk in _walk(tx, search, last):
        page += _pick(tx, search, chunk)
        if len(page) >= limit or search.ends_before(chunk[-1]):
            break
    return tuple(page[:limit])


def _pick(tx: Reader, search: _Search, chunk: list[Product]) -> list[Listing]:
    found = add_variants(tx, filter(search.fits, chunk))
    return [listing for listing in found.values() if listing.available or not search.in_stock]


def _walk(tx: Reader, search: _Search, last: Product | None) -> Iterator[list[Product]]:
    """Yield products in the order of the search, after `last`; the store's conditions narrow them, `fits` decides."""
    field = _FIELDS.get(search.sort, "price_from_cents")
    down = search.sort in _DESCENDING
    where = _conditions(search, field)
    beyond = Below if down else Above
    chunk = [] if last is None else [last]
    while True:
        if chunk:
            value = getattr(chunk[-1], field)
            tied: dict[str, Condition] = {**where, field: value, "id": beyond(chunk[-1].id)}
            chunk = tx.find(Product, order=field, descending=down, limit=_CHUNK, **tied)
            where[field] = beyond(value)
        if len(chunk) < _CHUNK:
            chunk += tx.find(Product, order=field, descending=down, limit=_CHUNK - len(chunk), **where)
        if not chunk:
            return
        yield chunk


def _conditions(search: _Search, field: str) -> dict[str, Condition]:
    down = search.sort is not Sort.CHEAPEST
    where: dict[str, Condition] = {
        "active": True,
        "price_from_cents": Below(search.highest_cents + 1) if down else AtLeast(search.lowest_cents),
    }
    if field == "launched_at":
        where[field] = AtLeast(
            datetime.min.replace(tzinfo=UTC)
        )  # a product without a launch has no place in this order
    if search.category:
        where["category"] = Contains(CATEGORY_SEPARATOR.join(search.category))
    if search.brand:
        where["brand"] = search.brand
    if search.type:
        where["type"] = search.type
    return where


def _find_last(tx: Reader, after: str | None) -> Product | None:
    last = None if after is None else tx.get(Product, check_id("after", after))
    if after is not None and last is None:
        raise NotFound("product", after)
    return last
