"""How surely a statement answers a question: signs of it, weighed as questions with known answers taught.

The signs are the nearness of the whole texts, of each word of the question to its nearest word in the statement (late
interaction: Khattab and Zaharia, 2020), shared words, and what the question asks for. The weights come from
`python -m benchmarks.answers --train`; they hold for the encoder that is built in.
"""

import functools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from language.encoder import Encoder, TextStates, Vectors
from retrieval.lexical import TermIndex
from retrieval.nearest_words import match_words
from retrieval.remembered import Remembered
from retrieval.search import FactSource
from retrieval.spelling import Pieces
from retrieval.terms import split_terms, split_wanted

Signs = NDArray[np.float32]
"""Shape (statements, len(SIGNS))."""

SIGNS = (
    "cosine", "cosine_in_context", "cosine_of_name", "lead", "words", "words_covered",
    "nearest_mean", "nearest_least", "description", "attribute", "answer", "review", "article",
    "number_for_number", "number_missing", "yes_for_yes", "short",
)  # fmt: skip
ANSWER_SIGNS = (
    "logit", "lead", "cosine", "words", "words_covered", "nearest_mean", "nearest_least", "cosine_in_context",
)  # fmt: skip
_NEARLY = 0.7  # of the best statement's probability: what answers beside it
MOST_VECTORS = 24_000  # of texts, that are remembered, about 36 MB
_READ = 2_000  # statements whose words are remembered, about 60 MB
_CLOSELY = 16  # statements of a question that are read word by word
_NUMBER = re.compile(r"\d")
_ASKS_NUMBER = re.compile(
    r"\b(how (?:much|many|long|heavy|big|large|tall|wide|deep|thick|high|far|fast|loud|old|often|hot|warm|cold)"
    r"|weigh\w*|size|capacity|dimensions?|measure\w*|cost|price|hours|minutes|litres?|watts?|inch\w*|cm|grams?|kg|age)\b",
    re.IGNORECASE,
)
_ASKS_YES = re.compile(
    r"^\W*(?:and |but |so |hi,? |hello,? )?(is|are|does|do|can|could|will|would|has|have|did|may)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Statement:
    """Something that is said of a product or of the shop, and where it stands.

    `context` is what it is compared with the question together with ("" for nothing); it is not shown.
    """

    text: str
    source: FactSource
    source_id: str
    context: str = ""

    @property
    def whole(self) -> str:
        return f"{self.context} {self.text}".strip()


@dataclass(frozen=True)
class EvidenceWeights:
    """Two logistic models: of each statement, and of whether the best one answers at all, by ANSWER_SIGNS.

    `threshold` is the second one's probability from which a question counts as answered.
    """

    coefficients: tuple[float, ...]
    intercept: float
    answer_coefficients: tuple[float, ...] = (0.0,) * len(ANSWER_SIGNS)
    answer_intercept: float = 0.0
    threshold: float = 0.0

    def judge(self, signs: Signs) -> Vectors:
        """Return the probability of each statement that it is evidence, float32 (statements,)."""
        return _logistic(signs @ np.array(self.coefficients) + self.intercept)

    def find_sure(self, signs: Signs) -> NDArray[np.bool_]:
        """Return which statements answer, shape (statements,): none, or the best and what is nearly as good."""
        scores = self.judge(signs)
        if not len(scores):
            return np.zeros(0, bool)
        answered = float(self.judge_answered(measure_best(signs, scores)))
        return np.asarray((scores >= _NEARLY * scores.max()) & (answered >= self.threshold))

    def judge_answered(self, best: Vectors) -> Vectors:
        """Return the probability that the best statement answers, for the rows that `measure_best` gives."""
        return _logistic(best @ np.array(self.answer_coefficients) + self.answer_intercept)


def measure_best(signs: Signs, scores: Vectors) -> Vectors:
    """Return the ANSWER_SIGNS of a question, float32 (len(ANSWER_SIGNS),): how its best statement stands out."""
    if not len(scores):
        return np.zeros(len(ANSWER_SIGNS), np.float32)
    order = np.argsort(-scores, kind="stable")
    best = float(np.clip(scores[order[0]], 1e-6, 1 - 1e-6))
    second = float(scores[order[1]]) if len(order) > 1 else 0.0
    own = signs[order[0], [SIGNS.index(sign) for sign in ANSWER_SIGNS[2:-1]]]
    nearest = signs[:, SIGNS.index("cosine_in_context")].max()
    return np.array([np.log(best / (1 - best)), best - second, *own, nearest], np.float32)


def _logistic(logits: Vectors) -> Vectors:
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)


