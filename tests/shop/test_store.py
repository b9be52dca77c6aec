"""What every store promises: the same suite on the fake, on SQLite and on a real PostgreSQL."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.activity import Event, EventName
from shop.catalogue import Product, Variant
from shop.customers import Address, Customer, PaymentKind, PaymentMethod
from shop.errors import AlreadyExists
from shop.orders.records import Order, OrderItem, OrderStatus, Transaction, TransactionKind
from shop.sql.schema import TABLES
from shop.sql.store import SqlStore
from shop.store import Above, AtLeast, Below, Contains, OneOf, Store

T = TypeVar("T")
AT = datetime(2026, 3, 1, 12, 30, 0, 123456, tzinfo=UTC)


def variant(id: str, *, stock: int = 5, price_cents: int = 1000, product_id: str = "shoe") -> Variant:
    return Variant(id, product_id, f"sku-{id}", {"size": "38", "colour": "red"}, price_cents, "EUR", stock)


def customer(id: str, email: str | None = None) -> Customer:
    return Customer(id, "Ana Sá", f"nick-{id}", email or f"{id}@example.com")


def order(id: str, *, placed_at: datetime = AT) -> Order:
    item = OrderItem("v1", "shoe", "Shoe 名", {"size": "38", "colour": "red"}, 1000)
    payment = Transaction(TransactionKind.PAYMENT, "card", 1000, AT)
    address = Address("1 Rua", "", "Porto", "", "4000", "PT")
    return Order(id, "ana", OrderStatus.PENDING, (item, item), address, "EUR", (payment,), (), placed_at)


def test_a_record_comes_back_equal(store: Store) -> None:
    event = Event("e1", EventName.RATE, "ana", "shoe", None, 4.5, AT)
    records = (order("#W1"), customer("ana"), variant("v1"), event)
    with store.write() as tx:
        tx.add(*records)
    with store.read() as tx:
        assert tuple(tx.get(type(record), record.id) for record in records) == records
        assert list(tx.get(Variant, "v1").options) == ["size", "colour"], "the order of options is kept"  # type: ignore[union-attr]


def test_a_missing_record_is_none_and_a_search_without_hits_is_empty(store: Store) -> None:
    with store.read() as tx:
        assert tx.get(Order, "#W404") is None
        assert tx.get_many(Order, ["#W404"]) == {}
        assert tx.find(Order, customer_id="nobody") == []
        assert tx.count(Order) == 0


def test_get_many_keeps_the_order_asked_for(store: Store) -> None:
    with store.write() as tx:
        tx.add(*(variant(id) for id in "abc"))
        assert list(tx.get_many(Variant, ["c", "missing", "a", "c"])) == ["c", "a"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"price_cents": 300}, ["c"]),
        ({"price_cents": AtLeast(300)}, ["c", "d"]),
        ({"price_cents": Above(300)}, ["d"]),
        ({"price_cents": Below(300)}, ["a", "b"]),
        ({"id": OneOf(("a", "d", "z"))}, ["a", "d"]),
        ({"id": OneOf(())}, []),
        ({"sku": Contains("KU-B")}, ["b"]),
        ({"sku": Contains("%")}, []),
        ({"active": True, "price_cents": Below(200)}, ["a"]),
    ],
)
def test_find_meets_every_condition(store: Store, where: dict[str, object], expected: list[str]) -> None:
    with store.write() as tx:
        tx.add(*(variant(id, price_cents=100 * n) for n, id in enumerate("abcd", start=1)))
        assert [found.id for found in tx.find(Variant, **where)] == expected  # type: ignore[arg-type]
        assert tx.count(Variant, **where) == len(expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"placed_at": AT}, ["#W1"]),
        ({"placed_at": Above(AT)}, ["#W2"]),
        ({"placed_at": AtLeast(AT)}, ["#W1", "#W2"]),
        ({"placed_at": Below(AT)}, ["#W0"]),
        ({"placed_at": OneOf((AT, AT + timedelta(days=9))), "status": OneOf((OrderStatus.PENDING,))}, ["#W1"]),
        ({"placed_at": AtLeast(AT), "status": OrderStatus.DELIVERED, "customer_id": OneOf(("ana",))}, []),
        ({"placed_at": Above(AT), "status": OneOf(tuple(OrderStatus)), "delivered_at": None}, ["#W2"]),
    ],
)
def test_an_instant_is_met_to_the_microsecond_beside_other_conditions(
    store: Store, where: dict[str, object], expected: list[str]
) -> None:
    with store.write() as tx:
        moments = {"#W0": AT - timedelta(microseconds=1), "#W1": AT, "#W2": AT + timedelta(microseconds=1)}
        tx.add(*(order(id, placed_at=at) for id, at in moments.items()))
        assert [found.id for found in tx.find(Order, **where)] == expected  # type: ignore[arg-type]
        assert [found.id for found in tx.find(Order, limit=9, **where)] == expected  # type: ignore[arg-type]
        assert tx.values(Order, "id", **where) == frozenset(expected)  # type: ignore[arg-type]
        assert tx.count(Order, **where) == len(expected)  # type: ignore[arg-type]


def test_find_sorts_and_limits(store: Store) -> None:
    days = {"#W1": 3, "#W2": 1, "#W3": 1}
    with store.write() as tx:
        tx.add(*(order(id, placed_at=AT + timedelta(days=day)) for id, day in days.items()))
        assert [o.id for o in tx.find(Order, order="placed_at")] == ["#W2", "#W3", "#W1"]
        assert [o.id for o in tx.find(Order, order="placed_at", descending=True, limit=2)] == ["#W1", "#W3"]


class Placed(NamedTuple):
    """Some fields of an order, in another order than its own."""

    placed_at: datetime
    status: OrderStatus
    items: tuple[OrderItem, ...]
    delivered_at: datetime | None


class Coloured(NamedTuple):
    colour: str


def test_select_gives_some_fields_of_what_find_returns(store: Store) -> None:
    days = {"#W1": 3, "#W2": 1, "#W3": 2}
    with store.write() as tx:
        tx.add(*(order(id, placed_at=AT + timedelta(days=day)) for id, day in days.items()))
    with store.read() as tx:
        found = tx.find(Order, order="placed_at", descending=True, limit=2, customer_id=OneOf(("ana", "ben")))
        views = tx.select(Order, Placed, order="placed_at", descending=True, limit=2, customer_id=OneOf(("ana", "ben")))
        assert views == [Placed(o.placed_at, o.status, o.items, o.delivered_at) for o in found]
        assert [type(view.items[0]) for view in views] == [OrderItem, OrderItem]
        assert tx.select(Order, Placed, customer_id="nobody") == []
        with pytest.raises(ValueError, match="colour"):
            tx.select(Order, Coloured)


def test_values_are_what_a_field_is_each_once(store: Store) -> None:
    with store.write() as tx:
        tx.add(*(variant(id, stock=n % 3, product_id=f"p{n % 2}") for n, id in enumerate("abcde")))
        assert tx.values(Variant, "product_id") == {"p0", "p1"}
        assert tx.values(Variant, "product_id", stock=Above(1)) == {"p0"}
        assert tx.values(Variant, "id", stock=Above(5)) == frozenset()
        with pytest.raises(ValueError, match="options"):
            tx.values(Variant, "options")


def test_tally_counts_the_records_by_what_their_fields_are(store: Store) -> None:
    with store.write() as tx:
        tx.add(*(variant(id, stock=n % 3, product_id=f"p{n % 2}") for n, id in enumerate("abcde")))
        tx.add(order("#W1"), replace(order("#W2"), status=OrderStatus.CANCELLED), order("#W3"))
        assert tx.tally(Variant, ("product_id", "stock")) == {
            ("p0", 0): 1, ("p0", 1): 1, ("p0", 2): 1, ("p1", 0): 1, ("p1", 1): 1,
        }  # fmt: skip
        assert tx.tally(Variant, ("stock",), product_id=OneOf(("p0", "p1")), stock=Below(2)) == {(0,): 2, (1,): 2}
        assert tx.tally(Variant, ("stock",), product_id="p2") == {}
        assert tx.tally(Variant, ("stock",), product_id=OneOf(())) == {}
        assert tx.tally(Order, ("status",)) == {(OrderStatus.PENDING,): 2, (OrderStatus.CANCELLED,): 1}
        with pytest.raises(ValueError, match="options"):
            tx.tally(Variant, ("options",))


class Priced(NamedTuple):
    price_cents: int
    id: str


def test_each_is_what_select_returns(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shop.sql.store._HELD", 2)
    with store.write() as tx:
        tx.add(*(variant(id, price_cents=100 * (n % 3)) for n, id in enumerate("abcdefg")))
    with store.read() as tx:
        assert list(tx.each(Variant, Priced, order="price_cents")) == tx.select(Variant, Priced, order="price_cents")
        assert [found.id for found in tx.each(Variant, Priced, price_cents=AtLeast(100))] == ["b", "c", "e", "f"]
        assert list(tx.each(Variant, Priced, id=OneOf(()))) == []
        assert list(tx.each(Variant, Priced, id="z")) == []
        both = zip(tx.each(Variant, Priced), tx.each(Variant, Priced, order="price_cents"), strict=True)
        assert {one.id for one, _ in both} == set("abcdefg")


def test_others_are_read_between_those_of_each(store: Store) -> None:
    ids = [f"v{n:04}" for n in range(2_500)]
    with store.write() as tx:
        tx.add(*(variant(id) for id in ids))
    with store.read() as tx:
        assert [found.id for found in tx.each(Variant, Priced) if tx.get(Variant, found.id) is not None] == ids


def test_a_transaction_goes_on_after_the_first_of_each(store: Store) -> None:
    with store.write() as tx:
        tx.add(*(variant(f"v{n:04}") for n in range(2_500)))
        assert next(tx.each(Variant, Priced)).id == "v0000"
        tx.add(variant("last"))
    with store.read() as tx:
        assert tx.count(Variant) == 2_501


def test_a_field_named_kind_can_be_searched_by(store: Store) -> None:
    card = PaymentMethod("card", "ana", PaymentKind.CARD, "Visa")
    gift = PaymentMethod("gift", "ana", PaymentKind.GIFT_CARD, "Gift card", balance_cents=500)
    with store.write() as tx:
        tx.add(card, gift)
        assert tx.find(PaymentMethod, kind=PaymentKind.GIFT_CARD) == [gift]
        assert tx.count(PaymentMethod, kind=PaymentKind.CARD) == 1


def test_none_is_found_by_none(store: Store) -> None:
    with store.write() as tx:
        tx.add(order("#W1"))
        assert tx.count(Order, delivered_at=None) == 1
        assert tx.count(Order, delivered_at=Below(AT)) == 0


@pytest.mark.parametrize("field", ["nonsense", "items"])
def test_a_field_that_cannot_be_searched_by_is_named(store: Store, field: str) -> None:
    with store.read() as tx:
        with pytest.raises(ValueError, match=field):
            tx.find(Order, **{field: "x"})
        with pytest.raises(ValueError, match=field):
            tx.each(Order, Placed, **{field: "x"})


def test_add_refuses_a_taken_id_and_stores_none(store: Store) -> None:
    with store.write() as tx:
        tx.add(variant("a"))
        with pytest.raises(AlreadyExists):
            tx.add(variant("b"), variant("a"))
        tx.add(variant("c"))
    with store.read() as tx:
        assert [found.id for found in tx.find(Variant)] == ["a", "c"]


def test_a_unique_field_belongs_to_one_record(store: Store) -> None:
    with store.write() as tx:
        tx.add(customer("ana", "ana@example.com"))
        with pytest.raises(AlreadyExists):
            tx.add(customer("li", "ana@example.com"))
        with pytest.raises(AlreadyExists):
            tx.put(customer("li", "ana@example.com"))
        tx.put(customer("ana", "ana@example.com"))


def test_put_replaces(store: Store) -> None:
    with store.write() as tx:
        tx.put(variant("a", stock=1), variant("b"))
        tx.put(variant("a", stock=7))
        assert [(found.id, found.stock) for found in tx.find(Variant)] == [("a", 7), ("b", 5)]


def test_remove_tells_how_many_there_were(store: Store) -> None:
    with store.write() as tx:
        tx.add(variant("a"), variant("b"))
        assert tx.remove(Variant, "a", "missing") == 1
        assert tx.remove(Variant) == 0
        assert tx.count(Variant) == 1


def test_an_exception_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(RuntimeError), store.write() as tx:  # noqa: PT012 - leaving by the exception is the point
        tx.add(variant("a"))
        raise RuntimeError
    with store.read() as tx:
        assert tx.count(Variant) == 0


def test_a_reader_does_not_see_what_is_not_committed(store: Store) -> None:
    with store.write() as tx:
        tx.add(variant("a"))
        assert run_in_thread(lambda: count_variants(store)) == 0
    assert count_variants(store) == 1


def test_a_reader_keeps_its_view(store: Store) -> None:
    with store.read() as tx:
        assert tx.count(Variant) == 0
        run_in_thread(lambda: put_variant(store, "a"))
        assert tx.count(Variant) == 0


def test_locked_records_change_one_writer_at_a_time(store: Store) -> None:
    put_variant(store, "last", stock=50)
    taken: list[bool] = []

    def take_one() -> None:
        with store.write() as tx:
            found = tx.lock(Variant, "last")
            assert found is not None
            if found.stock > 0:
                tx.put(variant("last", stock=found.stock - 1))
            taken.append(found.stock > 0)

    threads = [threading.Thread(target=take_one) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as tx:
        assert tx.get(Variant, "last").stock == 0  # type: ignore[union-attr]
    assert (len(taken), sum(taken)) == (100, 50)


def test_now_is_one_aware_instant_a_transaction(store: Store) -> None:
    with store.read() as tx:
        assert tx.now == tx.now
        assert tx.now.utcoffset() == timedelta(0)


def test_naive_times_are_refused(sqlite_store: Store) -> None:
    with sqlite_store.write() as tx, pytest.raises(Exception, match="naive"):
        tx.add(order("#W1", placed_at=AT.replace(tzinfo=None)))


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=50)


@settings(deadline=None)
@given(title=TEXT, attributes=st.dictionaries(TEXT, TEXT, max_size=4), path=st.lists(TEXT, max_size=3))
def test_any_text_survives(sqlite_store_once: Store, title: str, attributes: dict[str, str], path: list[str]) -> None:
    product = Product("p", title, title, "b", "t", tuple(path), "c", "EUR", 1, attributes=attributes)
    with sqlite_store_once.write() as tx:
        tx.put(product)
        assert tx.get(Product, "p") == product


@pytest.fixture(scope="module")
def sqlite_store_once(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Store:
    path = tmp_path_factory.mktemp("once") / "shop.db"
    path.write_bytes(sqlite_template.read_bytes())
    return SqlStore(f"sqlite:///{path}", TABLES)


def put_variant(store: Store, id: str, stock: int = 5) -> None:
    with store.write() as tx:
        tx.put(variant(id, stock=stock))


def count_variants(store: Store) -> int:
    with store.read() as tx:
        return tx.count(Variant)


def run_in_thread(act: Callable[[], T]) -> T:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result(timeout=20)
