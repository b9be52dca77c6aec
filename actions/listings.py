"""Products with their variants, for one turn."""

from collections.abc import Iterable

from actions.turn import ActionTurn
from shop.catalogue import Listing, get_listings


def read_listings(turn: ActionTurn, product_ids: Iterable[str]) -> list[Listing]:
    """Return those of these products that are on sale, in this order; [] for none."""
    with turn.store.read() as tx:
        return [listing for listing in get_listings(tx, product_ids).values() if listing.product.active]
