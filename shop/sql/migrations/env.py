"""Alembic's entry: `shop.sql.migrate` passes the connection and, to write a revision, the tables to be reached."""

from typing import Any, Literal

from alembic import context

from shop.sql.tables import UtcDateTime


def render_plainly(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write a column's type as the database sees it: a migration must not change when the code does."""
    if kind != "type":
        return False
    plain = getattr(item, "impl", item)
    if isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    return f"sa.{type(plain).__name__}()" if plain is not item else False


attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    target_metadata=attributes.get("metadata"),
    render_as_batch=True,
    render_item=render_plainly,
)
with context.begin_transaction():
    context.run_migrations()
