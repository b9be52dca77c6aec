"""Products and reviews as cards, with what this shopper may know of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import quote

from actions.opinions.unpaid import find_suspected
from actions.turn import ActionTurn
from retrieval.languages import is_read
from shop.cards import ProductCard, ReviewSnippet
from shop.catalogue import Listing, Variant, get_listings
from shop.prices import PriceObservation, price_history
from shop.reviews.reading import RatingSummary, SeenReview, rating_summaries

_COMPARED_FOR = timedelta(days=30)  # before a reduction: its lowest price counts, as EU law has it
_NEWS_FOR = timedelta(days=60)  # after a reduction


def make_product_cards(
    turn: ActionTurn,
    product_ids: Sequence[str],
    reasons: Mapping[str, tuple[str, ...]] | None = None,
    variants: Mapping[str, Variant] | None = None,
) -> list[ProductCard]:
    """Return the cards of these products in this order; those that are not on sale are left out.

    `variants` are those meant, by product id: the card shows their price, stock and options. Else it has the price of
    the cheapest one.
    """
    reasons, variants = reasons or {}, variants or {}
    with turn.store.read() as tx:
        found = get_listings(tx, product_ids)
        now = tx.now
    listings = [listing for listing in found.values() if listing.product.active]
    ratings = rating_summaries(turn.store, turn.customer_id, [listing.product.id for listing in listings])
    return [
        _make_card(
            turn,
            listing,
            ratings[listing.product.id],
            reasons.get(listing.product.id, ()),
            variants.get(listing.product.id),
            now,
        )
        for listing in listings
    ]


def make_review_snippets(turn: ActionTurn, reviews: Iterable[SeenReview]) -> list[ReviewSnippet]:
    """Return reviews as this shopper sees them; an author who is not to be named is "a customer"."""
    reviews = tuple(reviews)
    suspected = find_suspected(turn, reviews)
    return [
        ReviewSnippet(
            review_id=review.id,
            author="you" if review.mine else review.nickname or "a customer",
            is_friend=review.friend,
            rating=review.rating,
            text=review.text,
            date=review.written_at.date().isoformat(),
            verified=review.verified,
            product_id=review.product_id,
            sponsored=review.sponsored,
            suspected=review.id in suspected,
            language="" if is_read(review.language) else review.language,
        )
        for review in reviews
    ]


def tell_options(variant: Variant) -> str:
    """Return the values of a variant's options: "black, 38"; "" for one without."""
    return ", ".join(variant.options.values())


def price_before(history: Sequence[PriceObservation], now: datetime) -> int | None:
    """Return the price in cents before the last reduction, the lowest of the 30 days until then.

    `history` is oldest first. None when the last change was no reduction against that, or is over 60 days old.
    """
    if len(history) < 2 or now - history[-1].at > _NEWS_FOR:
        return None
    current = history[-1]
    since = current.at - _COMPARED_FOR
    earlier = history[:-1]
    in_force = max((n for n, seen in enumerate(earlier) if seen.at <= since), default=0)
    lowest = min(seen.price_cents for seen in earlier[in_force:])
    return lowest if lowest > current.price_cents else None


def _make_card(
    turn: ActionTurn,
    listing: Listing,
    rating: RatingSummary,
    reasons: tuple[str, ...],
    meant: Variant | None,
    now: datetime,
) -> ProductCard:
    product = listing.product
    variant = meant or min((v for v in listing.variants if v.active), key=lambda v: v.price_cents)
    return ProductCard(
        product_id=product.id,
        title=product.title,
        brand=product.brand,
        price_cents=variant.price_cents,
        currency=product.currency,
        image=product.images[0] if product.images else f"/pictures/{quote(product.id, safe='')}.svg",
        url=product.url or f"/p/{quote(product.id, safe='')}",
        in_stock=meant.available if meant else listing.available,
        options=tell_options(meant) if meant else "",
        was_cents=price_before(price_history(turn.store, variant.id), now),
        rating=None if rating.average is None else round(rating.average, 1),
        reviews=rating.count,
        reasons=reasons,
    )
