"""People and products to tell stories with."""

from datetime import UTC, datetime, timedelta

from shop.catalogue import Product
from shop.consent import Purpose, grant_consent, withdraw_consent
from shop.customers import Address, Customer, add_customer
from shop.friends.requests import ask_friend
from shop.orders.records import Order, OrderItem, OrderStatus
from shop.store import Store

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that a test sets; it stands still otherwise."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += time


def add_people(store: Store, *ids: str, private: bool = False) -> None:
    """Add customers with the nickname "Nick-<id>" who consent to nothing."""
    for id in ids:
        add_customer(store, Customer(id, f"Name {id}", f"Nick-{id}", f"{id}@example.com", private=private))


def add_products(store: Store, *ids: str) -> None:
    with store.write() as tx:
        tx.add(*(Product(id, id.title(), "", "Brand", "thing", ("Things",), "Things", "EUR", 1000) for id in ids))


def consent(store: Store, *ids: str, purpose: Purpose = Purpose.FRIENDS_SEE) -> None:
    for id in ids:
        grant_consent(store, id, purpose, source="test")


def withdraw(store: Store, *ids: str, purpose: Purpose = Purpose.FRIENDS_SEE) -> None:
    for id in ids:
        withdraw_consent(store, id, purpose, source="test")


def befriend(store: Store, one_id: str, *other_ids: str) -> None:
    """Make friends by requests that cross."""
    for other_id in other_ids:
        ask_friend(store, one_id, other_id)
        ask_friend(store, other_id, one_id)


def deliver(
    store: Store,
    customer_id: str,
    product_id: str,
    *,
    number: str = "",
    status: OrderStatus = OrderStatus.DELIVERED,
    gift_for: str = "",
) -> str:
    """Put an order of one piece into the store, in this status; return its number."""
    number = number or f"#W-{customer_id}-{product_id}"
    item = OrderItem(f"{product_id}-v", product_id, product_id.title(), {}, 1000)
    address = Address(f"1 {customer_id} street", "", "Porto", "", "4000", "Portugal")
    with store.write() as tx:
        tx.add(Order(number, customer_id, status, (item,), address, "EUR", (), (), tx.now, tx.now, gift_for=gift_for))
    return number
