"""How long the product's own lists take in a shop as large as the crowd: used by benchmarks.scale_product.

The shop is a database of SQLite with all the crowd's items as products in stock, and some of its customers, who rated
what they rated there, consent to everything, and have ten friends each among themselves. Nearest in meaning come from
the product's vector index, filled with the items' tastes turned to the length of the encoder's vectors.
"""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from bot.database import TABLES, metadata
from recommender.acts import Acts
from recommender.hybrid import StoreRecommender
from recommender.model import Model
from recommender.serve import SuggestContext
from retrieval.index import VectorIndex
from retrieval.search import Found, Shelf
from shop.catalogue import Product, Variant
from shop.consent import ConsentRecord, Purpose
from shop.customers import Customer
from shop.friends import Friendship
from shop.ids import pair_id
from shop.reviews import Review, Visibility
from shop.sql.engine import make_engine
from shop.sql.store import SqlStore
from shop.store import Record

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PEOPLE = 200
_FRIENDS = 10
_TYPES, _BRANDS = 50, 300
_DIM = 384
_LENGTH = 10
_BATCH = 10_000


def time_lists(model: Model, acts: Acts, vectors: NDArray[np.float32], day: float, folder: Path) -> dict[str, float]:
    """Return milliseconds of lists of ten: `cold` is each customer's first, with nothing near their things known yet.

    `vectors` (n_products, rank) say what is near in meaning.
    """
    people = acts.customer_ids[:_PEOPLE]
    now = _EPOCH + timedelta(days=day)
    store = _open_shop(acts, people, now, folder)
    recommender = StoreRecommender(store, cast(Shelf, _Meaning(acts.product_ids, vectors)), model)
    recommender.suggest(None, SuggestContext(), _LENGTH)  # reads the products, once
    cold = [_time_ms(recommender, id) for id in people]
    warm = [_time_ms(recommender, id) for id in people]
    guest = [_time_ms(recommender, None) for _ in people]
    store.close()
    return {
        "list_ms_p50": float(np.median(warm)),
        "list_ms_p95": float(np.quantile(warm, 0.95)),
        "cold_list_ms_p50": float(np.median(cold)),
        "guest_list_ms_p50": float(np.median(guest)),
    }


class _Meaning:
    """The one part of a `Shelf` that lists ask for."""

    def __init__(self, ids: tuple[str, ...], vectors: NDArray[np.float32]) -> None:
        turned = vectors @ np.random.default_rng(0).standard_normal((vectors.shape[1], _DIM), np.float32)
        turned /= np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-9)
        self._index = VectorIndex(_DIM)
        self._index.add(ids, turned)

    def find_alike(self, product_ids: Sequence[str], limit: int = 10) -> list[list[Found]]:
        each = zip(product_ids, self._index.search_each(self._index.get(product_ids), limit + 1), strict=True)
        return [[Found(id, near, ()) for id, near in nearest if id != own][:limit] for own, nearest in each]


def _time_ms(recommender: StoreRecommender, customer_id: str | None) -> float:
    started = time.perf_counter()
    recommender.suggest(customer_id, SuggestContext(), _LENGTH)
    return (time.perf_counter() - started) * 1000


def _open_shop(acts: Acts, people: tuple[str, ...], now: datetime, folder: Path) -> SqlStore:
    url = f"sqlite:///{folder / 'shop.db'}"
    engine = make_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    store = SqlStore(url, TABLES, clock=lambda: now)
    records = list(chain(_make_products(acts.product_ids, now - timedelta(days=1)), _make_people(people, now)))
    records += _make_reviews(acts.keep(acts.customer < len(people)))
    with store.write() as tx:
        for start in range(0, len(records), _BATCH):
            tx.add(*records[start : start + _BATCH])
    return store


def _make_products(ids: tuple[str, ...], imported_at: datetime) -> Iterator[Record]:
    chance = np.random.default_rng(0)
    types, brands, cents = (chance.integers(n, size=len(ids)).tolist() for n in (_TYPES, _BRANDS, 50_000))
    for id, type, brand, price in zip(ids, types, brands, cents, strict=True):
        path = ("Shop", f"Department {type % 10}", f"Type {type}")
        yield Product(
            id, f"Product {id}", "", f"Brand {brand}", f"type {type}", path, " > ".join(path), "EUR", price,
            updated_at=imported_at,
        )  # fmt: skip
        yield Variant(f"{id}-1", id, f"SKU-{id}", {}, price, "EUR", 5)


def _make_people(people: tuple[str, ...], now: datetime) -> Iterator[Record]:
    for at, id in enumerate(people):
        yield Customer(id, id, id, f"{id}@shop.example")
        for purpose in Purpose:
            yield ConsentRecord(f"{id}-{purpose}", id, purpose, True, "import", now)
        near = {people[(at + away) % len(people)] for away in range(-_FRIENDS // 2, _FRIENDS // 2 + 1)} - {id}
        for friend in sorted(near):
            yield Friendship(pair_id(id, friend), id, friend, now)


def _make_reviews(acts: Acts) -> Iterator[Record]:
    rows = zip(acts.customer.tolist(), acts.product.tolist(), acts.value.tolist(), acts.at.tolist(), strict=True)
    for customer, product, stars, at in rows:
        author, id, when = acts.customer_ids[customer], acts.product_ids[product], _EPOCH + timedelta(days=at)
        yield Review(
            pair_id(id, author), id, author, max(1, round(stars)), "", Visibility.PUBLIC, None,
            verified=True, sponsored=False, written_at=when, changed_at=when,
        )  # fmt: skip
