"""The REST interface: who may do what, pages of lists, and errors that a program can read."""

import json
import math

import pytest
from fastapi.testclient import TestClient

from shop.activity import Event
from shop.api_keys import Scope, list_keys, revoke_key
from shop.friends.blocks import block_person
from tests.bot.gateway.market import key_for, open_app, order_body, product_body
from tests.fakes.store import MemoryStore

PROBLEM = "application/problem+json"

NEEDED = [
    ("GET", "/v1/products", Scope.CATALOGUE_READ),
    ("GET", "/v1/products/shoe-0", Scope.CATALOGUE_READ),
    ("PUT", "/v1/products/shoe-0", Scope.CATALOGUE_WRITE),
    ("DELETE", "/v1/products/shoe-0", Scope.CATALOGUE_WRITE),
    ("POST", "/v1/products", Scope.CATALOGUE_WRITE),
    ("GET", "/v1/customers", Scope.CUSTOMERS_READ),
    ("POST", "/v1/customers", Scope.CUSTOMERS_WRITE),
    ("GET", "/v1/customers/cust_maya", Scope.CUSTOMERS_READ),
    ("PATCH", "/v1/customers/cust_maya", Scope.CUSTOMERS_WRITE),
    ("GET", "/v1/customers/cust_maya/orders", Scope.ORDERS_READ),
    ("GET", "/v1/customers/cust_maya/orders/W1", Scope.ORDERS_READ),
    ("POST", "/v1/customers/cust_maya/orders", Scope.ORDERS_WRITE),
    ("POST", "/v1/customers/cust_maya/orders/W1/status", Scope.ORDERS_WRITE),
    ("GET", "/v1/customers/cust_maya/friends", Scope.SOCIAL_READ),
    ("DELETE", "/v1/customers/cust_maya/friends/cust_ana", Scope.SOCIAL_WRITE),
    ("GET", "/v1/customers/cust_maya/friend-requests", Scope.SOCIAL_READ),
    ("POST", "/v1/customers/cust_maya/friend-requests", Scope.SOCIAL_WRITE),
    ("POST", "/v1/customers/cust_maya/friend-requests/x/reply", Scope.SOCIAL_WRITE),
    ("DELETE", "/v1/customers/cust_maya/friend-requests/x", Scope.SOCIAL_WRITE),
    ("GET", "/v1/products/shoe-0/reviews", Scope.SOCIAL_READ),
    ("PUT", "/v1/products/shoe-0/reviews/cust_maya", Scope.SOCIAL_WRITE),
    ("DELETE", "/v1/products/shoe-0/reviews/cust_maya", Scope.SOCIAL_WRITE),
    ("POST", "/v1/events", Scope.EVENTS_WRITE),
    ("GET", "/v1/merchandising/rules", Scope.MERCHANDISING_READ),
    ("POST", "/v1/merchandising/rules", Scope.MERCHANDISING_WRITE),
    ("GET", "/v1/merchandising/rules/x", Scope.MERCHANDISING_READ),
    ("PUT", "/v1/merchandising/rules/x", Scope.MERCHANDISING_WRITE),
    ("DELETE", "/v1/merchandising/rules/x", Scope.MERCHANDISING_WRITE),
    ("POST", "/v1/merchandising/preview", Scope.MERCHANDISING_READ),
]


