"""`/v1/events`: what customers do at the host shop."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from bot.gateway.auth import StoreOf, needs
from bot.gateway.once import IdempotencyKey, act_once
from bot.gateway.wire.events import EventsIn, EventsOut, read_event
from shop.activity.events import record_events
from shop.api_keys import ApiKey, Scope

router = APIRouter(prefix="/events", tags=["events"])


@router.post("", response_model=EventsOut, summary="Record up to 500 events, all or none")
def record(
    caller: Annotated[ApiKey, Depends(needs(Scope.EVENTS_WRITE))],
    store: StoreOf,
    request: Request,
    body: EventsIn,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    def act() -> EventsOut:
        return EventsOut(**asdict(record_events(store, [read_event(event) for event in body.events])))

    return act_once(store, caller, request, body, idempotency_key, act)
