"""Whether questions find the sentence that answers them, and whether those without an answer are told so.

201 questions on the demo shop (tests/retrieval/questions.tsv): 141 whose evidence is known, in attributes, texts,
answered questions, reviews and help articles, and 60 that nothing answers. Reported: whether the evidence is among the
first five statements found, and the first; how many of the answerable are taken as answered, and of the others; and
milliseconds of a question. Beside it, ranking by BM25 and by the cosine of the built-in encoder alone.

`--train` learns the weights anew from 330 other questions (benchmarks/answer_training.tsv) and keeps them in
retrieval/evidence_weights.json; the threshold is chosen on these, by cross-validation, so that at most 2 % of the
unanswerable are answered.
"""

import json
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import make_parser, publish
from benchmarks.search_demo import open_demo_store
from bot.database import TABLES
from language.encoder import Encoder, Encoders, Vectors
from language.linear import fit_head
from retrieval.articles import ArticleIndex
from retrieval.evidence import (
    ANSWER_SIGNS,
    SIGNS,
    EvidenceReader,
    EvidenceWeights,
    Signs,
    Statement,
    built_in_weights,
    measure_best,
)
from retrieval.facts import read_statements
from retrieval.lexical import TermIndex
from retrieval.terms import split_terms, split_wanted
from shop.reviews import Review, Visibility
from shop.sql.store import SqlStore
from shop.store import Store

TEST, TRAINING = Path("tests/retrieval/questions.tsv"), Path("benchmarks/answer_training.tsv")
WEIGHTS = Path("retrieval/evidence_weights.json")
_FOLDS = 5
_STRENGTH = 0.3
_WRONGLY = 0.02  # of the unanswerable, at most: few were asked, so less than the 5 % that are aimed at
_FIRST = 5
_CANDIDATES = 16  # passages of articles that are looked at closely

Chosen = NDArray[np.bool_]
Ranker = Callable[[str, Sequence[Statement]], Sequence[float]]


@dataclass(frozen=True)
class Asked:
    """A question, what could answer it, and which of that does; () for a question that nothing answers."""

    question: str
    statements: tuple[Statement, ...]
    evidence: tuple[int, ...]
    answerable: bool


def main() -> None:
    parser = make_parser("benchmarks.answers", __doc__ or "", takes_data=False)
    parser.add_argument("--train", action="store_true", help="learn the weights anew first")
    parser.add_argument("--split", choices=("test", "training"), default="test", help="what is measured")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = SqlStore(open_demo_store(Path(folder)), TABLES)
        publish_reviews(store)
        encoder = Encoders(Path("var/encoders")).load()
        shop = Shop(store, encoder)
        if chosen.train:
            train(shop.read(TRAINING), EvidenceReader(encoder))
        asked = shop.read(TEST if chosen.split == "test" else TRAINING)
    systems = {"ours": measure_ours(asked, EvidenceReader(encoder), built_in_weights())}
    systems["bm25"] = rank(asked, score_words)
    systems["cosine"] = rank(asked, lambda question, said: score_meaning(encoder, question, said))
    for name, figures in systems.items():
        print(f"{name:7}", "  ".join(f"{key} {value}" for key, value in figures.items()))
    sizes = {"questions": len(asked), "unanswerable": sum(not one.answerable for one in asked)}
    publish(systems, sizes=sizes, packages=("onnxruntime", "bm25s"), json_file=chosen.json)


def publish_reviews(store: Store) -> None:
    """Let everybody read every review: which of them the evidence is in says nothing of who may read it."""
    with store.write() as tx:
        tx.put(*(replace(one, visibility=Visibility.PUBLIC, circle_id=None) for one in tx.find(Review)))


