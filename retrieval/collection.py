"""Passages with their vectors: kept by text, so that what has not changed is never encoded again."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.encoder import Encoder
from retrieval.errors import IndexRefused
from retrieval.index import VectorIndex
from retrieval.passages import Passage

Vectors = NDArray[np.float32]


class PassageCollection:
    """Passages by owner, and the nearest of them. Not safe for threads that write."""

    def __init__(self, encoder: Encoder, folder: Path | None = None) -> None:
        """Take over the vectors saved in the folder, if they are whole; else all are encoded anew."""
        self._encoder = encoder
        self._folder = folder
        kept = _load(folder) if folder else None
        self._vectors = kept if kept and kept.dim == encoder.dim else VectorIndex(encoder.dim)
        self._saved = frozenset(self._vectors.keys())
        self._passages: dict[str, tuple[Passage, ...]] = {}  # by owner
        self._keys: dict[str, tuple[str, ...]] = {}  # of the passages, by owner
        self._by_text: dict[str, dict[str, Passage]] = {}  # by key of the text, then by owner

    def put(self, passages: Mapping[str, Sequence[Passage]]) -> None:
        """Let these owners have exactly these passages; texts that are new are encoded, all in one go."""
        new: dict[str, str] = {}
        for owner_id, owned in passages.items():
            self._forget(owner_id)
            self._passages[owner_id] = tuple(owned)
            self._keys[owner_id] = keys = tuple(_key(passage.text) for passage in owned)
            for key, passage in zip(keys, owned, strict=True):
                self._by_text.setdefault(key, {})[owner_id] = passage
            new |= {key: p.text for key, p in zip(keys, owned, strict=True) if key not in self._vectors}
        self._vectors.add(list(new), self._encoder.encode(list(new.values())))

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

    def vectors_of(self, owner_id: str) -> Vectors:
        """Return the vectors of the owner's passages, in their order; shape (passages, dim)."""
        return self._vectors.get(self._keys.get(owner_id, ()))

    def cosines(self, vector: Vectors, owner_ids: Sequence[str]) -> Vectors:
        """Return the cosine of each owner's first passage, in their order; 0 for an owner without any."""
        first = {at: self._keys[id][0] for at, id in enumerate(owner_ids) if self._keys.get(id)}
        found = np.zeros(len(owner_ids), np.float32)
        if first:
            found[list(first)] = self._vectors.get(list(first.values())) @ vector
        return found

    def save(self) -> None:
        """Keep the vectors of today's passages for the next start, if there is a folder and anything changed."""
        self._vectors.remove([key for key in list(self._vectors.keys()) if key not in self._by_text])
        if self._folder and self._saved != self._vectors.keys():
            self._vectors.save(self._folder)
            self._saved = frozenset(self._vectors.keys())

    def _forget(self, owner_id: str) -> None:
        self._passages.pop(owner_id, None)
        for key in self._keys.pop(owner_id, ()):
            owners = self._by_text[key]
            owners.pop(owner_id, None)
            if not owners:
                del self._by_text[key]


def _load(folder: Path) -> VectorIndex | None:
    try:
        return VectorIndex.load(folder)
    except IndexRefused:
        return None  # a cache: what is not whole is made again


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
