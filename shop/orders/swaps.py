"""Pieces of an order that become other variants of the same products."""

from dataclasses import dataclass, replace

from shop.catalogue import Product, Variant
from shop.orders.ledger import lock_variants
from shop.orders.records import Order, OrderItem
from shop.orders.requests import ItemChange
from shop.orders.rules import check_new_variant, pick_pieces
from shop.orders.wording import tell_pieces
from shop.store import Writer


@dataclass(frozen=True)
class Swap:
    """The piece at `position` of the order, before and after, each at its own price."""

    position: int
    old: OrderItem
    new: OrderItem


def choose_swaps(
    tx: Writer, order: Order, changes: tuple[ItemChange, ...]
) -> tuple[tuple[Swap, ...], dict[str, Variant]]:
    """Return one swap a change, and the variants concerned, locked. Stock is not looked at.

    Raises Invalid for no changes, for pieces that the order lacks and for variants of another product, Conflict for
    variants that are not for sale.
    """
    positions = pick_pieces(order, tuple(change.variant_id for change in changes))
    variants = lock_variants(tx, [id for change in changes for id in (change.variant_id, change.new_variant_id)])
    products = tx.get_many(Product, (order.items[position].product_id for position in positions))
    swaps = []
    for position, change in zip(positions, changes, strict=True):
        old = order.items[position]
        variant = check_new_variant(order, old, change.new_variant_id, variants, products)
        new = replace(old, variant_id=variant.id, options=variant.options, price_cents=variant.price_cents)
        swaps.append(Swap(position, old, new))
    return tuple(swaps), variants


def price_difference(swaps: tuple[Swap, ...]) -> int:
    """Return cents: positive when the customer pays more."""
    return sum(swap.new.price_cents - swap.old.price_cents for swap in swaps)


def tell_swaps(swaps: tuple[Swap, ...], currency: str) -> tuple[str, ...]:
    """Return "Shirt (blue, M), €20.00 → Shirt (blue, L), €22.00" for each swap."""
    old = tell_pieces((swap.old for swap in swaps), currency)
    new = tell_pieces((swap.new for swap in swaps), currency)
    return tuple(f"{one} → {other}" for one, other in zip(old, new, strict=True))
