"""How the database is read: for some customers what is theirs, and not what the whole shop has in common."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from shop.catalogue import Product
from shop.consent import Purpose, consenting
from shop.errors import StoreUnavailable
from shop.purchases import purchases_of
from shop.sql.schema import TABLES
from shop.sql.store import SqlStore
from shop.store import Reader

IDS = ("ana", "ben", "cleo")


@pytest.mark.parametrize(
    ("read", "index"),
    [
        (lambda tx: consenting(tx, Purpose.FRIENDS_SEE, IDS), "ix_consent_record_customer_id"),
        (lambda tx: purchases_of(tx, IDS), "ix_order_customer_id"),
    ],
)
def test_what_is_of_few_people_is_found_by_them(
    sqlite_store: SqlStore, read: Callable[[Reader], object], index: str
) -> None:
    ran: list[str] = []

    @sa.event.listens_for(sqlite_store.engine, "checkout")
    def trace(connection: Any, *rest: object) -> None:
        connection.set_trace_callback(ran.append)

    with sqlite_store.read() as tx:
        read(tx)
    statement = next(one for one in ran if one.startswith("SELECT"))
    with sqlite_store.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
    assert f"USING INDEX {index}" in plan[0].detail


def test_what_the_database_refuses_is_an_error_of_the_shop(tmp_path: Path) -> None:
    store = SqlStore(f"sqlite:///{tmp_path / 'empty.db'}", TABLES)
    with pytest.raises(StoreUnavailable, match="no such table"), store.read() as tx:
        tx.count(Product)
    store.close()
