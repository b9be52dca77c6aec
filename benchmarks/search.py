"""How well and how fast products are found.

Without --data: the 100 queries of benchmarks/search_queries.tsv on the demo shop. With --data DIR: products.jsonl[.gz]
(id, sku, title, description, brand, price_cents, attributes) and judgements.csv (query,docid,rating), ours beside BM25
(bm25s over title, description and brand, plurals folded) and beside meaning alone. --tuned adds ours with weights
learned from the judgements of the other queries, five folds; all else learns nothing from them. --rerank orders the
given candidates of pairs.csv (query,title,description,relevance) instead. --size N measures a generated shop of N
products. --train learns the weights of retrieval/rerank.json and given.json from our own queries. --nothing asks for
things that the shop does not sell, and for things that it does, oddly worded: those of benchmarks/search_nothing.tsv
and search_near.tsv, by which retrieval/lacking.py was chosen, and those of search_near_kept.tsv and search_unseen.tsv,
by which nothing was chosen.

nDCG has the gain 2^rating - 1 over queries with any rating above 0; what was never judged counts as 0, and the interval
is where 95% of resampled means lie. Vectors are kept in var/benchmarks, by content.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.kept_vectors import KeepingEncoder
from benchmarks.report import Figures, make_parser, publish
from benchmarks.search_data import read_judgements, read_pairs, read_products
from benchmarks.search_demo import (
    MEASURED,
    NEAR,
    NEAR_KEPT,
    NOTHING,
    UNSEEN,
    Judged,
    open_demo_store,
    read_demo_documents,
    read_documents,
    read_queries,
)
from benchmarks.search_figures import summarise, summarise_ms
from benchmarks.search_given import train_given
from benchmarks.search_scale import measure_scale
from benchmarks.search_systems import Ranker, make_pair_rankers, make_rankers, rank_tuned
from benchmarks.search_training import train
from bot.database import TABLES
from language.encoder import Encoder, Encoders
from retrieval.build import open_shelf
from retrieval.search import SearchQuery, Shelf
from shop.sql.store import SqlStore
from shop.store import Store

KEPT = Path("var/benchmarks")
SHOWN = 3
_DEPTH = 1_000  # results of a query that are looked at, for what is judged among them
_NOT_SOLD = {"ours": NOTHING, "ours_near": NEAR, "ours_near_kept": NEAR_KEPT, "ours_unseen": UNSEEN}
_PACKAGES = ("bm25s", "numpy", "onnxruntime")


@dataclass(frozen=True)
class Outcome:
    query: Judged
    shown: tuple[str, ...]
    took_ms: float
    near: bool = False  # what is shown is said to come near only

    @property
    def first_right(self) -> bool:
        return self.shown[:1] != () and self.shown[0] in self.query.right_ids

    @property
    def precision(self) -> float:
        """Return the share of what is shown that is right; 0 when nothing is."""
        return sum(id in self.query.right_ids for id in self.shown) / max(1, len(self.shown))


def ask(shelf: Shelf, queries: Sequence[Judged]) -> list[Outcome]:
    outcomes = []
    for query in queries:
        begun = time.perf_counter()
        found = shelf.find_products(SearchQuery(query.text, in_stock=False), SHOWN)
        took_ms = (time.perf_counter() - begun) * 1000
        shown = tuple(product.product_id for product in found)
        outcomes.append(Outcome(query, shown, took_ms, any(product.akin for product in found)))
    return outcomes


def measure_demo(store: Store, encoder: Encoder, queries: Path = MEASURED) -> dict[str, float]:
    """Return the figures of the shop's own search on the demo shop in this store, and print what it gets wrong.

    `nothing_shown` and `not_pretended` are of queries that nothing answers, the latter with what is said to come near
    only; `missed` is how many of the others are told so, or nothing.
    """
    outcomes = ask(open_shelf(store, encoder), read_queries(queries, read_documents(store)))
    answerable = [outcome for outcome in outcomes if outcome.query.right_ids]
    others = [outcome for outcome in outcomes if not outcome.query.right_ids]
    for outcome in answerable:
        if not outcome.first_right:
            print(f"  {outcome.query.text!r}: {', '.join(outcome.shown) or 'nothing'}")
    for outcome in others:
        if outcome.shown:
            told = "said to come near" if outcome.near else "nothing would be right"
            print(f"  {outcome.query.text!r}: {', '.join(outcome.shown)} ({told})")
    figures = {
        "first_right": statistics.mean(outcome.first_right for outcome in answerable),
        "in_three": statistics.mean(bool(set(o.shown) & o.query.right_ids) for o in answerable),
        "precision3": statistics.mean(outcome.precision for outcome in answerable),
        "nothing_shown": statistics.mean(not outcome.shown for outcome in others),
        "not_pretended": statistics.mean(outcome.near or not outcome.shown for outcome in others),
        "missed": statistics.mean(outcome.near or not outcome.shown for outcome in answerable),
    }
    return {name: round(value, 3) for name, value in figures.items()} | summarise_ms([o.took_ms for o in outcomes])


def measure_rankers(rankers: Mapping[str, Ranker], judged: Mapping[str, Mapping[str, float]]) -> dict[str, Figures]:
    """Return the figures of each system on the queries that have a right answer."""
    systems: dict[str, Figures] = {}
    for name, rank in rankers.items():
        rankings, took_ms = {}, []
        for query in judged:
            started = time.perf_counter()
            rankings[query] = rank(query, _DEPTH)
            took_ms.append((time.perf_counter() - started) * 1000)
        systems[name] = summarise(rankings, judged) | summarise_ms(took_ms)
    return systems


def measure_data(folder: Path, encoder: Encoder, *, tuned: bool) -> tuple[dict[str, Figures], dict[str, int]]:
    """Return the figures of all systems, and sizes."""
    ratings, documents = read_judgements(folder), read_products(folder)
    judged = _answerable(ratings, folder)
    rankers = make_rankers(documents, encoder)
    systems = measure_rankers(rankers, judged)
    if tuned:
        systems["ours_tuned"] = summarise(rank_tuned(documents, encoder, judged), judged)
    return systems, {"products": len(documents), "queries": len(ratings), "answerable": len(judged)}


def measure_pairs(folder: Path, encoder: Encoder) -> tuple[dict[str, Figures], dict[str, int]]:
    """Return the figures of all systems at ordering given candidates, and sizes."""
    pairs = read_pairs(folder)
    judged: dict[str, dict[str, float]] = {}
    for pair in pairs:
        judged.setdefault(pair.query, {})[pair.document.id] = pair.relevance
    answerable = _answerable(judged, folder)
    systems = measure_rankers(make_pair_rankers(pairs, encoder), answerable)
    return systems, {"pairs": len(pairs), "answerable": len(answerable)}


def _answerable(judged: Mapping[str, Mapping[str, float]], folder: Path) -> dict[str, Mapping[str, float]]:
    """Return the queries that have a right answer; ends the benchmark, saying so, when none has."""
    found = {query: rated for query, rated in judged.items() if max(rated.values()) > 0}
    if not found:
        raise SystemExit(f"No query of {folder} has a rating above 0, so there is nothing to find.")
    return found


def main() -> None:
    parser = make_parser("benchmarks.search", __doc__ or "", own_data=True)
    parser.add_argument("--rerank", action="store_true", help="order the given candidates of pairs.csv")
    parser.add_argument("--tuned", action="store_true", help="add ours with weights learned from the judgements")
    parser.add_argument("--size", type=int, metavar="N", help="measure a generated shop of N products")
    parser.add_argument(
        "--train", action="store_true", help="learn the weights of retrieval/rerank.json and given.json"
    )
    parser.add_argument("--nothing", action="store_true", help="ask for things that the shop does not sell, and does")
    parser.add_argument("--seed", type=int, default=0)
    run(parser.parse_args())


def run(chosen: argparse.Namespace) -> None:
    encoder = KeepingEncoder(Encoders(Path("var/encoders")).load(), KEPT / "vectors")
    systems: dict[str, Figures]
    sizes: dict[str, int] = {}
    if chosen.train:
        documents = read_demo_documents()
        systems = {"ours": train(documents, encoder, seed=chosen.seed)}
        systems["ours_given"] = train_given(documents, encoder, seed=chosen.seed)
    elif chosen.size:
        folder = KEPT / f"search-{chosen.size}-{chosen.seed}"
        systems = {"ours": measure_scale(chosen.size, encoder, folder, chosen.seed)}
    elif chosen.data and chosen.rerank:
        systems, sizes = measure_pairs(chosen.data, encoder)
    elif chosen.data:
        systems, sizes = measure_data(chosen.data, encoder, tuned=chosen.tuned)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            store = SqlStore(open_demo_store(Path(scratch)), TABLES)
            asked = _NOT_SOLD if chosen.nothing else {"ours": MEASURED}
            systems = {name: measure_demo(store, encoder, queries) for name, queries in asked.items()}
    for name, figures in systems.items():
        print(f"{name:14}", "  ".join(f"{key} {value}" for key, value in figures.items()))
    publish(systems, sizes=sizes, packages=_PACKAGES, seed=chosen.seed, json_file=chosen.json)


if __name__ == "__main__":
    main()
