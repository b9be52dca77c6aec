"""Products and judgements of somebody's own shop, as a benchmark of search reads them."""

import csv
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.report import find_data
from language.encoder import Encoder
from retrieval.documents import Document
from retrieval.ranking import Ranking

Ratings = dict[str, dict[str, float]]  # by query, by document


@dataclass(frozen=True)
class Pair:
    """A query with one candidate and how well it answers, 0 for not at all."""

    query: str
    document: Document
    relevance: float


def read_products(folder: Path) -> list[Document]:
    """Return the documents of products.jsonl, or of products.jsonl.gz."""
    found = sorted(folder.glob("products.jsonl*")) or find_data(folder, "products.jsonl[.gz]")
    with gzip.open(found[0], "rt", encoding="utf-8") if found[0].suffix == ".gz" else found[0].open() as lines:
        return [_read_product(json.loads(line)) for line in lines if line.strip()]


def read_judgements(folder: Path) -> Ratings:
    """Return the ratings of judgements.csv (query, docid, rating)."""
    ratings: Ratings = {}
    with find_data(folder, "judgements.csv")[0].open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ratings.setdefault(row["query"], {})[row["docid"]] = float(row["rating"])
    return ratings


def read_pairs(folder: Path) -> list[Pair]:
    """Return the pairs of pairs.csv (query, title, description, relevance)."""
    with find_data(folder, "pairs.csv")[0].open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                row["query"],
                Document(f"d{number}", row["title"] or "", description=row["description"] or ""),
                float(row["relevance"]),
            )
            for number, row in enumerate(csv.DictReader(file))
        ]


def index_documents(documents: Sequence[Document], encoder: Encoder) -> Ranking:
    """Return the shop's engine over these documents, the meaning of each read: a running shop reads it by and by."""
    ranking = Ranking(encoder)
    ranking.put(documents)
    ranking.save()
    return ranking


def _read_product(kept: dict[str, Any]) -> Document:
    return Document(
        id=str(kept["id"]),
        title=kept.get("title") or "",
        skus=(kept["sku"],) if kept.get("sku") else (),
        brand=kept.get("brand") or "",
        type=kept.get("type") or "",
        attributes={name: str(value) for name, value in (kept.get("attributes") or {}).items()},
        description=kept.get("description") or "",
        price_cents=int(kept.get("price_cents") or 0),
    )
