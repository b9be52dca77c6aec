"""Whatever is asked: a refusal that a shopper may read, or a valid shop in which no cent and no piece is lost."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from shop.carts import CartLine
from shop.catalogue import Variant
from shop.customers import Address, PaymentKind, PaymentMethod
from shop.errors import ShopError
from shop.orders.amounts import net_paid
from shop.orders.placing import place_order
from shop.orders.records import Order, OrderStatus
from shop.orders.requests import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfileAddress,
    ExchangeItems,
    ItemChange,
    Request,
    ReturnItems,
    hash_request,
    read_request,
    write_request,
)
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.orders.shop import CATALOGUE, HOME, NOON, ORDERS, PEOPLE, WORK, do, fill, get_order

ANYTHING = st.text(st.characters(), max_size=300)  # lone surrogates and NUL included


def mostly(*known: str) -> st.SearchStrategy[str]:
    return st.integers(0, 9).flatmap(lambda dice: st.sampled_from(known) if dice else ANYTHING)


ORDER_IDS = mostly(*(found.id for found in ORDERS))
METHOD_IDS = mostly(*(found.id for found in PEOPLE if isinstance(found, PaymentMethod)))
VARIANT_IDS = mostly(*(found.id for found in CATALOGUE if isinstance(found, Variant)))
REASONS = mostly("no longer needed", "ordered by mistake")
ADDRESSES = st.sampled_from([WORK]) | st.builds(Address, *[ANYTHING] * 6)
CHANGES = st.lists(st.builds(ItemChange, VARIANT_IDS, VARIANT_IDS), max_size=4).map(tuple)
NUMBERS = st.integers() | st.integers(-10, 2000)

REQUESTS: st.SearchStrategy[Request] = st.one_of(
    st.builds(CancelOrder, ORDER_IDS, REASONS),
    st.builds(ChangeAddress, ORDER_IDS, ADDRESSES),
    st.builds(ChangePayment, ORDER_IDS, METHOD_IDS),
    st.builds(ChangeItems, ORDER_IDS, CHANGES, METHOD_IDS),
    st.builds(ReturnItems, ORDER_IDS, st.lists(VARIANT_IDS, max_size=4).map(tuple), METHOD_IDS),
    st.builds(ExchangeItems, ORDER_IDS, CHANGES, METHOD_IDS),
    st.builds(ChangeProfileAddress, ADDRESSES),
)


def attempt(store: Store, request: Request) -> None:
    with suppress(ShopError):
        do(store, request)


def assert_sound(store: Store) -> None:
    """Money: what orders hold and gift cards hold is what there was. Pieces: in stock, in open orders, or reserved."""
    with store.read() as tx:
        orders, variants = tx.find(Order), tx.find(Variant)
        cards = [card for card in tx.find(PaymentMethod) if card.kind is PaymentKind.GIFT_CARD]
    assert all(variant.stock >= 0 for variant in variants)
    assert all(card.balance_cents >= 0 for card in cards)
    for order in orders:
        assert sum(net_paid(order.payments).values()) == (
            0 if order.status is OrderStatus.CANCELLED else order.total_cents
        )
    held = Counter({card.id: card.balance_cents for card in cards})
    for order in orders:
        held.update({id: cents for id, cents in net_paid(order.payments).items() if id in held})
    assert held == {"ana-gift": 4000, "ana-dollars": 9000}
    assert _pieces(orders, variants) == _pieces(ORDERS, [v for v in CATALOGUE if isinstance(v, Variant)])


def _pieces(orders: Iterable[Order], variants: Iterable[Variant]) -> Counter[str]:
    pieces = Counter({variant.id: variant.stock for variant in variants})
    for order in orders:
        if order.status is not OrderStatus.CANCELLED:
            pieces.update(item.variant_id for item in order.items)
        if order.exchanged is not None:
            pieces.update(order.exchanged.new_variant_ids)
    return +pieces


@settings(max_examples=300)
@given(st.lists(REQUESTS, min_size=1, max_size=6))
def test_no_sequence_of_requests_corrupts_the_shop(requests: list[Request]) -> None:
    store = fill(MemoryStore(lambda: NOON))
    for request in requests:
        attempt(store, request)
        assert_sound(store)


@settings(max_examples=150)
@given(
    customer_id=st.just("ana") | ANYTHING,
    lines=st.lists(st.tuples(VARIANT_IDS, NUMBERS), max_size=3),
    address=ADDRESSES,
    method_id=METHOD_IDS,
    shipping=NUMBERS,
    discount=NUMBERS,
    key=st.just("key") | ANYTHING,
)
def test_no_order_that_is_placed_corrupts_the_shop(
    customer_id: str,
    lines: list[tuple[str, int]],
    address: Address,
    method_id: str,
    shipping: int,
    discount: int,
    key: str,
) -> None:
    store = fill(MemoryStore(lambda: NOON))
    for some_lines, some_method in (([("mug-blue", 1)], "ana-visa"), (lines, method_id)):
        with suppress(ShopError):
            placed = place_order(
                store,
                customer_id,
                [CartLine(id, quantity, NOON) for id, quantity in some_lines],
                address,
                some_method,
                shipping_cents=shipping,
                discount_cents=discount,
                idempotency_key=key,
            )
            assert placed.total_cents >= 0
    assert_sound(store)


@given(REQUESTS, REQUESTS)
def test_two_requests_have_the_same_hash_exactly_when_they_are_equal(one: Request, other: Request) -> None:
    assert read_request(write_request(one)) == one
    assert (hash_request(one) == hash_request(other)) == (one == other)


@given(ANYTHING)
def test_an_address_reaches_the_order_clean_or_not_at_all(text: str) -> None:
    store = fill(MemoryStore(lambda: NOON))
    attempt(store, ChangeAddress("#W1", Address(*[text] * 6)))
    address = get_order(store, "#W1").address
    assert address == HOME or address == Address(*[address.line1] * 6)
    assert not {"\0", "\ud800"} & set(address.line1)
    assert 1 <= len(address.line1) <= 20
