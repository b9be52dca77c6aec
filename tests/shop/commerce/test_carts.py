"""A cart holds what can be bought, once a key, for a customer or a guest."""

from dataclasses import replace

import pytest

from shop.carts import (
    CartOwner,
    add_to_cart,
    change_quantity,
    clear_cart,
    find_cart,
    merge_carts,
    remove_from_cart,
)
from shop.catalogue import put_product, set_stock, withdraw_product
from shop.errors import Conflict, Invalid, NotFound
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.commerce.races import race
from tests.shop.commerce.shop import ANA, BEN, GUEST, SHOES, fill, product, put_one, variant


@pytest.fixture
def shop() -> Store:
    return fill(MemoryStore())


def contents(store: Store, owner: CartOwner) -> dict[str, int]:
    return {line.variant_id: line.quantity for line in find_cart(store, owner).lines}


def test_what_is_added_is_in_the_cart_and_in_nobody_elses(store: Store) -> None:
    fill(store)
    add_to_cart(store, ANA, "shoe-38-red", 2, idempotency_key="1")
    cart = add_to_cart(store, ANA, "mug-1", idempotency_key="2")
    assert cart == find_cart(store, ANA)
    assert [(line.variant_id, line.quantity, line.price_cents) for line in cart.lines] == [
        ("shoe-38-red", 2, 4000),
        ("mug-1", 1, 1000),
    ]
    assert contents(store, BEN) == contents(store, GUEST) == {}


def test_adding_the_same_again_adds_up(shop: Store) -> None:
    add_to_cart(shop, GUEST, "mug-1", 2, idempotency_key="1")
    add_to_cart(shop, GUEST, "mug-1", 3, idempotency_key="2")
    assert contents(shop, GUEST) == {"mug-1": 5}


def test_a_product_with_one_variant_needs_no_choice(shop: Store) -> None:
    assert add_to_cart(shop, ANA, "mug", idempotency_key="1").lines[0].variant_id == "mug-1"


def test_a_product_with_several_variants_lists_its_options(shop: Store) -> None:
    with pytest.raises(Invalid, match="size: 38, 39; colour: black, red"):
        add_to_cart(shop, ANA, "shoe", idempotency_key="1")
    assert contents(shop, ANA) == {}


@pytest.mark.parametrize(
    ("item_id", "quantity", "told"),
    [
        ("shoe-39-black", 1, "Shoe, 39, black is sold out"),
        ("shoe-38-red", 6, "Shoe, 38, red: only 5 left, 6 wanted"),
    ],
)
def test_more_than_there_is_cannot_be_added(shop: Store, item_id: str, quantity: int, told: str) -> None:
    with pytest.raises(Conflict, match=told):
        add_to_cart(shop, ANA, item_id, quantity, idempotency_key="1")
    assert contents(shop, ANA) == {}


def test_what_is_in_the_cart_counts_towards_what_is_left(shop: Store) -> None:
    add_to_cart(shop, ANA, "shoe-38-red", 3, idempotency_key="1")
    with pytest.raises(Conflict, match="only 5 left, 6 wanted"):
        add_to_cart(shop, ANA, "shoe-38-red", 3, idempotency_key="2")
    assert contents(shop, ANA) == {"shoe-38-red": 3}


@pytest.mark.parametrize("quantity", [-1, 0, 100])
def test_a_quantity_is_1_to_99(shop: Store, quantity: int) -> None:
    with pytest.raises(Invalid, match=f"quantity is {quantity}; allowed: 1 to 99"):
        add_to_cart(shop, ANA, "mug", quantity, idempotency_key="1")
    add_to_cart(shop, ANA, "mug", idempotency_key="1")
    with pytest.raises(Invalid):
        change_quantity(shop, ANA, "mug-1", quantity)


def test_a_sum_is_at_most_99_too(shop: Store) -> None:
    set_stock(shop, "mug-1", 500)
    add_to_cart(shop, ANA, "mug-1", 60, idempotency_key="1")
    with pytest.raises(Invalid, match="quantity is 120"):
        add_to_cart(shop, ANA, "mug-1", 60, idempotency_key="2")


def test_what_is_withdrawn_or_unknown_cannot_be_added(shop: Store) -> None:
    put_product(shop, product("shoe"), SHOES[:1])
    withdraw_product(shop, "mug")
    for gone in ("shoe-38-red", "mug-1", "mug"):
        with pytest.raises(Conflict, match="no longer sold"):
            add_to_cart(shop, ANA, gone, idempotency_key="1")
    with pytest.raises(NotFound, match="nothing"):
        add_to_cart(shop, ANA, "nothing", idempotency_key="1")


def test_the_same_key_adds_once(store: Store) -> None:
    fill(store)
    first = add_to_cart(store, ANA, "mug-1", 2, idempotency_key="1")
    assert add_to_cart(store, ANA, "mug-1", 2, idempotency_key="1") == first
    with pytest.raises(Conflict, match="add 2 of mug-1"):
        add_to_cart(store, ANA, "mug-1", 3, idempotency_key="1")
    assert contents(store, ANA) == {"mug-1": 2}


