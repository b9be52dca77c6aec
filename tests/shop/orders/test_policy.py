"""The shop's policy for orders in combination: every status, every payment, one change after another."""

from itertools import permutations

import pytest

from shop.customers import PaymentKind, PaymentMethod
from shop.errors import Conflict, Invalid
from shop.orders.amounts import net_paid
from shop.orders.desk import propose
from shop.orders.records import OrderStatus, Transaction, TransactionKind
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
)
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.orders.shop import (
    ANA,
    NOON,
    WORK,
    balance,
    change_order,
    do,
    everything,
    fill,
    get_order,
    item,
    set_balance,
    stock,
)

LARGER = (ItemChange("shirt-s", "shirt-l"),)
SMALLER = (ItemChange("shirt-l", "shirt-s"),)
SAME = (ItemChange("shirt-s", "shirt-s"),)
FOR_PENDING: tuple[Request, ...] = (
    CancelOrder("#W1", "no longer needed"),
    ChangeAddress("#W1", WORK),
    ChangePayment("#W1", "ana-gift"),
    ChangeItems("#W1", LARGER, "ana-visa"),
)
FOR_DELIVERED: tuple[Request, ...] = (
    ReturnItems("#W1", ("shirt-s",), "ana-visa"),
    ExchangeItems("#W1", LARGER, "ana-visa"),
)
METHODS = ("ana-visa", "ana-paypal", "ana-gift")


@pytest.fixture
def store() -> Store:
    return fill(MemoryStore(lambda: NOON))


@pytest.mark.parametrize("status", OrderStatus)
@pytest.mark.parametrize("request_", FOR_PENDING + FOR_DELIVERED)
def test_a_status_allows_its_own_changes_and_no_others(store: Store, status: OrderStatus, request_: Request) -> None:
    change_order(store, "#W1", status=status)
    allowed = {OrderStatus.PENDING: FOR_PENDING, OrderStatus.DELIVERED: FOR_DELIVERED}.get(status, ())
    if request_ in allowed:
        do(store, request_)
        return
    before = everything(store)
    with pytest.raises(Conflict, match=r"only (pending|delivered) orders can be"):
        propose(store, ANA, request_)
    assert everything(store) == before


@pytest.mark.parametrize("request_", [FOR_PENDING[0], FOR_PENDING[3], *FOR_DELIVERED])
def test_what_closes_an_order_closes_it_for_everything(store: Store, request_: Request) -> None:
    change_order(store, "#W1", status=OrderStatus.DELIVERED if request_ in FOR_DELIVERED else OrderStatus.PENDING)
    do(store, request_)
    before = everything(store)
    for other in FOR_PENDING + FOR_DELIVERED:
        with pytest.raises(Conflict, match=r"only (pending|delivered) orders can be"):
            propose(store, ANA, other)
    assert everything(store) == before


@pytest.mark.parametrize("request_", [ChangeAddress("#W1", WORK), ChangeProfileAddress(WORK)])
def test_an_address_changes_in_one_place_only(store: Store, request_: Request) -> None:
    before = everything(store)
    do(store, request_)
    changed = [record for record in everything(store) if record not in before]
    assert sorted(type(record).__name__ for record in changed) in (["AuditEntry", "Customer"], ["AuditEntry", "Order"])


def test_an_address_may_change_again_and_beside_the_payment(store: Store) -> None:
    do(store, ChangeAddress("#W1", WORK))
    do(store, ChangePayment("#W1", "ana-paypal"))
    do(store, ChangeAddress("#W1", WORK))
    assert get_order(store, "#W1").status is OrderStatus.PENDING


@pytest.mark.parametrize(("old", "new"), permutations(METHODS, 2))
def test_every_way_to_pay_can_become_every_other(store: Store, old: str, new: str) -> None:
    change_order(store, "#W1", payments=(Transaction(TransactionKind.PAYMENT, old, 3000, NOON),))
    done = do(store, ChangePayment("#W1", new))
    assert done.order is not None
    assert net_paid(done.order.payments) == {old: 0, new: 3000}
    assert balance(store) == 3000 + 3000 * ((old == "ana-gift") - (new == "ana-gift"))
    assert ("at once" in done.summary, "5 to 7 business days" in done.summary) == (old == "ana-gift", old != "ana-gift")


def test_one_gift_card_can_take_over_from_another(store: Store) -> None:
    with store.write() as tx:
        tx.add(PaymentMethod("ana-gift-2", "ana", PaymentKind.GIFT_CARD, "Gift card 99", 1000))
    do(store, ChangePayment("#W4", "ana-gift-2"))
    assert (balance(store), balance(store, "ana-gift-2")) == (4000, 0)


def test_items_change_after_the_payment_did_and_any_own_method_settles_the_difference(store: Store) -> None:
    do(store, ChangePayment("#W1", "ana-paypal"))
    changed = do(store, ChangeItems("#W1", LARGER, "ana-gift")).order
    assert changed is not None
    assert net_paid(changed.payments) == {"ana-visa": 0, "ana-paypal": 3000, "ana-gift": 500}
    assert balance(store) == 2500


@pytest.mark.parametrize("method", METHODS)
def test_an_empty_gift_card_takes_a_refund_and_settles_equal_prices(store: Store, method: str) -> None:
    set_balance(store, 0)
    change_order(store, "#W1", items=(item("shirt-l"), item("mug-blue")))
    do(store, ChangeItems("#W1", SMALLER, method))
    assert balance(store) == (500 if method == "ana-gift" else 0)
    assert get_order(store, "#W1").payments[-1] == Transaction(TransactionKind.REFUND, method, 500, NOON)
    kept = do(store, ExchangeItems("#W2", SAME, method)).order
    assert kept is not None
    assert kept.exchanged is not None
    assert kept.exchanged.price_difference_cents == 0


@pytest.mark.parametrize("method", METHODS)
def test_the_difference_of_an_exchange_moves_only_when_the_parcel_is_back(store: Store, method: str) -> None:
    change_order(store, "#W2", items=(item("shirt-l"), item("shirt-s")))
    paid = get_order(store, "#W2").payments
    exchanged = do(store, ExchangeItems("#W2", SMALLER, method)).order
    assert exchanged is not None
    assert exchanged.exchanged is not None
    assert exchanged.exchanged.price_difference_cents == -500
    assert (exchanged.payments, exchanged.items, balance(store)) == (paid, get_order(store, "#W2").items, 3000)


def test_a_faulty_piece_is_exchanged_for_an_equal_one_from_stock(store: Store) -> None:
    do(store, ExchangeItems("#W2", SAME, "ana-visa"))
    assert stock(store, "shirt-s") == 4


@pytest.mark.parametrize("method", ["ana-visa", "ana-gift"])
def test_a_refund_of_a_return_goes_to_what_paid_or_to_a_gift_card_even_an_empty_one(store: Store, method: str) -> None:
    set_balance(store, 0)
    done = do(store, ReturnItems("#W2", ("mug-blue",), method)).order
    assert done is not None
    assert done.returned is not None
    assert (done.returned.payment_method_id, balance(store)) == (method, 0)


def test_what_paid_is_what_paid_last(store: Store) -> None:
    do(store, ChangePayment("#W1", "ana-paypal"))
    change_order(store, "#W1", status=OrderStatus.DELIVERED)
    propose(store, ANA, ReturnItems("#W1", ("mug-blue",), "ana-paypal"))
    with pytest.raises(Invalid, match="original payment method"):
        propose(store, ANA, ReturnItems("#W1", ("mug-blue",), "ana-visa"))
