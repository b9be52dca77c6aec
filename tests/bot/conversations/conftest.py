"""A store for what does not depend on the database."""

import pytest

from shop.store import Store
from tests.fakes.store import MemoryStore


@pytest.fixture
def memory() -> Store:
    return MemoryStore()
