"""`/v1/customers/{id}/friends` and `/friend-requests`: friendships, in the name of one customer."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from bot.gateway.auth import StoreOf, needs
from bot.gateway.once import IdempotencyKey, act_once
from bot.gateway.paging import Cursor, Limit, cut_page
from bot.gateway.wire.friends import (
    FriendOut,
    FriendsOut,
    Reply,
    ReplyIn,
    RequestIn,
    RequestOut,
    RequestsOut,
    RequestState,
)
from shop.api_keys import ApiKey, Scope
from shop.friends import RequestStatus
from shop.friends.friendships import friends_of, remove_friend
from shop.friends.requests import (
    accept_friend_request,
    ask_friend,
    decline_friend_request,
    requests_for,
    withdraw_friend_request,
)

router = APIRouter(prefix="/customers/{customer_id}", tags=["friends"])

Reading = Annotated[ApiKey, Depends(needs(Scope.SOCIAL_READ))]
Writing = Annotated[ApiKey, Depends(needs(Scope.SOCIAL_WRITE))]
Id = Annotated[str, Path(min_length=1, max_length=200)]
RequestId = Annotated[str, Path(min_length=1, max_length=200)]


@router.get("/friends", summary="List a customer's friends")
def list_friends(
    caller: Reading, store: StoreOf, customer_id: Id, limit: Limit = 20, cursor: Cursor = None
) -> FriendsOut:
    page, next = cut_page(friends_of(store, customer_id), lambda friend: friend.id, cursor, limit)
    return FriendsOut(items=tuple(FriendOut(id=friend.id, nickname=friend.nickname) for friend in page), next=next)


@router.delete("/friends/{friend_id}", status_code=204, summary="End a friendship")
def remove(caller: Writing, store: StoreOf, customer_id: Id, friend_id: Id) -> None:
    remove_friend(store, customer_id, friend_id)


@router.get("/friend-requests", summary="List a customer's requests without an answer")
def list_requests(caller: Reading, store: StoreOf, customer_id: Id) -> RequestsOut:
    waiting = requests_for(store, customer_id)
    return RequestsOut(
        received=tuple(RequestOut(**asdict(request)) for request in waiting.received),
        sent=tuple(RequestOut(**asdict(request)) for request in waiting.sent),
    )


@router.post("/friend-requests", response_model=RequestState, summary="Ask somebody for a friendship")
def ask(
    caller: Writing,
    store: StoreOf,
    request: Request,
    customer_id: Id,
    body: RequestIn,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    def act() -> RequestState:
        return RequestState(status=ask_friend(store, customer_id, body.to_id, body.message))

    return act_once(store, caller, request, body, idempotency_key, act)


@router.post("/friend-requests/{request_id}/reply", response_model=RequestState, summary="Accept or decline a request")
def reply(
    caller: Writing,
    store: StoreOf,
    request: Request,
    customer_id: Id,
    request_id: RequestId,
    body: ReplyIn,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    def act() -> RequestState:
        if body.reply is Reply.ACCEPT:
            accept_friend_request(store, customer_id, request_id)
            return RequestState(status=RequestStatus.ACCEPTED)
        decline_friend_request(store, customer_id, request_id)
        return RequestState(status=RequestStatus.DECLINED)

    return act_once(store, caller, request, body, idempotency_key, act)


@router.delete("/friend-requests/{request_id}", status_code=204, summary="Withdraw a request")
def withdraw(caller: Writing, store: StoreOf, customer_id: Id, request_id: RequestId) -> None:
    withdraw_friend_request(store, customer_id, request_id)
