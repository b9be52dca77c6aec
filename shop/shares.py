"""Links that show something to whoever holds them, until they expire or are revoked."""

from dataclasses import dataclass, field
from datetime import datetime

from shop.store import INDEXED


@dataclass(frozen=True)
class Share:
    """What a signed link stands for. The link itself is never stored."""

    id: str
    owner_id: str = field(metadata=INDEXED)
    kind: str  # "product" | "wishlist" | "review"
    subject_id: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
