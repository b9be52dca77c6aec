"""`/v1/products`: the catalogue."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import BaseModel

from bot.gateway.auth import StoreOf, needs
from bot.gateway.once import IdempotencyKey, act_once
from bot.gateway.paging import Cursor, Limit, read_cursor, write_cursor
from bot.gateway.search import get_browser, search
from bot.gateway.wire.products import (
    BatchIn,
    BatchOut,
    ProductIn,
    ProductOut,
    ProductsOut,
    read_product,
    write_product,
    write_understood,
)
from retrieval.search import SearchQuery, SearchSort, Section
from shop.api_keys import ApiKey, Scope
from shop.catalogue import Listing, Sort, find_product, list_products, put_product, put_products, withdraw_product
from shop.catalogue.checks import HIGHEST_PRICE_CENTS
from shop.errors import Invalid
from shop.store import Store

router = APIRouter(prefix="/products", tags=["products"])

Reading = Annotated[ApiKey, Depends(needs(Scope.CATALOGUE_READ))]
Writing = Annotated[ApiKey, Depends(needs(Scope.CATALOGUE_WRITE))]
ProductId = Annotated[str, Path(min_length=1, max_length=200)]
IfNoneMatch = Annotated[str | None, Header(description="An ETag; if it still holds, the answer is 304 without a body.")]
Price = Annotated[int, Query(ge=0, le=HIGHEST_PRICE_CENTS)]

_UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The ETag still holds."}}


class ProductSort(StrEnum):
    BEST = "best"  # by how well it fits the words
    BEST_RATED = "best_rated"
    TITLE = "title"
    NEWEST = "newest"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"


@dataclass(frozen=True)
class Wanted:
    """The parameters that say which products are wanted."""

    category: Annotated[str, Query(max_length=300, description="The beginning of a path: `Sports > Running`.")] = ""
    brand: Annotated[str, Query(max_length=100)] = ""
    type: Annotated[str, Query(max_length=100)] = ""
    q: Annotated[str, Query(max_length=200, description="What somebody would type: `red pullover under 80`.")] = ""
    lowest_cents: Price = 0
    highest_cents: Price = HIGHEST_PRICE_CENTS
    in_stock: bool = False
    sort: Annotated[
        ProductSort | None,
        Query(description="`best` and `best_rated` order a search, `title` a list; without one: `best` or `title`."),
    ] = None

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.category.split(">")) if self.category else ()


@router.get("", response_model=ProductsOut, responses=_UNCHANGED, summary="List or search products for sale")
def list_all(
    caller: Reading,
    store: StoreOf,
    request: Request,
    wanted: Annotated[Wanted, Depends()],
    if_none_match: IfNoneMatch = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """With `q` the shop's search answers, in the words of shoppers; else all that meets the filters is listed."""
    if wanted.q.strip():
        found = search(get_browser(request), store, _ask(wanted), cursor, limit)
        understood = write_understood(found.understood)
        return _tag(
            ProductsOut(items=tuple(map(_show, found.listings)), next=found.next, understood=understood), if_none_match
        )
    listed = _list(store, wanted, limit, read_cursor(cursor))
    more = len(listed) == limit and _list(store, wanted, 1, listed[-1].product.id)
    next = write_cursor(listed[-1].product.id) if more else None
    return _tag(ProductsOut(items=tuple(map(_show, listed)), next=next), if_none_match)


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


def _list(store: Store, wanted: Wanted, limit: int, after: str | None) -> tuple[Listing, ...]:
    return list_products(
        store,
        category=wanted.path,
        brand=wanted.brand,
        type=wanted.type,
        lowest_cents=wanted.lowest_cents,
        highest_cents=wanted.highest_cents,
        in_stock=wanted.in_stock,
        sort=Sort(_check_sort(wanted.sort or ProductSort.TITLE, tuple(Sort), "without q")),
        limit=limit,
        after=after,
    )


def _ask(wanted: Wanted) -> SearchQuery:
    if wanted.lowest_cents > wanted.highest_cents:
        raise Invalid(
            "lowest_cents", f"lowest_cents {wanted.lowest_cents} is above highest_cents {wanted.highest_cents}."
        )
    return SearchQuery(
        text=wanted.q,
        price_min_cents=wanted.lowest_cents or None,
        price_max_cents=None if wanted.highest_cents == HIGHEST_PRICE_CENTS else wanted.highest_cents,
        in_stock=wanted.in_stock,
        sort=_check_sort(wanted.sort or ProductSort.BEST, tuple(SearchSort), "with q"),
        section=Section(wanted.path, wanted.brand, wanted.type),
    )


def _check_sort(sort: ProductSort, allowed: Sequence[str], when: str) -> str:
    if sort not in allowed:
        raise Invalid("sort", f"sort is {sort.value!r}; allowed {when}: {', '.join(allowed)}.")
    return sort.value


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
