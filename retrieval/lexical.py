"""Finding texts by their very words: BM25, on a scale that can be compared between queries."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

Scores = NDArray[np.float32]

_K1, _B = 1.2, 0.6
_LIKENESS = 0.78  # of a word with a typing error: two letters of ten, one of five
_SHORTEST_FIXED = 5  # letters; shorter words have too many neighbours


class TermIndex:
    """Documents of terms, by key, fixed when made, which is cheap. Safe to share between threads."""

    def __init__(self, documents: Mapping[str, Sequence[str]], words: Collection[str] = ()) -> None:
        """Documents are lists of folded words (see terms); none at all make an index that finds nothing.

        `words` are further folded words that are spelt right although no document has them.
        """
        self._words = frozenset(words)
        self.keys = tuple(documents)
        self._places: dict[str, dict[int, int]] = {}  # of each term the documents that have it, and how often
        for row, terms in enumerate(documents.values()):
            for term, count in Counter(terms).items():
                self._places.setdefault(term, {})[row] = count
        self._vocabulary = sorted(self._places)
        lengths = np.array([max(1, len(terms)) for terms in documents.values()], np.float64)
        self._damping = _K1 * (1 - _B + _B * lengths / lengths.mean()) if len(lengths) else lengths

    def score(self, terms: Sequence[str]) -> Scores:
        """Return float32 (documents,), in the order of `keys`: from 0 to 1, the share of the query that is covered.

        Rare terms weigh more; a term that no document has still counts, so that a text of unknown words scores 0.
        """
        scores, whole = np.zeros(len(self.keys)), 0.0
        for term in terms:
            weight, places = self._weight(term), self._places.get(term, {})
            rows, counts = np.array([*places], np.intp), np.array([*places.values()], np.float64)
            scores[rows] += weight * counts / (counts + self._damping[rows])
            whole += weight
        return np.asarray(scores / whole if whole else scores, np.float32)

    def correct(self, term: str) -> str:
        """Return the known term that is meant by one with a typing error; the term itself when there is none."""
        if term in self._places or term in self._words or len(term) < _SHORTEST_FIXED or term.isdigit():
            return term
        near = process.extract(
            term,
            self._vocabulary,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_LIKENESS,
            limit=5,
        )
        # The likest; among equals the one that begins alike, then the more usual one.
        best = max(near, key=lambda hit: (hit[1], hit[0][0] == term[0], len(self._places[hit[0]])), default=None)
        return best[0] if best else term

    def _weight(self, term: str) -> float:
        count = len(self._places.get(term, ()))
        return float(np.log(1 + (len(self.keys) - count + 0.5) / (count + 0.5)))
