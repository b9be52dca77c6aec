"""Two steps to every change: propose says what would happen, confirm does exactly that, once."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from shop.errors import Conflict
from shop.orders.actor import Actor
from shop.orders.delivered import plan_exchange, plan_return
from shop.orders.pending import plan_address, plan_cancel, plan_items, plan_payment
from shop.orders.plan import Plan, carry_out
from shop.orders.profile import plan_profile_address
from shop.orders.records import Order, Proposal
from shop.orders.requests import (
    CancelOrder,
    ChangeAddress,
    ChangeItems,
    ChangePayment,
    ChangeProfileAddress,
    ExchangeItems,
    Request,
    ReturnItems,
    hash_request,
    name_action,
    read_request,
    write_request,
)
from shop.store import Below, Store, Writer

LIFETIME = timedelta(minutes=10)
_KEPT_EXPIRED = timedelta(days=1)  # so that a late confirmation still hears "expired" and not "unknown"


@dataclass(frozen=True)
class Proposed:
    """What would happen, for the customer to say yes to. Only the holder of `token` can confirm it."""

    token: str
    summary: str
    lines: tuple[str, ...]
    expires_at: datetime
    money: str = ""  # what of it is paid and comes back, no sentence yet; "" for no money


@dataclass(frozen=True)
class Confirmed:
    """What has happened: now, or (`already_done`) at an earlier confirmation of the same proposal."""

    summary: str
    order: Order | None  # as it is now; None for a change of the profile
    already_done: bool


def propose(store: Store, actor: Actor, request: Request) -> Proposed:
    """Check every rule and return what would happen; nothing but the proposal is stored.

    Raises NotFound, Invalid or Conflict as the rules say.
    """
    token = secrets.token_urlsafe(32)
    with store.write() as tx:
        plan = _make_plan(tx, actor, request)
        expires_at = tx.now + LIFETIME
        _forget_expired(tx, actor.customer_id)
        tx.add(
            Proposal(
                id=_hash_token(token),
                customer_id=actor.customer_id,
                order_id=plan.order.id if plan.order else None,
                action=name_action(request),
                arguments={"request": write_request(request)},
                arguments_hash=hash_request(request),
                summary=plan.summary,
                proposed_at=tx.now,
                expires_at=expires_at,
            )
        )
    return Proposed(token, plan.summary, plan.lines, expires_at, plan.money)


def confirm(store: Store, actor: Actor, token: str, request: Request | None = None) -> Confirmed:
    """Do what was proposed, once; a second confirmation returns the recorded outcome.

    Every rule is checked again. Raises Conflict for a token that is unknown, another customer's or expired, for a
    `request` that is not the proposed one, and when the change would no longer do what its summary says.
    """
    with store.write() as tx:
        proposal = _lock_proposal(tx, actor, token)
        if request is not None and hash_request(request) != proposal.arguments_hash:
            raise Conflict("This is not the change that was proposed; ask for it anew and confirm that.")
        if proposal.executed_at is not None:
            order = tx.get(Order, proposal.order_id) if proposal.order_id else None
            return Confirmed(proposal.outcome, order, already_done=True)
        if tx.now >= proposal.expires_at:
            raise Conflict(f"This proposal expired at {proposal.expires_at:%H:%M} UTC; ask for the change anew.")
        plan = _make_plan(tx, actor, read_request(proposal.arguments["request"]))
        if plan.summary != proposal.summary:
            raise Conflict(f"Something changed since this was proposed; it would now be: {plan.summary}")
        carry_out(tx, actor, actor.customer_id, proposal.action, plan.subject_id, plan.edits)
        tx.put(replace(proposal, executed_at=tx.now, outcome=plan.outcome))
        return Confirmed(plan.outcome, plan.order, already_done=False)


def withdraw(store: Store, actor: Actor, token: str) -> None:
    """Forget a proposal: its token confirms nothing any more.

    Raises Conflict for a token that is unknown, another customer's, or confirmed already.
    """
    with store.write() as tx:
        proposal = _lock_proposal(tx, actor, token)
        if proposal.executed_at is not None:
            raise Conflict(f"This was confirmed already and cannot be withdrawn: {proposal.outcome}")
        tx.remove(Proposal, proposal.id)


def _make_plan(tx: Writer, actor: Actor, request: Request) -> Plan:
    match request:
        case CancelOrder():
            return plan_cancel(tx, actor.customer_id, request)
        case ChangeAddress():
            return plan_address(tx, actor.customer_id, request)
        case ChangePayment():
            return plan_payment(tx, actor.customer_id, request)
        case ChangeItems():
            return plan_items(tx, actor.customer_id, request)
        case ReturnItems():
            return plan_return(tx, actor.customer_id, request)
        case ExchangeItems():
            return plan_exchange(tx, actor.customer_id, request)
        case ChangeProfileAddress():
            return plan_profile_address(tx, actor.customer_id, request)
        case _:
            assert_never(request)


def _lock_proposal(tx: Writer, actor: Actor, token: str) -> Proposal:
    proposal = tx.lock(Proposal, _hash_token(token))
    if proposal is None or proposal.customer_id != actor.customer_id:
        raise Conflict("There is no such proposal for you: it was withdrawn, or its token is wrong or somebody else's.")
    return proposal


def _forget_expired(tx: Writer, customer_id: str) -> None:
    long_ago = Below(tx.now - _KEPT_EXPIRED)
    expired = tx.find(Proposal, customer_id=customer_id, executed_at=None, expires_at=long_ago)
    tx.remove(Proposal, *(proposal.id for proposal in expired))


def _hash_token(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