def test_every_operation_is_in_the_table_of_scopes(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    shoppers_own = "/v1/conversations"  # these prove themselves otherwise: tests/bot/gateway/chat
    paths = [path for path in document["paths"] if path.startswith("/v1") and not path.startswith(shoppers_own)]
    assert sum(len(document["paths"][path]) for path in paths) == len(NEEDED)


@pytest.mark.parametrize(("method", "path", "scope"), NEEDED)
def test_an_operation_needs_its_scope(market: MemoryStore, method: str, path: str, scope: Scope) -> None:
    client = TestClient(open_app(market))
    without = client.request(method, path)
    assert (without.status_code, without.headers["content-type"]) == (401, PROBLEM)
    assert without.headers["www-authenticate"].startswith("Bearer")
    others = key_for(market, *(other for other in Scope if other is not scope))
    refused = client.request(method, path, headers=others)
    assert (refused.status_code, refused.json()["status"]) == (403, 403)
    assert scope in refused.json()["detail"]
    assert client.request(method, path, headers=key_for(market, scope)).status_code not in (401, 403)


@pytest.mark.parametrize("secret", ["", "ck_", "ck_x", "Bearer", "ck_ä", "ck_" + "x" * 300])
def test_a_wrong_secret_opens_nothing(market: MemoryStore, secret: str) -> None:
    headers = {b"Authorization": f"Bearer {secret}".encode()}
    assert TestClient(open_app(market)).get("/v1/products", headers=headers).status_code == 401


def test_a_revoked_key_opens_nothing_from_the_next_request_on(market: MemoryStore, client: TestClient) -> None:
    assert client.get("/v1/products").status_code == 200
    revoke_key(market, list_keys(market)[0].id)
    assert client.get("/v1/products").status_code == 401


@pytest.mark.parametrize("limit", [1, 3, 4, 6])
def test_pages_give_every_product_once_and_then_end(client: TestClient, limit: int) -> None:
    path = f"/v1/products?sort=cheapest&limit={limit}"
    pages = [client.get(path).json()]
    while cursor := pages[-1]["next"]:
        pages.append(client.get(f"{path}&cursor={cursor}").json())
    assert len(pages) == math.ceil(6 / limit)
    seen = [item["id"] for page in pages for item in page["items"]]
    assert seen == [f"shoe-{number}" for number in range(6)]


def test_products_are_searched_as_shoppers_write(client: TestClient) -> None:
    answer = client.get("/v1/products", params={"q": "coarl sneakers under 95"}).json()
    assert answer["items"][0]["id"] == "shoe-1"
    assert answer["understood"] == {
        "words": "coral running shoe", "price_min_cents": None, "price_max_cents": 9500, "only_near": False,
        "occasion": "",
    }  # fmt: skip
    assert client.get("/v1/products?q=sneakers&type=shoe").json()["items"] == []
    cheapest = client.get("/v1/products?q=sneakers&sort=cheapest&lowest_cents=6000&highest_cents=7000").json()["items"]
    assert [item["id"] for item in cheapest] == ["shoe-1", "shoe-2"]
    assert client.get("/v1/products").json()["understood"] is None


@pytest.mark.parametrize("limit", [1, 4, 6])
def test_pages_of_a_search_give_every_product_once_and_then_end(client: TestClient, limit: int) -> None:
    path = f"/v1/products?q=running+shoe&sort=dearest&limit={limit}"
    pages = [client.get(path).json()]
    while cursor := pages[-1]["next"]:
        pages.append(client.get(f"{path}&cursor={cursor}").json())
    assert [item["id"] for page in pages for item in page["items"]] == [f"shoe-{n}" for n in (5, 4, 3, 2, 1, 0)]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("q=shoe&sort=title", "'title'; allowed with q"),
        ("sort=best", "'best'; allowed without q"),
        ("q=shoe&lowest_cents=9&highest_cents=8", "lowest_cents 9"),
        ("q=shoe&cursor=c2hvZS0x", "cursor"),
    ],
)
def test_a_search_refuses_what_only_a_list_has(client: TestClient, query: str, named: str) -> None:
    answer = client.get(f"/v1/products?{query}")
    assert answer.status_code == 422
    assert named in answer.text


@pytest.mark.parametrize("path", ["/v1/products", "/v1/customers", "/v1/customers/cust_maya/orders"])
@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=%00", "cursor=***"])
def test_a_list_refuses_a_wrong_limit_or_cursor(client: TestClient, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)


