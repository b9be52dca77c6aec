"""Searching on a shop's pages: a part of a long list, how the words were read, and what it can be narrowed to."""

from dataclasses import dataclass
from typing import Protocol

from retrieval.occasions import read_occasions
from retrieval.reading import Reading
from retrieval.search import Found, FoundArticle, SearchQuery
from retrieval.terms import before_purpose, split_terms


@dataclass(frozen=True)
class Understood:
    """What the words of a search were read as.

    `words` are those that it was looked for by, "" where they are the shopper's own: with typing errors put right, or
    the shop's names for the kind of thing that was meant by another word. `unlimited` are the shopper's own without
    the limits of price that stood among them.
    """

    words: str
    unlimited: str
    price_min_cents: int | None  # limits that stood among the words
    price_max_cents: int | None
    akin: bool  # the shop has not what was asked for: what was found only comes near
    occasion: str = ""  # what things are shown for where none was named: "a wedding"


@dataclass(frozen=True)
class Browsed:
    """A part of what was found.

    `types` and `brands` are those of all of it, the most frequent first; where the query's section names one, also
    those that another choice would find. What turns out to be sold out counts, too.
    """

    found: list[Found]
    more: bool
    understood: Understood
    types: tuple[str, ...]
    brands: tuple[str, ...]


class Browser(Protocol):
    """A shelf for pages. Safe to share between threads."""

    def find_articles(self, text: str, limit: int = 3) -> list[FoundArticle]:
        """See `Shelf`."""
        ...

    def browse_products(self, query: SearchQuery, start: int = 0, count: int = 24) -> Browsed:
        """Return the products from place `start` on, 0 for the first, in the order of `find_products`.

        Raises Invalid for a start below 0, a count below 1 and an unknown sort.
        """
        ...


def tell_understood(query: SearchQuery, reading: Reading) -> Understood:
    """Return how the words of the query were read; limits of price only where they stood among the words."""
    own = query.price_min_cents is None and query.price_max_cents is None
    limits = reading.conditions
    return Understood(
        words=_tell_words(reading),
        unlimited=reading.words,
        price_min_cents=limits.price_min_cents if own else None,
        price_max_cents=limits.price_max_cents if own else None,
        akin=reading.akin,
        occasion=read_occasions()[reading.occasion].told if reading.occasion else "",
    )


def _tell_words(reading: Reading) -> str:
    """Return the words looked for where they are others than the shopper's; "" else.

    A kind that none of the shopper's words names is told by the shop's names for it: "red sneakers" are red running
    shoes.
    """
    named = set(split_terms(before_purpose(reading.text)))
    if reading.types and not any(named.intersection(split_terms(type)) for type in reading.types):
        return reading.by_own_names
    return reading.text if split_terms(reading.text) != split_terms(reading.said) else ""
