"""Recording what customers do with products, by their consent only."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shop.activity import Event, EventName
from shop.catalogue import Product
from shop.consent import Purpose, allows, consenting
from shop.customers import Customer
from shop.errors import Invalid
from shop.store import Reader, Store
from shop.texts import check_id, clean_text

LONGEST_BATCH = 500
LONGEST_LIST = 10_000
LONGEST_TERM = 200
MOST_PIECES = 10_000
_CLOCK_SKEW = timedelta(minutes=5)  # of a shop that sends events from its own machines
_ONE_LOOK = timedelta(minutes=30)  # after so long, coming back says something again
_HIGHEST = {  # what has a value, from 1 on: stars or pieces
    EventName.RATE: 5,
    EventName.PURCHASE: MOST_PIECES,
    EventName.REFUND: MOST_PIECES,
    EventName.ADD_TO_CART: MOST_PIECES,
    EventName.REMOVE_FROM_CART: MOST_PIECES,
}


@dataclass(frozen=True)
class RecordedEvents:
    """What became of a batch; the three add up to its length."""

    kept: int
    repeated: int  # sent before: the id is known
    dropped: int  # of people who do not consent to personalising, or whom the shop does not know


def record_events(store: Store, events: Sequence[Event]) -> RecordedEvents:
    """Keep these events, except those of people who do not consent; none at all when one of them is wrong.

    Raises Invalid, naming the event, for more than 500 events, an unknown product, an instant without a zone or in
    the future, or a value that the name does not have: stars from 1 to 5 for RATE, pieces from 1 for PURCHASE,
    REFUND, ADD_TO_CART and REMOVE_FROM_CART (None: one piece), else None.
    """
    if len(events) > LONGEST_BATCH:
        raise Invalid("events", f"A batch has up to {LONGEST_BATCH} events, not {len(events)}.")
    with store.write(noted=True) as tx:
        for position, event in enumerate(events):
            _check_event(f"events[{position}]", event, tx.now)
        _check_products(tx, events)
        customer_ids = sorted({event.customer_id for event in events})
        for customer_id in customer_ids:
            tx.lock(Customer, customer_id)  # a withdrawal comes wholly before or wholly after
        known_people = tx.get_many(Customer, customer_ids)
        allowed = consenting(tx, Purpose.PERSONALISE, known_people)
        welcome = [event for event in events if event.customer_id in allowed]
        known = tx.get_many(Event, (event.id for event in welcome))
        new = {event.id: event for event in reversed(welcome) if event.id not in known}
        tx.add(*new.values())
        return RecordedEvents(len(new), len(welcome) - len(new), len(events) - len(welcome))


def record_act(
    store: Store, name: EventName, customer_id: str, product_id: str, *, once: str = "", variant_id: str | None = None
) -> None:
    """Keep that the customer did this just now, if they consent; the same of the same product `once` is kept once.

    Without `once`, it is kept once in half an hour: a page is looked at again and again. Raises Invalid for an unknown
    product, or ids that cannot be.
    """
    with store.read() as tx:
        now = tx.now
    once = once or f"{now.timestamp() // _ONE_LOOK.total_seconds():.0f}"
    id = act_id(name, customer_id, product_id, once)
    record_events(store, [Event(id, name, customer_id, product_id, variant_id, None, now)])


def act_id(name: EventName, customer_id: str, product_id: str, once: str) -> str:
    """Return the id under which `record_act` keeps what was done `once`. Raises Invalid for ids that cannot be."""
    done = f"{check_id('customer_id', customer_id)} {check_id('product_id', product_id)} {check_id('once', once)}"
    return f"{name}_{hashlib.sha256(done.encode()).hexdigest()}"


def forget_events(store: Store, customer_id: str, event_ids: Iterable[str]) -> int:
    """Delete these events of the customer, and return how many there were; others' are passed over."""
    ids = [check_id("event_ids", id) for id in event_ids]
    with store.write() as tx:
        own = [event.id for event in tx.get_many(Event, ids).values() if event.customer_id == customer_id]
        return tx.remove(Event, *own)


def events_of(store: Store, customer_id: str, *, limit: int = 200) -> tuple[Event, ...]:
    """Return the customer's newest events, the newest first; () while they do not consent to personalising.

    Raises Invalid for a limit outside 1 to 10,000.
    """
    if not 1 <= limit <= LONGEST_LIST:
        raise Invalid("limit", f"A list has 1 to {LONGEST_LIST} events, not {limit}.")
    with store.read() as tx:
        if not allows(tx, check_id("customer_id", customer_id), Purpose.PERSONALISE):
            return ()
        return tuple(tx.find(Event, customer_id=customer_id, order="at", descending=True, limit=limit))


def _check_event(name: str, event: Event, now: datetime) -> None:
    check_id(f"{name}.id", event.id)
    check_id(f"{name}.customer_id", event.customer_id)
    for field, id in (("product_id", event.product_id), ("variant_id", event.variant_id)):
        if id is not None:
            check_id(f"{name}.{field}", id)
    clean_text(f"{name}.session_id", event.session_id, longest=200)
    clean_text(f"{name}.search_term", event.search_term, longest=LONGEST_TERM)
    if event.at.tzinfo is None or event.at > now + _CLOCK_SKEW:
        raise Invalid(f"{name}.at", f"{name}.at is {event.at}; it must be in the past and have a zone.")
    _check_value(name, event)


def _check_value(name: str, event: Event) -> None:
    """Raise Invalid for a value that an event of this name cannot have; not-a-number is never one that it can."""
    if event.value is None and event.name is not EventName.RATE:
        return
    most = _HIGHEST.get(event.name)
    if most is None:
        raise Invalid(f"{name}.value", f"{event.name} has no value, but {event.value} was sent.")
    if event.value is None or not 1 <= event.value <= most:
        raise Invalid(f"{name}.value", f"The value of {event.name} is 1 to {most}, not {event.value}.")


def _check_products(tx: Reader, events: Iterable[Event]) -> None:
    known = tx.get_many(Product, {event.product_id for event in events if event.product_id is not None})
    for position, event in enumerate(events):
        if event.product_id is not None and event.product_id not in known:
            raise Invalid(f"events[{position}].product_id", f"The shop has no product {event.product_id!r}.")
