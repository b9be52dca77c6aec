"""A shop in which friends buy what friends praised, over a year: enough for questions of the past."""

from datetime import timedelta

import numpy as np

from shop.activity import Event, EventName
from shop.consent import Purpose
from shop.customers import Customer
from shop.orders.records import Order, OrderItem, OrderStatus
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.recommender.crowd import HOME, READING, RUNNING, Clock, add_person, put_on_sale

CAMPS = (RUNNING, READING)
PEOPLE = 60


def open_year(store: Store | None = None, *, seed: int = 0) -> Store:
    """Return a shop whose sixty people each bought four of the five things of their camp in an order of their own."""
    store = store or MemoryStore(Clock())
    chance = np.random.default_rng(seed)
    for camp, ids in (("Running", RUNNING), ("Reading", READING)):
        for place, id in enumerate(ids):
            put_on_sale(store, id, camp, cents=1000 * (place + 1))
    for number in range(PEOPLE):
        add_person(store, f"p{number:02}", Purpose.TRAIN, Purpose.PERSONALISE)
        for place, id in enumerate(chance.permutation(CAMPS[number % 2])[:4]):
            buy_then(store, f"p{number:02}", str(id), days_ago=20 + 70 * place + int(chance.integers(30)))
    return store


def buy_then(store: Store, customer_id: str, product_id: str, *, days_ago: int) -> None:
    item = OrderItem(f"{product_id}-1", product_id, product_id.title(), {}, 1000)
    with store.write() as tx:
        assert tx.get(Customer, customer_id)
        at = tx.now - timedelta(days=days_ago)
        number = f"#W-{customer_id}-{product_id}"
        tx.add(Order(number, customer_id, OrderStatus.DELIVERED, (item,), HOME, "EUR", (), (), at, at))
        tx.add(Event(f"v-{number}", EventName.VIEW_ITEM, customer_id, product_id, None, None, at))
