"""Which end of the prices is meant: "the cheapest", "which costs more", "something pricier"."""

import re

_LEAST = re.compile(
    r"\b(?:cheapest|least expensive|lowest[- ]priced?|costs? (?:the )?least|least money)\b", re.IGNORECASE
)
_LESS = re.compile(r"\b(?:cheaper|less expensive|costs? (?:the )?less)\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:dearest|most expensive|priciest|highest[- ]priced?|costs? (?:the )?most)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:dearer|more expensive|pricier|costs? (?:the )?more)\b", re.IGNORECASE)


def read_price_degree(text: str) -> int:
    """Return -1 where the cheaper end is meant, be it "cheaper" or "the cheapest", 1 for the dearer, 0 for neither."""
    if _LEAST.search(text) or _LESS.search(text):
        return -1
    return 1 if _MOST.search(text) or _MORE.search(text) else 0


def asks_for_cheapest(text: str) -> bool:
    """Say whether nothing cheaper than what is meant can be: "the cheapest", and not "something cheaper"."""
    return _LEAST.search(text) is not None


def asks_for_cheaper(text: str) -> bool:
    """Say whether the words are only "something cheaper", which several things may be."""
    return _LESS.search(text) is not None and not asks_for_cheapest(text)
