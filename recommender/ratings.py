"""What the reviews of products come to for one viewer, inside an open transaction."""

from collections.abc import Iterable
from dataclasses import dataclass

from shop.access import Eyes, readable_ratings
from shop.store import Reader


@dataclass(frozen=True)
class Rating:
    average: float  # stars
    count: int


def read_ratings(tx: Reader, eyes: Eyes, product_ids: Iterable[str]) -> dict[str, Rating]:
    """Return the ratings of these products by the reviews that the viewer may read; without any it is left out."""
    given: dict[str, list[int]] = {}
    for stars in readable_ratings(tx, eyes, product_ids):
        given.setdefault(stars.product_id, []).append(stars.rating)
    return {id: Rating(sum(stars) / len(stars), len(stars)) for id, stars in given.items()}
