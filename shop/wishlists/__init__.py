"""What customers wish for, and the gifts others plan in secret."""

from dataclasses import dataclass, field
from datetime import datetime

from shop.reviews import Visibility
from shop.store import INDEXED


@dataclass(frozen=True)
class WishlistItem:
    """`id` is pair_id(customer_id, product_id)."""

    id: str
    customer_id: str = field(metadata=INDEXED)
    product_id: str = field(metadata=INDEXED)
    visibility: Visibility
    circle_id: str | None
    note: str
    added_at: datetime


@dataclass(frozen=True)
class GiftPlan:
    """`giver_id` means to give this. The recipient can never read or infer it. `id`: pair_id(item_id, giver_id)."""

    id: str
    item_id: str = field(metadata=INDEXED)
    recipient_id: str = field(metadata=INDEXED)
    giver_id: str = field(metadata=INDEXED)
    bought: bool
    at: datetime

    @property
    def product_id(self) -> str:
        return self.item_id.removeprefix(f"{self.recipient_id}~")
