"""Whatever comes in, the shop answers with a result or a ShopError, and what it holds stays within its rules."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shop.alerts import alerts_of, cancel_alert, set_back_in_stock_alert, set_price_alert
from shop.carts import (
    Cart,
    CartOwner,
    add_to_cart,
    change_quantity,
    clear_cart,
    find_cart,
    merge_carts,
    remove_from_cart,
)
from shop.catalogue import (
    Product,
    Sort,
    Variant,
    find_product,
    list_products,
    put_product,
    set_stock,
    variant_by_options,
    withdraw_product,
)
from shop.checkout import ShippingRates, checkout, view_cart
from shop.coupons import Coupon, apply_coupon, issue_coupon, remove_coupon
from shop.customers import (
    Address,
    Customer,
    PaymentKind,
    PaymentMethod,
    add_customer,
    add_payment_method,
    find_customer,
    payment_methods_of,
    update_customer,
)
from shop.errors import ShopError
from shop.notifications import mark_delivered, pending
from shop.orders.records import Order
from shop.prices import lowest_since, price_history
from shop.sql.schema import TABLES
from shop.sql.store import SqlStore
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.commerce.shop import ANA, SHOES, STAFF, fill, get_variant, product, variant

KNOWN = ("ana", "ben", "session-1", "shoe", "mug-1", "shoe-38-red", "ana-gift", "ana-visa", "1")
TEXT = st.text(max_size=30) | st.sampled_from(KNOWN) | st.text(min_size=190, max_size=210)
NUMBER = st.integers() | st.integers(-5, 150)
PATH = st.lists(TEXT, max_size=4).map(tuple)
TEXTS = st.dictionaries(TEXT, TEXT, max_size=4)
RATES = ShippingRates()

HEAVY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def sqlite_once(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Store]:
    """One filled database for all the examples: it must stand whatever they leave behind."""
    path = tmp_path_factory.mktemp("once") / "shop.db"
    path.write_bytes(sqlite_template.read_bytes())
    store = SqlStore(f"sqlite:///{path}", TABLES)
    yield fill(store)
    store.close()


@contextmanager
def answering(store: Store) -> Iterator[None]:
    """Let nothing but a ShopError pass, then look whether the shop is in order."""
    with suppress(ShopError):
        yield
    with store.read() as tx:
        assert all(found.stock >= 0 and found.price_cents >= 0 for found in tx.find(Variant))
        assert all(found.balance_cents >= 0 for found in tx.find(PaymentMethod))
        assert all(found.uses_left >= 0 for found in tx.find(Coupon))
        assert all(found.total_cents >= 0 for found in tx.find(Order))
        assert all(1 <= line.quantity <= 99 for found in tx.find(Cart) for line in found.lines)
        assert all(found.title and found.category for found in tx.find(Product))
        keys = [found.nickname_key for found in tx.find(Customer)]
        assert len(set(keys)) == len(keys)


@HEAVY
@given(text=TEXT, path=PATH, texts=TEXTS, number=NUMBER)
def test_any_product(sqlite_once: Store, text: str, path: tuple[str, ...], texts: dict[str, str], number: int) -> None:
    with answering(sqlite_once):
        new = Product(text or "p", text, text, text, text, path, text, "EUR", number, attributes=texts, url=text)
        put_product(sqlite_once, new, [Variant(text, new.id, text, texts, number, "EUR", number)])
    with answering(sqlite_once):
        put_product(sqlite_once, product("any", path=path or ("x",), images=path), [variant("any-1", "any", texts)])
    with answering(sqlite_once):
        changed = product("any", title=text, min_age=number, relations={text: path}, currency=text)
        put_product(sqlite_once, changed, [variant("any-1", "any", price_cents=number, stock=number)])


@HEAVY
@given(text=TEXT, path=PATH, texts=TEXTS, low=NUMBER, high=NUMBER, limit=NUMBER, sort=st.sampled_from(Sort))
def test_any_search(
    sqlite_once: Store,
    text: str,
    path: tuple[str, ...],
    texts: dict[str, str],
    low: int,
    high: int,
    limit: int,
    sort: Sort,
) -> None:
    searches: tuple[Callable[[], object], ...] = (
        lambda: list_products(sqlite_once, category=path, sort=sort, lowest_cents=low, highest_cents=high),
        lambda: list_products(sqlite_once, brand=text, type=text, limit=limit, sort=sort),
        lambda: list_products(sqlite_once, in_stock=True, after=text, sort=sort),
        lambda: find_product(sqlite_once, text),
        lambda: variant_by_options(sqlite_once, text, texts),
        lambda: variant_by_options(sqlite_once, "shoe", texts),
        lambda: price_history(sqlite_once, text),
        lambda: lowest_since(sqlite_once, text, datetime(2026, 1, 1, tzinfo=UTC)),
    )
    for search in searches:
        with suppress(ShopError):
            search()


@HEAVY
@given(text=TEXT, number=NUMBER)
def test_any_stock_and_withdrawal(sqlite_once: Store, text: str, number: int) -> None:
    with answering(sqlite_once):
        set_stock(sqlite_once, "shoe-38-red", number)
    with answering(sqlite_once):
        set_stock(sqlite_once, text, number)
    with answering(sqlite_once):
        withdraw_product(sqlite_once, text)


@HEAVY
@given(text=TEXT, other=TEXT, number=NUMBER, texts=TEXTS, kind=st.sampled_from(PaymentKind), day=st.dates())
def test_any_customer(
    sqlite_once: Store, text: str, other: str, number: int, texts: dict[str, str], kind: PaymentKind, day: object
) -> None:
    address = Address(text, other, text, other, text, other)
    acts: tuple[Callable[[], object], ...] = (
        lambda: add_customer(sqlite_once, Customer(text, other, text, f"{other}@example.com", address)),
        lambda: add_customer(sqlite_once, Customer(text, other, other, text, sizes=texts, locale=other)),
        lambda: update_customer(sqlite_once, "ben", nickname=text, address=address, born_on=day),  # type: ignore[arg-type]
        lambda: update_customer(sqlite_once, text, about=other, interests=(text,), locale=other, name=text),
        lambda: add_payment_method(sqlite_once, PaymentMethod(text, "ana", kind, other, number, "EUR")),
        lambda: add_payment_method(sqlite_once, PaymentMethod("x", text, kind, other, number, other)),
        lambda: find_customer(sqlite_once, text),
        lambda: payment_methods_of(sqlite_once, text),
    )
    for act in acts:
        with answering(sqlite_once):
            act()


@HEAVY
@given(owner_id=TEXT, guest=st.booleans(), text=TEXT, other=TEXT, number=NUMBER)
def test_any_cart(sqlite_once: Store, owner_id: str, guest: bool, text: str, other: str, number: int) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: add_to_cart(sqlite_once, CartOwner(owner_id, guest), text, number, idempotency_key=other),
        lambda: add_to_cart(sqlite_once, ANA, "mug-1", number, idempotency_key=other),
        lambda: change_quantity(sqlite_once, CartOwner(owner_id, guest), text, number),
        lambda: change_quantity(sqlite_once, ANA, "mug-1", number),
        lambda: remove_from_cart(sqlite_once, CartOwner(owner_id, guest), text),
        lambda: apply_coupon(sqlite_once, CartOwner(owner_id, guest), text),
        lambda: remove_coupon(sqlite_once, CartOwner(owner_id, guest)),
        lambda: find_cart(sqlite_once, CartOwner(owner_id, guest)),
        lambda: view_cart(sqlite_once, CartOwner(owner_id, guest), ShippingRates(number, number)),
        lambda: merge_carts(sqlite_once, owner_id, text),
        lambda: checkout(
            sqlite_once, owner_id, payment_method_id=text, rates=ShippingRates(number, number), idempotency_key=other
        ),
        lambda: clear_cart(sqlite_once, CartOwner(owner_id, guest)),
    )
    for act in acts:
        with answering(sqlite_once):
            act()


@HEAVY
@given(text=TEXT, other=TEXT, number=NUMBER, second=NUMBER)
def test_any_coupon(sqlite_once: Store, text: str, other: str, number: int, second: int) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: issue_coupon(sqlite_once, STAFF, customer_id=text, percent=number, reason=other),
        lambda: issue_coupon(sqlite_once, STAFF, customer_id=None, percent=number, reason=other, days=second),
        lambda: issue_coupon(sqlite_once, STAFF, customer_id="ana", amount_cents=number, reason=other, uses=second),
        lambda: issue_coupon(sqlite_once, STAFF, customer_id=None, percent=5, reason=other, minimum_cents=number),
        lambda: issue_coupon(sqlite_once, STAFF, customer_id=None, percent=5, reason=other, currency=text),
    )
    for act in acts:
        with answering(sqlite_once):
            act()


@HEAVY
@given(text=TEXT, other=TEXT, number=NUMBER)
def test_any_alert_and_notification(sqlite_once: Store, text: str, other: str, number: int) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: set_price_alert(sqlite_once, text, other, number),
        lambda: set_price_alert(sqlite_once, "ana", "mug-1", number),
        lambda: set_back_in_stock_alert(sqlite_once, text, other),
        lambda: cancel_alert(sqlite_once, text, other),
        lambda: alerts_of(sqlite_once, text),
        lambda: pending(sqlite_once, text, limit=number),
        lambda: mark_delivered(sqlite_once, text, other),
    )
    for act in acts:
        with answering(sqlite_once):
            act()


ACTS = st.lists(
    st.tuples(st.sampled_from(["add", "change", "remove", "stock", "coupon", "buy"]), st.integers(0, 9)), max_size=25
)


@HEAVY
@given(acts=ACTS)
def test_pieces_and_money_are_neither_made_nor_lost(acts: list[tuple[str, int]]) -> None:
    """Whatever a shopper does, what left the stock is in orders, and what left the gift card paid for them."""
    store = fill(MemoryStore())
    put = 0
    for key, (act, n) in enumerate(acts):
        item = SHOES[n % 2].id if n < 5 else "mug-1"
        with suppress(ShopError):
            if act == "add":
                add_to_cart(store, ANA, item, n, idempotency_key=f"{key}")
            elif act == "change":
                change_quantity(store, ANA, item, n)
            elif act == "remove":
                remove_from_cart(store, ANA, item)
            elif act == "stock":
                now = get_variant(store, item).stock
                set_stock(store, item, now + n)
                put += n
            elif act == "coupon":
                coupon = issue_coupon(store, STAFF, customer_id="ana", percent=5 * n + 1, reason="x")
                apply_coupon(store, ANA, coupon.id)
            else:
                method = "ana-gift" if n % 2 else "ana-visa"
                checkout(store, "ana", payment_method_id=method, rates=RATES, idempotency_key=f"{key}")
    with store.read() as tx:
        orders = tx.find(Order)
        sold = sum(len(order.items) for order in orders)
        assert sum(found.stock for found in tx.find(Variant)) == 30 + put - sold
        by_gift = sum(order.total_cents for order in orders if order.payments[0].payment_method_id == "ana-gift")
        assert tx.get(PaymentMethod, "ana-gift").balance_cents == 3000 - by_gift  # type: ignore[union-attr]
