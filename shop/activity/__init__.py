"""What friends may see of each other's doings, and the shop's own record of behaviour."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shop.store import INDEXED


class ActivityType(StrEnum):
    PURCHASED = "purchased"
    REVIEWED = "reviewed"
    WISHED = "wished"
    FOLLOWED = "followed"


@dataclass(frozen=True)
class ActivityOptIn:
    """The customer shows this type to friends. `id` is pair_id(customer_id, type). No record: not shown."""

    id: str
    customer_id: str = field(metadata=INDEXED)
    type: ActivityType
    since: datetime


@dataclass(frozen=True)
class HiddenPurchase:
    """A product whose purchase the customer keeps from friends. `id` is pair_id(customer_id, product_id)."""

    id: str
    customer_id: str = field(metadata=INDEXED)
    product_id: str
    since: datetime


class EventName(StrEnum):
    """GA4's e-commerce names, and those that a social shop needs beside them."""

    VIEW_ITEM = "view_item"
    VIEW_ITEM_LIST = "view_item_list"
    SELECT_ITEM = "select_item"
    SEARCH = "search"
    ADD_TO_WISHLIST = "add_to_wishlist"
    ADD_TO_CART = "add_to_cart"
    REMOVE_FROM_CART = "remove_from_cart"
    BEGIN_CHECKOUT = "begin_checkout"
    PURCHASE = "purchase"
    REFUND = "refund"
    SHARE = "share"
    RATE = "rate"
    LIKE = "like"
    DISLIKE = "dislike"
    THUMB_UP = "thumb_up"  # of a message that suggested it
    THUMB_DOWN = "thumb_down"


@dataclass(frozen=True)
class Event:
    """Something a customer did with a product. Kept only with their consent to personalise; see record_events."""

    id: str
    name: EventName = field(metadata=INDEXED)
    customer_id: str = field(metadata=INDEXED)
    product_id: str | None = field(metadata=INDEXED)
    variant_id: str | None
    value: float | None  # rate: stars; purchase, refund, add_to_cart, remove_from_cart: pieces, None for one; else None
    at: datetime = field(metadata=INDEXED)
    session_id: str = ""
    search_term: str = ""
