"""Arrays that grow at their end, so that a changed product costs what it weighs and not what the catalogue weighs."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

N = TypeVar("N", bound=np.generic)

_FIRST = 64  # values there is room for at first


class Column(Generic[N]):
    """Numbers of one kind in the order they were appended. Not safe for threads that write."""

    def __init__(self, kind: type[N]) -> None:
        self._room: NDArray[N] = np.zeros(_FIRST, kind)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def values(self) -> NDArray[N]:
        """Return what is in, a view: writing to it writes to the column; valid until the next append."""
        return self._room[: self._size]

    def append(self, value: Any) -> None:
        self.extend((value,))

    def extend(self, values: Iterable[Any]) -> None:
        new = np.fromiter(values, self._room.dtype)
        end = self._size + len(new)
        if end > len(self._room):
            self._room = np.concatenate([self.values, np.zeros(max(end, self._size), self._room.dtype)])
        self._room[self._size : end] = new
        self._size = end
