"""`/v1/customers`: the people with an account at the host shop."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from bot.gateway.auth import StoreOf, needs
from bot.gateway.once import IdempotencyKey, act_once
from bot.gateway.paging import Cursor, Limit, read_cursor, write_cursor
from bot.gateway.wire.customers import (
    CustomerIn,
    CustomerOut,
    CustomerPatch,
    CustomersOut,
    read_changes,
    read_customer,
    write_customer,
)
from shop.api_keys import ApiKey, Scope
from shop.customers import Customer, add_customer, find_customer, update_customer
from shop.store import Above, Condition

router = APIRouter(prefix="/customers", tags=["customers"])

Reading = Annotated[ApiKey, Depends(needs(Scope.CUSTOMERS_READ))]
Writing = Annotated[ApiKey, Depends(needs(Scope.CUSTOMERS_WRITE))]
CustomerId = Annotated[str, Path(min_length=1, max_length=200)]


@router.get("", summary="List customers")
def list_all(
    caller: Reading,
    store: StoreOf,
    email: Annotated[str | None, Query(max_length=254)] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> CustomersOut:
    where: dict[str, Condition] = {} if email is None else {"email": email.lower()}
    after = read_cursor(cursor)
    if after is not None:
        where["id"] = Above(after)
    with store.read() as tx:
        found = tx.find(Customer, order="id", descending=False, limit=limit + 1, **where)
    next = write_cursor(found[limit - 1].id) if len(found) > limit else None
    return CustomersOut(items=tuple(map(write_customer, found[:limit])), next=next)


@router.post("", status_code=201, response_model=CustomerOut, summary="Add a customer")
def add(
    caller: Writing, store: StoreOf, request: Request, body: CustomerIn, idempotency_key: IdempotencyKey = None
) -> Response:
    def act() -> CustomerOut:
        return write_customer(add_customer(store, read_customer(body)))

    return act_once(store, caller, request, body, idempotency_key, act)


@router.get("/{customer_id}", summary="Read a customer")
def read(caller: Reading, store: StoreOf, customer_id: CustomerId) -> CustomerOut:
    return write_customer(find_customer(store, customer_id))


@router.patch("/{customer_id}", summary="Change a customer")
def change(caller: Writing, store: StoreOf, customer_id: CustomerId, body: CustomerPatch) -> CustomerOut:
    return write_customer(update_customer(store, customer_id, **read_changes(body)))
