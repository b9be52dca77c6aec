"""The systems that a benchmark of search compares: ours, BM25 and meaning alone, over the same documents."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from benchmarks.search_data import Pair, index_documents
from benchmarks.search_training import fit, teach_graded
from language.encoder import Encoder
from retrieval.documents import Document
from retrieval.given import GivenOrder
from retrieval.rerank import load_reranker
from retrieval.terms import split_terms

Ranker = Callable[[str, int], list[str]]  # a query and how many -> ids, the best first

_FOLDS = 5
_STRENGTH = 0.1  # how much tuned weights are held to those learned from our own queries


def make_rankers(documents: Sequence[Document], encoder: Encoder) -> dict[str, Ranker]:
    """Return the systems by name."""
    return {
        "ours": make_ours(documents, encoder),
        "bm25": make_bm25(documents),
        "dense": make_dense(documents, encoder),
    }


def make_ours(documents: Sequence[Document], encoder: Encoder) -> Ranker:
    """Return the shop's own engine."""
    ranking = index_documents(documents, encoder)
    return lambda query, count: [id for id, _ in ranking.rank(query, count)]


def make_bm25(documents: Sequence[Document]) -> Ranker:
    """Return bm25s as it comes, over title, description and brand, with words folded as ours are: stronger so."""
    import bm25s

    index = bm25s.BM25()
    texts = [split_terms(f"{each.title} {each.description} {each.brand}") or [""] for each in documents]
    index.index(texts, show_progress=False)

    def rank(query: str, count: int) -> list[str]:
        terms = [term for term in split_terms(query) if term in index.vocab_dict]
        if not terms:
            return []
        scores = index.get_scores(terms)
        order = np.argsort(-scores, kind="stable")[:count]
        return [documents[at].id for at in order.tolist() if scores[at] > 0]

    return rank


def make_dense(documents: Sequence[Document], encoder: Encoder) -> Ranker:
    """Return the documents by the cosine of their texts, all of them compared."""
    vectors = encoder.encode([document.text for document in documents])

    def rank(query: str, count: int) -> list[str]:
        cosines = vectors @ encoder.encode([query])[0]
        return [documents[at].id for at in np.argsort(-cosines, kind="stable")[:count].tolist()]

    return rank


def rank_tuned(
    documents: Sequence[Document], encoder: Encoder, judged: Mapping[str, Mapping[str, float]]
) -> dict[str, list[str]]:
    """Return our rankings with weights learned, for each fifth of the queries, from the judgements of the others."""
    ranking = index_documents(documents, encoder)
    lessons = {query: teach_graded(ranking, query, ratings) for query, ratings in judged.items()}
    queries = sorted(judged)
    order = np.random.default_rng(0).permutation(len(queries)).tolist()
    ranked: dict[str, list[str]] = {}
    for fold in range(_FOLDS):
        out = {queries[at] for at in order[fold::_FOLDS]}
        kept = [lesson for query, lesson in lessons.items() if query not in out]
        weights = fit(kept, _STRENGTH, load_reranker().weights)
        for query in out:
            places = np.argsort(-(lessons[query].features @ weights), kind="stable")
            ranked[query] = [lessons[query].ids[at] for at in places.tolist()]
    return ranked


def make_pair_rankers(pairs: Sequence[Pair], encoder: Encoder) -> dict[str, Ranker]:
    """Return the systems that order a query's own candidates; what one does not find comes last, as given."""
    documents = [pair.document for pair in pairs]
    given: dict[str, list[str]] = {}
    for pair in pairs:
        given.setdefault(pair.query, []).append(pair.document.id)
    ranking = index_documents(documents, encoder)

    given_order = GivenOrder(ranking, encoder)

    def rank_ours(query: str, count: int) -> list[str]:
        return given_order.order(query, given[query])[:count]

    rankers = {"ours": rank_ours, "bm25": make_bm25(documents), "dense": make_dense(documents, encoder)}
    return {name: _among(given, rank, len(documents)) for name, rank in rankers.items()}


def _among(given: Mapping[str, Sequence[str]], rank: Ranker, everything: int) -> Ranker:
    def rank_given(query: str, count: int) -> list[str]:
        mine = dict.fromkeys(given[query])
        best = [id for id in rank(query, everything) if id in mine]
        return [*best, *(id for id in mine if id not in set(best))][:count]

    return rank_given
