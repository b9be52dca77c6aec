"""The market itself: its front, and its categories with filters."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from bot.gateway.pages.shelves import list_images, make_cards, pick_listings
from bot.gateway.pages.theme import Shop, find_viewer, get_shop, render
from bot.gateway.pages.window import address_of, find_category
from bot.gateway.paging import read_cursor, write_cursor
from shop.catalogue import Category, Listing, Sort, brands, list_products
from shop.catalogue.checks import HIGHEST_PRICE_CENTS
from shop.customers import Customer
from shop.errors import NotFound
from shop.store import Store

router = APIRouter(include_in_schema=False)

SORTS = {
    Sort.NEWEST: "Newest first",
    Sort.CHEAPEST: "Price, low to high",
    Sort.DEAREST: "Price, high to low",
    Sort.TITLE: "Name",
}
_ROW = 8  # cards in a row of the front
_PAGE = 24


@dataclass(frozen=True)
class Link:
    """A word that leads somewhere."""

    name: str
    href: str


@dataclass(frozen=True)
class Department:
    """A root of the category tree as the front shows it."""

    name: str
    href: str
    count: int
    image: str


@dataclass(frozen=True)
class Chosen:
    """The filters of a listing, as they stand in its address; what makes no sense there counts as not chosen."""

    q: str = ""
    brand: str = ""
    min: str = ""  # in whole units of the currency, or with cents: "19.90"
    max: str = ""
    stock: str = ""  # "1": only what can be bought now
    sort: str = ""

    @property
    def any(self) -> bool:
        return self != Chosen()

    @property
    def order(self) -> Sort:
        return next((sort for sort in SORTS if sort == self.sort), Sort.NEWEST)

    def address(self, action: str, **more: str) -> str:
        """Return the address of the listing at `action` with these filters."""
        given = {name: value for name, value in {**vars(self), **more}.items() if value}
        return f"{action}?{urlencode(given)}" if given else action


def read_chosen(
    q: Annotated[str, Query()] = "",
    brand: Annotated[str, Query()] = "",
    min: Annotated[str, Query()] = "",
    max: Annotated[str, Query()] = "",
    stock: Annotated[str, Query()] = "",
    sort: Annotated[str, Query()] = "",
) -> Chosen:
    """A dependency: the filters of this request."""
    low, high = (text if _read_cents(text) is not None else "" for text in (min, max))
    in_stock = "1" if stock == "1" else ""
    return Chosen(_tidy(q), _tidy(brand), low, high, in_stock, sort if sort in list(SORTS) else "")


@router.get("/")
def show_home(
    shop: Annotated[Shop, Depends(get_shop)], viewer: Annotated[Customer | None, Depends(find_viewer)]
) -> HTMLResponse:
    view = shop.window.look()
    viewer_id = viewer.id if viewer else None
    newest = list_products(shop.store, sort=Sort.NEWEST, in_stock=True, limit=_ROW)
    best = pick_listings(shop.store, view.best_ids, _ROW)
    return render(
        shop,
        "home.html",
        viewer,
        departments=[_show_department(shop.store, department) for department in view.departments],
        newest=make_cards(shop.store, viewer_id, newest),
        best=make_cards(shop.store, viewer_id, best),
    )


@router.get("/c")
def show_everything(
    shop: Annotated[Shop, Depends(get_shop)],
    viewer: Annotated[Customer | None, Depends(find_viewer)],
    chosen: Annotated[Chosen, Depends(read_chosen)],
    page: Annotated[str | None, Query(max_length=1000)] = None,
) -> HTMLResponse:
    departments = shop.window.look().departments
    everything = Category((), sum(department.products for department in departments), departments)
    return _show_listing(shop, viewer, everything, chosen, page)


@router.get("/c/{slugs:path}")
def show_category(
    shop: Annotated[Shop, Depends(get_shop)],
    viewer: Annotated[Customer | None, Depends(find_viewer)],
    chosen: Annotated[Chosen, Depends(read_chosen)],
    slugs: str,
    page: Annotated[str | None, Query(max_length=1000)] = None,
) -> HTMLResponse:
    category = find_category(shop.window.look().departments, slugs.split("/"))
    if category is None:
        raise NotFound("category", slugs)
    return _show_listing(shop, viewer, category, chosen, page)


def _show_listing(
    shop: Shop, viewer: Customer | None, category: Category, chosen: Chosen, page: str | None
) -> HTMLResponse:
    found = _find_listings(shop.store, category.path, chosen, after=read_cursor(page))
    shown = found[:_PAGE]
    action = address_of(category.path)
    more = len(found) > _PAGE
    return render(
        shop,
        "category.html",
        viewer,
        heading=_head(category, chosen),
        steps=trace_path(category.path[:-1]),
        here=category.path,
        branches=[Link(child.name, chosen.address(address_of(child.path))) for child in category.children],
        count_words=_count_words(category, chosen, len(shown), more=more),
        action=action,
        chosen=chosen,
        searched=chosen.q,
        sorts=SORTS,
        brands=sorted(brands(shop.store), key=str.casefold),
        cards=make_cards(shop.store, viewer.id if viewer else None, shown),
        first_href=chosen.address(action) if page else "",
        next_href=chosen.address(action, page=write_cursor(shown[-1].product.id)) if more else "",
    )


def trace_path(path: tuple[str, ...]) -> list[Link]:
    """Return a link to each category on the way to this one, from the root, itself too."""
    return [Link(name, address_of(path[: depth + 1])) for depth, name in enumerate(path)]


def _find_listings(store: Store, path: tuple[str, ...], chosen: Chosen, *, after: str | None) -> tuple[Listing, ...]:
    """Return one more than a page, so that the last one tells whether there is another page."""
    lowest, highest = _read_cents(chosen.min) or 0, _read_cents(chosen.max)
    highest = HIGHEST_PRICE_CENTS if highest is None else highest
    if lowest > highest:
        return ()
    return list_products(
        store,
        category=path,
        brand=chosen.brand,
        text=chosen.q,
        lowest_cents=lowest,
        highest_cents=highest,
        in_stock=chosen.stock == "1",
        sort=chosen.order,
        limit=_PAGE + 1,
        after=after,
    )


def _show_department(store: Store, category: Category) -> Department:
    pictured = list_products(store, category=category.path, limit=1)
    images = [list_images(listing.product)[0] for listing in pictured]
    return Department(category.name, address_of(category.path), category.products, "".join(images))


def _head(category: Category, chosen: Chosen) -> str:
    name = category.path[-1] if category.path else "All products"
    if not chosen.q:
        return name
    return f"“{chosen.q}” in {name}" if category.path else f"“{chosen.q}”"


def _count_words(category: Category, chosen: Chosen, shown: int, *, more: bool) -> str:
    narrowed = chosen != Chosen(sort=chosen.sort)
    count = shown if narrowed else category.products
    words = f"{count} product" if count == 1 else f"{count} products"
    return f"{words} and more" if narrowed and more else words


def _tidy(text: str) -> str:
    """Return what a search can use: printable, on one line, at most 100 characters."""
    return "".join(c for c in text if c.isprintable())[:100].strip()


def _read_cents(text: str) -> int | None:
    try:
        cents = Decimal(text.strip().replace(",", ".")) * 100
        return int(cents) if 0 <= cents <= HIGHEST_PRICE_CENTS else None
    except InvalidOperation:
        return None
