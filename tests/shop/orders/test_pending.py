"""What may be done to a pending order, and what is refused."""

from dataclasses import replace

import pytest

from shop.customers import Address, Customer
from shop.errors import Conflict, Invalid, NotFound, ShopError
from shop.orders.amounts import net_paid
from shop.orders.desk import propose
from shop.orders.records import CancelReason, OrderStatus, Transaction, TransactionKind
from shop.orders.requests import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfileAddress,
    ItemChange,
    Request,
)
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.orders.shop import (
    ANA,
    HOME,
    NOON,
    WORK,
    balance,
    change_order,
    do,
    everything,
    fill,
    get_order,
    item,
    stock,
    variant,
)

BY_MISTAKE = "ordered by mistake"


@pytest.fixture
def store() -> Store:
    return fill(MemoryStore(lambda: NOON))


def swap(old: str, new: str) -> ItemChange:
    return ItemChange(old, new)


def change_items(*changes: ItemChange, order_id: str = "#W1", method: str = "ana-visa") -> ChangeItems:
    return ChangeItems(order_id, changes, method)


def assert_refused(store: Store, request: Request, error: type[ShopError], words: str) -> None:
    before = everything(store)
    with pytest.raises(error, match=words):
        propose(store, ANA, request)
    assert everything(store) == before


def test_cancelling_refunds_the_card_and_gives_the_pieces_back(store: Store) -> None:
    done = do(store, CancelOrder("#W1", BY_MISTAKE)).order
    assert done == get_order(store, "#W1")
    assert (done.status, done.cancel_reason) == (OrderStatus.CANCELLED, CancelReason.BY_MISTAKE)
    assert done.payments[1:] == (Transaction(TransactionKind.REFUND, "ana-visa", 3000, NOON),)
    assert (stock(store, "shirt-s"), stock(store, "mug-blue")) == (6, 6)


def test_a_cancellation_is_summed_up_with_items_amount_and_consequence(store: Store) -> None:
    assert propose(store, ANA, CancelOrder("w1", BY_MISTAKE)).summary == (
        "Cancel order #W1 (ordered by mistake): Shirt (s), €20.00; Mug (blue), €10.00. €30.00 goes back to "
        "Visa ending in 4242 within 5 to 7 business days. A cancelled order cannot be brought back."
    )


def test_cancelling_refunds_a_gift_card_at_once(store: Store) -> None:
    assert "€10.00 goes back to Gift card 77 at once" in do(store, CancelOrder("#W4", BY_MISTAKE)).summary
    assert balance(store) == 4000


def test_cancelling_after_a_change_of_payment_refunds_only_what_is_still_paid(store: Store) -> None:
    do(store, ChangePayment("#W4", "ana-visa"))
    cancelled = do(store, CancelOrder("#W4", BY_MISTAKE)).order
    assert cancelled is not None
    assert net_paid(cancelled.payments) == {"ana-gift": 0, "ana-visa": 0}
    assert cancelled.payments[3:] == (Transaction(TransactionKind.REFUND, "ana-visa", 1000, NOON),)
    assert balance(store) == 4000


@pytest.mark.parametrize("order_id", ["#W2", "#W3"])
def test_only_pending_orders_change_and_the_status_is_looked_at_first(store: Store, order_id: str) -> None:
    for request in (
        CancelOrder(order_id, "no reason at all"),
        ChangeAddress(order_id, replace(WORK, line1="")),
        ChangePayment(order_id, "none"),
        change_items(order_id=order_id),
    ):
        assert_refused(store, request, Conflict, "only pending orders can be")


@pytest.mark.parametrize("order_id", ["#W9", "#W404", "", "\0", "x" * 999])
def test_anothers_order_and_a_missing_one_are_the_same_not_found(store: Store, order_id: str) -> None:
    with pytest.raises(NotFound) as caught:
        propose(store, ANA, CancelOrder(order_id, BY_MISTAKE))
    assert str(caught.value) == f"order {order_id!r} was not found."


