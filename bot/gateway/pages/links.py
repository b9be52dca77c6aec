"""`/s/<token>`: what somebody shows by a link, to whoever holds it; and one's own data, to oneself alone."""

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import HTMLResponse

from bot.conversations.privacy import export_my_talk
from bot.gateway.pages.shelves import make_cards
from bot.gateway.pages.theme import Shop, find_viewer, get_shop, render
from recommender.experiments.exposures import export_my_lists
from shop.catalogue import Listing
from shop.catalogue.assembly import get_listings
from shop.customers import Customer
from shop.errors import NotFound
from shop.privacy.export import export_my_data
from shop.shares import OpenedLink, ShareKind, open_link
from shop.store import Store

router = APIRouter(include_in_schema=False)

_GONE = (
    "It may have run out, or whoever made it has taken it back. If it leads to your own data, sign in first and open "
    "it again; else ask for a new one."
)


@router.get("/s/{token:path}")
def show_link(
    shop: Annotated[Shop, Depends(get_shop)], viewer: Annotated[Customer | None, Depends(find_viewer)], token: str
) -> Response:
    """Whatever keeps a link from opening, the answer is the same."""
    try:
        answer = _open(shop, viewer, token)
    except NotFound:
        answer = render(shop, "error.html", viewer, 404, heading="This link does not open any more", words=_GONE)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _open(shop: Shop, viewer: Customer | None, token: str) -> Response:
    opened = open_link(shop.store, shop.secret_key, token, viewer.id if viewer else None)
    if opened.kind is ShareKind.EXPORT:
        return _hand_over(shop.store, opened.subject_id)
    return _show(shop, viewer, opened)


def _show(shop: Shop, viewer: Customer | None, opened: OpenedLink) -> HTMLResponse:
    listings = _find_listings(shop.store, opened)
    if not listings and opened.kind is not ShareKind.WISHLIST:
        raise NotFound("product", opened.subject_id)
    notes = {wish.product_id: wish for wish in opened.wishes}
    cards = make_cards(shop.store, viewer.id if viewer else None, listings)
    return render(
        shop,
        "shared.html",
        viewer,
        kind=opened.kind.value,
        sharer=opened.sharer,
        mine=opened.kind is ShareKind.WISHLIST and viewer is not None and opened.subject_id == viewer.id,
        review=opened.review,
        shown=[(card, notes.get(listing.product.id)) for card, listing in zip(cards, listings, strict=True)],
    )


def _find_listings(store: Store, opened: OpenedLink) -> list[Listing]:
    """Return what is sold of what the link shows, in its order."""
    if opened.review is not None:
        ids = [opened.review.product_id]
    else:
        ids = [opened.subject_id] if opened.kind is ShareKind.PRODUCT else [wish.product_id for wish in opened.wishes]
    with store.read() as tx:
        return [listing for listing in get_listings(tx, ids).values() if listing.product.active]


def _hand_over(store: Store, customer_id: str) -> Response:
    """Return everything that is kept of the customer, what was said included, as a file."""
    copy = {
        **export_my_data(store, customer_id),
        **export_my_talk(store, customer_id),
        **export_my_lists(store, customer_id),
    }
    day = str(copy["exported_at"])[:10]
    headers = {"Content-Disposition": f'attachment; filename="my-data-{day}.json"', "Cache-Control": "no-store"}
    return Response(json.dumps(copy, ensure_ascii=False, indent=1), 200, headers, "application/json")
