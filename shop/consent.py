"""What each customer allows to be done with their data, and since when."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shop.store import INDEXED


class Purpose(StrEnum):
    """What data may be used for. No record means no consent."""

    FRIENDS_SEE = "friends_see"  # friends may see my friends-only and circle things, and that a review is mine
    PERSONALISE = "personalise"  # my behaviour may choose what I am shown
    TRAIN = "train"  # my messages and behaviour may teach the models


@dataclass(frozen=True)
class ConsentRecord:
    """One grant or withdrawal; the newest for a customer and purpose counts. Records are never changed."""

    id: str
    customer_id: str = field(metadata=INDEXED)
    purpose: Purpose = field(metadata=INDEXED)
    granted: bool
    source: str  # where it was said: "chat", "settings page", "import"
    at: datetime = field(metadata=INDEXED)
