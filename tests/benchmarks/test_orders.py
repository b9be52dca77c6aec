"""The replay of retail tasks notices what differs, and leaves the shop as it was."""

import copy
import json
import sys
from pathlib import Path

import pytest

from benchmarks.orders import load_shop, main, replay
from benchmarks.retail import Json
from tests.fakes.store import MemoryStore

ADDRESS = {"address1": "1 Road", "address2": "", "city": "Bonn", "state": "NW", "country": "DE", "zip": "53111"}
USERS: Json = {
    "ana": {
        "name": {"first_name": "Ana", "last_name": "Sá"},
        "address": ADDRESS,
        "email": "ana@example.com",
        "payment_methods": {"gift_1": {"source": "gift_card", "id": "gift_1", "balance": 5}},
        "orders": ["#W1"],
    }
}
PRODUCTS: Json = {
    "mug": {
        "name": "Mug",
        "product_id": "mug",
        "variants": {
            "1": {"item_id": "1", "options": {"colour": "blue"}, "available": True, "price": 10.1},
            "2": {"item_id": "2", "options": {"colour": "red"}, "available": True, "price": 20.2},
        },
    }
}
ORDERS: Json = {
    "#W1": {
        "order_id": "#W1",
        "user_id": "ana",
        "address": ADDRESS,
        "items": [
            {"name": "Mug", "product_id": "mug", "item_id": "1", "price": 10.1, "options": {"colour": "blue"}},
        ],
        "fulfillments": [],
        "status": "pending",
        "payment_history": [{"transaction_type": "payment", "amount": 10.1, "payment_method_id": "gift_1"}],
    }
}


def cancelled() -> Json:
    """The task of cancelling the order, refused once before."""
    order, user = copy.deepcopy(ORDERS["#W1"]), copy.deepcopy(USERS["ana"])
    refund = {"transaction_type": "refund", "amount": 10.1, "payment_method_id": "gift_1"}
    order |= {"status": "cancelled", "cancel_reason": "no longer needed"}
    order["payment_history"].append(refund)
    user["payment_methods"]["gift_1"]["balance"] = 15.1
    change = {"order_id": "#W1", "item_ids": ["1"], "new_item_ids": ["2"], "payment_method_id": "gift_1"}
    return {
        "id": 7,
        "user_id": "ana",
        "actions": [
            {"name": "get_order_details", "arguments": {"order_id": "#W1"}},
            {"name": "modify_pending_order_items", "arguments": change},
            {"name": "cancel_pending_order", "arguments": {"order_id": "#W1", "reason": "no longer needed"}},
        ],
        "changed": {"orders": {"#W1": order}, "users": {"ana": user}},
        "errors": ["Error: insufficient gift card balance to pay for the new item"],
    }


def mismatches(task: Json) -> tuple[str, ...]:
    shop = load_shop(PRODUCTS, USERS, ORDERS)
    store = MemoryStore()
    with store.write() as tx:
        tx.add(*shop.values())
    run = replay(store, shop, [task, task])
    assert run.actions == 2 * sum(not action["name"].startswith("get_") for action in task["actions"])
    return run.mismatches


def test_a_task_that_ends_as_expected_is_equal_and_the_next_starts_afresh() -> None:
    assert mismatches(cancelled()) == ()


def test_another_end_state_is_told_by_field() -> None:
    task = cancelled()
    task["changed"]["users"]["ana"]["payment_methods"]["gift_1"]["balance"] = 15.11
    assert mismatches(task) == ("task 7: gift_1.balance_cents is 1510, expected 1511",) * 2


def test_a_change_of_something_that_should_stay_is_a_mismatch() -> None:
    task = cancelled()
    task["changed"]["users"] = {}
    assert mismatches(task) == ("task 7: gift_1.balance_cents is 1510, expected 500",) * 2


@pytest.mark.parametrize("errors", [[], ["Error: invalid reason"], ["Error: what nobody knows"]])
def test_another_refusal_is_a_mismatch(errors: list[str]) -> None:
    (first, _) = mismatches(cancelled() | {"errors": errors})
    assert "must cover the whole amount of $10.10" in first


def test_a_change_of_the_profile_and_one_of_a_stranger() -> None:
    new = ADDRESS | {"city": "Cologne"}
    actions = [
        {"name": "modify_user_address", "arguments": {"user_id": "ana", **new}},
        {"name": "modify_user_address", "arguments": {"user_id": "ben", **new}},
    ]
    changed = {"orders": {}, "users": {"ana": USERS["ana"] | {"address": new}}}
    task = {"id": 8, "user_id": "ana", "actions": actions, "changed": changed, "errors": ["Error: user not found"]}
    assert mismatches(task) == ()


def test_the_last_line_is_the_figures_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"products": PRODUCTS, "users": USERS, "orders": ORDERS, "tasks_a": [cancelled()], "tasks_b": [cancelled()]}
    for name, content in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
    monkeypatch.setattr(sys, "argv", ["orders", "--data", str(tmp_path), "--json", str(tmp_path / "out.json")])
    main()
    line = capsys.readouterr().out.splitlines()[-1]
    assert (tmp_path / "out.json").read_text() == line + "\n"
    figures = json.loads(line)
    assert (figures["ours"]["tasks"], figures["ours"]["equal"]) == (2, 2)
    assert set(figures["meta"]) == {"seed", "sizes", "machine", "versions"}


def test_absent_data_is_said_clearly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["orders", "--data", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"has no products.json, users.json, orders.json, tasks_\*.json"):
        main()
