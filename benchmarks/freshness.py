"""How soon what changes in the shop is found: from the call that writes to the end of the first search that has it.

The demo shop and made-up ones (`--sizes`, number of products), each on SQLite in a file; whoever writes has a store of
its own, as another process would. Twenty changes of each kind, one after the other: a title, a new product, a price, a
product withdrawn, a review, the answer to a question, a help article; and one batch of many titles in one transaction.
The aim is two seconds.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.kept_vectors import KeepingEncoder
from benchmarks.report import make_parser, publish
from benchmarks.search_demo import open_demo_store
from benchmarks.search_scale import make_listings
from bot.database import TABLES, metadata
from language.encoder import Encoder, Encoders
from retrieval.build import open_shelf
from retrieval.search import FactSource, SearchQuery, Shelf
from shop.catalogue import Listing, Product, get_listings, put_product, put_products, withdraw_product
from shop.customers import Customer, add_customer
from shop.knowledge import Article
from shop.questions.products import answer_question, ask_question
from shop.reviews.writing import write_review
from shop.sql.engine import make_engine
from shop.sql.store import SqlStore
from shop.store import Store

_TIMES = 20
_PATIENCE_S = 30.0
_LOOK_EVERY_S = 0.01
_BATCH = 200
_SYLLABLES = ["ka", "ro", "vel", "mi", "tan", "or", "lu", "ne", "sto", "bri", "fa", "qui", "zen", "hal", "do", "pe"]


@dataclass(frozen=True)
class Change:
    """`write` changes the shop; from then on `found` is to be true of the shelf."""

    kind: str
    write: Callable[[], object]
    found: Callable[[Shelf], bool]


class Changes:
    """Makes changes of a shop through a store of its own; each names what nothing else is called."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.read() as tx:
            ids = [product.id for product in tx.find(Product, active=True, order="id", limit=2 * _TIMES + _BATCH)]
            self._listings = list(get_listings(tx, ids).values())
        self._kept, self._left, self._many = (
            self._listings[:_TIMES],
            self._listings[_TIMES : 2 * _TIMES],
            self._listings[2 * _TIMES :],
        )
        add_customer(store, Customer("fresh", "Fresh Writer", "Fresh writer", "fresh@example.com"))

    def __iter__(self) -> Iterator[Change]:
        for number, listing in enumerate(self._kept):
            yield self._title(number, listing)
            yield self._price(number, listing)
            yield self._new(number, listing)
            yield self._review(number, listing)
            yield self._answer(number, listing)
            yield self._article(number)
        for listing in self._left:
            yield self._withdraw(listing)
        yield self._batch()

    def _title(self, number: int, listing: Listing) -> Change:
        title = f"{_name(number)} {listing.product.type}"
        return Change(
            "title", lambda: self._put(listing, title=title), lambda shelf: listing.product.id in _ids(shelf, title)
        )

    def _price(self, number: int, listing: Listing) -> Change:
        title, cents = f"{_name(number)} {listing.product.type}", 101 + number
        cheap = tuple(replace(variant, price_cents=cents) for variant in listing.variants)
        return Change(
            "price",
            lambda: put_product(self._store, replace(listing.product, title=title), cheap),
            lambda shelf: listing.product.id in _ids(shelf, title, price_min_cents=cents, price_max_cents=cents),
        )

    def _new(self, number: int, listing: Listing) -> Change:
        id, title = f"fresh-{number}", f"{_name(100 + number)} {listing.product.type}"
        product = replace(listing.product, id=id, title=title)
        variant = replace(listing.variants[0], id=f"{id}-1", product_id=id, sku=f"FRESH-{number}", price_cents=999)
        return Change(
            "new", lambda: put_product(self._store, product, [variant]), lambda shelf: id in _ids(shelf, title)
        )

    def _review(self, number: int, listing: Listing) -> Change:
        text, id = f"Mine came with a {_name(200 + number).lower()} inside.", listing.product.id
        return Change(
            "review",
            lambda: write_review(self._store, "fresh", id, rating=4, text=text),
            lambda shelf: _is_stated(shelf, id, text, FactSource.REVIEW),
        )

    def _answer(self, number: int, listing: Listing) -> Change:
        text, id = f"It needs two {_name(300 + number).lower()} cells.", listing.product.id
        asked = ask_question(self._store, "fresh", id, "What does it need?")
        return Change(
            "answer",
            lambda: answer_question(self._store, None, asked.id, text),
            lambda shelf: _is_stated(shelf, id, text, FactSource.ANSWER),
        )

    def _article(self, number: int) -> Change:
        name = _name(400 + number).lower()

        def write() -> None:
            with self._store.write() as tx:
                tx.put(Article("fresh", "Odd questions", "other", f"We ship {name} by courier on Fridays.", (), tx.now))

        return Change(
            "article",
            write,
            lambda shelf: any(name in one.passage for one in shelf.find_articles(f"ship {name} courier")),
        )

    def _withdraw(self, listing: Listing) -> Change:
        id, title = listing.product.id, listing.product.title
        return Change(
            "withdrawn", lambda: withdraw_product(self._store, id), lambda shelf: id not in _ids(shelf, title)
        )

    def _batch(self) -> Change:
        changed = [
            replace(each, product=replace(each.product, title=f"{_name(500 + number)} {each.product.type}"))
            for number, each in enumerate(self._many)
        ]

        def write() -> None:
            with self._store.write() as tx:
                put_products(tx, changed)

        last = changed[-1].product
        return Change(f"batch_of_{len(changed)}", write, lambda shelf: last.id in _ids(shelf, last.title))

    def _put(self, listing: Listing, **fields: str) -> None:
        put_product(self._store, replace(listing.product, **fields), listing.variants)  # type: ignore[arg-type]


