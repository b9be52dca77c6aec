"""Encoding what waits on a thread of its own: a feed of ten thousand new texts takes minutes, and no search waits.

What was caught up with is kept for the next start, which would take those minutes again.
"""

import atexit
import threading
from collections.abc import Sequence

from language.encoder import Encoder
from retrieval.collection import PassageCollection


class CatchUp:
    """Encodes what waits in these collections, a little at a time; `lock` is held while they are read or changed."""

    def __init__(self, collections: Sequence[PassageCollection], encoder: Encoder, lock: threading.RLock) -> None:
        self._collections = collections
        self._encoder = encoder
        self._lock = lock
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()

    def begin(self) -> None:
        """Go to work if anything waits and nobody is at it; call it with the lock held."""
        if self._thread is None and any(collection.some_waiting() for collection in self._collections):
            self._thread = threading.Thread(target=self._work, name="catching-up", daemon=True)
            atexit.register(self.stop)
            self._thread.start()

    def stop(self) -> None:
        """Give up what still waits, and wait for the texts in hand: a process must not end in the middle of a model."""
        self._stopping.set()
        if (thread := self._thread) is not None:
            thread.join()

    def _work(self) -> None:
        try:
            while not self._stopping.is_set() and self._encode_some():
                pass
        finally:
            atexit.unregister(self.stop)
            with self._lock:
                if self._thread is threading.current_thread():
                    self._thread = None

    def _encode_some(self) -> bool:
        """Encode some of what waits; when nothing does, keep all, let the next `begin` start anew, and return False."""
        with self._lock:
            waiting = [(collection, collection.some_waiting()) for collection in self._collections]
            if not any(texts for _, texts in waiting):
                for collection in self._collections:
                    collection.save()
                self._thread = None
                return False
        for collection, texts in waiting:
            vectors = self._encoder.encode(list(texts.values()))
            with self._lock:
                collection.take_in(list(texts), vectors)
        return True
