"""Customers have one email and one nickname each, whatever the case, and ways to pay."""

from dataclasses import replace
from datetime import date, datetime

import pytest

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
from shop.errors import AlreadyExists, Invalid, NotFound, ShopError
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.commerce.races import race
from tests.shop.commerce.shop import HOME

ANA = Customer("ana", " Ana Sá ", "AnaBanana", "Ana@Example.com", HOME, locale="pt-PT", sizes={"shoe": "38"})


def test_a_customer_is_found_by_id(store: Store) -> None:
    ana = add_customer(store, ANA)
    assert (ana.name, ana.email) == ("Ana Sá", "ana@example.com")
    assert ana.created_at is not None
    assert ana == find_customer(store, "ana")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "ana", "email": "b@example.com", "nickname": "b"}, "Customer 'ana' exists"),
        ({"id": "b", "nickname": "b"}, "email 'ana@example.com' belongs"),
        ({"id": "b", "email": "b@example.com", "nickname": "ANABANANA"}, "nickname 'ANABANANA' is taken"),
    ],
)
def test_id_email_and_nickname_are_one_persons(store: Store, change: dict[str, str], told: str) -> None:
    add_customer(store, ANA)
    with pytest.raises(AlreadyExists, match=told):
        add_customer(store, replace(ANA, **change))  # type: ignore[arg-type]


def test_only_what_is_named_is_updated(store: Store) -> None:
    ana = add_customer(store, ANA)
    changed = update_customer(store, "ana", nickname="Nana", address=None, private=True)
    assert changed == replace(ana, nickname="Nana", address=None, private=True) == find_customer(store, "ana")


def test_ones_own_nickname_may_change_its_case(store: Store) -> None:
    add_customer(store, ANA)
    assert update_customer(store, "ana", nickname="ANABANANA").nickname == "ANABANANA"


def test_an_update_to_anothers_nickname_is_refused(store: Store) -> None:
    add_customer(store, ANA)
    add_customer(store, Customer("ben", "Ben", "ben", "ben@example.com"))
    with pytest.raises(AlreadyExists, match="is taken"):
        update_customer(store, "ben", nickname="anaBANANA")


def test_of_many_who_ask_for_a_nickname_at_once_one_gets_it(store: Store) -> None:
    def sign_up(n: int) -> bool:
        try:
            add_customer(store, Customer(f"c{n}", "C", "NICK" if n % 2 else "nick", f"c{n}@example.com"))
        except AlreadyExists:
            return False
        return True

    assert sum(race(sign_up, 20)) == 1


@pytest.mark.parametrize(
    "email", ["", "ana", "ana@", "@b.c", "a b@c.d", "a@b", "a@b..c", "a@@b.c", "a@b.c,d@e.f", "a@.b"]
)
def test_what_has_not_the_shape_of_an_email_is_refused(email: str) -> None:
    refuse("email", replace(ANA, email=email))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("nickname", " "),
        ("nickname", "a\nb"),
        ("nickname", "x" * 41),
        ("name", ""),
        ("locale", "english"),
        ("born_on", date(1899, 12, 31)),
        ("born_on", date(9999, 1, 1)),
        ("created_at", datetime(2026, 1, 1)),  # noqa: DTZ001
        ("about", "x" * 1001),
        ("sizes", {f"s{n}": "1" for n in range(21)}),
        ("interests", ("",)),
    ],
)
def test_a_value_outside_the_rules_is_refused_by_field(field: str, value: object) -> None:
    refuse(field, replace(ANA, **{field: value}))  # type: ignore[arg-type]


def test_an_address_needs_a_street() -> None:
    refuse("line1", replace(ANA, address=replace(HOME, line1="")))


def test_ways_to_pay_are_the_customers_own(store: Store) -> None:
    add_customer(store, ANA)
    gift = add_payment_method(store, PaymentMethod("g", "ana", PaymentKind.GIFT_CARD, "Gift card", 500))
    card = add_payment_method(store, PaymentMethod("c", "ana", PaymentKind.CARD, "Visa"))
    assert payment_methods_of(store, "ana") == (card, gift)
    assert payment_methods_of(store, "ben") == ()
    with pytest.raises(AlreadyExists):
        add_payment_method(store, gift)


@pytest.mark.parametrize(
    ("kind", "balance_cents", "currency"),
    [
        (PaymentKind.GIFT_CARD, -1, "EUR"),
        (PaymentKind.GIFT_CARD, 100_000_001, "EUR"),
        (PaymentKind.CARD, 1, "EUR"),
        (PaymentKind.GIFT_CARD, 1, "euro"),
    ],
)
def test_a_way_to_pay_outside_the_rules_is_refused(kind: PaymentKind, balance_cents: int, currency: str) -> None:
    store = MemoryStore()
    add_customer(store, ANA)
    with pytest.raises(Invalid):
        add_payment_method(store, PaymentMethod("x", "ana", kind, "X", balance_cents, currency))
    assert payment_methods_of(store, "ana") == ()


def test_nobody_unknown_is_found_updated_or_given_a_card() -> None:
    store = MemoryStore()
    acts = (
        lambda: find_customer(store, "zoe"),
        lambda: update_customer(store, "zoe", name="Zoe"),
        lambda: add_payment_method(store, PaymentMethod("c", "zoe", PaymentKind.CARD, "Visa")),
    )
    for act in acts:
        with pytest.raises(NotFound, match="zoe"):
            act()


def test_an_address_alone_may_change() -> None:
    store = MemoryStore()
    add_customer(store, ANA)
    new = Address("2 High Street", "", "Bonn", "NW", "53111", "Germany")
    assert update_customer(store, "ana", address=new).address == new


def refuse(field: str, customer: Customer) -> None:
    store = MemoryStore()
    with pytest.raises(Invalid) as refused:
        add_customer(store, customer)
    assert refused.value.field == field
    with pytest.raises(ShopError):
        find_customer(store, "ana")
