"""What the shop names in place of a product that cannot be had."""

from actions.context import current_graph
from actions.listings import read_listings
from actions.quick_replies import QuickReply, quick_reply
from actions.turn import ActionTurn
from shop.catalogue import Listing

_MOST = 2


def offer_instead(turn: ActionTurn, listing: Listing) -> tuple[QuickReply, ...]:
    """Return buttons that show what can be had in place of a product that is sold out, in the shop's order.

    () for nothing, for a product of which something is left, and for who is angry: nothing is sold to them.
    """
    if listing.available or turn.mood == "angry":
        return ()
    named = read_listings(turn, current_graph().alternatives(listing.product.id))
    titles = [listing.product.title for listing in named if listing.available]
    return tuple(quick_reply(f"Instead: {title}", "product_details", product=title) for title in titles[:_MOST])
