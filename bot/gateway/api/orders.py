"""`/v1/customers/{id}/orders`: what customers bought."""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from bot.gateway.auth import StoreOf, needs
from bot.gateway.once import IdempotencyKey, act_once
from bot.gateway.paging import Cursor, Limit, cut_page
from bot.gateway.wire.orders import OrderIn, OrderOut, OrdersOut, StatusIn, read_address, write_order
from shop.api_keys import ApiKey, Scope
from shop.carts import CartLine
from shop.orders.actor import Actor, ActorKind
from shop.orders.lookup import find_order
from shop.orders.placing import place_order
from shop.orders.progress import advance
from shop.orders.records import Order, OrderStatus
from shop.store import Condition, Store

router = APIRouter(prefix="/customers/{customer_id}/orders", tags=["orders"])

Reading = Annotated[ApiKey, Depends(needs(Scope.ORDERS_READ))]
Writing = Annotated[ApiKey, Depends(needs(Scope.ORDERS_WRITE))]
CustomerId = Annotated[str, Path(min_length=1, max_length=200)]
OrderId = Annotated[str, Path(min_length=1, max_length=200, description="With or without `#`: `W1234567`.")]


@router.get("", summary="List a customer's orders, newest first")
def list_all(
    caller: Reading,
    store: StoreOf,
    customer_id: CustomerId,
    status: Annotated[OrderStatus | None, Query()] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> OrdersOut:
    orders = _find_all(store, customer_id, status)
    page, next = cut_page(orders, lambda order: order.id, cursor, limit)
    return OrdersOut(items=tuple(map(write_order, page)), next=next)


@router.get("/{order_id}", summary="Read an order")
def read(caller: Reading, store: StoreOf, customer_id: CustomerId, order_id: OrderId) -> OrderOut:
    return write_order(find_order(store, customer_id, order_id))


@router.post("", status_code=201, response_model=OrderOut, summary="Place an order")
def place(
    caller: Writing,
    store: StoreOf,
    request: Request,
    customer_id: CustomerId,
    body: OrderIn,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    def act() -> OrderOut:
        with store.read() as tx:
            now = tx.now
        order = place_order(
            store,
            customer_id,
            [CartLine(line.variant_id, line.quantity, now) for line in body.lines],
            read_address(body.address),
            body.payment_method_id,
            shipping_cents=body.shipping_cents,
            discount_cents=body.discount_cents,
            idempotency_key=f"api:{caller.id}:{idempotency_key or uuid4().hex}",
        )
        return write_order(order)

    return act_once(store, caller, request, body, idempotency_key, act)


@router.post("/{order_id}/status", response_model=OrderOut, summary="Move an order on: processed, then delivered")
def move_on(
    caller: Writing,
    store: StoreOf,
    request: Request,
    customer_id: CustomerId,
    order_id: OrderId,
    body: StatusIn,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    def act() -> OrderOut:
        order = find_order(store, customer_id, order_id)
        actor = Actor(ActorKind.SYSTEM, f"api key {caller.id}", customer_id)
        return write_order(advance(store, actor, order.id, body.status, tracking_ids=body.tracking_ids))

    return act_once(store, caller, request, body, idempotency_key, act)


def _find_all(store: Store, customer_id: str, status: OrderStatus | None) -> list[Order]:
    where: dict[str, Condition] = {"customer_id": customer_id}
    if status is not None:
        where["status"] = status
    with store.read() as tx:
        return tx.find(Order, order="placed_at", descending=True, limit=None, **where)
