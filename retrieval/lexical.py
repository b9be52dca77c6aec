"""Finding texts by their very words: BM25, on a scale that can be compared between queries."""

from collections.abc import Collection, Mapping, Sequence

import bm25s
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

Scores = NDArray[np.float32]

_K1, _B = 1.2, 0.6
_LIKENESS = 0.78  # of a word with a typing error: two letters of ten, one of five
_SHORTEST_FIXED = 5  # letters; shorter words have too many neighbours


class TermIndex:
    """Documents of terms, by key, fixed when made. Safe to share between threads."""

    def __init__(self, documents: Mapping[str, Sequence[str]], words: Collection[str] = ()) -> None:
        """Documents are lists of folded words (see terms); none at all make an index that finds nothing.

        `words` are further folded words that are spelt right although no document has them.
        """
        self._words = frozenset(words)
        self.keys = tuple(documents)
        self._counts: dict[str, int] = {}  # in how many documents a term stands
        for terms in documents.values():
            for term in set(terms):
                self._counts[term] = self._counts.get(term, 0) + 1
        self._vocabulary = sorted(self._counts)
        self._bm25 = bm25s.BM25(method="lucene", k1=_K1, b=_B) if self._counts else None
        if self._bm25 is not None:
            self._bm25.index([list(terms) or [""] for terms in documents.values()], show_progress=False)

    def score(self, terms: Sequence[str]) -> Scores:
        """Return float32 (documents,), in the order of `keys`: from 0 to 1, the share of the query that is covered.

        Rare terms weigh more; a term that no document has still counts, so that a text of unknown words scores 0.
        """
        known = [term for term in terms if term in self._counts]
        if self._bm25 is None or not known:
            return np.zeros(len(self.keys), np.float32)
        whole = sum(self._weight(term) for term in terms)
        return np.asarray(self._bm25.get_scores(list(known)), np.float32) / np.float32(whole)

    def correct(self, term: str) -> str:
        """Return the known term that is meant by one with a typing error; the term itself when there is none."""
        if term in self._counts or term in self._words or len(term) < _SHORTEST_FIXED or term.isdigit():
            return term
        near = process.extract(
            term,
            self._vocabulary,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_LIKENESS,
            limit=5,
        )
        # The likest; among equals the one that begins alike, then the more usual one.
        best = max(near, key=lambda hit: (hit[1], hit[0][0] == term[0], self._counts[hit[0]]), default=None)
        return best[0] if best else term

    def _weight(self, term: str) -> float:
        count = self._counts.get(term, 0)
        return float(np.log(1 + (len(self.keys) - count + 0.5) / (count + 0.5)))
