"""The merchant's rules over REST: kept as sent, refused with the value at fault, changed under the caller's name."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from shop.orders.records import AuditEntry
from tests.bot.gateway.market import COLOURS, key_for, open_app
from tests.fakes.store import MemoryStore

RULES, PREVIEW = "/v1/merchandising/rules", "/v1/merchandising/preview"
PIN = {"kind": "pin", "selection": {"product_ids": ["shoe-3"]}, "place": 1}
CAP = {"kind": "cap", "selection": {"brand": "Strida"}, "most": 2}


def test_a_rule_is_added_read_replaced_and_deleted(client: TestClient, market: MemoryStore) -> None:
    added = client.post(RULES, json=PIN | {"ends_at": "2027-01-01T00:00:00Z", "note": "New year"})
    rule = added.json()
    assert (added.status_code, rule["place"], rule["ends_at"]) == (201, 1, "2027-01-01T00:00:00Z")
    assert client.get(f"{RULES}/{rule['id']}").json() == rule
    replaced = client.put(f"{RULES}/{rule['id']}", json=CAP).json()
    assert (replaced["id"], replaced["kind"], replaced["place"], replaced["note"]) == (rule["id"], "cap", None, "")
    assert client.get(RULES).json() == {"items": [replaced], "next": None}
    assert client.delete(f"{RULES}/{rule['id']}").status_code == 204
    assert client.get(f"{RULES}/{rule['id']}").status_code == 404
    with market.read() as tx:
        entries = tx.find(AuditEntry, subject_id=rule["id"])
    assert len(entries) == 3
    assert {entry.actor_id for entry in entries} == {rule["made_by"]}
    assert rule["made_by"].startswith("api key ")


def test_rules_are_paged(client: TestClient) -> None:
    for place in range(1, 4):
        client.post(RULES, json=PIN | {"selection": {"product_ids": [f"shoe-{place}"]}, "place": place})
    first = client.get(RULES, params={"limit": 2}).json()
    rest = client.get(RULES, params={"limit": 2, "cursor": first["next"]}).json()
    assert [rule["place"] for rule in first["items"] + rest["items"]] == [1, 2, 3]
    assert rest["next"] is None


def test_the_same_key_adds_a_rule_once(client: TestClient) -> None:
    sent = [client.post(RULES, json=CAP, headers={"Idempotency-Key": "k"}).json() for _ in range(2)]
    assert sent[0] == sent[1]
    assert len(client.get(RULES).json()["items"]) == 1


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (PIN | {"place": None}, 422, "needs place"),
        (PIN | {"place": 0}, 422, "not allowed"),
        (PIN | {"most": 2}, 422, "A pin rule has no most"),
        (PIN | {"selection": {"product_ids": ["boat"]}}, 404, "product 'boat'"),
        (CAP | {"selection": {"brand": "Strida", "type": "boat"}}, 422, "the type 'boat'"),
        ({"kind": "boost", "selection": {"brand": "Strida"}, "factor": 0.5}, 422, "factor is 0.5"),
        ({"kind": "boost", "selection": {"brand": "Strida"}, "factor": 0}, 422, "not allowed"),
        (CAP | {"starts_at": "2027-01-02T00:00:00Z", "ends_at": "2027-01-01T00:00:00Z"}, 422, "would end"),
        (CAP | {"starts_at": "2027-01-02T00:00:00"}, 422, "not allowed"),
        (CAP | {"kind": "hide"}, 422, "not allowed"),
    ],
)
def test_what_makes_no_sense_is_refused(client: TestClient, body: dict[str, object], status: int, words: str) -> None:
    answer = client.post(RULES, json=body)
    assert (answer.status_code, words in answer.json()["detail"]) == (status, True), answer.json()["detail"]
    assert client.get(RULES).json()["items"] == []


def test_a_second_pin_for_the_place_is_a_conflict(client: TestClient) -> None:
    rule = client.post(RULES, json=PIN).json()
    answer = client.post(RULES, json=PIN | {"selection": {"product_ids": ["shoe-4"]}})
    assert answer.status_code == 409
    assert rule["id"] in answer.json()["detail"]


def preview(client: TestClient, **body: object) -> dict[str, list[Any]]:
    answer = client.post(PREVIEW, json=body)
    assert answer.status_code == 200, answer.json()
    shown: dict[str, list[Any]] = answer.json()
    return shown


@pytest.mark.parametrize("customer_id", [None, "cust_maya"])
def test_a_preview_tells_the_list_before_and_after_and_which_rule_did_what(
    client: TestClient, customer_id: str | None
) -> None:
    before = preview(client, customer_id=customer_id, limit=3)["before"]
    last = next(f"shoe-{n}" for n in range(6) if f"shoe-{n}" not in before)
    kept = client.post(RULES, json=PIN | {"selection": {"product_ids": [last]}}).json()
    tried = {"kind": "bury", "selection": {"product_ids": [before[0]]}}
    shown = preview(client, customer_id=customer_id, limit=3, rule=tried)
    assert shown["before"] == before
    assert shown["after"][0] == {
        "product_id": last, "title": f"Strida {COLOURS[int(last[-1])]} shoe", "place": 1, "place_before": None,
    }  # fmt: skip
    assert [(placed["product_id"], placed["place_before"]) for placed in shown["after"][1:]] == [
        (before[1], 2),
        (before[2], 3),
    ]
    assert shown["touches"] == [
        {"rule_id": kept["id"], "product_id": last, "effect": "pinned"},
        {"rule_id": "draft", "product_id": before[0], "effect": "lowered"},
    ]
    assert preview(client, customer_id=customer_id, limit=3, without=[kept["id"]])["touches"] == []
    assert len(client.get(RULES).json()["items"]) == 1


def test_a_campaign_can_be_seen_before_it_begins(client: TestClient) -> None:
    client.post(RULES, json=PIN | {"starts_at": "2030-01-01T00:00:00Z"})
    assert preview(client)["touches"] == []
    (touch,) = preview(client, at="2030-01-01T00:00:00Z")["touches"]
    assert (touch["product_id"], touch["effect"]) == ("shoe-3", "pinned")


def test_a_preview_says_nothing_of_why_a_customer_is_shown_something(client: TestClient) -> None:
    assert "Ana" not in client.post(PREVIEW, json={"customer_id": "cust_maya"}).text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"customer_id": "cust_no"}, 404),
        ({"without": ["none"]}, 404),
        ({"limit": 0}, 422),
        ({"rule": PIN | {"place": None}}, 422),
        ({"at": "2030-01-01T00:00:00"}, 422),
    ],
)
def test_a_preview_of_what_does_not_exist_is_refused(client: TestClient, body: dict[str, object], status: int) -> None:
    assert client.post(PREVIEW, json=body).status_code == status


def test_a_process_that_suggests_nothing_previews_nothing(market: MemoryStore) -> None:
    app = open_app(market)
    app.state.open_previewer = None
    answer = TestClient(app).post(PREVIEW, json={}, headers=key_for(market))
    assert (answer.status_code, answer.json()["detail"][:12]) == (503, "This process")
