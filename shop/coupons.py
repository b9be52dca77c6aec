"""Coupons: discounts that support gives, each redeemed as often as it was issued for and not once more."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from shop.carts import Cart, CartOwner, Subtotal, add_up, lock_cart, save_cart
from shop.catalogue import check_count
from shop.currencies import check_currency
from shop.customers import Customer
from shop.errors import Conflict, Invalid, NotAllowed, NotFound
from shop.ids import new_id
from shop.orders.actor import Actor, ActorKind
from shop.orders.records import AuditEntry
from shop.orders.wording import format_money
from shop.store import INDEXED, Reader, Store, Writer
from shop.texts import check_id, clean_text

HIGHEST_PERCENT = 50
HIGHEST_AMOUNT_CENTS = 10_000
_HIGHEST_MINIMUM_CENTS = 1_000_000
_MOST_USES = 1_000
_MOST_DAYS = 365
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # what people do not mix up when they read a code aloud
_CODE_LENGTH = 10  # 49 bits: not to be guessed


@dataclass(frozen=True)
class Coupon:
    """A discount that support may give: either `percent` (1-100) or `amount_cents` is set. `id` is the code."""

    id: str
    customer_id: str | None = field(metadata=INDEXED)  # None: anybody
    percent: int | None
    amount_cents: int | None
    currency: str
    minimum_cents: int  # of the cart's total before the discount
    reason: str  # "service recovery: order #W123 arrived damaged"
    issued_by: str
    issued_at: datetime
    expires_at: datetime
    uses_left: int


def issue_coupon(
    store: Store,
    staff: Actor,
    *,
    customer_id: str | None,
    percent: int | None = None,
    amount_cents: int | None = None,
    currency: str = "EUR",
    minimum_cents: int = 0,
    reason: str,
    days: int = 30,
    uses: int = 1,
) -> Coupon:
    """Issue a coupon under a new secret code, and record who did.

    Raises NotAllowed for shoppers, NotFound for the customer, Invalid unless exactly one of `percent` (1 to 50) and
    `amount_cents` (1 to 10,000) is given, with a reason, for 1 to 365 days and 1 to 1,000 uses.
    """
    if staff.kind is ActorKind.SHOPPER:
        raise NotAllowed("Only support staff can issue coupons.")
    _check_value(percent, amount_cents)
    with store.write() as tx:
        if customer_id is not None and tx.get(Customer, check_id("customer_id", customer_id)) is None:
            raise NotFound("customer", customer_id)
        coupon = Coupon(
            id="".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH)),
            customer_id=customer_id,
            percent=percent,
            amount_cents=amount_cents,
            currency=check_currency(currency),
            minimum_cents=check_count("minimum_cents", minimum_cents, most=_HIGHEST_MINIMUM_CENTS),
            reason=clean_text("reason", reason, shortest=1, longest=500),
            issued_by=staff.id,
            issued_at=tx.now,
            expires_at=tx.now + timedelta(days=check_count("days", days, least=1, most=_MOST_DAYS)),
            uses_left=check_count("uses", uses, least=1, most=_MOST_USES),
        )
        tx.add(coupon, _record_issue(coupon))
        return coupon


def apply_coupon(store: Store, owner: CartOwner, code: str) -> Cart:
    """Put the coupon on the cart, in place of another, and return the cart. It is used up at checkout only.

    Raises NotFound for an unknown code and otherwise as `check_coupon` does.
    """
    with store.write() as tx:
        cart = lock_cart(tx, owner)
        coupon = get_coupon(tx, code)
        check_coupon(coupon, owner.customer_id, add_up(tx, cart), tx.now)
        return save_cart(tx, replace(cart, coupon_code=coupon.id))


def remove_coupon(store: Store, owner: CartOwner) -> Cart:
    """Take the coupon off the cart, if there is one, and return the cart."""
    with store.write() as tx:
        return save_cart(tx, replace(lock_cart(tx, owner), coupon_code=None))


def redeem_coupon(tx: Writer, code: str, customer_id: str, subtotal: Subtotal) -> int:
    """Use the coupon once and return the discount in cents. Raises as `apply_coupon` does, also in a race."""
    coupon = tx.lock(Coupon, get_coupon(tx, code).id)
    if coupon is None:
        raise NotFound("coupon", code)
    check_coupon(coupon, customer_id, subtotal, tx.now)
    tx.put(replace(coupon, uses_left=coupon.uses_left - 1))
    return discount_of(coupon, subtotal.cents)


def get_coupon(tx: Reader, code: str) -> Coupon:
    """Return the coupon; case and outer blanks of the code do not matter. Raises NotFound."""
    coupon = tx.get(Coupon, clean_text("code", code, longest=200).upper())
    if coupon is None:
        raise NotFound("coupon", code)
    return coupon


def check_coupon(coupon: Coupon, customer_id: str | None, subtotal: Subtotal, now: datetime) -> None:
    """Raise NotAllowed for somebody else's coupon; Conflict when it expired, is used up or needs a dearer cart."""
    if coupon.customer_id is not None and coupon.customer_id != customer_id:
        raise NotAllowed(f"Coupon {coupon.id} was given to another customer.")
    if coupon.expires_at <= now:
        raise Conflict(f"Coupon {coupon.id} expired on {coupon.expires_at:%Y-%m-%d}.")
    if coupon.uses_left < 1:
        raise Conflict(f"Coupon {coupon.id} has been used already.")
    if subtotal.currency and subtotal.currency != coupon.currency:
        raise Conflict(f"Coupon {coupon.id} is for {coupon.currency}; the cart is in {subtotal.currency}.")
    if subtotal.cents < coupon.minimum_cents:
        needed = format_money(coupon.minimum_cents, coupon.currency)
        has = format_money(subtotal.cents, coupon.currency)
        raise Conflict(f"Coupon {coupon.id} needs a cart of at least {needed}; this one has {has}.")


def discount_of(coupon: Coupon, subtotal_cents: int) -> int:
    """Return the discount in cents, rounded down, never more than the subtotal."""
    if coupon.percent is not None:
        return subtotal_cents * coupon.percent // 100
    return min(coupon.amount_cents or 0, subtotal_cents)


def _check_value(percent: int | None, amount_cents: int | None) -> None:
    if (percent is None) == (amount_cents is None):
        raise Invalid("percent", "A coupon has either a percentage or an amount.")
    if percent is not None:
        check_count("percent", percent, least=1, most=HIGHEST_PERCENT)
    if amount_cents is not None:
        check_count("amount_cents", amount_cents, least=1, most=HIGHEST_AMOUNT_CENTS)


def _record_issue(coupon: Coupon) -> AuditEntry:
    facts = {"worth": _tell_worth(coupon), "reason": coupon.reason, "uses": str(coupon.uses_left)}
    whose = coupon.customer_id or ""
    return AuditEntry(new_id("audit"), coupon.issued_by, whose, "issue_coupon", coupon.id, {}, facts, coupon.issued_at)


def _tell_worth(coupon: Coupon) -> str:
    return f"{coupon.percent}%" if coupon.percent else format_money(coupon.amount_cents or 0, coupon.currency)
