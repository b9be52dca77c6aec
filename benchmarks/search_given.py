"""Learning the order of given candidates, from queries on our own demo shop.

Candidates are what others would give: the best thirty by BM25, and the best thirty of our search, over titles and
descriptions alone, for the written queries and a part of those that are made of the products.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.search_data import index_documents
from benchmarks.search_demo import LEARNED, Judged, read_queries
from benchmarks.search_systems import make_bm25
from benchmarks.search_training import MADE, Lesson, fit_held, make_queries, score
from language.encoder import Encoder
from retrieval.documents import Document
from retrieval.given import CLOSELY, SIGNS, WEIGHTS, Floats, GivenOrder

_FOLDS = 5
_EVERY = 4  # of the made queries one in so many
_HELD = 1e-4  # how much each weight is held to 0: three weights need no more


def train_given(
    documents: Sequence[Document], encoder: Encoder, file: Path = WEIGHTS, seed: int = 0
) -> dict[str, float]:
    """Learn the weights and write them to the file with where they come from; return figures of five folds."""
    plain = [Document(each.id, each.title, description=each.description) for each in documents]
    lists = _Lists(plain, encoder)
    written = read_queries(LEARNED, documents)
    folds = [list(lists.teach(written[fold::_FOLDS])) for fold in range(_FOLDS)]
    further = list(lists.teach(list(make_queries(documents, seed))[::_EVERY], MADE))
    everything = [lesson for fold in folds for lesson in fold]
    learned: list[float] = []
    for fold, out in enumerate(folds):
        kept = [lesson for at, lessons in enumerate(folds) if at != fold for lesson in lessons]
        weights = _fit([*kept, *further])
        learned += [score([lesson], weights) for lesson in out]
    weights = _fit([*everything, *further])
    kept_file = {
        "learned_from": "benchmarks/search_training.tsv and queries made of the demo shop's products",
        "learned_by": f"python -m benchmarks.search --train, {datetime.now(UTC).date().isoformat()}",
        "lists": {"written": len(everything), "made": len(further)},
        "weights": {name: round(float(weight), 4) for name, weight in zip(SIGNS, weights, strict=True)},
    }
    file.write_text(json.dumps(kept_file, indent=2) + "\n", encoding="utf-8")
    alone = {f"ndcg10_{sign}": round(score(everything, _only(sign)), 4) for sign in SIGNS}
    return {"ndcg10": round(float(np.mean(learned)), 4)} | alone


class _Lists:
    """What others would find in the shop."""

    def __init__(self, documents: Sequence[Document], encoder: Encoder) -> None:
        self._ranking = index_documents(documents, encoder)
        self._order = GivenOrder(self._ranking, encoder)
        self._find_by_words = make_bm25(documents)

    def teach(self, queries: Sequence[Judged], weight: float = 1.0) -> Iterator[Lesson]:
        """Yield what is to be learned of each query's lists; of lists with right and wrong ones only."""
        for query in queries:
            ours = [id for id, _ in self._ranking.rank(query.text, CLOSELY)]
            for ids in (self._find_by_words(query.text, CLOSELY), ours):
                grades = np.array([float(id in query.right_ids) for id in ids], np.float32)
                if 0 < grades.sum() < len(grades):
                    best = sorted(grades.tolist(), reverse=True)[:10]
                    yield Lesson(tuple(ids), self._order.measure(query.text, ids), grades, best, weight)


def _fit(lessons: Sequence[Lesson]) -> Floats:
    return fit_held(lessons, np.zeros(len(SIGNS)), np.full(len(SIGNS), _HELD))


def _only(sign: str) -> Floats:
    return np.array([float(name == sign) for name in SIGNS], np.float32)
