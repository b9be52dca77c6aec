"""Events on the wire: GA4's names for what customers do."""

from typing import Annotated

from pydantic import Field

from bot.gateway.wire import Id, Instant, Wire
from shop.activity import Event, EventName

_EVENT = {
    "id": "evt-20261102-000917",
    "name": "view_item",
    "customer_id": "maya",
    "product_id": "strida-cloudline-2",
    "variant_id": None,
    "value": None,
    "at": "2026-11-02T09:30:00Z",
    "session_id": "s-81",
    "search_term": "",
}


class EventIn(Wire, json_schema_extra={"examples": [_EVENT]}):
    """Something a customer did. The sender chooses `id`, so that sending twice counts once.

    `value` is the stars of rate, the pieces of purchase, refund, add_to_cart and remove_from_cart, else null.
    """

    id: Id
    name: EventName
    customer_id: Id
    product_id: Id | None = None
    variant_id: Id | None = None
    value: Annotated[float, Field(ge=1, le=10_000, allow_inf_nan=False, strict=True)] | None = None
    at: Instant
    session_id: Annotated[str, Field(max_length=200)] = ""
    search_term: Annotated[str, Field(max_length=200)] = ""


class EventsIn(Wire, json_schema_extra={"examples": [{"events": [_EVENT]}]}):
    """At most 500 events, of any customers."""

    events: Annotated[tuple[EventIn, ...], Field(min_length=1, max_length=500)]


class EventsOut(Wire, json_schema_extra={"examples": [{"kept": 1, "repeated": 0, "dropped": 0}]}):
    """What became of them. Repeated: sent before. Dropped: of customers who do not consent to personalising."""

    kept: int
    repeated: int
    dropped: int


def read_event(event: EventIn) -> Event:
    """Return the shop's record of this event."""
    return Event(**dict(event))
