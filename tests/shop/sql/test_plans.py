"""What SQLite reads for some customers: theirs, and not what the whole shop has in common."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from shop.consent import Purpose, consenting
from shop.purchases import purchases_of
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
    ran: list[tuple[str, tuple[object, ...]]] = []

    @sa.event.listens_for(sqlite_store.engine, "before_cursor_execute")
    def keep(connection: object, cursor: object, statement: str, values: tuple[object, ...], *rest: object) -> None:
        ran.append((statement, values))

    with sqlite_store.read() as tx:
        read(tx)
    statement, values = next(one for one in ran if one[0].startswith("SELECT"))
    with sqlite_store.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    assert f"USING INDEX {index}" in plan[0].detail