def test_a_reason_is_one_of_two(store: Store) -> None:
    assert_refused(store, CancelOrder("#W1", "bored"), Invalid, "'no longer needed' or 'ordered by mistake'")


def test_the_address_of_an_order_changes_alone(store: Store) -> None:
    before = get_order(store, "#W1")
    assert do(store, ChangeAddress("#W1", WORK)).order == replace(before, address=WORK)
    assert "2 High Street, Floor 3, Bonn" in do(store, ChangeAddress("#W1", WORK)).summary


@pytest.mark.parametrize("field", ["line1", "city", "postcode", "country"])
def test_an_address_has_street_city_postcode_and_country(store: Store, field: str) -> None:
    incomplete: Address = replace(WORK, **{field: "  "})
    assert_refused(store, ChangeAddress("#W1", incomplete), Invalid, field)
    assert_refused(store, ChangeProfileAddress(incomplete), Invalid, field)


def test_the_default_address_changes_and_no_order_does(store: Store) -> None:
    done = do(store, ChangeProfileAddress(WORK))
    with store.read() as tx:
        customer = tx.get(Customer, "ana")
    assert customer is not None
    assert (customer.address, done.order, get_order(store, "#W1").address) == (WORK, None, HOME)


def test_another_payment_pays_first_and_the_old_one_is_refunded_then(store: Store) -> None:
    done = do(store, ChangePayment("#W1", "ana-gift")).order
    assert done is not None
    assert done.status is OrderStatus.PENDING
    assert done.payments[1:] == (
        Transaction(TransactionKind.PAYMENT, "ana-gift", 3000, NOON),
        Transaction(TransactionKind.REFUND, "ana-visa", 3000, NOON),
    )
    assert balance(store) == 0


def test_a_gift_card_that_paid_is_refunded_at_once(store: Store) -> None:
    do(store, ChangePayment("#W4", "ana-visa"))
    assert balance(store) == 4000


@pytest.mark.parametrize(
    ("method", "error", "words"),
    [
        ("ana-visa", Invalid, "choose a different one"),
        ("ben-visa", NotFound, "payment method 'ben-visa' was not found"),
        ("none", NotFound, "payment method 'none' was not found"),
        ("ana-dollars", Conflict, "in USD; the order is in EUR"),
    ],
)
def test_a_new_payment_is_another_own_one(store: Store, method: str, error: type[ShopError], words: str) -> None:
    assert_refused(store, ChangePayment("#W1", method), error, words)


def test_a_gift_card_must_cover_the_whole_order_to_the_cent(store: Store) -> None:
    change_order(store, "#W1", payments=(Transaction(TransactionKind.PAYMENT, "ana-visa", 3001),))
    assert_refused(store, ChangePayment("#W1", "ana-gift"), Conflict, "holds €30.00; .* €30.01")


def test_the_payment_changes_only_while_there_is_exactly_one(store: Store) -> None:
    do(store, ChangePayment("#W1", "ana-paypal"))
    assert_refused(store, ChangePayment("#W1", "ana-gift"), Conflict, "exactly one")


def test_items_change_once_and_the_dearer_one_is_paid(store: Store) -> None:
    done = do(store, change_items(swap("shirt-s", "shirt-l"), method="ana-gift")).order
    assert done is not None
    assert done.items == (item("shirt-l"), item("mug-blue"))
    assert done.status is OrderStatus.ITEMS_MODIFIED
    assert done.payments[1:] == (Transaction(TransactionKind.PAYMENT, "ana-gift", 500, NOON),)
    assert (stock(store, "shirt-s"), stock(store, "shirt-l"), balance(store)) == (6, 4, 2500)
    for request in (
        change_items(swap("mug-blue", "mug-blue")),
        CancelOrder("#W1", BY_MISTAKE),
        ChangeAddress("#W1", WORK),
        ChangePayment("#W1", "ana-paypal"),
    ):
        assert_refused(store, request, Conflict, "its items were changed once already")


