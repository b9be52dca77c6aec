"""`/p/<id>`: everything about one product, for whoever looks."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, BackgroundTasks, Depends, Query
from fastapi.responses import HTMLResponse

from bot.gateway.pages.shelves import list_images, make_cards, pick_listings, product_address
from bot.gateway.pages.storefront import trace_path
from bot.gateway.pages.theme import Shop, find_viewer, get_shop, render
from retrieval.suspicious import find_suspicious
from shop.access import open_eyes, readable_reviews
from shop.activity import EventName
from shop.activity.events import record_act
from shop.catalogue import Listing, Product, Variant, find_product, list_products
from shop.customers import Customer
from shop.questions.products import questions_about
from shop.reviews.reading import RatingSummary, rating_summary, reviews_of_product
from shop.store import Store

router = APIRouter(include_in_schema=False)

_FEW = 3  # pieces that are worth saying "only … left"
_REVIEWS = 8
_RELATED = 4


@dataclass(frozen=True)
class Choice:
    """One value of an option, and the address of the page with it chosen."""

    value: str
    href: str
    chosen: bool
    available: bool  # together with what else is chosen


@dataclass(frozen=True)
class Option:
    """What a shopper chooses between: colours, sizes."""

    name: str
    chosen: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Price:
    """The lowest and the highest price in cents of what is chosen."""

    cents: int
    dearest: int


@dataclass(frozen=True)
class Stock:
    """`tone` is "good", "few" or "bad"."""

    tone: str
    words: str


@dataclass(frozen=True)
class Bar:
    """How many gave so many stars."""

    stars: int
    count: int
    percent: int


@router.get("/p/{product_id:path}")
def show_product(
    shop: Annotated[Shop, Depends(get_shop)],
    viewer: Annotated[Customer | None, Depends(find_viewer)],
    later: BackgroundTasks,
    product_id: str,
    choice: Annotated[list[str], Query()] = [],  # noqa: B006 -- FastAPI copies it
    after: Annotated[str | None, Query(max_length=500)] = None,
) -> HTMLResponse:
    listing = find_product(shop.store, product_id)
    product = listing.product
    viewer_id = viewer.id if viewer else None
    if viewer_id:
        later.add_task(record_act, shop.store, EventName.VIEW_ITEM, viewer_id, product.id)  # nobody waits for it
    summary = rating_summary(shop.store, viewer_id, product.id)
    page = reviews_of_product(shop.store, viewer_id, product.id, limit=_REVIEWS, after=after)
    chosen = read_choices(listing, choice)
    return render(
        shop,
        "product.html",
        viewer,
        product=product,
        here=product.path,
        steps=trace_path(product.path),
        images=list_images(product, chosen.get("colour") or chosen.get("color") or ""),
        options=list_options(listing, chosen),
        price=_find_price(listing, chosen),
        stock=tell_stock(listing, chosen),
        summary=summary,
        bars=_draw_bars(summary),
        reviews=page.reviews,
        suspected=_find_suspected(shop.store, viewer_id, product.id),
        more_reviews=f"{product_address(product.id)}?{urlencode({'after': page.next})}#reviews" if page.next else "",
        questions=questions_about(shop.store, viewer_id, product.id),
        related=make_cards(shop.store, viewer_id, _find_related(shop.store, product)),
    )


def read_choices(listing: Listing, choices: list[str]) -> dict[str, str]:
    """Return the options that "colour:black" and the like name; what the product does not have is left out."""
    pairs = {(name, value) for variant in _sold(listing) for name, value in variant.options.items()}
    wanted = (tuple(choice.split(":", 1)) for choice in choices)
    return {pair[0]: pair[1] for pair in wanted if pair in pairs}


def list_options(listing: Listing, chosen: dict[str, str]) -> list[Option]:
    """Return the options in the order of the variants, each value with the address that chooses it."""
    values: dict[str, dict[str, None]] = {}
    for variant in _sold(listing):
        for name, value in variant.options.items():
            values.setdefault(name, {})[value] = None
    return [
        Option(name, chosen.get(name, ""), tuple(_make_choice(listing, chosen, name, value) for value in known))
        for name, known in values.items()
    ]


def tell_stock(listing: Listing, chosen: dict[str, str]) -> Stock:
    """Return whether what is chosen can be bought."""
    fitting = _fitting(listing, chosen)
    if not listing.product.active or not fitting:
        return Stock("bad", "No longer sold")
    left = sum(variant.stock for variant in fitting)
    if left == 0:
        return Stock("bad", "Sold out")
    if len(fitting) == 1 and left <= _FEW:
        return Stock("few", f"Only {left} left")
    if any(not variant.available for variant in fitting):
        return Stock("good", "In stock, some kinds are sold out")
    return Stock("good", "In stock")


def _make_choice(listing: Listing, chosen: dict[str, str], name: str, value: str) -> Choice:
    picked = chosen.get(name) == value
    others = {key: kept for key, kept in chosen.items() if key != name}
    address = [f"{key}:{kept}" for key, kept in (others if picked else {**chosen, name: value}).items()]
    query = urlencode({"choice": address}, doseq=True)
    available = any(variant.available for variant in _fitting(listing, {**others, name: value}))
    href = product_address(listing.product.id)
    return Choice(value, f"{href}?{query}" if query else href, picked, available)


def _find_price(listing: Listing, chosen: dict[str, str]) -> Price:
    prices = [variant.price_cents for variant in _fitting(listing, chosen)] or [listing.product.price_from_cents]
    return Price(min(prices), max(prices))


def _fitting(listing: Listing, chosen: dict[str, str]) -> list[Variant]:
    return [variant for variant in _sold(listing) if chosen.items() <= variant.options.items()]


def _sold(listing: Listing) -> list[Variant]:
    return [variant for variant in listing.variants if variant.active]


def _draw_bars(summary: RatingSummary) -> list[Bar]:
    counts = enumerate(summary.stars, 1)
    return [Bar(stars, count, round(100 * count / max(summary.count, 1))) for stars, count in counts][::-1]


def _find_suspected(store: Store, viewer_id: str | None, product_id: str) -> frozenset[str]:
    """Return the ids of the reviews that look bought, of all that the viewer may read."""
    with store.read() as tx:
        return find_suspicious(readable_reviews(tx, open_eyes(tx, viewer_id), product_id=product_id))


def _find_related(store: Store, product: Product) -> list[Listing]:
    """Return what the product names as going with it, then others of its category."""
    named = [id for ids in product.relations.values() for id in ids]
    related = pick_listings(store, named, _RELATED)
    known = {product.id, *named}
    for other in list_products(store, category=product.path, in_stock=True, limit=_RELATED + len(known)):
        if len(related) < _RELATED and other.product.id not in known:
            related.append(other)
    return related
