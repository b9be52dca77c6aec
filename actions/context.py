"""What actions work with: the store, opened once a process."""

import functools

import settings as configuration
from shop.sql.schema import TABLES
from shop.sql.store import SqlStore
from shop.store import Store

_given: list[Store] = []


def use_store(store: Store) -> None:
    """Let every action from now on work with this store; the embedding process says so at its start."""
    _given[:] = [store]


def current_store() -> Store:
    """Return the store given, or, in an action server of its own, the one of the settings."""
    return _given[0] if _given else _own_store()


@functools.cache
def _own_store() -> Store:
    return SqlStore(configuration.load().store_url, TABLES)
