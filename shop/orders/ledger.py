"""Pieces in stock and money on gift cards: locked, checked and moved, never below zero.

Whoever locks several kinds locks them in this order, so that no two wait for each other: proposal, order, customer,
variants, payment methods; several of one kind in the order of their ids.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from shop.catalogue import Variant
from shop.customers import PaymentKind, PaymentMethod
from shop.errors import Conflict, NotFound
from shop.orders.rules import check_gift_card
from shop.orders.wording import describe
from shop.store import Record, Writer
from shop.texts import check_id


@dataclass(frozen=True)
class Edit:
    """A record as it was and as it will be."""

    before: Record
    after: Record


def lock_methods(tx: Writer, customer_id: str, ids: Iterable[str]) -> dict[str, PaymentMethod]:
    """Lock these payment methods. Raises NotFound for one that is missing or somebody else's."""
    methods: dict[str, PaymentMethod] = {}
    for id in sorted(set(ids)):
        method = tx.lock(PaymentMethod, check_id("payment_method_id", id))
        if method is None or method.customer_id != customer_id:
            raise NotFound("payment method", id)
        methods[id] = method
    return methods


def move_money(methods: Mapping[str, PaymentMethod], moves: Mapping[str, int], currency: str) -> tuple[Edit, ...]:
    """Return the gift cards that change; `moves` is cents by method, positive what the customer pays.

    Cards and PayPal keep no balance here. Raises Conflict for a gift card that does not cover its part.
    """
    for id, cents in moves.items():
        check_gift_card(methods[id], cents, currency)
    cards = (methods[id] for id in sorted(moves) if methods[id].kind is PaymentKind.GIFT_CARD and moves[id])
    return tuple(Edit(card, replace(card, balance_cents=card.balance_cents - moves[card.id])) for card in cards)


def lock_variants(tx: Writer, ids: Iterable[str]) -> dict[str, Variant]:
    """Lock these variants and return those that exist."""
    locked = {id: tx.lock(Variant, check_id("variant_id", id)) for id in sorted(set(ids))}
    return {id: variant for id, variant in locked.items() if variant is not None}


def move_stock(variants: Mapping[str, Variant], taken: Mapping[str, int]) -> tuple[Edit, ...]:
    """Return the variants that change; `taken` is pieces by variant id, negative what comes back.

    A variant that no longer exists gets nothing back. Raises Conflict when there are too few pieces.
    """
    edits = []
    for variant in (variants[id] for id in sorted(taken) if id in variants and taken[id]):
        if variant.stock < taken[variant.id]:
            name = describe(f"Item {variant.id}", variant.options)
            raise Conflict(f"{name}: {taken[variant.id]} wanted, {variant.stock} left.")
        edits.append(Edit(variant, replace(variant, stock=variant.stock - taken[variant.id])))
    return tuple(edits)
