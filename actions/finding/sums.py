"""What several cost: "how much is two of them", "price for both"; always the shop's own price, multiplied or added."""

import re

from actions.cards import make_product_cards
from actions.cart.contents import RATES
from actions.listings import read_listings
from actions.names import join_names
from actions.quick_replies import quick_reply
from actions.reference.resolve import find_product_meant, find_products_together, find_variant_meant
from actions.turn import ActionTurn
from language.costs import asks_cost, asks_what_it_costs
from language.values import read_quantity
from shop.catalogue import Listing, Variant

_MOST_PIECES = 99
_MOST_TOGETHER = 6  # products of a list whose prices are added
_COUNT = r"(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|a dozen)"
_GOES_ON = re.compile(
    rf"^(?:(?:and|ok|what about|how about)\W+)+(?:for |if i (?:take|buy|get) )?{_COUNT}\W*$", re.IGNORECASE
)
_PIECES = re.compile(
    rf"(?<![\w.,€$£-]){_COUNT}\b(?!\s*(?:%|€|euros?|stars?|kg|cm|mm|ml|inch|gb|litres?|l\b|g\b))", re.IGNORECASE
)
_BOTH = re.compile(r"\b(?:both|the two|these two|those two|the pair)\b", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:all (?:of )?(?:them|these|those|\w+)|together|altogether|in total|the lot|the sum)\b", re.IGNORECASE
)
_SEVERAL = re.compile(r"\b(?:they|them|these|those|all (?:of|the)|both|everything)\b", re.IGNORECASE)


def tell_sum(turn: ActionTurn) -> bool:
    """Tell what several pieces, or several products, cost; return whether that was asked and could be told."""
    if not (asks_cost(turn.text) or _GOES_ON.match(turn.text)):
        return False
    together = _find_together(turn)
    if len(together) > 1:
        _tell_together(turn, together)
        return True
    count = _read_count(turn)
    product_id = find_product_meant(turn) if count > 1 else None
    if product_id is None:
        return False
    _tell_pieces(turn, read_listings(turn, [product_id])[0], count)
    return True


def _find_together(turn: ActionTurn) -> list[Listing]:
    """Return the products whose prices are asked for in one: those named, both that are shown, or all of a few."""
    named = find_products_together(turn, turn.all_entities("product"))
    if len(named) > 1:
        return read_listings(turn, named) if _BOTH.search(turn.text) or _ALL.search(turn.text) else []
    shown = turn.memory.product_ids if turn.shown == "products" and not named else []
    both = len(shown) == 2 and _BOTH.search(turn.text)
    every = len(shown) <= _MOST_TOGETHER and _ALL.search(turn.text) and not turn.entity("quantity")
    if turn.memory.product_id and asks_what_it_costs(turn.text) and not _SEVERAL.search(turn.text):
        every = None  # "how much is that all together", of the one talked about
    return read_listings(turn, shown) if both or every else []


def _read_count(turn: ActionTurn) -> int:
    """Return of how many pieces the price is asked, 1 when it does not say."""
    text = turn.text
    for name in turn.all_entities("product"):
        text = text.replace(name, " ")
    said = turn.entity("quantity") or next(iter(_PIECES.findall(text)), "")
    count = read_quantity(said) if said else None
    return count if count is not None and 1 < count <= _MOST_PIECES else 1


def _tell_pieces(turn: ActionTurn, listing: Listing, count: int) -> None:
    product = listing.product
    meant = find_variant_meant(turn, listing)
    variant = meant if isinstance(meant, Variant) else None
    card = make_product_cards(turn, [product.id], variants={product.id: variant} if variant else None)[0]
    prices = {one.price_cents for one in listing.variants if one.active}
    left = variant.stock if variant else max((one.stock for one in listing.variants if one.active), default=0)
    total = card.price_cents * count
    turn.focus(product.id)
    turn.say(
        "price_of_pieces",
        values={
            "title": product.title,
            "count": count,
            "each_cents": card.price_cents,
            "total_cents": total,
            "shipping_cents": RATES.shipping_for(total),
            "delivered_cents": total + RATES.shipping_for(total),
            "currency": card.currency,
            "from": variant is None and len(prices) > 1,
            "left": left if left < count else count,
        },
        products=[card],
        quick_replies=()
        if turn.mood == "angry" or left < count
        else (quick_reply(f"Put {count} in my cart", "add_to_cart", product=product.title, quantity=str(count)),),
        evidence=[product.id],
    )


def _tell_together(turn: ActionTurn, listings: list[Listing]) -> None:
    cards = make_product_cards(turn, [listing.product.id for listing in listings])
    varied = any(len({one.price_cents for one in listing.variants if one.active}) > 1 for listing in listings)
    if len({card.currency for card in cards}) > 1:
        turn.say("prices_not_added", evidence=[card.product_id for card in cards])
        return
    total = sum(card.price_cents for card in cards)
    turn.say(
        "price_together",
        values={
            "titles": join_names([card.title for card in cards], most=_MOST_TOGETHER),
            "count": len(cards),
            "total_cents": total,
            "shipping_cents": RATES.shipping_for(total),
            "delivered_cents": total + RATES.shipping_for(total),
            "currency": cards[0].currency,
            "from": varied,
        },
        products=cards,
        evidence=[card.product_id for card in cards],
    )
