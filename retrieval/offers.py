"""Products that were found, in order, as they can be bought at this moment: stock and prices from the store itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from retrieval.conditions import Conditions
from retrieval.documents import Document
from retrieval.entries import Entry
from shop.catalogue import Listing, Variant, get_listings
from shop.store import Store

_CHUNK = 12  # listings looked at together at first, twice as many each time after: most that rank high can be had


@dataclass(frozen=True)
class Picks:
    """Rows that were found with what orders them: the lowest key first, among equals the highest score, then by id.

    `documents` and `entries` say what stands at a row; a row whose document has left since is passed over.
    """

    rows: NDArray[np.int32]
    keys: NDArray[np.float64]
    scores: NDArray[np.float32]
    documents: Sequence[Document | None]
    entries: Mapping[str, Entry]


@dataclass(frozen=True)
class Offer:
    """A product that can be bought now; `price_cents` is that of the cheapest variant that meets the conditions."""

    entry: Entry
    score: float
    key: float
    price_cents: int


def walk_offers(store: Store, picks: Picks, conditions: Conditions) -> Iterator[Offer]:
    """Yield what can be bought, in the order of the picks."""
    for offer in _look_up(store, picks, conditions):
        if offer.price_cents >= 0:
            yield offer


def walk_by_price(store: Store, picks: Picks, conditions: Conditions, *, dearest: bool = False) -> Iterator[Offer]:
    """Yield what can be bought by the price it has now, the cheapest first.

    The keys are bounds: no product is cheaper than its key says, or, for the dearest first, than its key turned round.
    So what costs no more than the next bound can be given out.
    """
    sign = -1 if dearest else 1
    waiting: list[tuple[float, float, str, int, Offer]] = []
    for at, offer in enumerate(_look_up(store, picks, conditions)):
        while waiting and waiting[0][0] < offer.key:
            yield heappop(waiting)[-1]
        if offer.price_cents >= 0:
            heappush(waiting, (float(sign * offer.price_cents), -offer.score, offer.entry.id, at, offer))
    while waiting:
        yield heappop(waiting)[-1]


def _look_up(store: Store, picks: Picks, conditions: Conditions) -> Iterator[Offer]:
    """Yield all picks in their order; what cannot be bought has the price -1."""
    ordered, size = _in_order(picks), _CHUNK
    while chunk := list(islice(ordered, size)):
        size *= 2
        with store.read() as tx:
            live = get_listings(tx, [entry.id for entry, _, _ in chunk])
        for entry, key, score in chunk:
            listing = live.get(entry.id)
            prices = [variant.price_cents for variant in _meeting(listing, entry, conditions)] if listing else []
            yield Offer(entry, score, key, min(prices, default=-1))


def _in_order(picks: Picks) -> Iterator[tuple[Entry, float, float]]:
    """Yield entries with their keys and scores, in order."""
    order = np.lexsort((-picks.scores, picks.keys))
    keys, scores = picks.keys[order], picks.scores[order]
    different = (keys[1:] != keys[:-1]) | (scores[1:] != scores[:-1])
    edges = [0, *(np.flatnonzero(different) + 1).tolist(), len(order)]
    for start, end in pairwise(edges):
        documents = (picks.documents[row] for row in picks.rows[order[start:end]].tolist())
        for id in sorted(document.id for document in documents if document is not None):
            if entry := picks.entries.get(id):
                yield entry, float(keys[start]), float(scores[start])


def _meeting(listing: Listing, entry: Entry, conditions: Conditions) -> list[Variant]:
    """Return the variants that meet the conditions, stock included."""
    if not listing.product.active:
        return []
    return [
        variant
        for variant in listing.variants
        if conditions.admit_variant(entry, variant) and (variant.available or not conditions.in_stock)
    ]
