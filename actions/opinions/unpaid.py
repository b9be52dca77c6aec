"""Which reviews something is told from: none that was paid for or looks bought."""

from collections.abc import Iterable, Sequence

from actions.turn import ActionTurn
from retrieval.suspicious import find_suspicious, leave_out_paid
from shop.access import open_eyes, readable_reviews
from shop.reviews import Review
from shop.reviews.reading import SeenReview
from shop.store import OneOf


def read_unpaid_reviews(turn: ActionTurn, product_ids: Sequence[str]) -> dict[str, list[Review]]:
    """Return the reviews that this shopper may read, by product; a product without any is left out."""
    unpaid = {id: leave_out_paid(reviews) for id, reviews in _read(turn, product_ids).items()}
    return {id: reviews for id, reviews in unpaid.items() if reviews}


def find_suspected(turn: ActionTurn, reviews: Iterable[SeenReview]) -> frozenset[str]:
    """Return the ids of those that look bought beside the others of their product; one's own are never among them."""
    doubted = [review for review in reviews if not review.verified and not review.mine]
    if not doubted:
        return frozenset()
    by_product = _read(turn, list({review.product_id for review in doubted}))
    suspicious = frozenset[str]().union(*(find_suspicious(beside) for beside in by_product.values()))
    return suspicious & {review.id for review in doubted}


def _read(turn: ActionTurn, product_ids: Sequence[str]) -> dict[str, list[Review]]:
    found: dict[str, list[Review]] = {}
    with turn.store.read() as tx:
        for review in readable_reviews(tx, open_eyes(tx, turn.customer_id), product_id=OneOf(tuple(product_ids))):
            found.setdefault(review.product_id, []).append(review)
    return found
