"""`python -m bot keys`: an operator makes, lists and revokes API keys."""

import pytest
from typer.testing import CliRunner

from bot.cli.keys import app
from shop.api_keys import Scope, find_key, list_keys
from tests.fakes.store import MemoryStore


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> MemoryStore:
    store = MemoryStore()
    monkeypatch.setattr("bot.database.open_store", lambda settings: store)
    return store


def test_the_secret_alone_is_on_standard_output(store: MemoryStore) -> None:
    done = CliRunner().invoke(app, ["create", "import", "--scope", "catalogue:write", "--scope", "orders:read"])
    assert done.exit_code == 0
    key = find_key(store, done.stdout.strip())
    assert key is not None
    assert key.scopes == (Scope.CATALOGUE_WRITE, Scope.ORDERS_READ)


def test_an_unknown_scope_is_refused_with_those_that_are_known(store: MemoryStore) -> None:
    done = CliRunner().invoke(app, ["create", "import", "--scope", "everything"])
    assert "catalogue:write" in str(done.exception)
    assert "'everything'" in str(done.exception)
    assert list_keys(store) == []


def test_a_list_shows_state_and_scopes_and_no_secret(store: MemoryStore) -> None:
    runner = CliRunner()
    secret = runner.invoke(app, ["create", "import", "--scope", "catalogue:write"]).stdout.strip()
    (key,) = list_keys(store)
    assert f"{key.id}" in runner.invoke(app, ["list"]).stdout
    assert "Revoked: import" in runner.invoke(app, ["revoke", key.id]).stdout
    listed = runner.invoke(app, ["list"]).stdout
    assert "revoked" in listed
    assert "catalogue:write" in listed
    assert secret not in listed
    assert find_key(store, secret) is None
