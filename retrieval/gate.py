"""Many readers at once, or one writer alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Lets in any number of readers, or one writer alone; readers that come after a waiting writer wait behind it.

    Neither side may come in a second time while it is in.
    """

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._readers = 0
        self._waiting = 0  # writers
        self._writing = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        with self._turn:
            while self._writing or self._waiting:
                self._turn.wait()
            self._readers += 1
        try:
            yield
        finally:
            with self._turn:
                self._readers -= 1
                if not self._readers:
                    self._turn.notify_all()

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self._turn:
            self._waiting += 1
            while self._writing or self._readers:
                self._turn.wait()
            self._waiting -= 1
            self._writing = True
        try:
            yield
        finally:
            with self._turn:
                self._writing = False
                self._turn.notify_all()