@functools.cache
def built_in_weights() -> EvidenceWeights:
    """Return the weights that come with the program."""
    kept = json.loads((files("retrieval") / "evidence_weights.json").read_text(encoding="utf-8"))
    return EvidenceWeights(
        tuple(float(kept["coefficients"][sign]) for sign in SIGNS),
        float(kept["intercept"]),
        tuple(float(kept["answer_coefficients"][sign]) for sign in ANSWER_SIGNS),
        float(kept["answer_intercept"]),
        float(kept["threshold"]),
    )


class EvidenceReader:
    """Measures the signs; remembers the texts of the last thousands of statements. Safe to share between threads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._read: Remembered[str, TextStates] = Remembered(_READ)
        self._vectors: Remembered[str, Vectors] = Remembered(MOST_VECTORS)
        self.fingerprint = encoder.fingerprint
        self.pieces = encoder.pieces

    def measure(self, question: str, statements: Sequence[Statement]) -> Signs:
        """Return the signs of each statement, in their order; shape (0, len(SIGNS)) for none."""
        if not statements:
            return np.zeros((0, len(SIGNS)), np.float32)
        asked = self._encoder.read([question])[0]
        alone = self.encode([statement.text for statement in statements]) @ asked.vector
        whole = self.encode([statement.whole for statement in statements]) @ asked.vector
        named = self.encode([_name_of(statement) for statement in statements]) @ asked.vector
        best = np.maximum(alone, whole)
        words, covered = share_words(question, statements, self.pieces)
        closely = np.argsort(-(best + 0.3 * words), kind="stable")[:_CLOSELY]
        nearest = np.zeros((len(statements), 2), np.float32)
        states = self._read.fetch([statements[at].whole for at in closely], self._encoder.read)
        for at, said in zip(closely.tolist(), states, strict=True):
            nearest[at] = match_words(question, asked, said)
        signs = [alone, whole, named, best - best.max(), words, covered, *nearest.T]
        return np.stack([*signs, *_describe(question, statements).T], axis=1).astype(np.float32)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of statements and reviews, shape (texts, dim), in their order; (0, dim) for none."""
        if not texts:
            return np.zeros((0, self._encoder.dim), np.float32)
        return np.stack(self._vectors.fetch(texts, self._encoder.encode))

    def remember(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Take over the vectors of statements that were read elsewhere, shape (texts, dim)."""
        self._vectors.keep(dict(zip(texts, vectors, strict=True)))

    def recall(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of those of these statements that `encode` has seen and still remembers; {} for none."""
        return self._vectors.recall(texts)


def texts_of(statement: Statement) -> tuple[str, str, str]:
    """Return the texts of a statement whose vectors `EvidenceReader.measure` needs; they may be equal."""
    return statement.text, statement.whole, _name_of(statement)


def _name_of(statement: Statement) -> str:
    """Return what an attribute is called, of other statements the whole."""
    return statement.text.partition(":")[0] if statement.source is FactSource.ATTRIBUTE else statement.text


def share_words(question: str, statements: Sequence[Statement], pieces: Pieces) -> tuple[Vectors, Vectors]:
    """Return for each statement its BM25 share of the question, and the plain share of the words that it has."""
    wanted = split_wanted(question)
    terms = [split_terms(statement.whole) for statement in statements]
    index = TermIndex({str(at): words for at, words in enumerate(terms)}, pieces=pieces)
    corrected = [index.correct(term) for term in wanted]
    covered = [len(set(corrected) & set(words)) / max(1, len(set(corrected))) for words in terms]
    return index.score(corrected), np.array(covered, np.float32)


def asks_yes_or_no(question: str) -> bool:
    """Return whether yes or no would answer the question."""
    return _ASKS_YES.search(question) is not None


def _describe(question: str, statements: Sequence[Statement]) -> Signs:
    number, yes = bool(_ASKS_NUMBER.search(question)), asks_yes_or_no(question)
    rows = []
    for statement in statements:
        has_number = bool(_NUMBER.search(statement.text))
        said_yes = bool(
            re.match(r"\W*(yes|no|not)\b", statement.text.partition(":")[2] or statement.text, re.IGNORECASE)
        )
        rows.append(
            [
                *(statement.source is source for source in FactSource),
                number and has_number,
                number and not has_number,
                yes and said_yes,
                len(statement.text.split()) <= 3,
            ]
        )
    return np.array(rows, np.float32)
