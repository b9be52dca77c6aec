"""Reviews on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from bot.gateway.wire import Flag, Next, Wire
from shop.reviews import Visibility

_REVIEW_IN = {
    "rating": 5,
    "text": "Light, and quiet on the stairs.",
    "visibility": "public",
    "circle_id": None,
    "sponsored": False,
}
_REVIEW = {
    "id": "strida-cloudline-2~maya",
    "product_id": "strida-cloudline-2",
    "author_id": "maya",
    "nickname": "Maya",
    "friend": False,
    "followed": False,
    "mine": False,
    "rating": 5,
    "text": "Light, and quiet on the stairs.",
    "verified": True,
    "sponsored": False,
    "written_at": "2026-11-02T09:30:00Z",
    "edited_at": None,
    "language": "en",
    "likes": 3,
    "liked": False,
    "visibility": None,
}


class ReviewIn(Wire, json_schema_extra={"examples": [_REVIEW_IN]}):
    """What the customer says of the product, and who may read it."""

    rating: Annotated[int, Field(strict=True, ge=1, le=5)]
    text: Annotated[str, Field(max_length=5000)] = ""
    visibility: Visibility = Visibility.PUBLIC
    circle_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    sponsored: Flag = False


class ReviewOut(Wire, json_schema_extra={"examples": [_REVIEW]}):
    """A review as the viewer may see it: unnamed when its author is not theirs to know, `visibility` for its author."""

    id: str
    product_id: str
    author_id: str | None
    nickname: str | None
    friend: bool
    followed: bool
    mine: bool
    rating: int
    text: str
    verified: bool
    sponsored: bool
    written_at: datetime
    edited_at: datetime | None
    language: str
    likes: int
    liked: bool
    visibility: Visibility | None


class ReviewsOut(Wire, json_schema_extra={"examples": [{"items": [_REVIEW], "next": None}]}):
    """A page of reviews."""

    items: tuple[ReviewOut, ...]
    next: Next = None
