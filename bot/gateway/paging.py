"""Lists in pages: a cursor says where the next one starts, and means nothing to anybody but us."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query

from shop.errors import Invalid

Limit = Annotated[int, Query(ge=1, le=100, description="Most items a page may have.")]
Cursor = Annotated[
    str | None, Query(max_length=1000, description="`next` of the page before; absent for the first page.")
]

T = TypeVar("T")


def write_cursor(place: str) -> str:
    """Return the cursor that `read_cursor` reads as `place`."""
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> str | None:
    """Return the place of this cursor, None for the first page. Raises Invalid for one that we did not write."""
    if cursor is None:
        return None
    try:
        place = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError, ValueError):
        place = ""
    if not place or not place.isprintable():
        raise Invalid("cursor", "The cursor is not one that this list gave out; start again without it.")
    return place


def cut_page(
    items: Sequence[T], place_of: Callable[[T], str], cursor: str | None, limit: int
) -> tuple[list[T], str | None]:
    """Return a page of a whole list, and the cursor of the next one, None at the end.

    The page starts after the item that the cursor names. Raises Invalid when that item has left the list.
    """
    after = read_cursor(cursor)
    start = 0
    if after is not None:
        places = [place_of(item) for item in items]
        if after not in places:
            raise Invalid("cursor", "The list has changed since this cursor was given out; start again without it.")
        start = places.index(after) + 1
    page = list(items[start : start + limit])
    more = start + limit < len(items)
    return page, write_cursor(place_of(page[-1])) if more else None
