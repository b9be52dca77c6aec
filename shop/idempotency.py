"""Requests that may arrive twice and must act once: the answer to the first is kept for the others."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from shop.errors import Conflict, Invalid
from shop.store import INDEXED, Below, Store
from shop.texts import check_characters, check_id

KEPT = timedelta(hours=24)
_LEASE = timedelta(minutes=5)  # longer than any request may take: after it, whoever held the claim is gone
_SWEEP = 200  # old records removed with each claim, so that they never pile up


class OtherRequest(Conflict):
    """The key was used for another request."""


class StillRunning(Conflict):
    """The first request with this key has not been answered yet."""


@dataclass(frozen=True)
class IdempotencyRecord:
    """One claimed request. `status` is 0 until it is answered."""

    id: str
    request_hash: str
    status: int  # of HTTP
    body: str  # JSON
    claimed_at: datetime = field(metadata=INDEXED)


def claim(store: Store, id: str, request_hash: str) -> IdempotencyRecord | None:
    """Take `id` for this request: None means "go ahead", a record is the answer that was given before.

    Raises OtherRequest when the id belongs to another request, StillRunning while the first is unanswered, Invalid for
    what is no id or no hash.
    """
    check_id("id", id)
    check_id("request_hash", request_hash)
    with store.write() as tx:
        old = tx.find(IdempotencyRecord, claimed_at=Below(tx.now - KEPT), limit=_SWEEP)
        tx.remove(IdempotencyRecord, *(record.id for record in old))
        known = tx.lock(IdempotencyRecord, id)
        if known is None or (known.status == 0 and known.claimed_at < tx.now - _LEASE):
            tx.put(IdempotencyRecord(id, request_hash, 0, "", tx.now))
            return None
    if known.request_hash != request_hash:
        raise OtherRequest("This Idempotency-Key was used for another request; take a new key.")
    if known.status == 0:
        raise StillRunning("The first request with this Idempotency-Key is still running; try again in a moment.")
    return known


def settle(store: Store, id: str, status: int, body: str) -> None:
    """Keep the answer for whoever asks again within `KEPT`. Raises Invalid for a status that HTTP does not have."""
    if not 100 <= status <= 599:
        raise Invalid("status", f"A status of HTTP is 100 to 599, not {status}.")
    check_characters("body", body)
    with store.write() as tx:
        record = tx.lock(IdempotencyRecord, check_id("id", id))
        if record is not None:
            tx.put(replace(record, status=status, body=body))


def release(store: Store, id: str) -> None:
    """Give the claim back: the request was refused without any effect and may be tried again."""
    with store.write() as tx:
        tx.remove(IdempotencyRecord, check_id("id", id))
