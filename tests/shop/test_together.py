"""What a thread does together: all of it stays, or nothing; the same on the fake, on SQLite and on PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from shop.catalogue import Variant
from shop.errors import AlreadyExists, GivenUp
from shop.store import JoiningStore, Store, Together
from tests.shop.test_store import variant


def stored(store: Store) -> list[str]:
    with store.read() as tx:
        return [record.id for record in tx.find(Variant)]


def add(store: Store, id: str, *, noted: bool = False) -> None:
    with store.write(noted=noted) as tx:
        tx.add(variant(id))


def seen_by_others(store: Store) -> list[str]:
    with ThreadPoolExecutor(1) as other:
        return other.submit(stored, store).result()


def test_all_of_it_stays_at_the_end_and_nobody_else_sees_it_before(store: JoiningStore) -> None:
    with store.together() as together:
        assert not together.wrote
        add(store, "a")
        add(store, "b")
        assert together.wrote
        assert stored(store) == ["a", "b"]
        assert seen_by_others(store) == []
    assert seen_by_others(store) == stored(store) == ["a", "b"]


def test_nothing_of_it_stays_when_it_fails(store: JoiningStore) -> None:
    def fail() -> None:
        with store.together():
            add(store, "a")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert stored(store) == []


def test_a_step_that_fails_is_undone_by_itself(store: JoiningStore) -> None:
    def fail() -> None:
        with store.write() as tx:
            tx.add(variant("b"))
            raise LookupError

    with store.together():
        add(store, "a")
        with pytest.raises(LookupError):
            fail()
        with pytest.raises(AlreadyExists):
            add(store, "a")
        add(store, "c")
    assert stored(store) == ["a", "c"]


def test_what_is_only_noted_begins_nothing_and_joins_what_has_begun(store: JoiningStore) -> None:
    with store.together() as together:
        add(store, "view", noted=True)
        assert not together.wrote
        assert seen_by_others(store) == ["view"]
        add(store, "a")
        add(store, "another view", noted=True)
        assert seen_by_others(store) == ["view"]
    assert stored(store) == ["a", "another view", "view"]


def test_what_is_given_up_is_undone_at_once_and_holds_up_nobody(store: JoiningStore) -> None:
    begun, go_on = threading.Event(), threading.Event()
    acting: list[Together] = []

    def act() -> None:
        with store.together() as together:
            add(store, "a")
            acting.append(together)
            begun.set()
            go_on.wait(20)
            add(store, "b")

    with ThreadPoolExecutor(1) as hanging:
        ended = hanging.submit(act)
        begun.wait(20)
        assert acting[0].give_up()
        add(store, "c")  # although the thread still hangs
        go_on.set()
        with pytest.raises(GivenUp):
            ended.result()
    assert stored(store) == ["c"]


def test_what_is_given_up_before_its_first_write_writes_nothing(store: JoiningStore) -> None:
    def act() -> None:
        with store.together() as together:
            assert together.give_up()
            add(store, "a")

    with pytest.raises(GivenUp):
        act()
    assert stored(store) == []


def test_what_stays_already_cannot_be_given_up(store: JoiningStore) -> None:
    with store.together() as together:
        add(store, "a")
    assert not together.give_up()
    assert stored(store) == ["a"]
