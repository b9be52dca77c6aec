"""A small shop for the tests of catalogue, carts and prices: a shoe in three variants, a mug, Ana and Ben. Euro."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from shop.carts import CartOwner
from shop.catalogue import Listing, Product, Variant, find_product, put_product
from shop.customers import (
    Address,
    Customer,
    PaymentKind,
    PaymentMethod,
    add_customer,
    add_payment_method,
)
from shop.orders.actor import Actor, ActorKind
from shop.orders.records import Order
from shop.store import Store

ANA, BEN, GUEST = CartOwner("ana"), CartOwner("ben"), CartOwner("session-1", guest=True)
STAFF = Actor(ActorKind.STAFF, "staff_mia")
HOME = Address("1 Rua Alta", "", "Porto", "", "4000-001", "Portugal")


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


def fill(store: Store) -> Store:
    """Fill the store: the shoe costs 40.00 (38 black, 38 red) and 45.00 (39 black, sold out), the mug 10.00."""
    put_product(store, product("shoe"), SHOES)
    put_product(store, product("mug"), [variant("mug-1", "mug", {}, price_cents=1000, stock=20)])
    for id in ("ana", "ben"):
        add_customer(store, Customer(id, id.title(), id, f"{id}@example.com", HOME))
        add_payment_method(store, PaymentMethod(f"{id}-visa", id, PaymentKind.CARD, "Visa ending in 4242"))
    add_payment_method(store, PaymentMethod("ana-gift", "ana", PaymentKind.GIFT_CARD, "Gift card 77", 3000))
    return store


def product(id: str, **fields: object) -> Product:
    new = Product(id, id.title(), "Good.", "Acme", id, ("Things", id.title()), "", "EUR", 0)
    return replace(new, **fields)  # type: ignore[arg-type]


def variant(
    id: str, product_id: str, options: dict[str, str] | None = None, *, price_cents: int = 4000, stock: int = 5
) -> Variant:
    return Variant(id, product_id, f"sku-{id}", options or {}, price_cents, "EUR", stock)


SHOES = (
    variant("shoe-38-black", "shoe", {"size": "38", "colour": "black"}),
    variant("shoe-38-red", "shoe", {"size": "38", "colour": "red"}),
    variant("shoe-39-black", "shoe", {"size": "39", "colour": "black"}, price_cents=4500, stock=0),
)


def put_one(store: Store, id: str, *, price_cents: int = 1000, stock: int = 5, **fields: object) -> Listing:
    """Put a product of one variant, `id` + "-1", on sale; `fields` are the product's."""
    return put_product(store, product(id, **fields), [variant(f"{id}-1", id, price_cents=price_cents, stock=stock)])


def reprice(store: Store, variant_id: str, price_cents: int) -> None:
    """Put the product of this variant again, with another price."""
    old = find_product(store, get_variant(store, variant_id).product_id)
    changed = [replace(v, price_cents=price_cents) if v.id == variant_id else v for v in old.variants]
    put_product(store, old.product, changed)


def get_variant(store: Store, id: str) -> Variant:
    with store.read() as tx:
        found = tx.get(Variant, id)
    assert found is not None
    return found


def stock(store: Store, id: str) -> int:
    return get_variant(store, id).stock


def balance(store: Store, id: str) -> int:
    with store.read() as tx:
        found = tx.get(PaymentMethod, id)
    assert found is not None
    return found.balance_cents


def all_orders(store: Store) -> list[Order]:
    with store.read() as tx:
        return tx.find(Order)
