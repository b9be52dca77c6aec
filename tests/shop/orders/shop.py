"""A small shop with two customers, for the tests of the order desk. Euro, no shipping, no discount."""

from dataclasses import replace
from datetime import UTC, datetime

from shop.catalogue import Product, Variant
from shop.customers import Address, Customer, PaymentKind, PaymentMethod
from shop.orders.actor import Actor, ActorKind, shopper
from shop.orders.desk import Confirmed, confirm, propose
from shop.orders.records import AuditEntry, Order, OrderItem, OrderStatus, Proposal, Transaction, TransactionKind
from shop.orders.requests import Request
from shop.store import Record, Store

ANA, BEN = shopper("ana"), shopper("ben")
STAFF = Actor(ActorKind.STAFF, "staff_mia", "ana")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
HOME = Address("1 Rua Alta", "", "Porto", "", "4000-001", "Portugal")
WORK = Address("2 High Street", "Floor 3", "Bonn", "NW", "53111", "Germany")
PRICES = {"shirt-s": 2000, "shirt-m": 2000, "shirt-l": 2500, "shirt-xl": 2200, "shirt-xxl": 2200, "mug-blue": 1000}


def fill(store: Store) -> Store:
    """Fill the store: #W1 pending, #W2 delivered (two equal shirts), #W3 processed, #W4 pending, paid by gift card."""
    with store.write() as tx:
        tx.add(*CATALOGUE, *PEOPLE, *ORDERS)
    return store


def order(id: str, status: OrderStatus, *variant_ids: str, method: str = "ana-visa", customer_id: str = "ana") -> Order:
    items = tuple(item(variant_id) for variant_id in variant_ids)
    paid = Transaction(TransactionKind.PAYMENT, method, sum(piece.price_cents for piece in items), NOON)
    return Order(id, customer_id, status, items, HOME, "EUR", (paid,), (), NOON)


def item(variant_id: str) -> OrderItem:
    product_id, _, size = variant_id.partition("-")
    return OrderItem(variant_id, product_id, product_id.title(), {"kind": size}, PRICES[variant_id])


def product(id: str) -> Product:
    return Product(id, id.title(), "", "Acme", id, (id,), id, "EUR", 1000)


def variant(id: str, *, stock: int = 5, active: bool = True) -> Variant:
    made = item(id)
    return Variant(id, made.product_id, id, made.options, made.price_cents, "EUR", stock, active)


CATALOGUE: tuple[Record, ...] = (
    *(product(id) for id in ("shirt", "mug")),
    *(variant(id) for id in ("shirt-s", "shirt-m", "shirt-l", "mug-blue")),
    variant("shirt-xl", active=False),
    variant("shirt-xxl", stock=0),
)
PEOPLE: tuple[Record, ...] = (
    Customer("ana", "Ana Sá", "ana", "ana@example.com", HOME),
    Customer("ben", "Ben Ode", "ben", "ben@example.com", HOME),
    PaymentMethod("ana-visa", "ana", PaymentKind.CARD, "Visa ending in 4242"),
    PaymentMethod("ana-paypal", "ana", PaymentKind.PAYPAL, "PayPal"),
    PaymentMethod("ana-gift", "ana", PaymentKind.GIFT_CARD, "Gift card 77", 3000),
    PaymentMethod("ana-dollars", "ana", PaymentKind.GIFT_CARD, "Gift card 88", 9000, "USD"),
    PaymentMethod("ben-visa", "ben", PaymentKind.CARD, "Visa ending in 1111"),
)
ORDERS: tuple[Order, ...] = (
    order("#W1", OrderStatus.PENDING, "shirt-s", "mug-blue"),
    order("#W2", OrderStatus.DELIVERED, "shirt-s", "shirt-s", "mug-blue"),
    order("#W3", OrderStatus.PROCESSED, "mug-blue"),
    order("#W4", OrderStatus.PENDING, "mug-blue", method="ana-gift"),
    order("#W9", OrderStatus.PENDING, "mug-blue", method="ben-visa", customer_id="ben"),
)


def do(store: Store, request: Request, actor: Actor = ANA) -> Confirmed:
    """Propose and confirm."""
    return confirm(store, actor, propose(store, actor, request).token)


def get_order(store: Store, id: str) -> Order:
    with store.read() as tx:
        found = tx.get(Order, id)
    assert found is not None
    return found


def change_order(store: Store, id: str, **fields: object) -> None:
    with store.write() as tx:
        tx.put(replace(get_order(store, id), **fields))  # type: ignore[arg-type]


def stock(store: Store, id: str) -> int:
    with store.read() as tx:
        found = tx.get(Variant, id)
    assert found is not None
    return found.stock


def balance(store: Store, id: str = "ana-gift") -> int:
    with store.read() as tx:
        found = tx.get(PaymentMethod, id)
    assert found is not None
    return found.balance_cents


def set_balance(store: Store, cents: int) -> None:
    with store.write() as tx:
        card = tx.lock(PaymentMethod, "ana-gift")
        assert card is not None
        tx.put(replace(card, balance_cents=cents))


def set_stock(store: Store, id: str, pieces: int) -> None:
    with store.write() as tx:
        found = tx.lock(Variant, id)
        assert found is not None
        tx.put(replace(found, stock=pieces))


def audit(store: Store) -> list[AuditEntry]:
    with store.read() as tx:
        return tx.find(AuditEntry)


def everything(store: Store) -> list[Record]:
    """Every record that the desk may write, proposals aside."""
    with store.read() as tx:
        kinds: tuple[type[Record], ...] = (Order, Customer, PaymentMethod, Variant, AuditEntry)
        return [record for kind in kinds for record in tx.find(kind)]


def proposals(store: Store) -> list[Proposal]:
    with store.read() as tx:
        return tx.find(Proposal)
