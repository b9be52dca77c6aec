"""Reading what is said of products and in the help, and words that have other forms, before anybody asks: the first
question on a product read up to two hundred sentences, and the first look at its reviews as many of them, while a
shopper waited.

It is done with the least priority, so that whoever talks meanwhile notices nothing, and is kept for the next start.
"""

import atexit
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from language.encoder import Encoder, Vectors
from retrieval.collection import key_of
from retrieval.digest import MOST
from retrieval.errors import IndexRefused
from retrieval.evidence import MOST_VECTORS, texts_of
from retrieval.facts import MOST_SAID, read_statements
from retrieval.index import VectorIndex
from retrieval.search import FactSource
from shop.access import open_eyes, readable_reviews
from shop.store import Store

_MOST = MOST_VECTORS * 5 // 6  # texts; the rest is for what is asked meanwhile
_TOGETHER = 16
_LEAST_PRIORITY = 19


@dataclass(frozen=True)
class Matter:
    """What is read ahead: `texts` gives it, the likeliest first, and is called on the thread that reads.

    `remember` takes over some of these texts with their vectors, shape (texts, dim).
    """

    texts: Callable[[], Iterable[str]]
    remember: Callable[[Sequence[str], Vectors], None]


class ReadAhead:
    """Gives who needs them the vectors of texts, one matter after the other; `folder` keeps them (None: nowhere)."""

    def __init__(self, matters: Sequence[Matter], encoder: Encoder, folder: Path | None) -> None:
        self._matters = matters
        self._encoder = encoder
        self._folder = folder
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Read on a thread; once it has begun, further calls do nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="reading ahead", daemon=True)
            atexit.register(self.stop)
            self._thread.start()

    def stop(self) -> None:
        """Give up what is not read yet, and wait for the texts in hand."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def read(self) -> None:
        """Read all now, or until it is stopped, and keep what was read."""
        kept = _load(self._folder, self._encoder.dim)
        before, wanted = frozenset(kept.keys()), set[str]()
        for matter in self._matters:
            if self._stopping.is_set():
                break
            texts = list(islice(dict.fromkeys(matter.texts()), _MOST))
            wanted.update(map(key_of, texts))
            for start in range(0, len(texts), _TOGETHER):
                if self._stopping.is_set():
                    break
                some = texts[start : start + _TOGETHER]
                matter.remember(some, self._read(some, kept))
        if not self._stopping.is_set():
            kept.remove(before - wanted)
        if self._folder and before != frozenset(kept.keys()):
            kept.save(self._folder)

    def _read(self, texts: Sequence[str], kept: VectorIndex) -> Vectors:
        """Return the vectors of these texts, shape (texts, dim), and keep those that were not kept."""
        keys = [key_of(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
        if new:
            kept.add(list(new), self._encoder.encode(list(new.values())))
        return kept.get(keys)

    def _work(self) -> None:
        if sys.platform == "linux":  # elsewhere a thread has no priority of its own
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LEAST_PRIORITY)
        self.read()


def list_texts(store: Store, product_id: str) -> Iterator[str]:
    """Yield what is read for questions on a product and to sum up its reviews, of all that everybody may read.

    Of very many reviews the newest. Raises NotFound for a product that is not on sale.
    """
    statements = read_statements(store, product_id, None)
    of_shop = [said for said in statements if said.source is not FactSource.REVIEW]
    of_reviews = [said for said in statements if said.source is FactSource.REVIEW]
    for statement in (*of_shop, *of_reviews[:MOST_SAID]):
        yield from texts_of(statement)
    with store.read() as tx:
        reviews = readable_reviews(tx, open_eyes(tx, None), product_id=product_id)
    reviews.sort(key=lambda review: review.written_at, reverse=True)
    yield from islice((review.text for review in reviews if review.text), MOST)


def _load(folder: Path | None, dim: int) -> VectorIndex:
    """Return the vectors that are kept, by key of their texts; none where they are not whole."""
    try:
        kept = VectorIndex.load(folder) if folder else None
    except IndexRefused:
        kept = None  # a cache: it is made again
    return kept if kept is not None and kept.dim == dim else VectorIndex(dim)
