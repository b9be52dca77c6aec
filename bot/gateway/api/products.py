"""`/v1/products`: the catalogue."""

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import BaseModel

from bot.gateway.auth import StoreOf, needs
from bot.gateway.once import IdempotencyKey, act_once
from bot.gateway.paging import Cursor, Limit, read_cursor, write_cursor
from bot.gateway.wire.products import (
    BatchIn,
    BatchOut,
    ProductIn,
    ProductOut,
    ProductsOut,
    read_product,
    write_product,
)
from shop.api_keys import ApiKey, Scope
from shop.catalogue import Listing, Sort, find_product, list_products, put_product, put_products, withdraw_product
from shop.catalogue.checks import HIGHEST_PRICE_CENTS

router = APIRouter(prefix="/products", tags=["products"])

Reading = Annotated[ApiKey, Depends(needs(Scope.CATALOGUE_READ))]
Writing = Annotated[ApiKey, Depends(needs(Scope.CATALOGUE_WRITE))]
ProductId = Annotated[str, Path(min_length=1, max_length=200)]
IfNoneMatch = Annotated[str | None, Header(description="An ETag; if it still holds, the answer is 304 without a body.")]
Price = Annotated[int, Query(ge=0, le=HIGHEST_PRICE_CENTS)]

_UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The ETag still holds."}}


@router.get("", response_model=ProductsOut, responses=_UNCHANGED, summary="List products for sale")
def list_all(
    caller: Reading,
    store: StoreOf,
    if_none_match: IfNoneMatch = None,
    category: Annotated[str, Query(max_length=300, description="The beginning of a path: `Sports > Running`.")] = "",
    brand: Annotated[str, Query(max_length=100)] = "",
    type: Annotated[str, Query(max_length=100)] = "",
    q: Annotated[str, Query(max_length=200, description="Words of the title.")] = "",
    lowest_cents: Price = 0,
    highest_cents: Price = HIGHEST_PRICE_CENTS,
    in_stock: bool = False,
    sort: Sort = Sort.TITLE,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    def find(limit: int, after: str | None) -> tuple[Listing, ...]:
        return list_products(
            store,
            category=tuple(part.strip() for part in category.split(">")) if category else (),
            brand=brand,
            type=type,
            text=q,
            lowest_cents=lowest_cents,
            highest_cents=highest_cents,
            in_stock=in_stock,
            sort=sort,
            limit=limit,
            after=after,
        )

    found = find(limit, read_cursor(cursor))
    more = len(found) == limit and find(1, found[-1].product.id)
    next = write_cursor(found[-1].product.id) if more else None
    return _tag(ProductsOut(items=tuple(map(_show, found)), next=next), if_none_match)


@router.get("/{product_id}", response_model=ProductOut, responses=_UNCHANGED, summary="Read a product")
def read(caller: Reading, store: StoreOf, product_id: ProductId, if_none_match: IfNoneMatch = None) -> Response:
    return _tag(_show(find_product(store, product_id)), if_none_match)


@router.put("/{product_id}", summary="Store a product with all its variants")
def put(caller: Writing, store: StoreOf, product_id: ProductId, body: ProductIn) -> ProductOut:
    product, variants = read_product(product_id, body)
    return _show(put_product(store, product, variants))


@router.delete("/{product_id}", status_code=204, summary="Withdraw a product from sale")
def withdraw(caller: Writing, store: StoreOf, product_id: ProductId) -> None:
    withdraw_product(store, product_id)


@router.post("", response_model=BatchOut, summary="Store up to 500 products, all or none")
def put_batch(
    caller: Writing, store: StoreOf, request: Request, body: BatchIn, idempotency_key: IdempotencyKey = None
) -> Response:
    def act() -> BatchOut:
        listings = [Listing(*read_product(product.id, product)) for product in body.products]
        with store.write() as tx:
            put_products(tx, listings)
        return BatchOut(stored=len(listings))

    return act_once(store, caller, request, body, idempotency_key, act)


def _show(listing: Listing) -> ProductOut:
    return write_product(listing.product, listing.variants)


def _tag(answer: BaseModel, if_none_match: str | None) -> Response:
    """Return the answer with an ETag, or 304 without a body when the caller has it already."""
    content = answer.model_dump_json()
    etag = f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    known = [tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")]
    if etag in known or known == ["*"]:
        return Response(None, 304, headers)
    return Response(content, 200, headers, "application/json")
