"""The market itself: its front, and its categories with filters."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from bot.gateway.pages.chosen import Chosen, read_chosen
from bot.gateway.pages.finding import Link, find_shown
from bot.gateway.pages.shelves import list_images, make_cards, pick_listings
from bot.gateway.pages.theme import Shop, find_viewer, get_shop, render
from bot.gateway.pages.window import address_of, find_category
from shop.catalogue import Category, Sort, list_products
from shop.customers import Customer
from shop.errors import NotFound
from shop.store import Store

router = APIRouter(include_in_schema=False)

_ROW = 8  # cards in a row of the front


@dataclass(frozen=True)
class Department:
    """A root of the category tree as the front shows it."""

    name: str
    href: str
    count: int
    image: str


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
    request: Request,
    shop: Annotated[Shop, Depends(get_shop)],
    viewer: Annotated[Customer | None, Depends(find_viewer)],
    chosen: Annotated[Chosen, Depends(read_chosen)],
    page: Annotated[str | None, Query(max_length=1000)] = None,
) -> HTMLResponse:
    departments = shop.window.look().departments
    everything = Category((), sum(department.products for department in departments), departments)
    return _show_listing(request, shop, viewer, everything, chosen, page)


@router.get("/c/{slugs:path}")
def show_category(
    request: Request,
    shop: Annotated[Shop, Depends(get_shop)],
    viewer: Annotated[Customer | None, Depends(find_viewer)],
    chosen: Annotated[Chosen, Depends(read_chosen)],
    slugs: str,
    page: Annotated[str | None, Query(max_length=1000)] = None,
) -> HTMLResponse:
    category = find_category(shop.window.look().departments, slugs.split("/"))
    if category is None:
        raise NotFound("category", slugs)
    return _show_listing(request, shop, viewer, category, chosen, page)


def _show_listing(
    request: Request, shop: Shop, viewer: Customer | None, category: Category, chosen: Chosen, page: str | None
) -> HTMLResponse:
    shown = find_shown(request, shop.store, category.path, chosen, page)
    action = address_of(category.path)
    branches = category.children if category.path or not chosen.q else ()
    return render(
        shop,
        "category.html",
        viewer,
        heading=_head(category, chosen),
        steps=trace_path(category.path[:-1]),
        here=category.path,
        branches=[Link(child.name, chosen.address(address_of(child.path))) for child in branches],
        count_words=_count_words(category, chosen, len(shown.listings), more=shown.next is not None),
        action=action,
        chosen=chosen,
        searched=chosen.q,
        shown=shown,
        cards=make_cards(shop.store, viewer.id if viewer else None, shown.listings),
        first_href=chosen.address(action) if page else "",
        next_href=chosen.address(action, page=shown.next) if shown.next else "",
    )


def trace_path(path: tuple[str, ...]) -> list[Link]:
    """Return a link to each category on the way to this one, from the root, itself too."""
    return [Link(name, address_of(path[: depth + 1])) for depth, name in enumerate(path)]


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
