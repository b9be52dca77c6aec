"""A request that arrives twice acts once, over every store."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from shop.errors import Invalid
from shop.idempotency import IdempotencyRecord, OtherRequest, StillRunning, claim, release, settle
from shop.orders.records import Order
from shop.store import Store
from tests.bot.gateway.market import fill_market, key_for, open_app, order_body
from tests.fakes.store import MemoryStore

ORDERS = "/v1/customers/cust_maya/orders"


def test_the_same_key_and_body_get_the_stored_answer(client: TestClient, market: MemoryStore) -> None:
    first, second = (client.post(ORDERS, json=order_body(), headers={"Idempotency-Key": "k1"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["idempotency-replayed"] == "true"
    assert client.get("/v1/products/shoe-0").json()["variants"][0]["stock"] == 6


def test_the_same_key_with_another_body_is_refused(client: TestClient) -> None:
    client.post(ORDERS, json=order_body(), headers={"Idempotency-Key": "k1"})
    other = client.post(ORDERS, json=order_body(2), headers={"Idempotency-Key": "k1"})
    assert (other.status_code, other.headers["content-type"]) == (422, "application/problem+json")


def test_a_key_belongs_to_the_caller_and_the_address(client: TestClient, market: MemoryStore) -> None:
    client.post(ORDERS, json=order_body(), headers={"Idempotency-Key": "k1"})
    again = client.post(ORDERS, json=order_body(), headers={"Idempotency-Key": "k1", **key_for(market)})
    assert "idempotency-replayed" not in again.headers
    elsewhere = client.post(
        "/v1/customers/cust_li/friend-requests", json={"to_id": "cust_ana"}, headers={"Idempotency-Key": "k1"}
    )
    assert elsewhere.json() == {"status": "pending"}


def test_a_refused_request_may_be_tried_again_with_its_key(client: TestClient) -> None:
    assert client.post(ORDERS, json=order_body(8), headers={"Idempotency-Key": "k1"}).status_code == 409
    assert client.post(ORDERS, json=order_body(7), headers={"Idempotency-Key": "k1"}).status_code == 201


def test_twenty_duplicates_at_once_place_one_order(store: Store) -> None:
    fill_market(store)
    client = TestClient(open_app(store), headers={**key_for(store), "Idempotency-Key": "k1"})

    def place(_: int) -> int:
        return client.post(ORDERS, json=order_body()).status_code

    with ThreadPoolExecutor(20) as pool:
        statuses = set(pool.map(place, range(20)))
    assert 201 in statuses
    assert statuses <= {201, 409}
    with store.read() as tx:
        assert tx.count(Order) == 1


def test_a_claim_is_one_callers_until_it_is_settled_or_given_back(store: Store) -> None:
    assert claim(store, "id", "hash") is None
    with pytest.raises(StillRunning):
        claim(store, "id", "hash")
    with pytest.raises(OtherRequest):
        claim(store, "id", "other hash")
    release(store, "id")
    assert claim(store, "id", "hash") is None
    settle(store, "id", 201, "{}")
    known = claim(store, "id", "hash")
    assert known is not None
    assert (known.status, known.body) == (201, "{}")


@pytest.mark.parametrize(("status", "body"), [(0, "{}"), (10**12, "{}"), (200, "\0"), (200, "\ud800")])
def test_what_is_no_answer_is_not_kept(store: Store, status: int, body: str) -> None:
    claim(store, "id", "hash")
    with pytest.raises(Invalid):
        settle(store, "id", status, body)
    with pytest.raises(StillRunning):
        claim(store, "id", "hash")


def test_what_is_no_id_claims_and_releases_nothing(store: Store) -> None:
    for act in (lambda: claim(store, "\0", "hash"), lambda: claim(store, "id", "\0"), lambda: release(store, "\0")):
        with pytest.raises(Invalid):
            act()


@pytest.mark.parametrize(("passed", "kept"), [(timedelta(hours=23), True), (timedelta(hours=25), False)])
def test_an_answer_is_kept_for_a_day(passed: timedelta, kept: bool) -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    clock: Callable[[], datetime] = lambda: now  # noqa: E731 -- reads the name anew
    store = MemoryStore(clock)
    claim(store, "id", "hash")
    settle(store, "id", 200, "{}")
    now += passed
    assert (claim(store, "id", "hash") is not None) is kept


def test_a_claim_whose_holder_is_gone_can_be_taken_over() -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    store = MemoryStore(lambda: now)
    claim(store, "id", "hash")
    now += timedelta(minutes=6)
    assert claim(store, "id", "hash") is None
    with store.read() as tx:
        assert tx.count(IdempotencyRecord) == 1
