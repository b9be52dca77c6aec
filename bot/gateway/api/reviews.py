"""`/v1/products/{id}/reviews`: what customers say of a product, as one viewer or a guest may read it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from bot.gateway.auth import StoreOf, needs
from bot.gateway.paging import Cursor, Limit, read_cursor, write_cursor
from bot.gateway.wire.reviews import ReviewIn, ReviewOut, ReviewsOut
from shop.api_keys import ApiKey, Scope
from shop.reviews.reading import ReviewSort, SeenReview, find_review, reviews_of_product
from shop.reviews.writing import remove_review, write_review

router = APIRouter(prefix="/products/{product_id}/reviews", tags=["reviews"])

Reading = Annotated[ApiKey, Depends(needs(Scope.SOCIAL_READ))]
Writing = Annotated[ApiKey, Depends(needs(Scope.SOCIAL_WRITE))]
Id = Annotated[str, Path(min_length=1, max_length=200)]
Viewer = Annotated[
    str | None,
    Query(
        min_length=1, max_length=200, description="The customer who reads; absent for a guest, who sees public ones."
    ),
]


@router.get("", summary="List a product's reviews")
def list_all(
    caller: Reading,
    store: StoreOf,
    product_id: Id,
    viewer_id: Viewer = None,
    sort: ReviewSort = ReviewSort.FRIENDS_FIRST,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> ReviewsOut:
    page = reviews_of_product(store, viewer_id, product_id, sort=sort, limit=limit, after=read_cursor(cursor))
    next = None if page.next is None else write_cursor(page.next)
    return ReviewsOut(items=tuple(map(_show, page.reviews)), next=next)


@router.put("/{customer_id}", summary="Write or edit a customer's review")
def put(caller: Writing, store: StoreOf, product_id: Id, customer_id: Id, body: ReviewIn) -> ReviewOut:
    review = write_review(
        store,
        customer_id,
        product_id,
        rating=body.rating,
        text=body.text,
        visibility=body.visibility,
        circle_id=body.circle_id,
        sponsored=body.sponsored,
    )
    return _show(find_review(store, customer_id, review.id))


@router.delete("/{customer_id}", status_code=204, summary="Take a customer's review down")
def remove(caller: Writing, store: StoreOf, product_id: Id, customer_id: Id) -> None:
    remove_review(store, customer_id, product_id)


def _show(review: SeenReview) -> ReviewOut:
    return ReviewOut(**{name: getattr(review, name) for name in ReviewOut.model_fields})
