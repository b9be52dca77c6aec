"""The two steps: nothing without a yes, and with it exactly what was said, once."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest

from shop.catalogue import Variant
from shop.errors import Conflict, Invalid, NotFound
from shop.orders.actor import Actor, ActorKind
from shop.orders.desk import LIFETIME, confirm, propose, withdraw
from shop.orders.records import AuditEntry, OrderStatus, Proposal
from shop.orders.requests import (
    CancelOrder,
    ChangeItems,
    ChangeProfileAddress,
    ItemChange,
    Request,
    hash_request,
    read_request,
    write_request,
)
from shop.store import Reader, Record, Store, Writer
from tests.fakes.store import MemoryStore
from tests.shop.orders.shop import (
    ANA,
    BEN,
    NOON,
    STAFF,
    WORK,
    audit,
    balance,
    do,
    everything,
    fill,
    get_order,
    proposals,
    stock,
)

CANCEL = CancelOrder("#W4", "no longer needed")
LARGER = ChangeItems("#W1", (ItemChange("shirt-s", "shirt-l"),), "ana-gift")


@pytest.fixture(autouse=True)
def _filled(store: Store) -> None:
    fill(store)


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_a_proposal_says_what_would_happen_and_changes_nothing(store: Store) -> None:
    before = everything(store)
    proposed = propose(store, ANA, LARGER)
    assert everything(store) == before
    assert proposed.lines == ("Shirt (s), €20.00 → Shirt (l), €25.00",)
    assert proposed.summary.startswith(
        "Change items of order #W1: Shirt (s), €20.00 → Shirt (l), €25.00; "
        "Gift card 77 pays the difference of €5.00. Items can be changed only once"
    )


def test_the_token_is_secret_and_stored_only_as_its_hash(store: Store) -> None:
    first, second = propose(store, ANA, CANCEL), propose(store, ANA, CANCEL)
    assert first.token != second.token
    assert len(first.token) >= 40
    assert not any(first.token in repr(proposal) for proposal in proposals(store))


def test_a_second_confirm_has_no_second_effect(store: Store) -> None:
    token = propose(store, ANA, CANCEL).token
    first = confirm(store, ANA, token, CANCEL)
    after = everything(store)
    second = confirm(store, ANA, token, CANCEL)
    assert (first.already_done, second.already_done) == (False, True)
    assert (second.summary, second.order) == (first.summary, first.order)
    assert everything(store) == after
    assert balance(store) == 4000


@pytest.mark.parametrize("token", ["", "wrong", "\0", "\ud800"])
def test_an_unknown_token_confirms_nothing(store: Store, token: str) -> None:
    with pytest.raises(Conflict, match="no such proposal"):
        confirm(store, ANA, token)


def test_anothers_token_is_as_good_as_unknown(store: Store) -> None:
    token = propose(store, ANA, CANCEL).token
    for use in (confirm, withdraw):
        with pytest.raises(Conflict, match="no such proposal"):
            use(store, BEN, token)
    assert not confirm(store, ANA, token).already_done


@pytest.mark.parametrize(
    "other", [replace(CANCEL, reason="ordered by mistake"), replace(CANCEL, order_id="W4"), LARGER]
)
def test_a_token_is_bound_to_the_exact_arguments(store: Store, other: Request) -> None:
    token = propose(store, ANA, CANCEL).token
    with pytest.raises(Conflict, match="not the change that was proposed"):
        confirm(store, ANA, token, other)
    assert get_order(store, "#W4").status is OrderStatus.PENDING


def test_a_proposal_that_is_withdrawn_is_gone(store: Store) -> None:
    token = propose(store, ANA, CANCEL).token
    withdraw(store, ANA, token)
    with pytest.raises(Conflict, match="no such proposal"):
        confirm(store, ANA, token)


def test_what_is_done_cannot_be_withdrawn(store: Store) -> None:
    token = propose(store, ANA, CANCEL).token
    confirm(store, ANA, token)
    with pytest.raises(Conflict, match="cannot be withdrawn: Order #W4 is cancelled"):
        withdraw(store, ANA, token)


def test_rules_are_checked_again_at_the_confirmation(store: Store) -> None:
    late = propose(store, ANA, LARGER).token
    do(store, CancelOrder("#W1", "ordered by mistake"))
    with pytest.raises(Conflict, match="is cancelled; only pending"):
        confirm(store, ANA, late)


def test_a_price_that_changed_meanwhile_needs_a_new_yes(store: Store) -> None:
    token = propose(store, ANA, LARGER).token
    with store.write() as tx:
        variant = tx.get(Variant, "shirt-l")
        assert variant is not None
        tx.put(replace(variant, price_cents=2600))
    with pytest.raises(Conflict, match=r"it would now be: .* difference of €6\.00"):
        confirm(store, ANA, token)
    assert balance(store) == 3000


def test_staff_act_for_a_customer_and_are_named(store: Store) -> None:
    do(store, LARGER, STAFF)
    (entry,) = audit(store)
    assert (entry.actor_id, entry.customer_id, entry.action) == ("staff_mia", "ana", "change_items")
    with pytest.raises(NotFound):
        propose(store, STAFF, CancelOrder("#W9", "no longer needed"))


def test_a_shopper_acts_for_nobody_else() -> None:
    with pytest.raises(Invalid, match="only for themselves"):
        Actor(ActorKind.SHOPPER, "ana", "ben")


def test_the_audit_says_what_changed_from_what_to_what(store: Store) -> None:
    do(store, LARGER)
    (entry,) = audit(store)
    assert entry.subject_id == "#W1"
    assert (
        set(entry.before)
        == set(entry.after)
        == {
            "Order #W1.status",
            "Order #W1.items",
            "Order #W1.payments",
            "Variant shirt-s.stock",
            "Variant shirt-l.stock",
            "PaymentMethod ana-gift.balance_cents",
        }
    )
    assert (entry.before["Order #W1.status"], entry.after["Order #W1.status"]) == ("pending", "pending (item modified)")
    assert (entry.before["Variant shirt-l.stock"], entry.after["Variant shirt-l.stock"]) == ("5", "4")


def test_a_proposal_lives_ten_minutes() -> None:
    clock = Clock()
    store = fill(MemoryStore(clock))
    proposed, kept = propose(store, ANA, CANCEL), propose(store, ANA, LARGER)
    assert proposed.expires_at == NOON + timedelta(minutes=10) == NOON + LIFETIME
    clock.now = NOON + LIFETIME - timedelta(microseconds=1)
    done = confirm(store, ANA, kept.token)
    clock.now = NOON + LIFETIME
    with pytest.raises(Conflict, match="expired at 12:10 UTC"):
        confirm(store, ANA, proposed.token)
    assert confirm(store, ANA, kept.token).summary == done.summary, "the outcome outlives the proposal"


def test_old_proposals_are_forgotten_and_executed_ones_kept() -> None:
    clock = Clock()
    store = fill(MemoryStore(clock))
    propose(store, ANA, CANCEL)
    do(store, LARGER)
    clock.now += timedelta(days=2)
    propose(store, ANA, CANCEL)
    assert sorted(proposal.action for proposal in proposals(store)) == ["cancel_order", "change_items"]


class Crash(Exception):
    pass


class CrashingStore:
    """Loses its connection at the moment when this kind of record is written."""

    def __init__(self, store: Store, kind: type[Record]) -> None:
        self._store, self._kind = store, kind

    def read(self) -> AbstractContextManager[Reader]:
        return self._store.read()

    @contextmanager
    def write(self) -> Iterator[Writer]:
        with self._store.write() as tx:
            yield cast(Writer, _CrashingWriter(tx, self._kind))


class _CrashingWriter:
    def __init__(self, tx: Writer, kind: type[Record]) -> None:
        self._tx, self._kind = tx, kind

    def __getattr__(self, name: str) -> object:
        return getattr(self._tx, name)

    def put(self, *records: Record) -> None:
        self._write(self._tx.put, *records)

    def add(self, *records: Record) -> None:
        self._write(self._tx.add, *records)

    def _write(self, write: object, *records: Record) -> None:
        assert callable(write)
        for record in records:
            if isinstance(record, self._kind):
                raise Crash
            write(record)


@pytest.mark.parametrize("kind", [Variant, AuditEntry, Proposal])
def test_a_crash_in_the_middle_leaves_nothing_half_done(store: Store, kind: type[Record]) -> None:
    before = everything(store)
    token = propose(store, ANA, LARGER).token
    with pytest.raises(Crash):
        confirm(CrashingStore(store, kind), ANA, token)
    assert everything(store) == before
    assert not confirm(store, ANA, token).already_done
    assert stock(store, "shirt-l") == 4


@pytest.mark.parametrize("request_", [CANCEL, LARGER, ChangeProfileAddress(WORK)])
def test_a_request_survives_its_canonical_text(store: Store, request_: Request) -> None:
    assert read_request(write_request(request_)) == request_
    assert hash_request(read_request(write_request(request_))) == hash_request(request_)
