"""What the shop knows of a return or an exchange that was registered."""

import pytest

from shop.errors import NotFound
from shop.orders.coming_back import find_coming_back
from shop.orders.records import OrderStatus
from shop.orders.requests import ExchangeItems, ItemChange, ReturnItems
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.orders.shop import NOON, change_order, do, fill


@pytest.fixture
def store() -> Store:
    return fill(MemoryStore(lambda: NOON))


def test_a_return_names_its_pieces_and_its_money(store: Store) -> None:
    do(store, ReturnItems("#W2", ("mug-blue",), "ana-gift"))
    coming = find_coming_back(store, "ana", "#W2")
    assert coming is not None
    assert (coming.kind, coming.pieces, coming.becomes) == ("return", ("Mug (blue)",), ())
    assert coming.settled == "€10.00 goes back to Gift card 77 at once"
    assert coming.requested_at == NOON


def test_an_exchange_names_what_the_pieces_become(store: Store) -> None:
    do(store, ExchangeItems("#W2", (ItemChange("shirt-s", "shirt-l"),), "ana-visa"))
    coming = find_coming_back(store, "ana", "#W2")
    assert coming is not None
    assert (coming.kind, coming.pieces, coming.becomes) == ("exchange", ("Shirt (s)",), ("Shirt (l)",))
    assert coming.settled == "Visa ending in 4242 pays the difference of €5.00"


def test_nothing_comes_back_of_other_orders_or_when_nothing_is_known_of_it(store: Store) -> None:
    assert find_coming_back(store, "ana", "#W1") is None
    change_order(store, "#W2", status=OrderStatus.RETURN_REQUESTED)
    assert find_coming_back(store, "ana", "#W2") is None
    with pytest.raises(NotFound):
        find_coming_back(store, "ben", "#W2")
