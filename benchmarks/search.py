"""How well the shelf finds what shoppers mean, on the demo shop: 100 queries with what would be right.

Run: python -m benchmarks.search
"""

import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.database import TABLES, metadata
from language.encoder import Encoders
from retrieval.build import open_shelf
from retrieval.search import SearchQuery, Shelf
from shop.catalogue import Product
from shop.demo.fill import fill
from shop.sql.engine import make_engine
from shop.sql.store import SqlStore
from shop.store import Store

QUERIES = Path(__file__).parent / "search_queries.tsv"
SHOWN = 3


@dataclass(frozen=True)
class Judged:
    """A query with the ids that answer it; none where the shop has nothing of the kind."""

    text: str
    right_ids: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    query: Judged
    shown: tuple[str, ...]
    took_ms: float

    @property
    def first_right(self) -> bool:
        return self.shown[:1] != () and self.shown[0] in self.query.right_ids

    @property
    def precision(self) -> float:
        """Return the share of what is shown that is right; 0 when nothing is."""
        return sum(id in self.query.right_ids for id in self.shown) / max(1, len(self.shown))


def read_queries(store: Store) -> list[Judged]:
    """Return the queries of the file. Raises ValueError for an answer that the shop does not have."""
    with store.read() as tx:
        products = tx.find(Product)
    ids = {product.id: frozenset((product.id,)) for product in products}
    for product in products:
        ids[product.type] = ids.get(product.type, frozenset()) | {product.id}
    judged = []
    for line in QUERIES.read_text(encoding="utf-8").splitlines():
        text, _, answers = line.partition("\t")
        names = [] if answers == "-" else answers.split(", ")
        if unknown := [name for name in names if name not in ids]:
            raise ValueError(f"{text!r}: the shop has no {unknown}")
        judged.append(Judged(text, frozenset().union(*(ids[name] for name in names))))
    return judged


def ask(shelf: Shelf, queries: list[Judged]) -> list[Outcome]:
    outcomes = []
    for query in queries:
        begun = time.perf_counter()
        found = shelf.find_products(SearchQuery(query.text, in_stock=False), SHOWN)
        took_ms = (time.perf_counter() - begun) * 1000
        outcomes.append(Outcome(query, tuple(product.product_id for product in found), took_ms))
    return outcomes


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = SqlStore(open_demo_store(Path(folder)), TABLES)
        shelf = open_shelf(store, Encoders(Path("var/encoders")).load(), Path(folder) / "indexes")
        report(ask(shelf, read_queries(store)))


def report(outcomes: list[Outcome]) -> None:
    answerable = [outcome for outcome in outcomes if outcome.query.right_ids]
    others = [outcome for outcome in outcomes if not outcome.query.right_ids]
    for outcome in answerable:
        if not outcome.first_right:
            print(f"  {outcome.query.text!r}: {', '.join(outcome.shown) or 'nothing'}")
    for outcome in others:
        if outcome.shown:
            print(f"  {outcome.query.text!r}: {', '.join(outcome.shown)} (nothing would be right)")
    first = statistics.mean(outcome.first_right for outcome in answerable)
    anywhere = statistics.mean(bool(set(o.shown) & o.query.right_ids) for o in answerable)
    precision = statistics.mean(outcome.precision for outcome in answerable)
    took = sorted(outcome.took_ms for outcome in outcomes)
    print(f"{len(answerable)} queries: first right {first:.3f}, in {SHOWN} {anywhere:.3f}, of shown {precision:.3f}")
    print(f"{len(others)} of what the shop has not: nothing shown {statistics.mean(not o.shown for o in others):.3f}")
    print(f"time: median {statistics.median(took):.1f} ms, 95th percentile {took[int(len(took) * 0.95)]:.1f} ms")


def open_demo_store(folder: Path) -> str:
    """Fill the demo shop into a database in the folder; return its URL."""
    url = f"sqlite:///{folder / 'shop.db'}"
    engine = make_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    fill(SqlStore(url, TABLES), today=date(2026, 7, 1))
    return url


if __name__ == "__main__":
    main()
