"""A shop whose customers fall into two camps, so that what goes together is known: runners and readers. Euro."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from recommender.experiments.open import open_recommender
from recommender.fit import learn
from recommender.hybrid import StoreRecommender
from recommender.learning.registry import Measured, Registry
from recommender.model import Model
from recommender.serve import Recommender
from recommender.weights import Weights
from retrieval.search import Shelf
from shop.activity import Event, EventName
from shop.catalogue import Product, Variant, put_product
from shop.consent import Purpose, grant_consent
from shop.customers import Address, Customer, add_customer
from shop.friends.requests import ask_friend
from shop.orders.records import Order, OrderItem, OrderStatus
from shop.store import Store
from tests.fakes.store import MemoryStore

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RUNNING = ("shoe", "sock", "vest", "flask", "cap")
READING = ("novel", "lamp", "chair", "mug", "blanket")
RUNNERS = tuple(f"runner{n}" for n in range(7))
READERS = tuple(f"reader{n}" for n in range(7))
HOME = Address("1 Rua Alta", "", "Porto", "", "4000-001", "Portugal")


class Clock:
    """Moves on by a second with each transaction."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def open_crowd(store: Store | None = None) -> Store:
    """Fill the store, or one in memory: runner n looked at and bought all running things but the n-th, so readers."""
    store = store or MemoryStore(Clock())
    for camp, ids in (("Running", RUNNING), ("Reading", READING)):
        for place, id in enumerate(ids):
            put_on_sale(store, id, camp, cents=1000 * (place + 1))
    for people, ids in ((RUNNERS, RUNNING), (READERS, READING)):
        for n, person in enumerate(people):
            add_person(store, person, Purpose.TRAIN, Purpose.PERSONALISE)
            for id in (id for place, id in enumerate(ids) if place != n):
                look_at(store, person, id)
                buy(store, person, id)
    return store


def learn_proven(store: Store) -> Model:
    """Return what is learned from the store as it is, with weights as where friends have proved to be right."""
    return replace(learn(store), weights=Weights())


def fit_proven(store: Store, shelf: Shelf) -> StoreRecommender:
    """Return a recommender by such a model."""
    return StoreRecommender(store, shelf, learn_proven(store))


def open_for_test(store: Store, shelf: Shelf) -> Recommender:
    """Return the recommender as shoppers meet it, with such a model in use."""
    with TemporaryDirectory() as folder:
        registry = Registry(Path(folder))
        registry.promote(registry.add(learn_proven(store), NOW, 0, Measured()).id)
        return open_recommender(store, shelf, registry, keep_days=90)


def put_on_sale(
    store: Store, id: str, camp: str, *, cents: int = 1000, stock: int = 5, min_age: int = 0, brand: str = ""
) -> None:
    product = Product(
        id,
        id.title(),
        f"{camp} {id}.",
        brand or f"{id.title()} & Co",
        id,
        (camp, id.title()),
        "",
        "EUR",
        0,
        min_age=min_age,
    )
    put_product(store, product, [Variant(f"{id}-1", id, f"sku-{id}", {}, cents, "EUR", stock)])


def add_person(
    store: Store, id: str, *purposes: Purpose, born_on: date | None = date(1990, 1, 1), interests: tuple[str, ...] = ()
) -> None:
    add_customer(
        store, Customer(id, f"Name {id}", id.title(), f"{id}@example.com", HOME, born_on=born_on, interests=interests)
    )
    for purpose in purposes:
        grant_consent(store, id, purpose, source="test")


def befriend(store: Store, one: str, *others: str) -> None:
    for other in others:
        ask_friend(store, one, other)
        ask_friend(store, other, one)


def look_at(store: Store, customer_id: str, product_id: str, name: EventName = EventName.VIEW_ITEM) -> None:
    with store.write() as tx:
        id = f"{customer_id}-{product_id}-{name}"
        tx.add(Event(id, name, customer_id, product_id, None, None, tx.now - timedelta(days=1)))


def buy(
    store: Store, customer_id: str, product_id: str, *, days_ago: int = 10, gift_for: str = "", cancelled: bool = False
) -> None:
    status = OrderStatus.CANCELLED if cancelled else OrderStatus.DELIVERED
    item = OrderItem(f"{product_id}-1", product_id, product_id.title(), {}, 1000)
    with store.write() as tx:
        at = tx.now - timedelta(days=days_ago)
        number = f"#W-{customer_id}-{product_id}"
        tx.add(Order(number, customer_id, status, (item,), HOME, "EUR", (), (), at, at, gift_for=gift_for))