def test_customers_are_paged_by_id(client: TestClient) -> None:
    first = client.get("/v1/customers?limit=2").json()
    rest = client.get("/v1/customers", params={"limit": 2, "cursor": first["next"]}).json()
    assert [item["id"] for item in first["items"] + rest["items"]] == ["cust_ana", "cust_li", "cust_maya"]
    assert rest["next"] is None


def test_a_stored_product_comes_back_as_it_was_sent(client: TestClient) -> None:
    body = product_body(attributes={"fabric": "cotton"}, min_age=3)
    assert client.put("/v1/products/tee", json=body).status_code == 200
    read = client.get("/v1/products/tee").json()
    assert {name: read[name] for name in ("title", "path", "attributes", "min_age")} == {
        name: body[name] for name in ("title", "path", "attributes", "min_age")
    }
    assert (read["price_from_cents"], read["active"]) == (1990, True)


def test_a_withdrawn_product_leaves_the_lists(client: TestClient) -> None:
    assert client.delete("/v1/products/shoe-0").status_code == 204
    assert "shoe-0" not in [item["id"] for item in client.get("/v1/products").json()["items"]]
    assert client.get("/v1/products/shoe-0").json()["active"] is False


def test_a_batch_with_one_wrong_product_stores_none(client: TestClient) -> None:
    good, bad = product_body(id="tee"), product_body(id="tee-2", currency="XXZ")
    assert client.post("/v1/products", json={"products": [good, bad]}).status_code == 422
    assert client.get("/v1/products/tee").status_code == 404


def test_an_etag_saves_the_body_until_the_product_changes(client: TestClient, market: MemoryStore) -> None:
    for path in ("/v1/products/shoe-0", "/v1/products"):
        etag = client.get(path).headers["etag"]
        same = client.get(path, headers={"If-None-Match": f'"other", W/{etag}'})
        assert (same.status_code, same.content) == (304, b"")
    client.put("/v1/products/shoe-0", json=product_body())
    assert client.get("/v1/products/shoe-0", headers={"If-None-Match": etag}).status_code == 200


def test_an_order_goes_its_way(client: TestClient) -> None:
    order = client.post("/v1/customers/cust_maya/orders", json=order_body()).json()
    number = order["id"].strip("#")
    path = f"/v1/customers/cust_maya/orders/{number}"
    moved = client.post(f"{path}/status", json={"status": "processed", "tracking_ids": ["LM1"]})
    assert (moved.status_code, moved.json()["tracking_ids"]) == (200, ["LM1"])
    skipped = client.post(f"{path}/status", json={"status": "cancelled"})
    assert (skipped.status_code, skipped.json()["detail"][:5]) == (409, "Order")
    assert client.get("/v1/customers/cust_maya/orders?status=processed").json()["items"][0]["id"] == order["id"]
    assert client.get(path).json()["status"] == "processed"


def test_somebody_elses_order_looks_like_a_missing_one(client: TestClient) -> None:
    number = client.post("/v1/customers/cust_maya/orders", json=order_body()).json()["id"].strip("#")
    hidden = client.get(f"/v1/customers/cust_ana/orders/{number}")
    missing = client.get("/v1/customers/cust_ana/orders/W0000000")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json()["detail"].replace(number, "N") == missing.json()["detail"].replace("W0000000", "N")


def test_a_review_for_friends_is_missing_for_everybody_else(client: TestClient) -> None:
    def texts(viewer: str) -> list[str]:
        page = client.get(f"/v1/products/shoe-0/reviews{viewer}").json()
        return [review["text"] for review in page["items"]]

    assert texts("?viewer_id=cust_maya") == ["Only friends read this.", "Too narrow for me."]
    assert texts("") == texts("?viewer_id=cust_li") == texts("?viewer_id=nobody") == ["Too narrow for me."]


def test_a_friend_request_to_a_hidden_person_fails_like_one_to_nobody(client: TestClient, market: MemoryStore) -> None:
    block_person(market, "cust_ana", "cust_li")
    path = "/v1/customers/cust_ana/friend-requests"
    hidden = client.post(path, json={"to_id": "cust_li"})
    missing = client.post(path, json={"to_id": "cust_no"})
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json()["detail"].replace("cust_li", "X") == missing.json()["detail"].replace("cust_no", "X")


