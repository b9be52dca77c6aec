"""`/v1/merchandising`: the merchant's rules for what is suggested."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Request, Response

from bot.gateway.auth import StoreOf, needs
from bot.gateway.once import IdempotencyKey, act_once
from bot.gateway.paging import Cursor, Limit, cut_page
from bot.gateway.wire.merchandising import (
    PreviewIn,
    PreviewOut,
    RuleIn,
    RuleOut,
    RulesOut,
    read_terms,
    write_preview,
    write_rule,
)
from recommender.merchandising import Previewer
from recommender.serve import SuggestContext
from shop.api_keys import ApiKey, Scope
from shop.catalogue import Product
from shop.customers import find_customer
from shop.merchandising.rules import add_rule, find_rule, list_rules, remove_rule, replace_rule, rules_with
from shop.orders.actor import Actor, ActorKind

router = APIRouter(prefix="/merchandising", tags=["merchandising"])

Reading = Annotated[ApiKey, Depends(needs(Scope.MERCHANDISING_READ))]
Writing = Annotated[ApiKey, Depends(needs(Scope.MERCHANDISING_WRITE))]
RuleId = Annotated[str, Path(min_length=1, max_length=200)]


@router.get("/rules", summary="List the rules, the oldest first")
def list_all(caller: Reading, store: StoreOf, limit: Limit = 20, cursor: Cursor = None) -> RulesOut:
    page, next = cut_page(list_rules(store), lambda rule: rule.id, cursor, limit)
    return RulesOut(items=tuple(map(write_rule, page)), next=next)


@router.post("/rules", status_code=201, response_model=RuleOut, summary="Add a rule")
def add(
    caller: Writing, store: StoreOf, request: Request, body: RuleIn, idempotency_key: IdempotencyKey = None
) -> Response:
    def act() -> RuleOut:
        return write_rule(add_rule(store, _actor(caller), read_terms(body)))

    return act_once(store, caller, request, body, idempotency_key, act)


@router.get("/rules/{rule_id}", summary="Read a rule")
def read(caller: Reading, store: StoreOf, rule_id: RuleId) -> RuleOut:
    return write_rule(find_rule(store, rule_id))


@router.put("/rules/{rule_id}", summary="Replace what a rule says")
def put(caller: Writing, store: StoreOf, rule_id: RuleId, body: RuleIn) -> RuleOut:
    return write_rule(replace_rule(store, _actor(caller), rule_id, read_terms(body)))


@router.delete("/rules/{rule_id}", status_code=204, summary="Delete a rule")
def remove(caller: Writing, store: StoreOf, rule_id: RuleId) -> None:
    remove_rule(store, _actor(caller), rule_id)


@router.post("/preview", summary="See a list without rules and with them, and which rule did what")
def preview(caller: Reading, store: StoreOf, request: Request, body: PreviewIn) -> PreviewOut:
    if body.customer_id is not None:
        find_customer(store, body.customer_id)
    draft = None if body.rule is None else read_terms(body.rule)
    context = SuggestContext(budget_max_cents=body.budget_max_cents, product_type=body.product_type)
    rules = rules_with(store, draft, body.at, without=body.without)
    shown = _previewer(request).preview(body.customer_id, context, body.limit, rules)
    with store.read() as tx:
        products = tx.get_many(Product, shown.after)
    return write_preview(shown, {id: product.title for id, product in products.items()})


def _previewer(request: Request) -> Previewer:
    """Return what makes the lists. Answers 503 where the application was made without it."""
    open_previewer: Callable[[], Previewer] | None = request.app.state.open_previewer
    if open_previewer is None:
        raise HTTPException(503, "This process makes no suggestions, so it can preview none.")
    return open_previewer()


def _actor(caller: ApiKey) -> Actor:
    return Actor(ActorKind.SYSTEM, f"api key {caller.id}")
