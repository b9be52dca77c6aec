"""Putting products on sale, changing and withdrawing them. Whoever changes a price or stock here tells the watchers.

Locks are taken on products first, then on variants, each in the order of their ids.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from shop.catalogue.assembly import assemble, get_listing, get_listings, in_order
from shop.catalogue.checks import MOST_STOCK, check_count, check_distinct, check_listing
from shop.catalogue.records import Listing, Product, Variant
from shop.errors import Invalid, NotFound
from shop.prices import observe, tell_watchers
from shop.store import OneOf, Reader, Store, Writer
from shop.texts import check_id

_BATCH = 1_000  # listings, or SKUs, looked up together


@dataclass(frozen=True)
class Written:
    """What happened to the listings of one call, counted by product."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)


def put_product(store: Store, product: Product, variants: Sequence[Variant]) -> Listing:
    """Store the product with these variants, in this order, and return the listing as stored.

    A variant of the product that is not among them stays, inactive. Raises Invalid as `check_listing` does, and for a
    variant or SKU that belongs to another product.
    """
    with store.write() as tx:
        put_products(tx, [Listing(product, tuple(variants))])
        return get_listing(tx, product.id)


def put_products(tx: Writer, listings: Iterable[Listing]) -> Written:
    """Store listings as `put_product` does, in batches, so that the iterable may be long and lazy.

    A listing equal to what is stored writes nothing. Raises Invalid for the first listing that is not allowed and for a
    product that comes twice; what came before it is written, so the caller's transaction must not go on.
    """
    todo = map(check_listing, listings)
    seen: set[str] = set()
    written = Written()
    while batch := list(islice(todo, _BATCH)):
        for listing in batch:
            if listing.product.id in seen:
                raise Invalid("id", f"Product {listing.product.id!r} comes twice.")
            seen.add(listing.product.id)
        written += _put_batch(tx, batch)
    return written


def taken_skus(tx: Reader, variants: Iterable[Variant]) -> dict[str, str]:
    """Return, by SKU, the id of the stored variant that has it, where that is not the variant given; {} for none."""
    owners = {variant.sku: variant.id for variant in variants}
    skus = tuple(owners)
    batches = (OneOf(skus[start : start + _BATCH]) for start in range(0, len(skus), _BATCH))
    stored = (other for batch in batches for other in tx.find(Variant, sku=batch))
    return {other.sku: other.id for other in stored if other.id != owners[other.sku]}


def withdraw_product(store: Store, product_id: str) -> Listing:
    """Take the product and its variants off sale and return them; again without effect. Raises NotFound.

    Orders, carts and reviews keep pointing to it; `put_product` brings it back.
    """
    with store.write() as tx:
        stored = _lock_listings(tx, [check_id("product_id", product_id)]).get(product_id)
        if stored is None:
            raise NotFound("product", product_id)
        variants = tuple(replace(variant, active=False) for variant in stored.variants)
        withdrawn = Listing(replace(stored.product, active=False), variants)
        if withdrawn != stored:
            withdrawn = replace(withdrawn, product=replace(withdrawn.product, updated_at=tx.now))
            _store(tx, {product_id: stored}, [withdrawn])
        return withdrawn


def set_stock(store: Store, variant_id: str, stock: int) -> Variant:
    """Set how many pieces can be sold now: 0 to ten million. Raises NotFound."""
    check_count("stock", stock, most=MOST_STOCK)
    with store.write() as tx:
        before = tx.lock(Variant, check_id("variant_id", variant_id))
        if before is None:
            raise NotFound("variant", variant_id)
        after = replace(before, stock=stock)
        tx.put(after)
        tell_watchers(tx, [(before, after)])
        return after


def _put_batch(tx: Writer, batch: Sequence[Listing]) -> Written:
    listings = {listing.product.id: listing for listing in batch}
    stored = get_listings(tx, listings)
    changed = [id for id in sorted(listings) if _settle(listings[id], stored.get(id), tx.now) != stored.get(id)]
    # Looked at again under locks, as somebody may have changed them since.
    before = _lock_listings(tx, [id for id in changed if id in stored])
    after = [_settle(listings[id], before.get(id), tx.now) for id in changed]
    after = [listing for listing in after if listing != before.get(listing.product.id)]
    _check_owners(tx, after)
    _store(tx, before, after)
    added = sum(listing.product.id not in before for listing in after)
    return Written(added, len(after) - added, len(batch) - len(after))


def _settle(new: Listing, old: Listing | None, now: datetime) -> Listing:
    """Return what is to be stored: `old` itself when nothing changes."""
    if old is None:
        return Listing(replace(new.product, launched_at=new.product.launched_at or now, updated_at=now), new.variants)
    kept = {variant.id for variant in new.variants}
    gone = (replace(variant, active=False) for variant in old.variants if variant.id not in kept)
    variants = in_order((*new.variants, *gone))
    product = replace(
        new.product,
        launched_at=new.product.launched_at or old.product.launched_at or now,
        updated_at=old.product.updated_at,
    )
    settled = Listing(product, variants)
    return old if settled == old else Listing(replace(product, updated_at=now), variants)


def _check_owners(tx: Reader, listings: Sequence[Listing]) -> None:
    variants = [variant for listing in listings for variant in listing.variants]
    by_id = check_distinct("id", variants)
    check_distinct("sku", variants)
    for other in tx.get_many(Variant, by_id).values():
        if other.product_id != by_id[other.id].product_id:
            raise Invalid("id", f"Variant {other.id!r} belongs to product {other.product_id!r} already.")
    for sku, owner in taken_skus(tx, variants).items():
        raise Invalid("sku", f"SKU {sku!r} belongs to variant {owner!r} already.")


def _store(tx: Writer, before: Mapping[str, Listing], after: Sequence[Listing]) -> None:
    old = {variant.id: variant for listing in before.values() for variant in listing.variants}
    new = [variant for listing in after for variant in listing.variants if variant != old.get(variant.id)]
    tx.put(*(listing.product for listing in after), *new)
    observe(tx, [(old.get(variant.id), variant) for variant in new])
    tell_watchers(tx, [(old[variant.id], variant) for variant in new if variant.id in old])


def _lock_listings(tx: Writer, product_ids: Sequence[str]) -> dict[str, Listing]:
    locked = {id: tx.lock(Product, id) for id in sorted(product_ids)}
    products = {id: product for id, product in locked.items() if product is not None}
    ids = (variant.id for variant in tx.find(Variant, product_id=OneOf(tuple(products))))
    variants = (tx.lock(Variant, id) for id in sorted(ids))
    return assemble(products, (variant for variant in variants if variant is not None))