def test_a_friend_request_that_is_accepted_makes_friends(client: TestClient) -> None:
    client.post("/v1/customers/cust_li/friend-requests", json={"to_id": "cust_ana", "message": "Hello"})
    waiting = client.get("/v1/customers/cust_ana/friend-requests").json()["received"]
    assert [request["message"] for request in waiting] == ["Hello"]
    path = f"/v1/customers/cust_ana/friend-requests/{waiting[0]['id']}/reply"
    assert client.post(path, json={"reply": "accept"}).json() == {"status": "accepted"}
    friends = client.get("/v1/customers/cust_ana/friends").json()["items"]
    assert [friend["nickname"] for friend in friends] == ["Li", "Maya"]
    assert client.delete("/v1/customers/cust_ana/friends/cust_li").status_code == 204
    assert len(client.get("/v1/customers/cust_ana/friends").json()["items"]) == 1


def test_a_patch_changes_what_was_sent_and_nothing_else(client: TestClient) -> None:
    before = client.get("/v1/customers/cust_maya").json()
    after = client.patch("/v1/customers/cust_maya", json={"sizes": {"shoe": "38"}}).json()
    assert after == before | {"sizes": {"shoe": "38"}}
    assert client.patch("/v1/customers/cust_maya", json={"nickname": "ANA"}).status_code == 409


def test_events_are_kept_once_and_by_consent_only(client: TestClient, market: MemoryStore) -> None:
    def event(id: str, customer_id: str) -> dict[str, object]:
        return {
            "id": id,
            "name": "view_item",
            "customer_id": customer_id,
            "product_id": "shoe-0",
            "at": "2026-11-01T10:00:00Z",
        }

    body = {"events": [event("e1", "cust_maya"), event("e1", "cust_maya"), event("e2", "stranger")]}
    assert client.post("/v1/events", json=body).json() == {"kept": 1, "repeated": 1, "dropped": 1}
    with market.read() as tx:
        assert tx.count(Event) == 1
    assert (
        client.post("/v1/events", json={"events": [event(str(n), "cust_maya") for n in range(501)]}).status_code == 422
    )


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("GET", "/v1/nothing", {}, 404),
        ("GET", "/v1/products/missing", {}, 404),
        ("DELETE", "/v1/products", {}, 405),
        ("POST", "/v1/events", {"content": "x", "headers": {"content-type": "text/plain"}}, 415),
        ("POST", "/v1/events", {"content": b"{}"}, 415),
        ("POST", "/v1/events", {"content": "{", "headers": {"content-type": "application/json"}}, 422),
        ("POST", "/v1/events", {"json": {"events": [], "more": 1}}, 422),
        ("POST", "/v1/events", {"json": None}, 422),
        (
            "PUT",
            "/v1/products/tee",
            {"content": json.dumps(product_body(title="\ud800x")), "headers": {"content-type": "application/json"}},
            422,
        ),
        ("PUT", "/v1/products/tee", {"json": product_body(title="a\x00b")}, 422),
    ],
)
def test_every_refusal_is_a_problem_document(
    client: TestClient, method: str, path: str, sent: dict[str, object], status: int
) -> None:
    answer = client.request(method, path, **sent)  # type: ignore[arg-type]
    assert ("allow" in answer.headers) is (status == 405)
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"], problem["status"]) == (status, PROBLEM, status)
    assert set(problem) == {"type", "title", "status", "detail", "errors"}
    assert problem["detail"]


def test_a_validation_problem_names_the_field(client: TestClient) -> None:
    wrong = product_body(variants=[{"id": "a", "sku": "a", "price_cents": -1, "stock": 0}])
    errors = client.put("/v1/products/tee", json=wrong).json()["errors"]
    assert errors[0]["field"] == "body.variants.0.price_cents"
