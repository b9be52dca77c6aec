"""What may be asked of the order desk, and the one spelling of each request that a confirmation is bound to."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache

from pydantic import TypeAdapter

from shop.customers import Address


@dataclass(frozen=True)
class ItemChange:
    """One piece of `variant_id` becomes `new_variant_id`; two equal pieces take two of these."""

    variant_id: str
    new_variant_id: str


@dataclass(frozen=True)
class CancelOrder:
    order_id: str
    reason: str  # a value of CancelReason


@dataclass(frozen=True)
class ChangeAddress:
    order_id: str
    address: Address


@dataclass(frozen=True)
class ChangePayment:
    order_id: str
    payment_method_id: str


@dataclass(frozen=True)
class ChangeItems:
    """`payment_method_id` pays, or gets back, the difference in price."""

    order_id: str
    changes: tuple[ItemChange, ...]
    payment_method_id: str


@dataclass(frozen=True)
class ReturnItems:
    """One variant id a piece; `payment_method_id` gets the refund."""

    order_id: str
    variant_ids: tuple[str, ...]
    payment_method_id: str


@dataclass(frozen=True)
class ExchangeItems:
    """`payment_method_id` pays, or gets back, the difference in price."""

    order_id: str
    changes: tuple[ItemChange, ...]
    payment_method_id: str


@dataclass(frozen=True)
class ChangeProfileAddress:
    """The default address of the customer who is acted for."""

    address: Address


Request = CancelOrder | ChangeAddress | ChangePayment | ChangeItems | ReturnItems | ExchangeItems | ChangeProfileAddress

_KINDS: dict[str, type[Request]] = {
    "cancel_order": CancelOrder,
    "change_address": ChangeAddress,
    "change_payment": ChangePayment,
    "change_items": ChangeItems,
    "return_items": ReturnItems,
    "exchange_items": ExchangeItems,
    "change_profile_address": ChangeProfileAddress,
}
_ACTIONS = {kind: action for action, kind in _KINDS.items()}


def name_action(request: Request) -> str:
    """Return the request's name in proposals and in the audit: "cancel_order"."""
    return _ACTIONS[type(request)]


def write_request(request: Request) -> str:
    """Return the request as canonical JSON: equal requests, and only they, give equal text. ASCII."""
    arguments = {"action": name_action(request), **asdict(request)}
    return json.dumps(arguments, sort_keys=True, separators=(",", ":"))


def read_request(text: str) -> Request:
    """Return what `write_request` wrote."""
    arguments = json.loads(text)
    return _adapter(arguments.pop("action")).validate_python(arguments)


def hash_request(request: Request) -> str:
    """Return the sha256 of the exact arguments, in hexadecimal."""
    return hashlib.sha256(write_request(request).encode("ascii")).hexdigest()


@cache
def _adapter(action: str) -> TypeAdapter[Request]:
    return TypeAdapter(_KINDS[action])
