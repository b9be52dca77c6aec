"""What changed in a store is seen, on every store; what did not is not read again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from bot.database import TABLES
from retrieval.changes import Change, Stamped, Watch
from shop.catalogue import Product
from shop.knowledge import Article
from shop.sql.store import SqlStore
from shop.store import Condition, Store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CUP = Product("cup", "Cup", "A cup.", "Acme", "cup", ("Kitchen",), "Kitchen", "EUR", 500)


def article(id: str, minutes: int = 0, topic: str = "returns") -> Article:
    return Article(id, id.title(), topic, "Text.", (), NOON + timedelta(minutes=minutes))


@pytest.fixture
def watch(store: Store) -> Watch[Article]:
    with store.write() as tx:
        tx.add(article("a"), article("b"), article("c", topic="payments"))
    watch = Watch(Article, ("updated_at",))
    assert {record.id for record in look(store, watch).changed} == {"a", "b", "c"}
    return watch


def look(store: Store, watch: Watch[Article]) -> Change[Article]:
    with store.read() as tx:
        return watch.look(tx)


def test_nothing_changed(store: Store, watch: Watch[Article]) -> None:
    assert look(store, watch) == Change()


def test_a_new_record_is_seen_once(store: Store, watch: Watch[Article]) -> None:
    with store.write() as tx:
        tx.add(article("d", 1))
    assert look(store, watch).changed == (article("d", 1),)
    assert look(store, watch) == Change()


def test_a_new_record_with_an_old_stamp_is_seen(store: Store, watch: Watch[Article]) -> None:
    with store.write() as tx:
        tx.add(article("d", -5))
    assert look(store, watch).changed == (article("d", -5),)


def test_a_changed_record_is_seen(store: Store, watch: Watch[Article]) -> None:
    changed = replace(article("b", 2), title="New")
    with store.write() as tx:
        tx.put(changed)
    assert look(store, watch).changed == (changed,)


def test_what_is_written_last_with_an_older_stamp_is_seen_once(store: Store, watch: Watch[Article]) -> None:
    with store.write() as tx:
        first = replace(article("b"), updated_at=tx.now)
        tx.put(first)
    assert look(store, watch).changed == (first,)
    late = replace(article("a"), title="Late", updated_at=first.updated_at - timedelta(minutes=2))
    with store.write() as tx:
        tx.put(late)
    assert look(store, watch).changed == (late,)
    later = replace(article("c"), updated_at=first.updated_at + timedelta(seconds=1))
    latest = replace(article("a"), title="Later", updated_at=first.updated_at - timedelta(minutes=1))
    with store.write() as tx:
        tx.put(later, latest)
    assert {record.id for record in look(store, watch).changed} == {"a", "c"}
    assert look(store, watch) == Change()


def test_a_removed_record_is_seen(store: Store, watch: Watch[Article]) -> None:
    with store.write() as tx:
        tx.remove(Article, "a")
        tx.put(article("b", 3))
    change = look(store, watch)
    assert (change.changed, change.gone_ids) == ((article("b", 3),), ("a",))


def test_a_record_that_stops_meeting_the_condition_is_gone(store: Store, watch: Watch[Article]) -> None:
    returns = Watch(Article, ("updated_at",), {"topic": "returns"})
    assert len(look(store, returns).changed) == 2
    with store.write() as tx:
        tx.put(article("a", topic="payments"))
    assert look(store, returns).gone_ids == ("a",)


def test_an_empty_store_is_no_change(store: Store) -> None:
    watch = Watch(Article, ("updated_at",))
    assert look(store, watch) == Change()
    assert look(store, watch) == Change()


def test_a_look_sorts_nothing_of_what_came_together(sqlite_url: str) -> None:
    """An import gives all its products one stamp; when nothing changed, none of them is read to find that out."""
    products = (replace(CUP, id=f"cup{n}", updated_at=NOON) for n in range(1_000))
    with SqlStore(sqlite_url, TABLES, clock=lambda: NOON).write() as tx:
        tx.add(*products)
    store = SqlStore(sqlite_url, TABLES, clock=lambda: NOON + timedelta(days=1))
    watch = Watch(Product, ("updated_at",))
    look(store, watch)
    assert count_steps(store, watch) < 10 * 1_000, "counting takes three steps of SQLite a product, reading dozens"


def count_steps(store: SqlStore, watch: Watch[Product]) -> int:
    """Return how many steps of its machine SQLite takes for a look that finds no change, to about ten."""
    steps: list[int] = []
    with store.read() as tx:
        sqlite = tx._connection.connection.driver_connection  # type: ignore[attr-defined]
        sqlite.set_progress_handler(lambda: steps.append(10), 10)
        assert watch.look(tx) == Change()
        sqlite.set_progress_handler(None, 0)
    return sum(steps)


class Seen(NamedTuple):
    id: str
    updated_at: datetime


@pytest.fixture
def stamped(store: Store) -> Stamped[Seen]:
    with store.write() as tx:
        tx.add(article("a"), article("b"))
    stamped = Stamped(Article, Seen, "updated_at")
    assert look_at(store, stamped) == set(), "what was there before is no change"
    return stamped


def look_at(store: Store, stamped: Stamped[Seen]) -> set[str]:
    with store.read() as tx:
        return {one.id for one in stamped.look(tx)}


def put(store: Store, id: str, *, ago: timedelta = timedelta()) -> None:
    with store.write() as tx:
        tx.put(replace(article(id), updated_at=tx.now - ago))


def test_what_is_stamped_is_seen_once(store: Store, stamped: Stamped[Seen]) -> None:
    put(store, "new")
    put(store, "a")
    assert look_at(store, stamped) == {"new", "a"}
    assert look_at(store, stamped) == set()
    put(store, "a")
    assert look_at(store, stamped) == {"a"}


def test_what_ends_last_with_an_older_stamp_is_seen_too(store: Store, stamped: Stamped[Seen]) -> None:
    put(store, "new")
    assert look_at(store, stamped) == {"new"}
    put(store, "late", ago=timedelta(minutes=5))
    assert look_at(store, stamped) == {"late"}
    put(store, "late", ago=timedelta(minutes=2))
    put(store, "b")
    assert look_at(store, stamped) == {"late", "b"}


def test_what_is_removed_hides_nothing_of_what_is_stamped(store: Store, stamped: Stamped[Seen]) -> None:
    put(store, "one")
    put(store, "other")
    assert look_at(store, stamped) == {"one", "other"}
    with store.write() as tx:
        tx.remove(Article, "one")
    put(store, "late", ago=timedelta(minutes=1))
    put(store, "new")
    assert look_at(store, stamped) == {"late", "new"}


def test_what_was_there_before_is_not_counted_at_each_look(
    store: Store, stamped: Stamped[Seen], monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.read() as tx:
        counted: list[int] = []
        count = tx.count

        def count_and_tell(kind: type[Article], **where: Condition) -> int:
            counted.append(count(kind, **where))
            return counted[-1]

        monkeypatch.setattr(tx, "count", count_and_tell)
        assert stamped.look(tx) == []
    assert counted
    assert not any(counted)
