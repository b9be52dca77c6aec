"""Products as small cards, in rows and grids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

from shop.catalogue import Listing, Product
from shop.catalogue.assembly import get_listings
from shop.reviews.reading import RatingSummary, rating_summaries
from shop.store import Store

_NEW_FOR = timedelta(days=60)


@dataclass(frozen=True)
class Card:
    """A product at a glance."""

    href: str
    title: str
    brand: str
    image: str
    price_cents: int
    varied: bool  # some variants cost more
    currency: str
    rating: RatingSummary
    is_new: bool
    sold_out: bool


def make_cards(store: Store, viewer_id: str | None, listings: Sequence[Listing]) -> list[Card]:
    """Return a card for each listing, with the rating that this viewer may know."""
    ratings = rating_summaries(store, viewer_id, [listing.product.id for listing in listings])
    now = datetime.now(UTC)
    return [_make_card(listing, ratings[listing.product.id], now) for listing in listings]


def pick_listings(store: Store, product_ids: Sequence[str], limit: int) -> list[Listing]:
    """Return those of these products that can be bought, in this order, at most `limit`."""
    with store.read() as tx:
        listings = get_listings(tx, product_ids).values()
    return [listing for listing in listings if listing.available][:limit]


def product_address(product_id: str) -> str:
    """Return the address of the product's page."""
    return f"/p/{quote(product_id, safe='')}"


def list_images(product: Product, colour: str = "") -> tuple[str, ...]:
    """Return the addresses of the product's pictures, the main one first; one that the shop paints when it has none.

    What the shop paints itself is painted in `colour`, "" for the colour of the first variant.
    """
    images = product.images or (f"/pictures/{quote(product.id, safe='')}.svg",)
    query = f"?{urlencode({'colour': colour})}" if colour else ""
    return tuple(f"{image}{query}" if image.startswith("/pictures/") else image for image in images)


def _make_card(listing: Listing, rating: RatingSummary, now: datetime) -> Card:
    product = listing.product
    active = [variant.price_cents for variant in listing.variants if variant.active]
    return Card(
        href=product_address(product.id),
        title=product.title,
        brand=product.brand,
        image=list_images(product)[0],
        price_cents=product.price_from_cents,
        varied=len(set(active)) > 1,
        currency=product.currency,
        rating=rating,
        is_new=product.launched_at is not None and now - _NEW_FOR < product.launched_at <= now,
        sold_out=not listing.available,
    )
