"""From what a feed says of a product to the catalogue. What a feed cannot know stays as it is stored."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from shop.catalogue import Listing, Product, Variant, check_listing, get_listings, put_products, taken_skus
from shop.errors import Invalid
from shop.imports.rows import Group, Job, Refused, Row
from shop.store import Reader, Writer

SOME_STOCK = 99  # pieces, where a feed says that there are some, but not how many
_LONGEST_ATTRIBUTE = 2_000
_MOST_IMAGES = 100
_MOST_LEVELS = 10
_NO_PATH = ("Other",)

T = TypeVar("T")


@dataclass(frozen=True)
class Draft:
    """A product as a feed has it. Of the variants in `uncounted` it says only whether there are pieces."""

    product: Product
    variants: tuple[Variant, ...]
    uncounted: frozenset[str]


def store_products(
    tx: Writer,
    groups: Sequence[Group],
    job: Job,
    *,
    read: Callable[[Row, Job], T],
    assemble: Callable[[Sequence[T]], Draft],
) -> None:
    """Put on sale what these groups say: `read` takes a row, `assemble` the rows of one product."""
    drafts: dict[str, tuple[Group, Draft]] = {}
    for group in groups:
        rows = job.read_each(group, read)
        draft = None if rows is None else job.attempt(group, partial(assemble, rows))
        if draft is not None:
            drafts[draft.product.id] = (group, draft)
    stored = get_listings(tx, drafts)
    todo: dict[str, Listing] = {}
    for id, (group, draft) in drafts.items():
        listing = job.attempt(group, partial(_merge, draft, stored.get(id)))
        if listing is not None and id in stored and _is_stored(listing, stored[id]):
            job.tally.unchanged += 1
        elif listing is not None:
            todo[id] = listing
    for id, error in _find_conflicts(tx, todo):
        if todo.pop(id, None) is not None:
            job.refuse(drafts[id][0], error)
    for id, locked in _lock(tx, [stored[id] for id in todo if id in stored]).items():
        todo[id] = _merge(drafts[id][1], locked)
    written = put_products(tx, todo.values())
    job.tally.added += written.added
    job.tally.changed += written.changed
    job.tally.unchanged += written.unchanged


def read_path(text: str) -> tuple[str, ...]:
    """Return the levels of "Home > Kitchen > Pans"; ("Other",) for none."""
    path = tuple(part for part in (part.strip() for part in text.split(">")) if part)
    return path[:_MOST_LEVELS] or _NO_PATH


def first_images(links: Iterable[str]) -> tuple[str, ...]:
    """Return the links without repetition, the first 100: as many as a product can have."""
    return tuple(dict.fromkeys(links))[:_MOST_IMAGES]


def join_values(values: Collection[str]) -> str:
    """Return one attribute's text of the values of all variants; "" when it would be too long to keep."""
    joined = ", ".join(dict.fromkeys(value for value in values if value))
    return joined if len(joined) <= _LONGEST_ATTRIBUTE else ""


def _merge(draft: Draft, before: Listing | None) -> Listing:
    """Raises Invalid when the catalogue does not take it."""
    if before is None:
        return check_listing(Listing(draft.product, draft.variants))
    stock = {variant.id: variant.stock for variant in before.variants}
    product = replace(
        draft.product,
        relations=before.product.relations,
        min_age=max(draft.product.min_age, before.product.min_age),
        launched_at=before.product.launched_at,
        updated_at=before.product.updated_at,
    )
    variants = (
        replace(variant, stock=stock.get(variant.id) or variant.stock)
        if variant.id in draft.uncounted and variant.stock
        else variant
        for variant in draft.variants
    )
    return check_listing(Listing(product, tuple(variants)))


def _is_stored(listing: Listing, stored: Listing) -> bool:
    """Return whether storing the listing would change nothing: variants that it lacks are off sale already."""
    named = {variant.id for variant in listing.variants}
    kept = tuple(variant for variant in stored.variants if variant.active or variant.id in named)
    return listing == Listing(stored.product, kept)


def _find_conflicts(tx: Reader, listings: Mapping[str, Listing]) -> Iterator[tuple[str, Invalid]]:
    """Yield the products that want another product's variant or SKU."""
    variants = {variant.id: variant for listing in listings.values() for variant in listing.variants}
    owners = {variant.sku: variant.product_id for variant in variants.values()}
    for other in tx.get_many(Variant, variants).values():
        wanting = variants[other.id].product_id
        if other.product_id != wanting:
            yield wanting, Refused("id", other.id, f"what is no variant of another product; {other.product_id} has it")
    for sku, variant_id in taken_skus(tx, variants.values()).items():
        yield owners[sku], Refused("sku", sku, f"what no other variant has; {variant_id} has it")


def _lock(tx: Writer, listings: Sequence[Listing]) -> dict[str, Listing]:
    """Return the newest state of these listings, kept from other writers: stock may be sold while a file is read."""
    ids = sorted(listing.product.id for listing in listings)
    for id in ids:
        tx.lock(Product, id)
    for id in sorted(variant.id for listing in listings for variant in listing.variants):
        tx.lock(Variant, id)
    return get_listings(tx, ids)
