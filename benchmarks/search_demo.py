"""The demo shop as a benchmark of search sees it: its documents, and queries with what would be right."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.database import TABLES, metadata
from language.encoder import Encoder
from retrieval.catalogue import CatalogueIndex
from retrieval.documents import Document, make_document
from retrieval.ratings import Ratings
from shop.catalogue import Product, get_listings
from shop.demo.fill import fill
from shop.sql.engine import make_engine
from shop.sql.store import SqlStore
from shop.store import Reader, Store

MEASURED = Path(__file__).parent / "search_queries.tsv"  # never learned from
LEARNED = Path(__file__).parent / "search_training.tsv"
NOTHING = Path(__file__).parent / "search_nothing.tsv"  # what the shop does not sell, and does, oddly worded
NEAR = Path(__file__).parent / "search_near.tsv"  # the same, of what comes nearer to what is sold
NEAR_KEPT = Path(__file__).parent / "search_near_kept.tsv"  # the other half of these, by which nothing was chosen
UNSEEN = Path(__file__).parent / "search_unseen.tsv"  # the same, by which nothing was chosen


@dataclass(frozen=True)
class Judged:
    """A query with the ids that answer it; none where the shop has nothing of the kind."""

    text: str
    right_ids: frozenset[str]


def open_demo_store(folder: Path) -> str:
    """Fill the demo shop into a database in the folder; return its URL."""
    url = f"sqlite:///{folder / 'shop.db'}"
    engine = make_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    fill(SqlStore(url, TABLES), today=date(2026, 7, 1))
    return url


def read_demo_documents() -> list[Document]:
    """Return the documents of the demo shop, with their popularity."""
    with tempfile.TemporaryDirectory() as folder:
        return read_documents(SqlStore(open_demo_store(Path(folder)), TABLES))


def read_documents(store: Store) -> list[Document]:
    """Return the documents of the shop in this store, with their popularity."""
    with store.read() as tx:
        documents = [make_document(each) for each in get_listings(tx, [p.id for p in tx.find(Product)]).values()]
        popular = _read_popularity(tx, documents)
    return [replace(document, popularity=popular[document.id]) for document in documents]


def _read_popularity(tx: Reader, documents: Sequence[Document]) -> dict[str, float]:
    ratings, rows = Ratings(), {document.id: row for row, document in enumerate(documents)}
    ratings.sync(tx)
    _, popularity = ratings.columns(len(documents), rows.get)
    return dict(zip(rows, popularity.tolist(), strict=True))


@contextmanager
def open_demo_catalogue(encoder: Encoder) -> Iterator[CatalogueIndex]:
    """Give the demo shop's catalogue as searches see it."""
    with tempfile.TemporaryDirectory() as folder:
        store, catalogue = SqlStore(open_demo_store(Path(folder)), TABLES), CatalogueIndex(encoder, None)
        with store.read() as tx:
            catalogue.sync(tx)
        yield catalogue


def read_queries(file: Path, documents: Sequence[Document]) -> list[Judged]:
    """Return the queries of a file: a text, a tab, then ids and types, or "-" for nothing.

    Raises ValueError for an answer that the shop does not have.
    """
    ids = {document.id: frozenset((document.id,)) for document in documents}
    for document in documents:
        ids[document.type] = ids.get(document.type, frozenset()) | {document.id}
    judged = []
    for line in file.read_text(encoding="utf-8").splitlines():
        text, _, answers = line.partition("\t")
        names = [] if answers == "-" else answers.split(", ")
        if unknown := [name for name in names if name not in ids]:
            raise ValueError(f"{text!r}: the shop has no {unknown}")
        judged.append(Judged(text, frozenset().union(*(ids[name] for name in names))))
    return judged
