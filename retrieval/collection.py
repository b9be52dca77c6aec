"""Passages with their vectors: kept by text, so that what has not changed is never encoded again.

A few new texts are encoded at once; many wait, so that nobody waits for them, and until then are found by words alone.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.encoder import Encoder
from retrieval.errors import IndexRefused
from retrieval.index import VectorIndex
from retrieval.index_plan import IndexPlan
from retrieval.passages import Passage

Vectors = NDArray[np.float32]

_AT_ONCE = 32  # new texts; more wait
_TOGETHER = 16  # of those that wait


class PassageCollection:
    """Passages by owner, and the nearest of them. Not safe for threads that write."""

    def __init__(self, encoder: Encoder, folder: Path | None = None) -> None:
        """Take over the vectors saved in the folder, if they are whole; else all are encoded anew.

        They are searched where they are encoded, on a GPU where FAISS sees that one, too.
        """
        self._encoder = encoder
        self._folder = folder
        plan = IndexPlan(gpu=encoder.gpu)
        kept = _load(folder, plan) if folder else None
        self._vectors = kept if kept and kept.dim == encoder.dim else VectorIndex(encoder.dim, plan)
        self._saved = frozenset(self._vectors.keys())
        self._passages: dict[str, tuple[Passage, ...]] = {}  # by owner
        self._keys: dict[str, tuple[str, ...]] = {}  # of the passages, by owner
        self._by_text: dict[str, dict[str, Passage]] = {}  # by key of the text, then by owner
        self._waiting: dict[str, str] = {}  # texts without a vector, by key

    def put(self, passages: Mapping[str, Sequence[Passage]]) -> None:
        """Let these owners have exactly these passages; texts that are new are encoded, or wait if they are many."""
        new: dict[str, str] = {}
        for owner_id, owned in passages.items():
            self._forget(owner_id)
            self._passages[owner_id] = tuple(owned)
            self._keys[owner_id] = keys = tuple(key_of(passage.text) for passage in owned)
            for key, passage in zip(keys, owned, strict=True):
                self._by_text.setdefault(key, {})[owner_id] = passage
            new |= {key: p.text for key, p in zip(keys, owned, strict=True) if key not in self._vectors}
        self._waiting |= new
        if len(self._waiting) <= _AT_ONCE:
            self._encode_waiting()

    def some_waiting(self) -> dict[str, str]:
        """Return texts that wait to be encoded, the longest waiting first, by key; {} when none does any more."""
        left = [key for key in self._waiting if key not in self._by_text or key in self._vectors]
        for key in left:
            del self._waiting[key]
        return dict(islice(self._waiting.items(), _TOGETHER))

    def take_in(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Let texts that waited have these vectors, shape (keys, dim)."""
        self._vectors.put(keys, vectors)
        for key in keys:
            self._waiting.pop(key, None)

    def drop(self, owner_ids: Iterable[str]) -> None:
        """Forget these owners; those that are not in are ignored."""
        for owner_id in owner_ids:
            self._forget(owner_id)

    def search(self, vector: Vectors, k: int, among: Collection[str] | None = None) -> list[tuple[Passage, float]]:
        """Return the passages of the k nearest texts with their cosine, the nearest first, equals by owner.

        `among` narrows the search to passages of these owners.
        """
        keys = None
        if among is not None:
            keys = {key for owner_id in among for key in self._keys.get(owner_id, ())}
        return [
            (passage, cosine)
            for key, cosine in self._vectors.search(vector, k, keys)
            for owner_id, passage in sorted(self._by_text.get(key, {}).items())
            if among is None or owner_id in among
        ]

    def find_owners(self, vectors: Vectors, k: int) -> list[dict[str, float]]:
        """Return for each vector, shape (n, dim), who has one of the k nearest texts, by cosine, the best first.

        The vectors are compared together: many take a fraction of the time.
        """
        return [self._name_owners(nearest) for nearest in self._vectors.search_each(vectors, k)]

    def vectors_of(self, owner_id: str) -> Vectors:
        """Return the vectors of the owner's passages, in their order, less those that wait; shape (passages, dim)."""
        return self._vectors.get([key for key in self._keys.get(owner_id, ()) if key in self._vectors])

    def cosines(self, vector: Vectors, owner_ids: Sequence[str]) -> Vectors:
        """Return the cosine of each owner's first passage, in their order; 0 for one that has none or waits."""
        first = {at: self._keys[id][0] for at, id in enumerate(owner_ids) if self._keys.get(id)}
        first = {at: key for at, key in first.items() if key not in self._waiting}
        found = np.zeros(len(owner_ids), np.float32)
        if first:
            found[list(first)] = self._vectors.get(list(first.values())) @ vector
        return found

    def save(self) -> None:
        """Encode what waits; keep the vectors of today's passages for the next start, if there is a folder for them."""
        self._encode_waiting()
        self._vectors.remove([key for key in list(self._vectors.keys()) if key not in self._by_text])
        if self._folder and self._saved != self._vectors.keys():
            self._vectors.save(self._folder)
            self._saved = frozenset(self._vectors.keys())

    def _encode_waiting(self) -> None:
        waiting, self._waiting = self._waiting, {}
        new = {key: text for key, text in waiting.items() if key in self._by_text and key not in self._vectors}
        self._vectors.add(list(new), self._encoder.encode(list(new.values())))

    def _name_owners(self, nearest: Iterable[tuple[str, float]]) -> dict[str, float]:
        owners: dict[str, float] = {}
        for key, cosine in nearest:
            for owner_id in sorted(self._by_text.get(key, ())):
                owners.setdefault(owner_id, cosine)
        return owners

    def _forget(self, owner_id: str) -> None:
        self._passages.pop(owner_id, None)
        for key in self._keys.pop(owner_id, ()):
            owners = self._by_text[key]
            owners.pop(owner_id, None)
            if not owners:
                del self._by_text[key]


def _load(folder: Path, plan: IndexPlan) -> VectorIndex | None:
    try:
        return VectorIndex.load(folder, plan)
    except IndexRefused:
        return None  # a cache: what is not whole is made again


def key_of(text: str) -> str:
    """Return the key by which the vector of a text is kept."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
