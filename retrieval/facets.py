"""Values that many products share, each judged once for a question instead of once a product."""

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.columns import Column

V = TypeVar("V", bound=Hashable)
Rows = NDArray[np.int32]

_REMEMBERED = 500  # questions whose answers are kept


class Values(Generic[V]):
    """Distinct values by number, the first 0. Not safe for threads that write."""

    def __init__(self) -> None:
        self._codes: dict[V, int] = {}
        self._values: list[V] = []
        self._answers: dict[Hashable, Column[np.int8]] = {}

    def code(self, value: V) -> int:
        """Return the number of a value, a new one for a value that was never seen."""
        if value not in self._codes:
            self._codes[value] = len(self._values)
            self._values.append(value)
        return self._codes[value]

    def count(self, codes: NDArray[np.int32]) -> dict[V, int]:
        """Return how often each value stands among these numbers, the most first, equals in order; no empty ones."""
        counts = np.bincount(codes, minlength=len(self._codes)).tolist()
        held = [(value, counts[code]) for value, code in self._codes.items() if value and counts[code]]
        return dict(sorted(held, key=lambda held: (-held[1], held[0])))

    def judge(self, question: Hashable, rule: Callable[[V], int]) -> NDArray[np.int8]:
        """Return by number what the rule says of each value; it is asked only about values new since the last time.

        `question` names the rule: the same question must always mean the same rule.
        """
        if question not in self._answers and len(self._answers) >= _REMEMBERED:
            del self._answers[next(iter(self._answers))]
        answers = self._answers.setdefault(question, Column(np.int8))
        answers.extend(rule(value) for value in self._values[len(answers) :])
        return answers.values


class Facets(Generic[V]):
    """Distinct values with the rows that have them, found by their words. Not safe for threads that write."""

    def __init__(self) -> None:
        self._rows: dict[V, array[int]] = {}
        self._holding: dict[str, dict[V, None]] = {}  # by word

    def add(self, row: int, value: V, words: Iterable[str]) -> None:
        """Let a row have a value, which is found by these words. Rows come in ascending order."""
        if value not in self._rows:
            self._rows[value] = array("i")
            for word in words:
                self._holding.setdefault(word, {})[value] = None
        self._rows[value].append(row)

    def ending(self, word: str) -> Iterator[str]:
        """Yield the words that end so, itself among them."""
        return (known for known in self._holding if known.endswith(word))

    def find(self, words: Sequence[str], rule: Callable[[V], bool]) -> Rows:
        """Return the rows of the values that have one of the words and are right by the rule, in no order."""
        values = {value: None for word in words for value in self._holding.get(word, ())}
        found = [np.frombuffer(self._rows[value], np.int32).copy() for value in values if rule(value)]
        return np.concatenate(found) if found else np.zeros(0, np.int32)
