"""A change worked out to the last cent and piece, but not yet made."""

from dataclasses import dataclass

from pydantic_core import to_json

from shop.ids import new_id
from shop.orders.actor import Actor
from shop.orders.ledger import Edit
from shop.orders.records import AuditEntry, Order
from shop.store import Writer


@dataclass(frozen=True)
class Plan:
    """`edits` is everything that the change does. Equal summaries mean equal consequences for the customer."""

    subject_id: str
    order: Order | None  # as it will be; None for a change of the profile
    edits: tuple[Edit, ...]
    summary: str  # one paragraph: what would happen
    lines: tuple[str, ...]  # the pieces or values concerned, one each
    outcome: str  # one paragraph: what has happened
    money: str = ""  # the part of the summary on what is paid and comes back, no sentence yet; "" for no money


def carry_out(
    tx: Writer, actor: Actor, customer_id: str, action: str, subject_id: str, edits: tuple[Edit, ...]
) -> None:
    """Store these edits and the audit entry of the fields that differ, named like "Order #W123.status"."""
    tx.put(*(edit.after for edit in edits))
    before, after = {}, {}
    for edit in edits:
        new = vars(edit.after)
        for name, old in vars(edit.before).items():
            if old != new[name]:
                key = f"{type(edit.after).__name__} {edit.after.id}.{name}"
                before[key], after[key] = write_value(old), write_value(new[name])
    tx.add(AuditEntry(new_id("audit"), actor.id, customer_id, action, subject_id, before, after, tx.now))


def write_value(value: object) -> str:
    """Return text as it is and anything else as JSON."""
    return str(value) if isinstance(value, str) else to_json(value).decode()