def test_the_difference_of_a_cheaper_item_goes_to_the_chosen_gift_card(store: Store) -> None:
    change_order(store, "#W1", items=(item("shirt-l"), item("mug-blue")))
    done = do(store, change_items(swap("shirt-l", "shirt-s"), method="ana-gift")).order
    assert done is not None
    assert done.payments[-1] == Transaction(TransactionKind.REFUND, "ana-gift", 500, NOON)
    assert balance(store) == 3500


def test_equal_prices_are_recorded_as_a_refund_of_nothing(store: Store) -> None:
    done = do(store, change_items(swap("shirt-s", "shirt-m"))).order
    assert done is not None
    assert done.payments[-1] == Transaction(TransactionKind.REFUND, "ana-visa", 0, NOON)


def test_an_item_that_stays_the_same_keeps_its_piece(store: Store) -> None:
    change_order(store, "#W1", items=(item("shirt-xxl"), item("shirt-s")))
    do(store, change_items(swap("shirt-xxl", "shirt-xxl"), swap("shirt-s", "shirt-m")))
    assert (stock(store, "shirt-xxl"), stock(store, "shirt-s"), stock(store, "shirt-m")) == (0, 6, 4)


def test_two_pieces_may_swap_places_and_each_pays_from_its_own_price(store: Store) -> None:
    cheap = replace(item("shirt-s"), price_cents=100)
    change_order(store, "#W1", items=(cheap, item("shirt-s"), item("shirt-l")))
    done = do(store, change_items(swap("shirt-s", "shirt-m"), swap("shirt-s", "shirt-l"), swap("shirt-l", "shirt-s")))
    assert done.order is not None
    assert done.order.items == (item("shirt-m"), item("shirt-l"), item("shirt-s"))
    assert done.order.payments[-1].amount_cents == (2000 - 100) + 500 - 500


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ((), Invalid, "at least one item"),
        ((swap("shirt-m", "shirt-l"),), Invalid, "has 0 of item 'shirt-m'"),
        ((swap("shirt-s", "shirt-m"), swap("shirt-s", "shirt-l")), Invalid, "has 1 of item 'shirt-s'; 2 named"),
        ((swap("shirt-s", "mug-blue"),), Invalid, "not a variant of Shirt"),
        ((swap("shirt-s", "nothing"),), Invalid, "not a variant of Shirt"),
        ((swap("shirt-s", "shirt-xl"),), Conflict, "not for sale"),
        ((swap("shirt-s", "shirt-xxl"),), Conflict, "1 wanted, 0 left"),
    ],
)
def test_an_item_becomes_an_available_variant_of_its_product(
    store: Store, changes: tuple[ItemChange, ...], error: type[ShopError], words: str
) -> None:
    assert_refused(store, change_items(*changes), error, words)


def test_an_item_stays_in_the_currency_of_its_order(store: Store) -> None:
    with store.write() as tx:
        tx.put(replace(variant("shirt-l"), currency="USD"))
    assert_refused(store, change_items(swap("shirt-s", "shirt-l")), Conflict, "sold in USD; order #W1 is in EUR")


def test_a_gift_card_must_cover_the_difference(store: Store) -> None:
    do(store, ChangePayment("#W1", "ana-gift"))
    assert balance(store) == 0
    change_order(store, "#W4", items=(item("shirt-s"),))
    request = change_items(swap("shirt-s", "shirt-l"), order_id="#W4", method="ana-gift")
    assert_refused(store, request, Conflict, "must cover the whole amount of €5.00")


def test_a_change_never_refunds_more_than_was_paid(store: Store) -> None:
    change_order(store, "#W1", items=(item("shirt-l"),), discount_cents=2400)
    assert_refused(store, change_items(swap("shirt-l", "shirt-s")), Conflict, "-€4.00")
