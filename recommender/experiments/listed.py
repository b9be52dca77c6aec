"""Suggestions that know which list they came in, so that it can be told which of them were shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from recommender.serve import Suggestion


@dataclass(frozen=True)
class Listed(Suggestion):
    """A suggestion of one list. The same product for the same reasons is the same, whichever list it came in."""

    list_id: str = field(default="", compare=False)


@runtime_checkable
class HearsShown(Protocol):
    """Wants to know which of its suggestions a shopper saw: what is asked for may be narrowed before it is shown."""

    def shown(self, list_id: str, product_ids: Sequence[str]) -> None:
        """Take note of what was shown, in its order, products from elsewhere as well. Never raises ShopError."""
        ...


def list_of(suggestion: Suggestion) -> str:
    """Return the list that it came in; "" when nobody wants to know."""
    return suggestion.list_id if isinstance(suggestion, Listed) else ""
