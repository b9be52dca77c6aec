"""The benchmark of search: what it measures as ours is the whole engine, meaning included."""

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