def test_a_key_is_the_owners_own(shop: Store) -> None:
    add_to_cart(shop, ANA, "mug-1", idempotency_key="1")
    add_to_cart(shop, BEN, "mug-1", idempotency_key="1")
    assert contents(shop, BEN) == {"mug-1": 1}


def test_a_key_works_after_the_cart_was_cleared(shop: Store) -> None:
    add_to_cart(shop, ANA, "mug-1", idempotency_key="1")
    clear_cart(shop, ANA)
    add_to_cart(shop, ANA, "mug-1", idempotency_key="1")
    assert contents(shop, ANA) == {}


def test_many_requests_at_once_lose_no_piece_and_repeat_none(store: Store) -> None:
    fill(store)
    race(lambda n: add_to_cart(store, GUEST, "mug-1", idempotency_key=f"key {n % 10}"), 20)
    assert contents(store, GUEST) == {"mug-1": 10}


def test_a_quantity_is_changed_within_the_stock(shop: Store) -> None:
    add_to_cart(shop, ANA, "shoe-38-red", idempotency_key="1")
    change_quantity(shop, ANA, "shoe-38-red", 5)
    with pytest.raises(Conflict, match="only 5 left"):
        change_quantity(shop, ANA, "shoe-38-red", 6)
    with pytest.raises(NotFound):
        change_quantity(shop, ANA, "mug-1", 1)
    assert contents(shop, ANA) == {"shoe-38-red": 5}


def test_a_line_is_removed_once(shop: Store) -> None:
    add_to_cart(shop, ANA, "shoe-38-red", idempotency_key="1")
    add_to_cart(shop, ANA, "mug-1", idempotency_key="2")
    remove_from_cart(shop, ANA, "shoe-38-red")
    assert contents(shop, ANA) == {"mug-1": 1}
    with pytest.raises(NotFound):
        remove_from_cart(shop, ANA, "shoe-38-red")


def test_a_cart_has_one_currency(shop: Store) -> None:
    dollars = replace(variant("d-1", "d"), currency="USD")
    put_product(shop, product("d", currency="USD"), [dollars])
    add_to_cart(shop, ANA, "mug", idempotency_key="1")
    with pytest.raises(Conflict, match="in EUR; this item costs USD"):
        add_to_cart(shop, ANA, "d", idempotency_key="2")
    add_to_cart(shop, GUEST, "d", idempotency_key="1")
    assert {line.variant_id for line in merge_carts(shop, GUEST.id, "ana").lines} == {"mug-1"}


def test_a_full_cart_takes_no_other_line() -> None:
    store = MemoryStore()
    for n in range(101):
        put_one(store, f"p{n}")
    for n in range(100):
        add_to_cart(store, GUEST, f"p{n}", idempotency_key=f"{n}")
    with pytest.raises(Conflict, match="full: it has 100"):
        add_to_cart(store, GUEST, "p100", idempotency_key="100")
    assert add_to_cart(store, GUEST, "p7", idempotency_key="101").lines[7].quantity == 2


def test_a_guests_cart_becomes_the_customers_at_sign_in(store: Store) -> None:
    fill(store)
    add_to_cart(store, ANA, "shoe-38-red", 3, idempotency_key="1")
    add_to_cart(store, GUEST, "shoe-38-red", 4, idempotency_key="1")
    add_to_cart(store, GUEST, "mug-1", 2, idempotency_key="2")
    for _ in range(2):
        merge_carts(store, GUEST.id, "ana")
        assert contents(store, ANA) == {"shoe-38-red": 7, "mug-1": 2}
        assert contents(store, GUEST) == {}


def test_merged_quantities_stop_at_99(shop: Store) -> None:
    set_stock(shop, "mug-1", 99)
    for owner in (ANA, GUEST):
        add_to_cart(shop, owner, "mug-1", 60, idempotency_key="1")
    merge_carts(shop, GUEST.id, "ana")
    assert contents(shop, ANA) == {"mug-1": 99}


def test_a_guest_cannot_reach_a_customers_cart_by_taking_their_id(shop: Store) -> None:
    add_to_cart(shop, ANA, "mug-1", idempotency_key="1")
    thief = CartOwner("ana", guest=True)
    for act in (find_cart, clear_cart):
        with pytest.raises(NotFound):
            act(shop, thief)
    with pytest.raises(NotFound):
        add_to_cart(shop, thief, "mug-1", idempotency_key="1")
    with pytest.raises(Invalid):
        merge_carts(shop, "ana", "ana")
    with pytest.raises(NotFound):
        merge_carts(shop, "ana", "ben")
    assert contents(shop, ANA) == {"mug-1": 1}
