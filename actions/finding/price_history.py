"""What a product cost before: "was it ever cheaper?"."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from actions.cards import make_product_cards
from actions.orders.states import now_of
from actions.quick_replies import quick_reply
from actions.turn import ActionTurn
from language.past_prices import read_days_back
from shop.catalogue import Listing, Variant
from shop.prices import PriceObservation, price_history


def tell_price_history(turn: ActionTurn, listing: Listing, variant: Variant | None) -> bool:
    """Say the lowest and the present price, of the variant or of all on sale; return False when none was observed.

    Where a time is named the price of then stands in the place of the lowest: "cheaper than last month".
    """
    variants = [variant] if variant else [one for one in listing.variants if one.active]
    if _tell_price_then(turn, listing, variants, variant):
        return True
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
        **_facts(turn, listing, variant),
    )
    return True


def _tell_price_then(turn: ActionTurn, listing: Listing, variants: Sequence[Variant], variant: Variant | None) -> bool:
    """Compare with what it cost when the message says; return False where it names no time, or none that is known."""
    days = read_days_back(turn.text)
    if days is None:
        return False
    day = now_of(turn) - timedelta(days=days)
    before = [[one for one in price_history(turn.store, each.id) if one.at <= day] for each in variants]
    then = min((seen[-1] for seen in before if seen), key=lambda one: one.price_cents, default=None)
    if then is None:
        return False
    now = min(one.price_cents for one in variants)
    turn.say(
        "price_then",
        values={
            "title": listing.product.title,
            "price_cents": now,
            "then_cents": then.price_cents,
            "then_on": f"{day:%-d %B %Y}",
            "way": (now > then.price_cents) - (now < then.price_cents),
            "apart_cents": abs(now - then.price_cents),
            "currency": then.currency,
        },
        **_facts(turn, listing, variant),
    )
    return True


def _facts(turn: ActionTurn, listing: Listing, variant: Variant | None) -> dict[str, Any]:
    id = listing.product.id
    return {
        "products": make_product_cards(turn, [id], variants={id: variant} if variant else {}),
        "quick_replies": [quick_reply("Tell me when it is cheaper", "set_alert", product=listing.product.title)],
        "evidence": [id],
    }


def _tell_day(seen: PriceObservation) -> str:
    return f"{seen.at:%-d %B %Y}"
