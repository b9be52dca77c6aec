"""Encoding what waits on a thread of its own: a feed of ten thousand new texts takes minutes, and no search waits."""

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

    def begin(self) -> None:
        """Go to work if anything waits and nobody is at it; call it with the lock held."""
        if self._thread is None and any(collection.some_waiting() for collection in self._collections):
            self._thread = threading.Thread(target=self._work, name="catching-up", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        try:
            while self._encode_some():
                pass
        finally:
            with self._lock:
                self._thread = None

    def _encode_some(self) -> bool:
        """Encode some of what waits; return False, and let the next `begin` start anew, when nothing does."""
        with self._lock:
            waiting = [(collection, collection.some_waiting()) for collection in self._collections]
            if not any(texts for _, texts in waiting):
                self._thread = None
                return False
        for collection, texts in waiting:
            vectors = self._encoder.encode(list(texts.values()))
            with self._lock:
                collection.take_in(list(texts), vectors)
        return True
