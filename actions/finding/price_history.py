"""What a product cost before: "was it ever cheaper?"."""

import re

from actions.cards import make_product_cards
from actions.quick_replies import quick_reply
from actions.turn import ActionTurn
from shop.catalogue import Listing, Variant
from shop.prices import PriceObservation, price_history

_PRICE = r"(?:cheap\w*|less|costs?|prices?|priced|expensive|dearer|lowest|discounted|reduced)"
_PAST = (
    r"(?:ever|before|history|in the past|so far|used to|previous\w*|originally|old|last (?:week|month|year)|has been)"
)
_ASKS = re.compile(rf"\b{_PAST}\b.*\b{_PRICE}\b|\b{_PRICE}\b.*\b{_PAST}\b", re.IGNORECASE)


def asks_price_history(text: str) -> bool:
    """Say whether the words ask what something cost before now."""
    return _ASKS.search(text) is not None


def tell_price_history(turn: ActionTurn, listing: Listing, variant: Variant | None) -> bool:
    """Say the lowest and the present price, of the variant or of all on sale; return False when none was observed."""
    variants = [variant] if variant else [one for one in listing.variants if one.active]
    seen = [one for each in variants for one in price_history(turn.store, each.id)]
    if not seen:
        return False
    lowest = min(seen, key=lambda one: (one.price_cents, -one.at.timestamp()))
    now = min(one.price_cents for one in variants)
    turn.say(
        "price_history",
        values={
            "title": listing.product.title,
            "price_cents": now,
            "lowest_cents": lowest.price_cents,
            "lowest_on": _tell_day(lowest),
            "since": _tell_day(min(seen, key=lambda one: one.at)),
            "cheaper": lowest.price_cents < now,
            "currency": lowest.currency,
        },
        products=make_product_cards(
            turn, [listing.product.id], variants={listing.product.id: variant} if variant else {}
        ),
        quick_replies=[quick_reply("Tell me when it is cheaper", "set_alert", product=listing.product.title)],
        evidence=[listing.product.id],
    )
    return True


def _tell_day(seen: PriceObservation) -> str:
    return f"{seen.at:%-d %B %Y}"
