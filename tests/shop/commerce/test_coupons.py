"""Support gives coupons within limits; each is good for whom, when, how often and from what cart it says."""

from datetime import timedelta

import pytest

from shop.carts import add_to_cart, find_cart
from shop.checkout import ShippingRates, view_cart
from shop.coupons import Coupon, apply_coupon, discount_of, issue_coupon, remove_coupon
from shop.errors import Conflict, Invalid, NotAllowed, NotFound
from shop.orders.actor import shopper
from shop.orders.records import AuditEntry
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.commerce.shop import ANA, BEN, GUEST, STAFF, Clock, fill

RATES = ShippingRates()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop(clock: Clock) -> Store:
    store = fill(MemoryStore(clock))
    for owner in (ANA, BEN, GUEST):
        add_to_cart(store, owner, "mug-1", 2, idempotency_key="1")
    return store


def give(store: Store, customer_id: str | None = "ana", **terms: int) -> Coupon:
    terms = terms or {"percent": 10}
    return issue_coupon(store, STAFF, customer_id=customer_id, reason="order #W1 arrived damaged", **terms)  # type: ignore[arg-type]


def test_a_coupon_is_issued_under_a_code_of_its_own_and_recorded(shop: Store) -> None:
    first, second = give(shop), give(shop)
    assert first.id != second.id
    assert (first.percent, first.uses_left, first.issued_by) == (10, 1, "staff_mia")
    with shop.read() as tx:
        (entry,) = tx.find(AuditEntry, subject_id=first.id)
    assert (entry.actor_id, entry.customer_id, entry.action) == ("staff_mia", "ana", "issue_coupon")
    assert entry.after["worth"] == "10%"


@pytest.mark.parametrize(
    "terms",
    [
        {"percent": 51},
        {"percent": 0},
        {"amount_cents": 10_001},
        {"amount_cents": 0},
        {"percent": 10, "amount_cents": 10},
        {"minimum_cents": 5},
        {"percent": 10, "days": 0},
        {"percent": 10, "days": 366},
        {"percent": 10, "uses": 0},
        {"percent": 10, "minimum_cents": -1},
    ],
)
def test_support_cannot_give_more_than_the_limits(shop: Store, terms: dict[str, int]) -> None:
    with pytest.raises(Invalid):
        give(shop, **terms)


def test_a_coupon_needs_a_reason_a_customer_and_staff(shop: Store) -> None:
    with pytest.raises(Invalid, match="reason"):
        issue_coupon(shop, STAFF, customer_id="ana", percent=10, reason=" ")
    with pytest.raises(NotFound):
        give(shop, "nobody")
    with pytest.raises(NotAllowed):
        issue_coupon(shop, shopper("ana"), customer_id="ana", percent=10, reason="me")


@pytest.mark.parametrize(
    ("terms", "discount"),
    [({"percent": 15}, 300), ({"percent": 50}, 1000), ({"amount_cents": 700}, 700), ({"amount_cents": 5000}, 2000)],
)
def test_an_applied_coupon_lowers_the_total_never_below_nothing(
    shop: Store, terms: dict[str, int], discount: int
) -> None:
    coupon = give(shop, **terms)
    apply_coupon(shop, ANA, f" {coupon.id.lower()} ")
    view = view_cart(shop, ANA, RATES)
    assert (view.coupon_code, view.discount_cents, view.coupon_problem) == (coupon.id, discount, "")
    assert view.total_cents == 2000 - discount + 490


def test_a_percentage_is_rounded_down(shop: Store) -> None:
    assert discount_of(give(shop, percent=33), 101) == 33


def test_applying_uses_nothing_up_and_a_removed_coupon_gives_nothing(shop: Store) -> None:
    coupon = give(shop)
    apply_coupon(shop, ANA, coupon.id)
    apply_coupon(shop, ANA, coupon.id)
    assert remove_coupon(shop, ANA) == find_cart(shop, ANA)
    assert view_cart(shop, ANA, RATES).discount_cents == 0
    with shop.read() as tx:
        assert tx.get(Coupon, coupon.id) == coupon


def test_another_coupon_takes_the_place_of_the_first(shop: Store) -> None:
    first, second = give(shop, percent=10), give(shop, percent=20)
    apply_coupon(shop, ANA, first.id)
    assert apply_coupon(shop, ANA, second.id).coupon_code == second.id


def test_a_coupon_for_anybody_is_for_guests_too(shop: Store) -> None:
    coupon = give(shop, None)
    for owner in (ANA, BEN, GUEST):
        assert apply_coupon(shop, owner, coupon.id).coupon_code == coupon.id


def test_each_reason_to_refuse_a_coupon_has_its_own_words(shop: Store, clock: Clock) -> None:
    with pytest.raises(NotFound, match="coupon 'NOPE'"):
        apply_coupon(shop, ANA, "NOPE")
    mine = give(shop)
    for other in (BEN, GUEST):
        with pytest.raises(NotAllowed, match="given to another customer"):
            apply_coupon(shop, other, mine.id)
    with pytest.raises(Conflict, match=r"at least €20.01; this one has €20.00"):
        apply_coupon(shop, ANA, give(shop, percent=10, minimum_cents=2001).id)
    with pytest.raises(Conflict, match="is for USD; the cart is in EUR"):
        apply_coupon(shop, ANA, issue_coupon(shop, STAFF, customer_id=None, percent=5, currency="USD", reason="x").id)
    used = give(shop)
    with shop.write() as tx:
        tx.put(Coupon(**{**vars(used), "uses_left": 0}))
    with pytest.raises(Conflict, match="used already"):
        apply_coupon(shop, ANA, used.id)
    clock.now += timedelta(days=30)
    with pytest.raises(Conflict, match="expired on 2026-04-01"):
        apply_coupon(shop, ANA, mine.id)
    assert find_cart(shop, ANA).coupon_code is None


def test_a_coupon_that_stops_to_hold_is_told_in_the_view(shop: Store, clock: Clock) -> None:
    coupon = give(shop)
    apply_coupon(shop, ANA, coupon.id)
    clock.pass_days(31)
    view = view_cart(shop, ANA, RATES)
    assert (view.discount_cents, view.total_cents) == (0, 2490)
    assert "expired" in view.coupon_problem
