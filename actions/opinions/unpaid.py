"""Reviews from which something is told of a product: none that was paid for."""

from collections.abc import Sequence

from actions.turn import ActionTurn
from shop.access import open_eyes, readable_reviews
from shop.reviews import Review
from shop.store import OneOf


def read_unpaid_reviews(turn: ActionTurn, product_ids: Sequence[str]) -> dict[str, list[Review]]:
    """Return the reviews that this shopper may read, by product; a product without any is left out."""
    found: dict[str, list[Review]] = {}
    with turn.store.read() as tx:
        for review in readable_reviews(tx, open_eyes(tx, turn.customer_id), product_id=OneOf(tuple(product_ids))):
            if not review.sponsored:
                found.setdefault(review.product_id, []).append(review)
    return found
