"""The names of products, title, type and brand in one: which of them hold given words."""

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import FIELDS
from retrieval.entries import Terms
from retrieval.postings import Postings, Rows
from retrieval.terms import holds
from retrieval.traits import is_denied, is_made

Mask = NDArray[np.bool_]

_FIELDS = tuple(FIELDS.index(name) for name in ("title", "type", "brand"))
_DENYING = ("no", "none", "not", "without", "non", "free")


class NameIndex:
    """Names by row. Not safe for threads that write."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        self._names: list[Terms] = []
        self._words: dict[str, None] = {}

    def add(self, name: Terms) -> None:
        """Take in the name of the next row."""
        self._names.append(name)
        self._words |= dict.fromkeys(name)

    def having(self, words: list[str]) -> Mask:
        """Return by row whether the name has all of the words, wherever; all rows for no words."""
        mask = np.ones(len(self._names), np.bool_)
        for word in words:
            mask &= self._mark(self._postings.rows(word, *_FIELDS))
        return mask

    def holding(self, words: list[str]) -> Mask:
        """Return by row whether the name has the words as a run; no row for no words."""
        if not words:
            return np.zeros(len(self._names), np.bool_)
        mask = self.having(words)
        if len(words) > 1:
            rows = np.flatnonzero(mask)
            mask[rows] = [holds(self._names[row], words) for row in rows.tolist()]
        return mask

    def denying(self, words: list[str]) -> Mask:
        """Return by row whether the name has the words as a run and says no to them: "free", "without"."""
        mask = self.holding(words)
        rows = np.flatnonzero(mask & self._find_denying())
        mask[:] = False
        mask[rows] = [is_denied(self._names[row], words) for row in rows.tolist()]
        return mask

    def made_of(self, words: list[str]) -> Mask:
        """Return by row whether the name says that the product is made of this."""
        mask = self.holding(words)
        if len(words) == 1 and len(words[0]) > 3:
            for word in self._words:
                if word.endswith(words[0]):
                    mask[self._postings.rows(word, *_FIELDS)] = True
        rows = np.flatnonzero(mask & self._find_denying())
        mask[rows] = [is_made(self._names[row], words) for row in rows.tolist()]
        return mask

    def _find_denying(self) -> Mask:
        """Return by row whether the name says no to anything."""
        mask = np.zeros(len(self._names), np.bool_)
        for word in _DENYING:
            mask[self._postings.rows(word, *_FIELDS)] = True
        return mask

    def _mark(self, rows: Rows) -> Mask:
        mask = np.zeros(len(self._names), np.bool_)
        mask[rows] = True
        return mask
