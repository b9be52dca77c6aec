"""Prices are remembered from when they were first seen; alerts fire once a crossing."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shop.alerts import alerts_of, cancel_alert, set_back_in_stock_alert, set_price_alert
from shop.catalogue import put_product, set_stock, withdraw_product
from shop.errors import Conflict, Invalid, NotFound
from shop.notifications import mark_delivered, notify, pending
from shop.prices import AlertKind, lowest_since, price_history
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.commerce.shop import SHOES, Clock, fill, get_variant, product, reprice

RED = "shoe-38-red"
SOLD_OUT = "shoe-39-black"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop(clock: Clock) -> Store:
    return fill(MemoryStore(clock))


def news(store: Store, customer_id: str = "ana") -> list[tuple[str, str]]:
    return [(note.kind, note.subject_id) for note in pending(store, customer_id)]


def test_the_history_begins_with_the_first_observation(shop: Store, clock: Clock) -> None:
    start = clock.now
    for days, price_cents in ((10, 3500), (20, 3800)):
        clock.now = start + timedelta(days=days)
        reprice(shop, RED, price_cents)
    history = [(seen.price_cents, seen.at) for seen in price_history(shop, RED)]
    assert history == [
        (4000, start),
        (3500, start + timedelta(days=10)),
        (3800, start + timedelta(days=20)),
    ]
    assert price_history(shop, "nothing") == ()


@pytest.mark.parametrize(
    ("day", "lowest"), [(0, 3500), (10, 3500), (11, 3500), (20, 3600), (25, 3600), (30, 3600), (40, 3900), (50, 3900)]
)
def test_the_lowest_price_since_a_day_counts_the_one_in_force(shop: Store, clock: Clock, day: int, lowest: int) -> None:
    start = clock.now
    for days, price_cents in ((10, 3500), (20, 3800), (30, 3600), (40, 3900)):
        clock.now = start + timedelta(days=days)
        reprice(shop, RED, price_cents)
    found = lowest_since(shop, RED, start + timedelta(days=day))
    assert found is not None
    assert found.price_cents == lowest


def test_nothing_observed_has_no_lowest_price(shop: Store, clock: Clock) -> None:
    assert lowest_since(shop, "nothing", clock.now) is None
    with pytest.raises(Invalid, match="no time zone"):
        lowest_since(shop, RED, datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_price_alert_fires_when_the_price_reaches_the_threshold(store: Store) -> None:
    fill(store)
    set_price_alert(store, "ana", RED, 3500)
    reprice(store, RED, 3501)
    assert news(store) == []
    reprice(store, RED, 3500)
    (note,) = pending(store, "ana")
    assert (note.kind, note.subject_id) == ("price", RED)
    assert note.facts == {"product_id": "shoe", "price_cents": "3500", "currency": "EUR"}
    assert news(store, "ben") == []


def test_a_fired_alert_is_silent_until_the_price_was_above_again(shop: Store) -> None:
    set_price_alert(shop, "ana", RED, 3500)
    for price_cents, fired in ((3500, 1), (3000, 1), (3400, 1), (3600, 1), (3500, 2), (4000, 2), (100, 3)):
        reprice(shop, RED, price_cents)
        assert len(news(shop)) == fired
    assert alerts_of(shop, "ana")[0].fired_at is not None


@pytest.mark.parametrize("threshold_cents", [-1, 0, 4000, 4001])
def test_a_threshold_is_below_the_price_of_now(shop: Store, threshold_cents: int) -> None:
    with pytest.raises(Invalid, match=f"threshold_cents is {threshold_cents}"):
        set_price_alert(shop, "ana", RED, threshold_cents)
    assert alerts_of(shop, "ana") == ()


def test_a_second_alert_on_a_variant_replaces_the_first(shop: Store) -> None:
    set_price_alert(shop, "ana", RED, 3500)
    second = set_price_alert(shop, "ana", RED, 3000)
    assert alerts_of(shop, "ana") == (second,)
    reprice(shop, RED, 3400)
    assert news(shop) == []


def test_back_in_stock_fires_once_and_again_after_it_was_sold_out(store: Store) -> None:
    fill(store)
    set_back_in_stock_alert(store, "ana", SOLD_OUT)
    for pieces, fired in ((3, 1), (2, 1), (0, 1), (0, 1), (1, 2)):
        set_stock(store, SOLD_OUT, pieces)
        assert news(store) == [("back_in_stock", SOLD_OUT)] * fired


def test_stock_that_sales_used_up_arms_the_alert_as_well(shop: Store) -> None:
    set_back_in_stock_alert(shop, "ana", SOLD_OUT)
    set_stock(shop, SOLD_OUT, 1)
    with shop.write() as tx:
        tx.put(replace(get_variant(shop, SOLD_OUT), stock=0))
    set_stock(shop, SOLD_OUT, 1)
    assert len(news(shop)) == 2


def test_putting_the_product_with_stock_fires_too(shop: Store) -> None:
    set_back_in_stock_alert(shop, "ana", SOLD_OUT)
    put_product(shop, product("shoe"), [*SHOES[:2], replace(SHOES[2], stock=4)])
    assert news(shop) == [("back_in_stock", SOLD_OUT)]


def test_what_is_in_stock_needs_no_alert(shop: Store) -> None:
    with pytest.raises(Conflict, match="in stock: 5 left"):
        set_back_in_stock_alert(shop, "ana", RED)


def test_alerts_on_withdrawn_variants_wait(shop: Store) -> None:
    alert = set_price_alert(shop, "ana", RED, 3500)
    set_back_in_stock_alert(shop, "ana", SOLD_OUT)
    withdraw_product(shop, "shoe")
    for set_one in (lambda: set_price_alert(shop, "ana", RED, 3000), lambda: set_back_in_stock_alert(shop, "ana", RED)):
        with pytest.raises(Conflict, match="no longer sold"):
            set_one()
    set_stock(shop, SOLD_OUT, 5)
    assert alert in alerts_of(shop, "ana")
    assert news(shop) == []
    put_product(shop, product("shoe"), [SHOES[0], replace(SHOES[1], price_cents=3000), replace(SHOES[2], stock=5)])
    assert sorted(news(shop)) == [("back_in_stock", SOLD_OUT), ("price", RED)]


def test_a_cancelled_alert_never_fires_and_is_only_ones_own_to_cancel(store: Store) -> None:
    fill(store)
    alert = set_price_alert(store, "ana", RED, 3500)
    with pytest.raises(NotFound) as others:
        cancel_alert(store, "ben", alert.id)
    cancel_alert(store, "ana", alert.id)
    with pytest.raises(NotFound) as missing:
        cancel_alert(store, "ben", alert.id)
    assert str(others.value) == str(missing.value)
    reprice(store, RED, 100)
    assert (news(store), alerts_of(store, "ana")) == ([], ())


def test_alerts_are_listed_oldest_first_with_their_kinds(shop: Store, clock: Clock) -> None:
    set_back_in_stock_alert(shop, "ana", SOLD_OUT)
    clock.pass_days(1)
    set_price_alert(shop, "ana", RED, 3500)
    listed = [(alert.kind, alert.threshold_cents) for alert in alerts_of(shop, "ana")]
    assert listed == [(AlertKind.BACK_IN_STOCK, None), (AlertKind.PRICE, 3500)]


def test_alerts_are_for_those_who_exist(shop: Store) -> None:
    with pytest.raises(NotFound, match="customer"):
        set_price_alert(shop, "nobody", RED, 1)
    with pytest.raises(NotFound, match="variant"):
        set_back_in_stock_alert(shop, "ana", "nothing")


def test_a_customer_has_200_alerts_at_most(shop: Store) -> None:
    sizes = [replace(SHOES[0], id=f"v{n}", sku=f"s{n}", options={"size": f"{n}"}) for n in range(201)]
    put_product(shop, product("many"), [replace(size, product_id="many") for size in sizes])
    for n in range(200):
        set_price_alert(shop, "ana", f"v{n}", 1)
    with pytest.raises(Conflict, match="200 alerts"):
        set_price_alert(shop, "ana", "v200", 1)
    assert set_price_alert(shop, "ana", "v7", 2).threshold_cents == 2


def test_what_was_delivered_is_not_pending(store: Store) -> None:
    with store.write() as tx:
        first, second = (notify(tx, "ana", "vote", f"poll-{n}", {}) for n in range(2))
    assert mark_delivered(store, "ana", first.id) is True
    assert mark_delivered(store, "ana", first.id) is False
    assert pending(store, "ana") == (second,)


def test_a_notification_is_its_customers_own() -> None:
    store = MemoryStore()
    with store.write() as tx:
        note = notify(tx, "ana", "vote", "poll", {})
    with pytest.raises(NotFound):
        mark_delivered(store, "ben", note.id)
    assert (pending(store, "ana"), pending(store, "ben")) == ((note,), ())


def test_what_waits_longest_comes_first(clock: Clock) -> None:
    store = MemoryStore(clock)
    for n in range(3):
        clock.pass_days(1)
        with store.write() as tx:
            notify(tx, "ana", "vote", f"poll-{n}", {})
    assert [note.subject_id for note in pending(store, "ana", limit=2)] == ["poll-0", "poll-1"]
    with pytest.raises(Invalid):
        pending(store, "ana", limit=0)
