"""The benchmark of search: what it measures as ours is the whole engine, meaning included."""

from pathlib import Path

import pytest

from benchmarks.search import measure_data, measure_pairs
from benchmarks.search_data import index_documents
from benchmarks.search_systems import make_ours
from retrieval.documents import Document
from tests.fakes.encoder import WordEncoder

MANY = 60  # more than a running shop reads at once


def test_ours_finds_by_meaning_however_many_products_there_are() -> None:
    documents = [Document(f"p{n}", f"Kite number {n}") for n in range(MANY)]
    ranking = index_documents(documents, WordEncoder())
    assert ranking.collection.some_waiting() == {}
    found = ranking.find(ranking.ask("kite"))
    assert (found.meaning > 0).all()
    assert len(make_ours(documents, WordEncoder())("kite", MANY)) == MANY


def test_given_candidates_are_ordered_and_timed_by_every_system(tmp_path: Path) -> None:
    rows = ["blue kite,Kite in blue,flies,3", "blue kite,Plain mug,holds tea,0", "mug,Plain mug,holds tea,2"]
    (tmp_path / "pairs.csv").write_text("\n".join(["query,title,description,relevance", *rows]))
    systems, sizes = measure_pairs(tmp_path, WordEncoder())
    assert sizes == {"pairs": 3, "answerable": 2}
    assert set(systems) == {"ours", "bm25", "dense"}
    for figures in systems.values():
        assert figures["ndcg10"] == 1.0
        assert figures["unjudged10"] == 0.0  # nothing but the query's own candidates
        assert {"ms_p50", "ms_p95"} <= figures.keys()


def test_data_without_anything_to_find_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "products.jsonl").write_text('{"id": "a", "title": "Kite"}\n')
    (tmp_path / "judgements.csv").write_text("query,docid,rating\nkite,a,0\n")
    with pytest.raises(SystemExit, match="has a rating above 0"):
        measure_data(tmp_path, WordEncoder(), tuned=False)
