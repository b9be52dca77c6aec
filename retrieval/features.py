"""What products say of having things, all products at once; `traits.has_feature` says it of one."""

import numpy as np
from numpy.typing import NDArray

from retrieval.entries import Entry, Terms
from retrieval.facets import Facets, Rows
from retrieval.names import NameIndex
from retrieval.terms import holds
from retrieval.traits import NO, is_denied, read_feature

States = NDArray[np.int8]  # by row: 1 has it, -1 has it not, 0 does not say

_YES_OR_NO = (("yes",), ("no",))


class FeatureIndex:
    """Attributes and options by row. Not safe for threads that write."""

    def __init__(self, names: NameIndex) -> None:
        self._names = names
        self._by_name: Facets[tuple[Terms, bool]] = Facets()  # an attribute's name, whether its value is no "no"
        self._by_value: Facets[Terms] = Facets()  # values of attributes and options
        self._size = 0
        self.yes_or_no: dict[Terms, None] = {}  # names of attributes with such values

    def add(self, row: int, entry: Entry) -> None:
        """Take in the next row."""
        self._size = row + 1
        for name, positive in dict.fromkeys((n, not NO.intersection(v[:1])) for n, v in entry.attributes.items()):
            self._by_name.add(row, (name, positive), name)
        values = (*entry.attributes.values(), *(value for values in entry.options.values() for value in values))
        for value in dict.fromkeys(values):
            self._by_value.add(row, value, value)
        said = (name for name, value in entry.attributes.items() if value[:1] in _YES_OR_NO)
        self.yes_or_no.update(dict.fromkeys(said))

    def tell(self, feature: str) -> States:
        """Return what each row says of the feature."""
        wanted, reverse = read_feature(feature)
        states = [self._tell(terms) for terms in wanted if terms]
        if not states:
            return np.zeros(self._size, np.int8)
        said = np.where(np.any([state == 1 for state in states], axis=0), 1, np.min(states, axis=0))
        return (-said if reverse else said).astype(np.int8)

    def _tell(self, words: list[str]) -> States:
        states = np.zeros(self._size, np.int8)
        self._set(states, self._texts(words, denied=True), self._texts(words, denied=False))
        for exact in (False, True):  # an attribute's own name outweighs texts, its very name other names
            self._set(states, self._attributes(words, False, exact), self._attributes(words, True, exact))
        return states

    def _texts(self, words: list[str], *, denied: bool) -> Rows:
        def rule(value: Terms) -> bool:
            return holds(value, words) and is_denied(value, words) == denied

        denying = self._names.denying(words)
        named = denying if denied else self._names.holding(words) & ~denying
        return np.concatenate([self._by_value.find(words[:1], rule), np.flatnonzero(named)]).astype(np.int32)

    def _attributes(self, words: list[str], positive: bool, exact: bool) -> Rows:
        def rule(said: tuple[Terms, bool]) -> bool:
            name, is_positive = said
            return is_positive == positive and (list(name) == words if exact else holds(name, words))

        return self._by_name.find(words[:1], rule)

    @staticmethod
    def _set(states: States, denied: Rows, confirmed: Rows) -> None:
        states[denied] = -1
        states[confirmed] = 1
