"""Carts and coupons."""

from dataclasses import dataclass, field
from datetime import datetime

from shop.store import INDEXED


@dataclass(frozen=True)
class CartLine:
    """`quantity` pieces of one variant, 1 to 99."""

    variant_id: str
    quantity: int
    added_at: datetime


@dataclass(frozen=True)
class Cart:
    """One open cart a customer or guest: `id` is "cart_" + the customer's id or the guest's session id."""

    id: str
    customer_id: str | None = field(metadata=INDEXED)
    lines: tuple[CartLine, ...]
    coupon_code: str | None
    updated_at: datetime


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
