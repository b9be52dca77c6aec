"""Finding texts by their very words: BM25, on a scale that can be compared between queries."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.spelling import Pieces, Speller

Scores = NDArray[np.float32]

_K1, _B = 1.2, 0.6


class TermIndex:
    """Documents of terms, by key, fixed when made, which is cheap. Safe to share between threads."""

    def __init__(
        self, documents: Mapping[str, Sequence[str]], words: Collection[str] = (), pieces: Pieces = list
    ) -> None:
        """Documents are lists of folded words (see terms); none at all make an index that finds nothing.

        `words` are further folded words that are spelt right although no document has them; `pieces` those by which an
        encoder reads a word, which tells real words from typing errors.
        """
        self.keys = tuple(documents)
        self._places: dict[str, dict[int, int]] = {}  # of each term the documents that have it, and how often
        for row, terms in enumerate(documents.values()):
            for term, count in Counter(terms).items():
                self._places.setdefault(term, {})[row] = count
        known = {term: len(places) for term, places in self._places.items()}
        self._speller = Speller(known, words, pieces, forms=True)
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
        """Return the known term that is meant by one with a typing error or in another form; itself for none."""
        return self._speller.correct(term)

    def _weight(self, term: str) -> float:
        count = len(self._places.get(term, ()))
        return float(np.log(1 + (len(self.keys) - count + 0.5) / (count + 0.5)))
