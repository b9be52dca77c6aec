"""What a rule must be before it is stored, and which rules cannot stand beside each other."""

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from shop.catalogue import Product, check_count
from shop.catalogue.checks import CATEGORY_SEPARATOR
from shop.errors import Conflict, Invalid, NotFound
from shop.merchandising import MerchantRule, RuleKind, Selection, Terms
from shop.store import AtLeast, Reader
from shop.texts import check_id, clean_text

HIGHEST_PLACE = 50
HIGHEST_FACTOR = 100.0
HIGHEST_PRIORITY = 1_000
MOST_PRODUCTS = 200  # selected by id

T = TypeVar("T")

_OF_KIND = {
    RuleKind.PIN: ("place",),
    RuleKind.BOOST: ("factor",),
    RuleKind.BURY: ("factor",),
    RuleKind.CAP: ("most", "each"),
}


def check_terms(tx: Reader, terms: Terms) -> Terms:
    """Return the terms as the shop would store them, with clean texts.

    Raises Invalid for the first value that is not allowed, NotFound for an unknown product.
    """
    _check_shape(terms)
    check_count("priority", terms.priority, least=-HIGHEST_PRIORITY, most=HIGHEST_PRIORITY)
    _check_window(terms.starts_at, terms.ends_at)
    note = clean_text("note", terms.note, longest=500)
    return replace(terms, selection=_check_selection(tx, terms), note=note)


def check_beside(terms: Terms, others: Iterable[MerchantRule]) -> None:
    """Raise Conflict when a pin and another one of the same priority want one place, or one product, at one time."""
    if terms.kind is not RuleKind.PIN:
        return
    for other in others:
        theirs = other.terms
        rivals = theirs.kind is RuleKind.PIN and theirs.priority == terms.priority and _meet(terms, theirs)
        if rivals and theirs.place == terms.place:
            raise Conflict(
                f"Rule {other.id} pins {theirs.selection.product_ids[0]!r} at place {theirs.place} in that time; "
                "give one of the two another place, window or priority."
            )
        if rivals and theirs.selection == terms.selection:
            raise Conflict(
                f"Rule {other.id} pins {theirs.selection.product_ids[0]!r} at place {theirs.place} in that time; "
                "a product has one place: change that rule, or give one of the two another window or priority."
            )


def _check_shape(terms: Terms) -> None:
    """Raise Invalid unless exactly what the kind needs is set, within its range."""
    for name in ("place", "factor", "most", "each"):
        if getattr(terms, name) is not None and name not in _OF_KIND[terms.kind]:
            raise Invalid(name, f"A {terms.kind} rule has no {name}; it has: {', '.join(_OF_KIND[terms.kind])}.")
    match terms.kind:
        case RuleKind.PIN:
            check_count("place", _needed("place", terms.place), least=1, most=HIGHEST_PLACE)
        case RuleKind.BOOST:
            _check_factor(_needed("factor", terms.factor), above=1.0, most=HIGHEST_FACTOR)
        case RuleKind.BURY if terms.factor is not None:
            _check_factor(terms.factor, above=0.0, below=1.0)
        case RuleKind.CAP:
            check_count("most", _needed("most", terms.most), most=HIGHEST_PLACE)


def _needed(field: str, value: T | None) -> T:
    if value is None:
        raise Invalid(field, f"This kind of rule needs {field}.")
    return value


def _check_factor(factor: float, *, above: float, below: float = math.inf, most: float = math.inf) -> None:
    if not (above < factor < below and factor <= most):  # and so not NaN
        bounds = f"above {above:g} and below {below:g}" if below < math.inf else f"above {above:g}, at most {most:g}"
        raise Invalid("factor", f"factor is {factor:g}; allowed: {bounds}.")


def _check_window(starts_at: datetime | None, ends_at: datetime | None) -> None:
    for field, moment in (("starts_at", starts_at), ("ends_at", ends_at)):
        if moment is not None and moment.tzinfo is None:
            raise Invalid(field, f"{field} {moment} has no time zone.")
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise Invalid("ends_at", f"The rule would end at {ends_at} and begin only at {starts_at}.")


def _check_selection(tx: Reader, terms: Terms) -> Selection:
    chosen = terms.selection
    check_count("product_ids", len(chosen.product_ids), most=MOST_PRODUCTS)
    ids = tuple(dict.fromkeys(check_id("product_ids", id) for id in chosen.product_ids))
    clean = Selection(
        ids,
        clean_text("brand", chosen.brand, longest=100),
        clean_text("category", chosen.category, longest=1_000),
        clean_text("type", chosen.type, longest=100),
    )
    if terms.kind is RuleKind.PIN and (len(ids) != 1 or clean != Selection(ids)):
        raise Invalid("product_ids", f"A pin is for exactly one product, by its id; given: {len(ids)}.")
    if clean == Selection() and terms.each is None:
        raise Invalid("product_ids", "A rule needs products: by product_ids, brand, category or type.")
    _check_known(tx, clean)
    return clean


def _check_known(tx: Reader, chosen: Selection) -> None:
    known = tx.get_many(Product, chosen.product_ids)
    for id in chosen.product_ids:
        if id not in known:
            raise NotFound("product", id)
    if chosen.brand and not tx.count(Product, brand=chosen.brand):
        raise Invalid("brand", f"No product has the brand {chosen.brand!r}; it must be written as the catalogue does.")
    if chosen.type and not tx.count(Product, type=chosen.type):
        raise Invalid("type", f"No product has the type {chosen.type!r}; it must be written as the catalogue does.")
    if chosen.category and not _has_category(tx, chosen.category):
        raise Invalid("category", f"No product is in {chosen.category!r}; a path reads like “Sports > Running”.")


def _has_category(tx: Reader, category: str) -> bool:
    below = category + CATEGORY_SEPARATOR
    first = tx.find(Product, order="category", limit=1, category=AtLeast(below))
    return bool(tx.count(Product, category=category)) or any(product.category.startswith(below) for product in first)


def _meet(one: Terms, other: Terms) -> bool:
    """Return whether the windows share a moment."""
    ends_first = one.ends_at is not None and other.starts_at is not None and one.ends_at <= other.starts_at
    begins_after = other.ends_at is not None and one.starts_at is not None and other.ends_at <= one.starts_at
    return not ends_first and not begins_after
