"""What a listing shows: a part of a category in order, or what the search finds, with how it was understood."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fastapi import Request

from bot.gateway.pages.chosen import Chosen
from bot.gateway.pages.theme import format_price
from bot.gateway.pages.window import address_of
from bot.gateway.paging import read_cursor, write_cursor
from bot.gateway.search import Results, get_browser, search
from retrieval.browsing import Browser, Understood
from retrieval.search import SearchQuery, Section
from shop.catalogue import Listing, Sort, brands, list_products
from shop.catalogue.checks import HIGHEST_PRICE_CENTS
from shop.store import Store

PAGE = 24
_MOST_TYPES = 10


@dataclass(frozen=True)
class Link:
    """A word that leads somewhere."""

    name: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Shown:
    """A page of a listing. `note` says how the words were understood, "" where they were taken as they are."""

    listings: Sequence[Listing]
    next: str | None
    brands: Sequence[str]
    note: str = ""
    types: Sequence[Link] = ()
    looser: Sequence[Link] = ()  # what would find something, where nothing was found


def find_shown(request: Request, store: Store, path: tuple[str, ...], chosen: Chosen, cursor: str | None) -> Shown:
    """Return the page of this category at the cursor; one with words is searched for."""
    if chosen.q:
        return _search(get_browser(request), store, path, chosen, cursor)
    listings = _list(store, path, chosen, after=read_cursor(cursor))
    next = write_cursor(listings[PAGE - 1].product.id) if len(listings) > PAGE else None
    return Shown(listings[:PAGE], next, sorted(brands(store), key=str.casefold))


def _list(store: Store, path: tuple[str, ...], chosen: Chosen, *, after: str | None) -> tuple[Listing, ...]:
    """Return one more than a page, so that the last one tells whether there is another page."""
    lowest, highest = chosen.lowest_cents or 0, chosen.highest_cents
    highest = HIGHEST_PRICE_CENTS if highest is None else highest
    if lowest > highest:
        return ()
    return list_products(
        store,
        category=path,
        brand=chosen.brand,
        type=chosen.type,
        lowest_cents=lowest,
        highest_cents=highest,
        in_stock=chosen.stock == "1",
        sort=Sort(chosen.order),
        limit=PAGE + 1,
        after=after,
    )


def _search(browser: Browser, store: Store, path: tuple[str, ...], chosen: Chosen, cursor: str | None) -> Shown:
    found = search(browser, store, _ask(path, chosen), cursor, PAGE)
    looser = [] if found.listings else list(_loosen(browser, path, chosen, found.understood))
    return Shown(
        found.listings,
        found.next,
        sorted({*found.brands, *filter(None, (chosen.brand,))}, key=str.casefold),
        _tell(chosen, found),
        _link_types(path, chosen, found.types),
        looser,
    )


def _ask(path: tuple[str, ...], chosen: Chosen) -> SearchQuery:
    return SearchQuery(
        text=chosen.q,
        price_min_cents=chosen.lowest_cents,
        price_max_cents=chosen.highest_cents,
        in_stock=chosen.stock == "1",
        sort=chosen.order,
        section=Section(path, chosen.brand, chosen.type),
    )


def _link_types(path: tuple[str, ...], chosen: Chosen, types: Sequence[str]) -> list[Link]:
    """Return a link to each kind of thing found alone, and back from it; [] where there is only one."""
    kinds = dict.fromkeys([*filter(None, (chosen.type,)), *types[:_MOST_TYPES]])
    if len(kinds) < 2:
        return []
    action = address_of(path)
    return [
        Link(kind, replace(chosen, type="" if kind == chosen.type else kind).address(action), kind == chosen.type)
        for kind in kinds
    ]


def _tell(chosen: Chosen, found: Results) -> str:
    """Return how the words were understood, in a sentence; "" where they were taken as they are, or found nothing."""
    understood = found.understood
    if understood.akin and found.listings:
        return f"Nothing here is quite “{chosen.q}”. These come near."
    words = [f"“{understood.words}”"] if understood.words and found.listings else []
    words += [f"ideas for {understood.occasion}"] if understood.occasion and found.listings else []
    words += _tell_limits(understood, found.listings[0].product.currency if found.listings else "EUR")
    return f"Understood as {', '.join(words)}." if words else ""


def _tell_limits(understood: Understood, currency: str) -> Iterator[str]:
    if understood.price_min_cents is not None:
        yield f"from {format_price(understood.price_min_cents, currency)}"
    if understood.price_max_cents is not None:
        yield f"up to {format_price(understood.price_max_cents, currency)}"


def _loosen(browser: Browser, path: tuple[str, ...], chosen: Chosen, understood: Understood) -> Iterator[Link]:
    """Yield what to let go of to find something, each alone, or all filters together where no single one helps."""
    helped = False
    for name, place, looser in _looser(path, chosen, understood):
        if browser.browse_products(_ask(place, looser), count=1).found:
            helped = True
            yield Link(name, looser.address(address_of(place)))
    bare = Chosen(q=understood.unlimited or chosen.q)
    if not helped and (path or bare != chosen) and browser.browse_products(_ask((), bare), count=1).found:
        yield Link("Without any limit", bare.address(address_of(())))


def _looser(
    path: tuple[str, ...], chosen: Chosen, understood: Understood
) -> Iterator[tuple[str, tuple[str, ...], Chosen]]:
    """Yield each wish that can be let go of, in words, with the category and the filters that are left."""
    if chosen.min or chosen.max:
        yield "At any price", path, replace(chosen, min="", max="")
    if understood.price_min_cents is not None or understood.price_max_cents is not None:
        yield "At any price", path, replace(chosen, q=understood.unlimited)
    if chosen.brand:
        yield f"Not only {chosen.brand}", path, replace(chosen, brand="")
    if chosen.type:
        yield f"Not only {chosen.type}", path, replace(chosen, type="")
    if chosen.stock:
        yield "Sold out, too", path, replace(chosen, stock="")
    if path:
        yield "In all departments", (), chosen
