"""Which documents hold a word in which field: BM25 over weighted fields, that a document can join or leave at any time.

Rows are numbers of documents, given out once: a document that changes leaves its row and takes a new one at the end.
So lists of rows only grow and stay in order, and no other document is touched. bm25s, which fixes its scores when an
index is made, would have to make it anew for each change.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from retrieval.columns import Column

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]

BEGINNING = 3  # letters
_K1 = 1.2
_NO_ROWS = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Weighting:
    """How much a word counts in a field, and how much less in a long one (0: not less, 1: in proportion)."""

    weight: float
    length: float


@dataclass
class _Posting:
    """The rows that hold a word in one field, ascending, and how often each does."""

    rows: "array[int]" = field(default_factory=lambda: array("i"))
    counts: "array[int]" = field(default_factory=lambda: array("H"))

    def read(self) -> tuple[Rows, NDArray[np.uint16]]:
        return np.frombuffer(self.rows, np.int32), np.frombuffer(self.counts, np.uint16)


class Postings:
    """Words by document. Not safe for threads that write."""

    def __init__(self, fields: Sequence[Weighting]) -> None:
        self._fields = tuple(fields)
        self._terms: dict[str, list[_Posting | None]] = {}
        self._counts: dict[str, int] = {}  # in how many documents a word stands
        self._by_beginning: dict[str, set[str]] = {}
        self._lengths = [Column(np.float32) for _ in fields]
        self._totals = [0] * len(self._fields)
        self._factors: list[Floats] | None = None
        self._documents = 0

    @property
    def size(self) -> int:
        """Return how many rows were given out; those of documents that left hold no words any more but count here."""
        return len(self._lengths[0])

    @property
    def vocabulary(self) -> dict[str, int]:
        """Return each word with the number of documents that hold it; not to be written to."""
        return self._counts

    def add(self, texts: Sequence[Sequence[str]]) -> int:
        """Take in a document, folded words by field; return its row."""
        row = self.size
        for at, terms in enumerate(texts):
            self._lengths[at].append(len(terms))
            self._totals[at] += len(terms)
            for term, count in _tally(terms).items():
                postings = self._terms.get(term) or self._terms.setdefault(term, [None] * len(self._fields))
                posting = postings[at] = postings[at] or _Posting()
                posting.rows.append(row)
                posting.counts.append(min(count, 65_535))
        for term in {term for terms in texts for term in terms}:
            self._counts[term] = self._counts.get(term, 0) + 1
            self._by_beginning.setdefault(term[:BEGINNING], set()).add(term)
        self._documents += 1
        self._factors = None
        return row

    def remove(self, texts: Sequence[Sequence[str]]) -> None:
        """Let a document go that was added with these words. Its row stays in the lists: whoever asks leaves it out."""
        for at, terms in enumerate(texts):
            self._totals[at] -= len(terms)
        for term in {term for terms in texts for term in terms}:
            self._counts[term] -= 1
            if not self._counts[term]:
                del self._counts[term], self._terms[term]
                self._by_beginning[term[:BEGINNING]].discard(term)
        self._documents -= 1
        self._factors = None

    def beginning_like(self, term: str) -> list[str]:
        """Return the words that have the same first three letters, in the order of letters; [] for none."""
        return sorted(self._by_beginning.get(term[:BEGINNING], ()))

    def weigh(self, term: str) -> float:
        """Return how much the word tells: rare ones more, one that nobody has the most."""
        count = self._counts.get(term, 0)
        return float(np.log(1 + (self._documents - count + 0.5) / (count + 0.5)))

    def score(self, term: str) -> Floats | None:
        """Return by row how much the document is about the word, 0 to 1; None when no document has it."""
        if term not in self._counts:
            return None
        found = np.zeros(self.size, np.float32)
        for weighting, posting, factor in zip(self._fields, self._terms[term], self._read_factors(), strict=True):
            if posting is not None and weighting.weight:
                rows, counts = posting.read()
                found[rows] += np.float32(weighting.weight) * counts * factor[rows]
        return found / (found + np.float32(_K1))

    def rows(self, term: str, *fields: int) -> Rows:
        """Return the rows that hold the word in one of the fields, ascending, each once."""
        postings = self._terms.get(term)
        found = [postings[at] for at in fields] if postings else []
        lists = [posting.read()[0].copy() for posting in found if posting is not None]
        if len(lists) < 2:
            return lists[0] if lists else _NO_ROWS
        return np.unique(np.concatenate(lists))

    def score_field(self, term: str, at: int, rows: Rows) -> Floats:
        """Return how much each of these rows is about the word by one field alone, 0 to 1, in their order."""
        postings = self._terms.get(term)
        posting = postings[at] if postings else None
        if posting is None:
            return np.zeros(len(rows), np.float32)
        known, counts = posting.read()
        places = np.minimum(np.searchsorted(known, rows), len(known) - 1)
        found = np.where(known[places] == rows, counts[places], 0) * self._read_factors()[at][rows]
        return np.asarray(found / (found + np.float32(_K1)), np.float32)

    def _read_factors(self) -> list[Floats]:
        if self._factors is None:
            self._factors = [self._make_factor(at) for at in range(len(self._fields))]
        return self._factors

    def _make_factor(self, at: int) -> Floats:
        mean = max(self._totals[at] / max(self._documents, 1), 1.0)
        share = np.float32(self._fields[at].length)
        return np.asarray(1 / (1 - share + share * self._lengths[at].values / np.float32(mean)), np.float32)


def _tally(terms: Sequence[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for term in terms:
        counts[term] = counts.get(term, 0) + 1
    return counts
