"""What people of the shopper's taste wrote who need not be friends: marked as such, and counted from five people on."""

from collections.abc import Sequence

from actions.opinions.digest import digest
from actions.opinions.voices import show_reviews
from actions.turn import ActionTurn
from retrieval.aspects import Aspect
from shop.catalogue import Product
from shop.reviews.like_minded import like_minded_reviews
from shop.reviews.reading import SeenReview

LEAST_COUNTED = 5  # people: fewer are shown one by one, and no number is told of them
_SHOWN = 2


def find_like_minded(turn: ActionTurn, product: Product) -> tuple[SeenReview, ...]:
    """Return reviews of the product by people of the shopper's taste, the closest first; () for none and for guests."""
    return like_minded_reviews(turn.store, turn.customer_id, product.id) if turn.customer_id else ()


def show_like_minded(
    turn: ActionTurn,
    product: Product,
    found: Sequence[SeenReview],
    response: str,
    *,
    aspect: Aspect | None = None,
    most: int = _SHOWN,
    beside: bool = False,
) -> None:
    """Say what they come to, with the closest few; where they do not agree one of each side is shown.

    `beside` keeps in mind the reviews that were shown before.
    """
    summed = digest(found)
    counted = summed.count if summed.count >= LEAST_COUNTED else 0
    values = summed.values() | {"count": counted, "people": "", "verdict": summed.verdict}
    values |= {"aspect": aspect.name if aspect else ""}
    shown = _pick(found, most)
    show_reviews(turn, product, response, shown, values, aspect=aspect, like_minded=True, beside=beside)


def _pick(found: Sequence[SeenReview], most: int) -> list[SeenReview]:
    """Return the closest in taste, the last of them the closest who sees it otherwise than the first, if any does."""
    first = found[0]
    against = [review for review in found[most - 1 :] if abs(review.rating - first.rating) >= 2]
    return [*found[: most - 1], *(against or found[most - 1 :])[:1]]