class Shop:
    """The demo shop, in which questions are asked."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self._store = store
        self._articles = ArticleIndex(encoder, None)
        with store.read() as tx:
            self._articles.sync(tx)
        self._articles.collection.save()  # which reads what waits to be read

    def read(self, path: Path) -> list[Asked]:
        lines = path.read_text(encoding="utf-8").splitlines()[1:]
        return [self._ask(*line.split("\t")) for line in lines]

    def _ask(self, product_id: str, question: str, evidence: str) -> Asked:
        if product_id == "-":
            statements: Sequence[Statement] = self._articles.find_candidates(question, _CANDIDATES)
        else:
            statements = read_statements(self._store, product_id, None)
        wanted = [] if evidence == "-" else [_fold(one) for one in evidence.split(" || ")]
        right = [at for at, one in enumerate(statements) if any(text in _fold(one.text) for text in wanted)]
        return Asked(question, tuple(statements), tuple(right), bool(wanted))


def train(asked: Sequence[Asked], reader: EvidenceReader) -> None:
    """Fit both logistic models and the threshold, and keep them; the second learns from questions new to the first."""
    signs = [reader.measure(one.question, one.statements) for one in asked]
    folds = np.random.default_rng(0).permutation(len(asked)) % _FOLDS
    answerable = np.array([one.answerable for one in asked])
    best = np.zeros((len(asked), len(ANSWER_SIGNS)), np.float32)
    for fold in range(_FOLDS):
        first = fit_evidence(signs, asked, folds != fold)
        for at in np.flatnonzero(folds == fold).tolist():
            best[at] = measure_best(signs[at], first.judge(signs[at]))
    answered = np.zeros(len(asked))
    for fold in range(_FOLDS):
        answered[folds == fold] = fit_answered(best[folds != fold], answerable[folds != fold])(best[folds == fold])
    first, second = fit_evidence(signs, asked, folds >= 0), fit_answered(best, answerable)
    kept = {
        "from": f"{len(asked)} questions of {TRAINING}, by benchmarks.answers --train",
        "coefficients": dict(zip(SIGNS, _round(first.coefficients), strict=True)),
        "intercept": round(first.intercept, 4),
        "answer_coefficients": dict(zip(ANSWER_SIGNS, _round(second.weights), strict=True)),
        "answer_intercept": round(second.bias, 4),
        "threshold": round(float(np.quantile(answered[~answerable], 1 - _WRONGLY)), 4),
    }
    WEIGHTS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    built_in_weights.cache_clear()


@dataclass(frozen=True)
class Logistic:
    """A model of two classes in the units of what it was fitted on."""

    weights: Vectors
    bias: float

    def __call__(self, rows: Vectors) -> Vectors:
        return np.asarray(1 / (1 + np.exp(-(rows @ self.weights + self.bias))), np.float32)


def fit_evidence(signs: Sequence[Signs], asked: Sequence[Asked], chosen: Chosen) -> EvidenceWeights:
    """Return the model that tells evidence from all other statements of the chosen questions."""
    pairs = [(own, one) for own, one, taken in zip(signs, asked, chosen, strict=True) if taken and len(own)]
    right = np.concatenate([np.isin(np.arange(len(own)), one.evidence) for own, one in pairs])
    model = _fit(np.vstack([own for own, _ in pairs]), right)
    return EvidenceWeights(tuple(model.weights.tolist()), model.bias)


def fit_answered(best: Vectors, answerable: Chosen) -> Logistic:
    """Return the model that tells questions with evidence from those without; the few without weigh as much."""
    times = max(1, round(float(answerable.sum() / max(1, (~answerable).sum()))))
    rows = np.vstack([best, *[best[~answerable]] * (times - 1)])
    return _fit(rows, np.concatenate([answerable, np.zeros(len(rows) - len(best), bool)]))


def _fit(rows: Vectors, right: Chosen) -> Logistic:
    scale = np.maximum(rows.std(axis=0), 1e-6)
    head = fit_head(rows / scale, right.astype(np.int64), 2, strength=_STRENGTH)
    return Logistic((head.weights[:, 1] - head.weights[:, 0]) / scale, float(head.bias[1] - head.bias[0]))


def measure_ours(asked: Sequence[Asked], reader: EvidenceReader, weights: EvidenceWeights) -> dict[str, float]:
    answered, took = [], []

    def judge(question: str, statements: Sequence[Statement]) -> Sequence[float]:
        started = time.perf_counter()
        signs = reader.measure(question, statements)
        scores: list[float] = weights.judge(signs).tolist()
        answered.append(bool(weights.find_sure(signs).any()))
        took.append((time.perf_counter() - started) * 1000)
        return scores

    figures = rank(asked, judge)
    sure = np.array(answered)
    answerable = np.array([one.answerable for one in asked])
    return figures | {
        "answered": round(float(sure[answerable].mean()), 4),
        "answered_wrongly": round(float(sure[~answerable].mean()), 4),
        "ms_p50": round(float(np.quantile(took, 0.5)), 1),
        "ms_p95": round(float(np.quantile(took, 0.95)), 1),
    }


def rank(asked: Sequence[Asked], ranker: Ranker) -> dict[str, float]:
    """Return how often the evidence of the answerable questions is among the first five, and the first."""
    places = []
    for one in asked:
        order = np.argsort(-np.array(ranker(one.question, one.statements)), kind="stable").tolist()
        if one.answerable:
            places.append(min((order.index(at) for at in one.evidence), default=len(order)))
    found = np.array(places)
    return {
        "evidence_recall5": round(float((found < _FIRST).mean()), 4),
        "evidence_first": round(float((found == 0).mean()), 4),
    }


def score_words(question: str, statements: Sequence[Statement]) -> Sequence[float]:
    index = TermIndex({str(at): split_terms(one.whole) for at, one in enumerate(statements)})
    return [float(score) for score in index.score(split_wanted(question))]


def score_meaning(encoder: Encoder, question: str, statements: Sequence[Statement]) -> Sequence[float]:
    vectors = encoder.encode([one.whole for one in statements])
    return [float(cosine) for cosine in vectors @ encoder.encode([question])[0]]


def _round(values: Sequence[float] | Vectors) -> list[float]:
    return [round(float(value), 4) for value in values]


def _fold(text: str) -> str:
    return re.sub(r"[\s*|]+", " ", text).strip().casefold()


if __name__ == "__main__":
    main()
