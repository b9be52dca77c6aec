"""Replay tasks of a retail order desk on our own, and compare what they leave behind.

The folder has products.json, users.json, orders.json and tasks_*.json: what was done for a user (`actions`), the
orders and users that this changes (`changed`, as they are afterwards), and the refusals on the way (`errors`). Each
task starts from the loaded shop; every action goes through propose and confirm as its owner. A task is equal when the
same orders and users changed, to the same state, no others did, and the same actions were refused by the same rule.

What the data's own tools do and the shop does not, on purpose; a task that rests on it counts as not equal:
- Cancelling after a change of payment, they refund every line of the history, the refund among them. The shop gives
  back what is still paid.
- They do not look whose order it is. For the shop another's order does not exist.
- They want the order's number letter by letter. The shop takes "w123" for "#W123".
- They look at the order before they look whether the lists of old and new items pair. Of the shop, lists that do not
  cannot be asked at all.
- They accept an empty list of items, and an address without a street. The shop refuses both.
- Of changes that follow each other (A to B, B to C in one list) the second takes the piece that the first has just
  changed. The shop chooses the pieces first; so items are compared as a bag, not in their order.
"""

import json
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from benchmarks.report import find_data, make_parser, publish
from benchmarks.retail import SOME_DAY, Json, is_read, read_order, read_products, read_request, read_user
from shop.customers import Customer, PaymentMethod
from shop.errors import Conflict, Invalid, NotFound, ShopError
from shop.orders.actor import shopper
from shop.orders.desk import confirm, propose
from shop.orders.records import Order
from shop.sql.schema import TABLES, metadata
from shop.sql.store import SqlStore
from shop.store import Record, Store, Writer

SHOWN_MISMATCHES = 10
Key = tuple[type[Any], str]

# The data's wording of a refusal, and the error with the wording by which ours is known to be of the same rule.
_REFUSALS: tuple[tuple[str, tuple[type[ShopError], ...], str], ...] = (
    (r"non-\w+ order cannot be", (Conflict,), r"only \w+ orders can be"),
    (r"order not found", (NotFound,), r"order .* not found"),
    (r"user not found", (NotFound,), r"customer .* not found"),
    (r"payment method not found", (NotFound,), r"payment method .* not found"),
    (r"invalid reason", (Invalid,), r"not a reason"),
    (r"exactly one payment", (Conflict,), r"exactly one"),
    (r"should be different", (Invalid,), r"choose a different one"),
    (r"insufficient gift card balance", (Conflict,), r"must cover the whole amount"),
    (r"either the original payment method", (Invalid,), r"original payment method"),
    (r"number of items", (Invalid,), r"number of items"),
    (r"new item .* not found or available", (Conflict, Invalid), r"not a variant of|not for sale|wanted, \d+ left"),
    (r"some item not found|Error: \w+ not found", (Invalid,), r"has \d+ of item"),
)


@dataclass(frozen=True)
class Run:
    """What replaying some tasks gave: a line for each that is not equal, actions done, seconds spent in the desk."""

    mismatches: tuple[str, ...]
    actions: int
    seconds: float


class RecordingStore:
    """Another store that notes the key of everything written through it in `touched`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.read = store.read
        self.touched: set[Key] = set()

    @contextmanager
    def write(self, *, noted: bool = False) -> Iterator[Writer]:
        with self._store.write(noted=noted) as tx:
            yield cast(Writer, _RecordingWriter(tx, self.touched))


class _RecordingWriter:
    def __init__(self, tx: Writer, touched: set[Key]) -> None:
        self._tx = tx
        self._touched = touched

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tx, name)

    def add(self, *records: Record) -> None:
        self._touched.update((type(record), record.id) for record in records)
        self._tx.add(*records)

    def put(self, *records: Record) -> None:
        self._touched.update((type(record), record.id) for record in records)
        self._tx.put(*records)

    def remove(self, kind: type[Any], *ids: str) -> int:
        self._touched.update((kind, id) for id in ids)
        return self._tx.remove(kind, *ids)


def replay(store: Store, shop: dict[Key, Record], tasks: Sequence[Json]) -> Run:
    """Replay each task from the loaded `shop`, which is what the store holds before and after."""
    mismatches, actions, seconds = [], 0, 0.0
    for task in tasks:
        recording = RecordingStore(store)
        writes = [action for action in task["actions"] if not is_read(action["name"])]
        started = time.perf_counter()
        refusals = [error for action in writes if (error := _act(recording, task["user_id"], action))]
        seconds += time.perf_counter() - started
        actions += len(writes)
        differences = _compare(store, shop, recording.touched, task["changed"]) + _compare_refusals(refusals, task)
        mismatches += [f"task {task['id']}: {'; '.join(differences)}"] if differences else []
        _restore(store, shop, recording.touched)
    return Run(tuple(mismatches), actions, seconds)


def load_shop(products: Json, users: Json, orders: Json) -> dict[Key, Record]:
    """Return every record of the data's shop by kind and id."""
    records: list[Record] = [*read_products(products)]
    for id, user in users.items():
        records += read_user(id, user)
    records += (read_order(order) for order in orders.values())
    return {(type(record), record.id): record for record in records}