def _ids(shelf: Shelf, text: str, **conditions: int) -> list[str]:
    query = SearchQuery(text, in_stock=False, **conditions)  # type: ignore[arg-type]
    return [found.product_id for found in shelf.find_products(query, 10)]


def _is_stated(shelf: Shelf, product_id: str, text: str, source: FactSource) -> bool:
    return any(fact.source is source and fact.text == text for fact in shelf.find_facts(product_id, text, 5))


def _name(number: int) -> str:
    """Return a word that no shop has, another one for each number."""
    base, name = len(_SYLLABLES), ""
    for _ in range(4):
        number, at = divmod(number * 7 + 3, base)
        name += _SYLLABLES[at]
    return f"X{name}{number}"


def measure(shelf: Shelf, changes: Changes) -> dict[str, float]:
    """Return by kind of change the median and the 95th percentile of milliseconds until it is found."""
    took: dict[str, list[float]] = {}
    for change in changes:
        took.setdefault(change.kind, []).append(_take_ms(shelf, change))
    figures = {f"{kind}_ms_p50": round(float(np.quantile(ms, 0.5)), 1) for kind, ms in took.items()}
    return figures | {f"{kind}_ms_p95": round(float(np.quantile(ms, 0.95)), 1) for kind, ms in took.items()}


def _take_ms(shelf: Shelf, change: Change) -> float:
    started = time.perf_counter()
    change.write()
    while not change.found(shelf):
        if time.perf_counter() - started > _PATIENCE_S:
            raise SystemExit(f"A change ({change.kind}) was not found within {_PATIENCE_S:.0f} seconds.")
        time.sleep(_LOOK_EVERY_S)
    return (time.perf_counter() - started) * 1000


def _open_made_up(size: int, folder: Path, seed: int) -> str:
    url = f"sqlite:///{folder / 'shop.db'}"
    engine = make_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    with SqlStore(url, TABLES).write() as tx:
        put_products(tx, make_listings(size, seed))
    return url


def _measure_shop(url: str, encoder: Encoder) -> dict[str, float]:
    shelf = open_shelf(SqlStore(url, TABLES), encoder)
    shelf.find_products(SearchQuery("anything at all"))
    return measure(shelf, Changes(SqlStore(url, TABLES)))


def main() -> None:
    parser = make_parser("benchmarks.freshness", __doc__ or "", takes_data=False)
    parser.add_argument("--sizes", type=int, nargs="*", default=[20_000], metavar="N", help="products of made-up shops")
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    encoder = KeepingEncoder(Encoders(Path("var/encoders")).load(), Path("var/benchmarks") / "vectors")
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        figures["demo"] = _measure_shop(open_demo_store(Path(scratch)), encoder)
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            figures[f"made_up_{size}"] = _measure_shop(_open_made_up(size, Path(scratch), chosen.seed), encoder)
    for shop, found in figures.items():
        print(f"{shop:16}", "  ".join(f"{name} {value}" for name, value in found.items()))
    publish(
        figures, sizes={"changes": _TIMES}, packages=("numpy", "onnxruntime"), seed=chosen.seed, json_file=chosen.json
    )


if __name__ == "__main__":
    main()
