"""A small shop to talk in: running shoes, kettles, a mug; Maya, her friends Ana and Priya, strangers. Euro."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from actions.context import use_recommender, use_shelf
from retrieval.build import open_shelf
from shop.catalogue import Product, Variant, put_product
from shop.consent import Purpose, grant_consent
from shop.customers import Address, Customer, add_customer, update_customer
from shop.friends.requests import ask_friend
from shop.orders.records import Order, OrderItem, OrderStatus
from shop.reviews import Visibility
from shop.reviews.writing import write_review
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.fakes.store import MemoryStore
from tests.recommender.crowd import open_for_test

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)  # a Wednesday
HOME = Address("1 Rua Alta", "", "Porto", "", "4000-001", "Portugal")


class Clock:
    """Stands still until the test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


def open_shop(clock: Clock | None = None) -> Store:
    """Return a shop in memory with everything below."""
    store = MemoryStore(clock or Clock())
    for product, variants in GOODS:
        put_product(store, product, variants)
    for id, name, nickname in PEOPLE:
        add_customer(store, Customer(id, name, nickname, f"{id}@example.com", HOME))
    for friend in ("ana", "priya"):
        befriend(store, "maya", friend)
    for id in ("priya", "lena"):
        update_customer(store, id, private=True)
    write_review(store, "ana", "cloudline", rating=5, text="Soft, and true to size.", visibility=Visibility.FRIENDS)
    write_review(store, "omar", "cloudline", rating=3, text="Runs small, take one size up.")
    add_order(store, "#W4310021", "maya", "cloudline-38-black", status=OrderStatus.PENDING, days_ago=1)
    add_order(store, "#W4308874", "maya", "swan-white", status=OrderStatus.DELIVERED, days_ago=12)
    add_order(store, "#W9000001", "omar", "mug-1", status=OrderStatus.PENDING, days_ago=2)
    return store


def open_finding_shop(clock: Clock | None = None) -> Store:
    """Return the shop with a shelf and a recommender over it, which actions use from now on."""
    store = open_shop(clock)
    shelf = open_shelf(store, WordEncoder())
    use_shelf(shelf)
    use_recommender(open_for_test(store, shelf))
    return store


def befriend(store: Store, one_id: str, other_id: str) -> None:
    """Make friends who consent to being seen by friends."""
    ask_friend(store, one_id, other_id)
    ask_friend(store, other_id, one_id)
    for id in (one_id, other_id):
        grant_consent(store, id, Purpose.FRIENDS_SEE, source="test")


def add_order(
    store: Store,
    number: str,
    customer_id: str,
    variant_id: str,
    *,
    status: OrderStatus,
    days_ago: int,
    **fields: object,
) -> Order:
    with store.write() as tx:
        variant = tx.get(Variant, variant_id)
        product = tx.get(Product, variant.product_id) if variant else None
        assert variant is not None
        assert product is not None
        item = OrderItem(variant.id, product.id, product.title, variant.options, variant.price_cents)
        placed_at = tx.now - timedelta(days=days_ago)
        order = Order(number, customer_id, status, (item,), HOME, "EUR", (), (), placed_at)
        order = replace(order, **fields)  # type: ignore[arg-type]
        tx.add(order)
    return order


def make_product(id: str, title: str, brand: str, type: str, description: str = "", **attributes: str) -> Product:
    path = ("Things", type.title())
    return Product(id, title, description, brand, type, path, "", "EUR", 0, attributes=attributes)


def make_variant(id: str, cents: int, stock: int = 5, **options: str) -> Variant:
    return Variant(id, id.split("-")[0], f"sku-{id}", options, cents, "EUR", stock)


GOODS: tuple[tuple[Product, tuple[Variant, ...]], ...] = (
    (
        make_product(
            "cloudline", "Strida Cloudline 2 road running shoe", "Strida", "running shoe",
            "A cushioned trainer. The mesh keeps out no rain at all.", weight="248 g", waterproof="no",
        ),
        (
            make_variant("cloudline-38-black", 11990, colour="black", size="38"),
            make_variant("cloudline-39-black", 11990, colour="black", size="39"),
            make_variant("cloudline-38-grey", 11990, 0, colour="mist grey", size="38"),
            make_variant("cloudline-39-grey", 12490, colour="mist grey", size="39"),
        ),
    ),
    (
        make_product("tempo", "Strida Tempo R carbon race shoe", "Strida", "running shoe", weight="194 g"),
        (make_variant("tempo-38-white", 21900, colour="white", size="38"),),
    ),
    (
        make_product("daily", "Okanto Daily One running shoe", "Okanto", "running shoe", weight="296 g"),
        (
            make_variant("daily-38-black", 4990, colour="black", size="38"),
            make_variant("daily-38-white", 4990, colour="white", size="38"),
        ),
    ),
    (
        make_product("swan", "Brewlund Swan gooseneck kettle", "Brewlund", "kettle", capacity="0.9 l"),
        (make_variant("swan-white", 8900, colour="white"), make_variant("swan-copper", 9900, colour="copper")),
    ),
    (
        make_product("quickboil", "Korvel QuickBoil electric kettle", "Korvel", "kettle", capacity="1.7 l"),
        (make_variant("quickboil-1", 3500, 0),),
    ),
    (make_product("mug", "Hearthby Ember mug", "Hearthby", "mug"), (make_variant("mug-1", 1200),)),
)  # fmt: skip
PEOPLE = (
    ("maya", "Maya Lindqvist", "Maya"),
    ("ana", "Ana Ferreira Lopes", "Ana"),
    ("priya", "Priya Sharma", "Pri"),
    ("omar", "Omar Haddad", "Omar"),
    ("lena", "Lena Brandt", "Lena"),
)
