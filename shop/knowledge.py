"""Articles that answer what shoppers ask about the shop itself."""

from dataclasses import dataclass, field
from datetime import datetime

from shop.store import INDEXED


@dataclass(frozen=True)
class Article:
    """A help article in Markdown. `id` is its slug."""

    id: str
    title: str
    topic: str = field(metadata=INDEXED)
    body: str
    tags: tuple[str, ...]
    updated_at: datetime
    language: str = "en"
