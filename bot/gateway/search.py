"""Searching the catalogue from a door, a page at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import HTTPException, Request

from bot.gateway.paging import read_cursor, write_cursor
from retrieval.browsing import Browser, Understood
from retrieval.search import SearchQuery
from shop.catalogue import Listing, get_listings
from shop.errors import Invalid
from shop.store import Store

MOST = 1_000  # products of one search that can be paged through: whoever wants more narrows it down


@dataclass(frozen=True)
class Results:
    """A page of what was found; `next` is the cursor of the page after it, None at the end."""

    listings: list[Listing]
    next: str | None
    understood: Understood
    types: tuple[str, ...]  # of all that was found, the most frequent first
    brands: tuple[str, ...]


def get_browser(request: Request) -> Browser:
    """Return what searches, opened when it is first asked for. Answers 503 where the application has none."""
    open_browser: Callable[[], Browser] | None = request.app.state.open_browser
    if open_browser is None:
        raise HTTPException(503, "This process has no search; it can only list.")
    return open_browser()


def search(browser: Browser, store: Store, query: SearchQuery, cursor: str | None, limit: int) -> Results:
    """Return the page at the cursor. Raises Invalid for a cursor that no search gave out."""
    start = _read_place(cursor)
    browsed = browser.browse_products(query, start, limit)
    end = start + limit
    with store.read() as tx:
        listings = list(get_listings(tx, [found.product_id for found in browsed.found]).values())
    next = write_cursor(str(end)) if browsed.more and end < MOST else None
    return Results(listings, next, browsed.understood, browsed.types, browsed.brands)


def _read_place(cursor: str | None) -> int:
    place = read_cursor(cursor) or "0"
    if not (place.isascii() and place.isdigit()) or not int(place[:5]) < MOST:
        raise Invalid("cursor", "The cursor is not one that this search gave out; start again without it.")
    return int(place)