def _act(store: Store, user_id: str, action: Json) -> ShopError | None:
    actor = shopper(user_id)
    try:
        request = read_request(action["name"], action["arguments"], user_id)
        confirm(store, actor, propose(store, actor, request).token, request)
    except ShopError as error:
        return error
    return None


def _compare(store: Store, shop: dict[Key, Record], touched: set[Key], changed: Json) -> list[str]:
    expected: dict[Key, Record] = {(Order, id): read_order(order) for id, order in changed["orders"].items()}
    for id, user in changed["users"].items():
        expected |= {(type(record), record.id): record for record in read_user(id, user)}
    compared = {key for key in touched if key[0] in (Order, Customer, PaymentMethod)} | expected.keys()
    with store.read() as tx:
        found = {(kind, id): tx.get(kind, id) for kind, id in compared}
    differences = []
    for key in sorted(compared, key=lambda key: (key[0].__name__, key[1])):
        differences += _differences(found[key], expected.get(key) or shop.get(key))
    return differences


def _differences(found: Record | None, expected: Record | None) -> list[str]:
    if found is None or expected is None:
        return [f"{(found or expected)} is {'missing' if found is None else 'new'}"] if found != expected else []
    ours, theirs = vars(_without_times(found)), vars(_without_times(expected))
    return [
        f"{found.id}.{name} is {ours[name]!r}, expected {theirs[name]!r}" for name in ours if ours[name] != theirs[name]
    ]


def _without_times(record: Record) -> Record:
    """Return an order as the data knows orders: no times, and its items a bag."""
    if not isinstance(record, Order):
        return record
    return replace(
        record,
        items=tuple(sorted(record.items, key=lambda item: (item.variant_id, item.price_cents))),
        payments=tuple(replace(payment, at=None) for payment in record.payments),
        returned=record.returned and replace(record.returned, requested_at=SOME_DAY),
        exchanged=record.exchanged and replace(record.exchanged, requested_at=SOME_DAY),
    )


def _compare_refusals(refusals: list[ShopError], task: Json) -> list[str]:
    expected = task["errors"]
    if len(refusals) == len(expected) and all(map(_is_same_rule, expected, refusals)):
        return []
    return [f"refused with {[str(refusal) for refusal in refusals]}, expected {expected}"]


def _is_same_rule(wording: str, refusal: ShopError) -> bool:
    for theirs, kinds, ours in _REFUSALS:
        if re.search(theirs, wording):
            return isinstance(refusal, kinds) and re.search(ours, str(refusal)) is not None
    return False


def _restore(store: Store, shop: dict[Key, Record], touched: set[Key]) -> None:
    with store.write() as tx:
        tx.put(*(shop[key] for key in touched if key in shop))
        for kind, id in touched - shop.keys():
            tx.remove(kind, id)


def _check_restored(store: Store, shop: dict[Key, Record]) -> None:
    """End the program unless the store holds the loaded shop and nothing else: what was written went unnoticed."""
    with store.read() as tx:
        found = {(kind, record.id): record for kind in TABLES for record in tx.find(kind)}
    if found != shop:
        raise SystemExit("After the replay the store differs from the loaded shop; the figures mean nothing.")


@contextmanager
def _open_store(place: str) -> Iterator[Store]:
    if place == "memory":
        from tests.fakes.store import MemoryStore

        yield MemoryStore()
        return
    with tempfile.TemporaryDirectory() as folder:
        store = SqlStore(f"sqlite:///{Path(folder) / 'shop.db'}" if place == "sqlite" else place, TABLES)
        metadata.create_all(store.engine)
        try:
            yield store
        finally:
            store.close()


def main() -> None:
    parser = make_parser("benchmarks.orders", __doc__)
    parser.add_argument(
        "--store", default="sqlite", help="memory, sqlite (a temporary file), or an empty database's URL"
    )
    arguments = parser.parse_args()
    products, users, orders, *task_files = find_data(
        arguments.data, "products.json", "users.json", "orders.json", "tasks_*.json"
    )
    shop = load_shop(*(json.loads(file.read_text()) for file in (products, users, orders)))
    tasks = [task for file in task_files for task in json.loads(file.read_text())]
    with _open_store(arguments.store) as store:
        with store.write() as tx:
            tx.add(*shop.values())
        run = replay(store, shop, tasks)
        _check_restored(store, shop)
    for mismatch in run.mismatches[:SHOWN_MISMATCHES]:
        print(mismatch)
    figures = {
        "tasks": len(tasks),
        "equal": len(tasks) - len(run.mismatches),
        "actions_per_s": round(run.actions / run.seconds, 1) if run.seconds else 0.0,
    }
    sizes = {"records": len(shop), "actions": run.actions}
    publish({"ours": figures}, sizes=sizes, packages=["sqlalchemy", "pydantic"], json_file=arguments.json)


if __name__ == "__main__":
    main()
