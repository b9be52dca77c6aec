"""Whether questions about the shop's rules are answered from the article that answers them.

Questions as shoppers type them ("do i pay shipping", "return policy?") on the 86 help articles of the demo shop, each
with the articles that answer it (tests/retrieval/policies.tsv). Reported: how often the first article found is one of
them, and one of the first three; milliseconds of a question. Beside it, the article of the passage that is most surely
evidence, and BM25 on whole articles.

`--train` learns the weights of an article's signs anew from other questions (benchmarks/policy_training.tsv) and keeps
them in retrieval/article_weights.json.
"""

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from actions.talking.policy_answers import TOPICS
from benchmarks.report import make_parser, publish
from benchmarks.search_demo import open_demo_store
from bot.database import TABLES
from language.encoder import Encoders
from language.linear import fit_head
from retrieval.articles import SIGNS, ArticleIndex, article_weights
from retrieval.evidence import EvidenceReader, built_in_weights
from retrieval.lexical import TermIndex
from retrieval.terms import split_terms, split_wanted
from shop.knowledge import Article
from shop.sql.store import SqlStore

TEST, TRAINING = Path("tests/retrieval/policies.tsv"), Path("benchmarks/policy_training.tsv")
WEIGHTS = Path("retrieval/article_weights.json")
_STRENGTH = 3.0
_LOOKED_AT = 16  # passages of a question

Ranker = Callable[["Asked"], Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """A question with the topics of its intent and the ids of the articles that answer it."""

    text: str
    topics: tuple[str, ...]
    answer_ids: frozenset[str]


def main() -> None:
    parser = make_parser("benchmarks.policies", __doc__ or "", takes_data=False)
    parser.add_argument("--train", action="store_true", help="learn the weights anew first")
    parser.add_argument("--split", choices=("test", "training"), default="test", help="what is measured")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = SqlStore(open_demo_store(Path(folder)), TABLES)
        encoder = Encoders(Path("var/encoders")).load()
        index, reader = ArticleIndex(encoder, None), EvidenceReader(encoder)
        with store.read() as tx:
            index.sync(tx)
            articles = list(tx.find(Article))
        index.collection.save()  # which reads what waits to be read
    if chosen.train:
        train(read_questions(TRAINING), index, reader)
    asked = read_questions(TEST if chosen.split == "test" else TRAINING)
    took: list[float] = []
    systems = {
        "ours": rank(asked, lambda one: _find(one, index, reader, took)),
        "passage": rank(asked, lambda one: _by_passage(one, index, reader)),
        "bm25": rank(asked, _make_bm25(articles)),
    }
    systems["ours"]["ms_p50"] = round(float(np.quantile(took, 0.5)), 1)
    for name, figures in systems.items():
        print(f"{name:8}", "  ".join(f"{key} {value}" for key, value in figures.items()))
    publish(systems, sizes={"questions": len(asked)}, packages=("onnxruntime", "bm25s"), json_file=chosen.json)


def read_questions(path: Path) -> list[Asked]:
    """Return the questions of a file of `intent`, `question` and `accepted`, article ids parted by commas."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [Asked(text, TOPICS[intent], frozenset(ids.split(","))) for intent, text, ids in lines]


def train(asked: Sequence[Asked], index: ArticleIndex, reader: EvidenceReader) -> None:
    """Fit the model that tells the articles that answer from the others that were looked at, and keep it."""
    rows, right = [], []
    for one in asked:
        evidence = _measure_evidence(one, index, reader)
        if evidence:
            rows.append(index.measure(one.text, evidence, one.topics))
            right += [id in one.answer_ids for id in evidence]
    signs, answers = np.vstack(rows), np.array(right)
    scale = np.maximum(signs.std(axis=0), 1e-6)
    head = fit_head(signs / scale, answers.astype(np.int64), 2, strength=_STRENGTH)
    weights = (head.weights[:, 1] - head.weights[:, 0]) / scale
    kept = {
        "from": f"{len(asked)} questions of {TRAINING}, by benchmarks.policies --train",
        "coefficients": {sign: round(float(weight), 4) for sign, weight in zip(SIGNS, weights, strict=True)},
        "intercept": round(float(head.bias[1] - head.bias[0]), 4),
    }
    WEIGHTS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    article_weights.cache_clear()


def rank(asked: Sequence[Asked], find: Ranker) -> dict[str, float]:
    found = [find(one) for one in asked]
    first = [bool(one.answer_ids.intersection(ids[:1])) for one, ids in zip(asked, found, strict=True)]
    three = [bool(one.answer_ids.intersection(ids[:3])) for one, ids in zip(asked, found, strict=True)]
    return {"first": round(float(np.mean(first)), 4), "in_three": round(float(np.mean(three)), 4)}


def _find(one: Asked, index: ArticleIndex, reader: EvidenceReader, took: list[float]) -> list[str]:
    started = time.perf_counter()
    found = index.find(one.text, 3, reader, one.topics)
    took.append((time.perf_counter() - started) * 1000)
    return [article.article_id for article in found]


def _by_passage(one: Asked, index: ArticleIndex, reader: EvidenceReader) -> list[str]:
    evidence = _measure_evidence(one, index, reader)
    return sorted(evidence, key=lambda article_id: -evidence[article_id])


def _measure_evidence(one: Asked, index: ArticleIndex, reader: EvidenceReader) -> dict[str, float]:
    """Return by article how surely its best passage is evidence, of the passages that are looked at."""
    passages = index.find_candidates(one.text, _LOOKED_AT)
    judged = built_in_weights().judge(reader.measure(one.text, passages))
    evidence: dict[str, float] = {}
    for passage, score in zip(passages, judged.tolist(), strict=True):
        evidence[passage.source_id] = max(evidence.get(passage.source_id, 0.0), score)
    return evidence


def _make_bm25(articles: Sequence[Article]) -> Ranker:
    index = TermIndex({one.id: split_terms(f"{one.title} {' '.join(one.tags)} {one.body}") for one in articles})

    def find(one: Asked) -> list[str]:
        scores = index.score([index.correct(term) for term in split_wanted(one.text)])
        return [index.keys[at] for at in np.argsort(-scores, kind="stable").tolist()]

    return find


if __name__ == "__main__":
    main()
