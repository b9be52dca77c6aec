"""API keys: shown once, kept as a hash, good until revoked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.api_keys import Scope, find_key, list_keys, make_key, revoke_key
from shop.errors import Invalid, NotFound
from shop.store import Store
from tests.fakes.store import MemoryStore


def test_a_key_is_found_by_its_secret_until_it_is_revoked(store: Store) -> None:
    key, secret = make_key(store, " import ", ["orders:read", "catalogue:write", "orders:read"])
    assert (key.name, key.scopes) == ("import", (Scope.CATALOGUE_WRITE, Scope.ORDERS_READ))
    assert find_key(store, secret) == key
    assert secret not in repr(list_keys(store))
    revoked = revoke_key(store, key.id)
    assert find_key(store, secret) is None
    assert revoke_key(store, key.id) == revoked
    assert list_keys(store) == [revoked]


def test_the_secret_of_one_key_does_not_open_another() -> None:
    store = MemoryStore()
    first, first_secret = make_key(store, "first", [Scope.EVENTS_WRITE])
    second, second_secret = make_key(store, "second", [Scope.EVENTS_WRITE])
    mixed = first_secret.replace(first.id, second.id)
    assert find_key(store, mixed) is None
    assert len({first_secret, second_secret}) == 2


@given(st.text(max_size=300))
def test_no_text_but_the_secret_opens_anything(text: str) -> None:
    store = MemoryStore()
    make_key(store, "only", [Scope.EVENTS_WRITE])
    assert find_key(store, text) is None
    assert find_key(store, f"ck_{text}") is None


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "a\nb", ""])
def test_what_no_id_can_be_opens_and_revokes_nothing(store: Store, text: str) -> None:
    assert find_key(store, f"ck_{text}_secret") is None
    with pytest.raises(Invalid):
        revoke_key(store, text)


@pytest.mark.parametrize("scopes", [[], ["orders"], ["orders:read", "everything"]])
def test_a_key_needs_known_scopes(scopes: list[str]) -> None:
    with pytest.raises(Invalid, match="catalogue:read"):
        make_key(MemoryStore(), "name", scopes)


def test_revoking_a_missing_key_says_so() -> None:
    with pytest.raises(NotFound):
        revoke_key(MemoryStore(), "missing")
