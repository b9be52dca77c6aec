"""The one engine that orders products for words, in the shop and in the benchmark.

Words (BM25 over fields) and meaning (nearest vectors) each find candidates; a trained model orders them. Whoever asks
for a SKU or a whole title has that product first.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.encoder import Encoder, Vectors
from retrieval.collection import PassageCollection
from retrieval.columns import Column
from retrieval.documents import Document
from retrieval.forms import Forms
from retrieval.leanings import Leaning, read_leaning
from retrieval.passages import Passage
from retrieval.postings import Postings, Rows, Weighting
from retrieval.rerank import load_reranker
from retrieval.signals import Candidates, Question, weigh_candidates
from retrieval.synonyms import Synonyms, built_in_synonyms
from retrieval.terms import split_terms
from retrieval.wording import Reader, Slot, Wording

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

WEIGHTINGS = (Weighting(3.0, 0.5), Weighting(2.0, 0.3), Weighting(3.0, 0.3), Weighting(1.0, 0.6), Weighting(1.0, 0.6))
WORDS, MEANING = 0.55, 0.6  # of the first order, on a scale where about 0.24 is chance; chosen on our own queries
NEAREST = 300  # by meaning
_RERANKED = 200  # by words, and as many by meaning
_EXACT = 100.0  # above all that the model can give
_DIGITS = 5  # of cosines and scores: what lies behind them depends on the row that a product happens to have
_SKU = re.compile(r"[\W_]+")
_CODE = re.compile(r"(?=\S*[\d_./-])(?!\d{1,4}\b)[^\W_]\S{2,}[^\W_]")  # what may be a SKU: no word is


@dataclass(frozen=True)
class Asked:
    """A query as it was read: `vector` None and no slots for one that says nothing."""

    wording: Wording
    vector: Vectors | None
    brands: frozenset[str]
    exact: Rows  # the products whose SKU or title the whole text is
    leaning: Leaning
    price_min_cents: int | None = None
    price_max_cents: int | None = None


@dataclass(frozen=True)
class Extra:
    """What the shop adds by row: the share of wanted features that a product has, and its popularity, both 0 to 1."""

    wanted: Floats
    popularity: Floats


@dataclass(frozen=True)
class FirstPass:
    """How near each row is: by words and by meaning, 0 to 1 each; both together in `near`. 0: not found."""

    words: Floats
    meaning: Floats
    near: Floats


class Ranking:
    """Documents by row. Rows of documents that changed or left stay, dead. Not safe for threads that write."""

    def __init__(self, encoder: Encoder, folder: Path | None = None, synonyms: Synonyms | None = None) -> None:
        """`synonyms` None: those that come with the program."""
        self._encoder = encoder
        self._synonyms = built_in_synonyms() if synonyms is None else synonyms
        self._reranker = load_reranker()
        self._collection = PassageCollection(encoder, folder)
        self._begin()

    def _begin(self) -> None:
        self._postings = Postings(WEIGHTINGS)
        self._reader = Reader(self._postings, self._synonyms, self._encoder)
        self._documents: list[Document | None] = []  # by row
        self._rows: dict[str, int] = {}
        self._alive = Column(np.bool_)
        self._named: dict[tuple[str, ...], set[int]] = {}  # by SKU or title
        self._brands: dict[tuple[str, ...], dict[str, int]] = {}  # by folded words: the brand as written, how often
        self._newest = 0

    @property
    def collection(self) -> PassageCollection:
        return self._collection

    @property
    def postings(self) -> Postings:
        return self._postings

    @property
    def documents(self) -> Sequence[Document | None]:
        """Return by row the document, None for a dead row; it goes on changing, until all is renewed."""
        return self._documents

    @property
    def alive(self) -> Mask:
        """Return by row whether a document is there; a view."""
        return self._alive.values

    @property
    def wasteful(self) -> bool:
        """Return whether most rows are dead: time to put all documents into a new one."""
        return len(self._alive) > 1_000 and 2 * len(self._rows) < len(self._alive)

    def id(self, row: int) -> str:
        """Return the id of a row. Raises KeyError for a dead one."""
        document = self._documents[row]
        if document is None:
            raise KeyError(row)
        return document.id

    def row_of(self, id: str) -> int | None:
        """Return the row of a document, None for one that is not in."""
        return self._rows.get(id)

    def ids(self) -> list[str]:
        """Return the ids of all documents in the order of their rows."""
        return [document.id for document in self._documents if document is not None]

    def put(self, documents: Sequence[Document]) -> None:
        """Take these in, in place of those with the same ids, each at a new row at the end, in their order.

        Only texts that were never seen are encoded; many at once wait for `save` or for a thread that catches up.
        """
        for document in documents:
            self._leave(document.id)
            self._rows[document.id] = row = self._postings.add(document.terms)
            self._documents.append(document)
            self._alive.append(True)
            for name in _names_of(document):
                self._named.setdefault(name, set()).add(row)
            self._count_brand(document.brand, 1)
            self._newest = max(self._newest, document.launched_day)
        self._reader.speller.forget()
        self._collection.put({each.id: [Passage(each.id, each.text)] for each in documents})

    def drop(self, ids: Iterable[str]) -> None:
        """Let these go; ids that are not in are ignored."""
        gone = [id for id in ids if self._leave(id)]
        self._collection.drop(gone)
        self._reader.speller.forget()

    def renew(self) -> None:
        """Begin again with the same documents in the same order, without dead rows; no text is encoded again."""
        documents = [document for document in self._documents if document is not None]
        self._begin()
        self.put(documents)

    def save(self) -> None:
        """Encode what waits; keep the vectors for the next start, if there is a folder for them."""
        self._collection.save()

    def correct(self, term: str) -> str:
        """Return the folded word that is meant by one with a typing error."""
        return self._reader.speller.correct(term)

    @property
    def forms(self) -> Forms:
        """Return the other forms of words here; others after `renew`."""
        return self._reader.forms

    def read(self, text: str) -> Wording:
        """Return the words of a text, each with what would do in its place, leanings left out."""
        return self._reader.read(read_leaning(text).text)

    def brands_in(self, text: str) -> frozenset[str]:
        """Return the brands that the text names, spelt as they are but for case."""
        terms = split_terms(text)
        runs = (tuple(terms[at : at + length]) for at in range(len(terms)) for length in range(1, 5))
        return frozenset(brand for run in runs for brand in self._brands.get(run, ()))

    def ask(self, text: str, *, meant: str = "", whole: str = "") -> Asked:
        """Read a query.

        `meant` is the text whose meaning counts and `whole` the one that may be a SKU or title, where they are others.
        """
        leaning = read_leaning(text)
        wording = self._reader.read(leaning.text)
        vector = self._encoder.encode([read_leaning(meant).text or leaning.text])[0] if wording.slots else None
        return Asked(wording, vector, self.brands_in(text), self.find_exact(whole or text), leaning)

    def find_exact(self, text: str) -> Rows:
        """Return the rows of products whose SKU or whole title this is, or whose SKU stands in it, ascending."""
        names = (tuple(split_terms(text)), _sku(text), *(_sku(code) for code in _CODE.findall(text)))
        return np.array(sorted({row for name in names if any(name) for row in self._named.get(name, ())}), np.int32)

    def find(self, asked: Asked, among: Mask | None = None) -> FirstPass:
        """Return how near each row is, of those that `among` admits; dead ones are never found."""
        admitted = self.alive if among is None else self.alive & among
        words = np.where(admitted, self._score_words(asked.wording), 0)
        meaning = np.zeros(len(admitted), np.float32)
        if asked.vector is not None:
            self._add_nearest(meaning, asked.vector, None if among is None else admitted)
            best = _best(words, _RERANKED)
            best = best[meaning[best] == 0]
            meaning[best] = np.maximum(self._collection.cosines(asked.vector, self._ids(best)), 0)
            meaning[~admitted] = 0
            meaning = np.round(meaning, _DIGITS)
        return FirstPass(words, meaning, np.float32(WORDS) * words + np.float32(MEANING) * meaning)

    def choose(self, found: FirstPass) -> Rows:
        """Return the candidates for the last order: the best by words, by meaning and by both, ascending."""
        lists = [_best(scores, _RERANKED) for scores in (found.words, found.meaning, found.near)]
        return np.unique(np.concatenate(lists)).astype(np.int32)

    def gather(self, asked: Asked, found: FirstPass, rows: Rows, extra: Extra | None = None) -> Floats:
        """Return the features of these rows, which are alive, shape (rows, features)."""
        documents = [document for row in rows.tolist() if (document := self._documents[row]) is not None]
        popular = np.array([document.popularity for document in documents], np.float32)
        share = np.zeros(len(rows), np.float32)
        if extra is not None:
            share, popular = extra.wanted[rows], extra.popularity[rows]
        candidates = Candidates(rows, documents, found.words[rows], found.meaning[rows], share, popular)
        limits = asked.price_min_cents, asked.price_max_cents
        question = Question(asked.wording, asked.brands, *limits, self._newest, asked.leaning)
        return weigh_candidates(question, candidates, self._postings)

    def score(self, asked: Asked, found: FirstPass, rows: Rows, extra: Extra | None = None) -> Floats:
        """Return the last score of these rows: the model's, far above them those that were asked for exactly."""
        if not len(rows):
            return np.zeros(0, np.float32)
        scores = np.round(self._reranker.score(self.gather(asked, found, rows, extra)), _DIGITS)
        return np.asarray(scores + np.float32(_EXACT) * np.isin(rows, asked.exact).astype(np.float32))

    def rank(self, text: str, limit: int = 10, among: Mask | None = None) -> list[tuple[str, float]]:
        """Return the ids of what fits the words best, with scores, the best first, equals by id; [] for no words."""
        asked = self.ask(text)
        found = self.find(asked, among)
        rows = self.choose(found)
        exact = asked.exact if among is None else asked.exact[among[asked.exact]]
        rows = np.union1d(rows, exact).astype(np.int32)
        scores = self.score(asked, found, rows)
        ranked = sorted(zip(self._ids(rows), scores.tolist(), strict=True), key=lambda hit: (-hit[1], hit[0]))
        return ranked[:limit]

    def _leave(self, id: str) -> bool:
        row = self._rows.pop(id, None)
        document = self._documents[row] if row is not None else None
        if row is None or document is None:
            return False
        self._documents[row] = None
        self._alive.values[row] = False
        self._postings.remove(document.terms)
        for name in _names_of(document):
            self._named[name].discard(row)
            if not self._named[name]:
                del self._named[name]
        self._count_brand(document.brand, -1)
        return True

    def _count_brand(self, brand: str, change: int) -> None:
        words = tuple(split_terms(brand))
        if not words:
            return
        spelt = self._brands.setdefault(words, {})
        spelt[brand] = spelt.get(brand, 0) + change
        if not spelt[brand]:
            del spelt[brand]

    def _score_words(self, wording: Wording) -> Floats:
        """Return by row what share of the words' weight it covers, 0 to 1."""
        scores = np.zeros(self._postings.size, np.float32)
        for slot in wording.slots:
            scores += np.float32(slot.weight) * self._score_slot(slot)
        return scores / np.float32(max(wording.weight, 1e-6))

    def _score_slot(self, slot: Slot) -> Floats:
        best = np.zeros(self._postings.size, np.float32)
        for words, factor in slot.options:
            held = [score for word in words if (score := self._postings.score(word)) is not None]
            if len(held) == len(words):
                best = np.maximum(best, np.float32(factor) * np.minimum.reduce(held))
        return best

    def _add_nearest(self, meaning: Floats, vector: Vectors, admitted: Mask | None) -> None:
        """Write the cosines of the nearest documents into `meaning`; with `admitted` of those that it lets in."""
        hits = self._nearest(vector, None, NEAREST)
        if admitted is not None:
            rows = np.flatnonzero(admitted).astype(np.int32)
            inside = [hit for hit in hits if admitted[hit[0]]]
            # Narrow conditions: the nearest of all are not the nearest of these.
            hits = inside if len(inside) >= min(NEAREST // 4, len(rows)) else self._nearest(vector, rows, NEAREST)
        for row, cosine in hits:
            meaning[row] = max(meaning[row], cosine)

    def _nearest(self, vector: Vectors, rows: Rows | None, count: int) -> list[tuple[int, float]]:
        among = None if rows is None else set(self._ids(rows))
        hits = self._collection.search(vector, count, among)
        return [(self._rows[passage.owner_id], cosine) for passage, cosine in hits if passage.owner_id in self._rows]

    def _ids(self, rows: Rows) -> list[str]:
        return [self.id(row) for row in rows.tolist()]


def _names_of(document: Document) -> set[tuple[str, ...]]:
    """Return what the document can be asked for by: its title, the same with its brand before it, its SKUs."""
    title = tuple(document.terms[0])
    return {name for name in (title, *map(_sku, document.skus)) if any(name)}


def _sku(text: str) -> tuple[str, ...]:
    """Return a SKU as it is compared, without case and marks: never equal to a title of two words or more."""
    return (_SKU.sub("", text).casefold(),)


def _best(scores: Floats, count: int) -> Rows:
    """Return the rows with the highest scores above 0, at most `count` of them."""
    rows = np.flatnonzero(scores)
    if len(rows) > count:
        rows = rows[np.argpartition(-scores[rows], count)[:count]]
    return rows.astype(np.int32)
