"""What customers say of products."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shop.store import INDEXED, indexed_with


class Visibility(StrEnum):
    """Who may read it, besides its owner. A block hides it whatever this says."""

    PUBLIC = "public"
    FRIENDS = "friends"
    CIRCLE = "circle"
    ONLY_ME = "only_me"


@dataclass(frozen=True)
class Review:
    """One customer's judgement of one product. `id` is pair_id(product_id, author_id): one each, editable."""

    id: str
    product_id: str = field(metadata=indexed_with("visibility", "rating", "verified"))  # which stars are counted by
    author_id: str = field(metadata=INDEXED)
    rating: int  # 1 to 5 stars
    text: str  # "" for a rating alone
    visibility: Visibility
    circle_id: str | None  # set exactly when visibility is CIRCLE
    verified: bool  # the author bought it here
    sponsored: bool  # the author was paid or got it for free
    written_at: datetime = field(metadata=INDEXED)
    edited_at: datetime | None = None
    language: str = "en"
    changed_at: datetime | None = field(default=None, metadata=INDEXED)  # anything of it, its audience included


@dataclass(frozen=True)
class LostReviews:
    """When a product last lost a review: who keeps its stars counts anew. `id` is the product's; whose is not told."""

    id: str
    at: datetime = field(metadata=INDEXED)


@dataclass(frozen=True)
class ReviewLike:
    """`id` is pair_id(review_id, customer_id)."""

    id: str
    review_id: str = field(metadata=INDEXED)
    customer_id: str = field(metadata=INDEXED)
    at: datetime
