"""Consent: nothing without a yes, and a no counts from the next request on."""

from datetime import timedelta

import pytest

from shop.consent import (
    ConsentRecord,
    Purpose,
    allows,
    consent_history,
    consenting,
    grant_consent,
    withdraw_consent,
)
from shop.errors import Invalid, NotFound
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.social.world import Clock, add_people, consent, withdraw


def allowed(store: Store, purpose: Purpose, *ids: str) -> list[bool]:
    with store.read() as tx:
        return [allows(tx, id, purpose) for id in ids]


@pytest.mark.parametrize("purpose", Purpose)
def test_no_record_means_no(purpose: Purpose) -> None:
    store = MemoryStore()
    add_people(store, "ana")
    assert allowed(store, purpose, "ana", "nobody") == [False, False]


@pytest.mark.parametrize("purpose", Purpose)
def test_the_newest_word_counts_at_once_and_for_one_purpose_and_person_only(store: Store, purpose: Purpose) -> None:
    add_people(store, "ana", "ben")
    consent(store, "ana", purpose=purpose)
    assert allowed(store, purpose, "ana", "ben") == [True, False]
    assert [p for p in Purpose if allowed(store, p, "ana") == [True]] == [purpose]
    withdraw(store, "ana", purpose=purpose)
    assert allowed(store, purpose, "ana") == [False]
    consent(store, "ana", purpose=purpose)
    assert allowed(store, purpose, "ana") == [True]


def test_the_newest_word_counts_when_the_clock_stands_still_or_runs_back() -> None:
    clock = Clock()
    store = MemoryStore(clock)
    add_people(store, "ana")
    for _ in range(20):
        consent(store, "ana")
        clock.pass_by(timedelta(seconds=-5))
        withdraw(store, "ana")
        assert allowed(store, Purpose.FRIENDS_SEE, "ana") == [False]


def test_who_consents_can_be_asked_for_everybody_and_for_some() -> None:
    store = MemoryStore()
    add_people(store, "ana", "ben", "cem")
    consent(store, "ana", "ben", "cem", purpose=Purpose.TRAIN)
    withdraw(store, "cem", purpose=Purpose.TRAIN)
    with store.read() as tx:
        assert consenting(tx, Purpose.TRAIN) == {"ana", "ben"}
        assert consenting(tx, Purpose.TRAIN, ["ben", "cem"]) == {"ben"}
        assert consenting(tx, Purpose.TRAIN, []) == frozenset()
        assert consenting(tx, Purpose.PERSONALISE) == frozenset()


def test_the_history_keeps_every_word_with_its_source_the_newest_first() -> None:
    store = MemoryStore()
    add_people(store, "ana")
    grant_consent(store, "ana", Purpose.TRAIN, source="settings page")
    withdraw_consent(store, "ana", Purpose.TRAIN, source="chat")
    consent(store, "ana", purpose=Purpose.PERSONALISE)
    told = [(record.granted, record.source) for record in consent_history(store, "ana", Purpose.TRAIN)]
    assert told == [(False, "chat"), (True, "settings page")]
    assert len(consent_history(store, "ana")) == 3
    assert consent_history(store, "nobody") == ()


def test_nobody_unknown_consents_and_a_source_is_needed() -> None:
    store = MemoryStore()
    with pytest.raises(NotFound):
        grant_consent(store, "nobody", Purpose.TRAIN, source="chat")
    with pytest.raises(Invalid):
        grant_consent(store, "nobody", Purpose.TRAIN, source=" ")
    with store.read() as tx:
        assert tx.count(ConsentRecord) == 0
