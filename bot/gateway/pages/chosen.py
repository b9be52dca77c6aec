"""The filters of a listing, as they stand in its address and in its form."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

from retrieval.search import SearchSort
from shop.catalogue import Sort
from shop.catalogue.checks import HIGHEST_PRICE_CENTS

_LIST_SORTS: dict[str, str] = {
    Sort.NEWEST: "Newest first",
    Sort.CHEAPEST: "Price, low to high",
    Sort.DEAREST: "Price, high to low",
    Sort.TITLE: "Name",
}
_SEARCH_SORTS: dict[str, str] = {
    SearchSort.BEST: "Best match",
    SearchSort.BEST_RATED: "Best rated, counting how many rated",
    SearchSort.CHEAPEST: "Price, low to high",
    SearchSort.DEAREST: "Price, high to low",
    SearchSort.NEWEST: "Newest first",
}


@dataclass(frozen=True)
class Chosen:
    """What makes no sense in an address counts as not chosen."""

    q: str = ""
    brand: str = ""
    type: str = ""
    min: str = ""  # in whole units of the currency, or with cents: "19.90"
    max: str = ""
    stock: str = ""  # "1": only what can be bought now
    sort: str = ""

    @property
    def any(self) -> bool:
        return self != Chosen()

    @property
    def sorts(self) -> dict[str, str]:
        """Return the orders there are, the usual one first, in words."""
        return _SEARCH_SORTS if self.q else _LIST_SORTS

    @property
    def order(self) -> str:
        return self.sort if self.sort in self.sorts else next(iter(self.sorts))

    @property
    def lowest_cents(self) -> int | None:
        return _read_cents(self.min)

    @property
    def highest_cents(self) -> int | None:
        return _read_cents(self.max)

    def address(self, action: str, **more: str) -> str:
        """Return the address of the listing at `action` with these filters."""
        given = {name: value for name, value in {**vars(self), **more}.items() if value}
        return f"{action}?{urlencode(given)}" if given else action


def read_chosen(
    q: Annotated[str, Query()] = "",
    brand: Annotated[str, Query()] = "",
    type: Annotated[str, Query()] = "",
    min: Annotated[str, Query()] = "",
    max: Annotated[str, Query()] = "",
    stock: Annotated[str, Query()] = "",
    sort: Annotated[str, Query()] = "",
) -> Chosen:
    """A dependency: the filters of this request."""
    low, high = (text if _read_cents(text) is not None else "" for text in (min, max))
    in_stock = "1" if stock == "1" else ""
    known = sort if sort in _LIST_SORTS or sort in _SEARCH_SORTS else ""
    return Chosen(_tidy(q), _tidy(brand), _tidy(type), low, high, in_stock, known)


def _tidy(text: str) -> str:
    """Return what a search can use: printable, on one line, at most 100 characters."""
    return "".join(c for c in text if c.isprintable())[:100].strip()


def _read_cents(text: str) -> int | None:
    try:
        cents = Decimal(text.strip().replace(",", ".")) * 100
        return int(cents) if 0 <= cents <= HIGHEST_PRICE_CENTS else None
    except InvalidOperation:
        return None
