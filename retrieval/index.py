"""Vectors by key, and which are nearest. FAISS lives here and nowhere else."""

import hashlib
import json
import os
import uuid
from collections.abc import Collection, Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.errors import IndexRefused

Vectors = NDArray[np.float32]

_INDEX, _KEYS, _SUMS = "vectors.faiss", "keys.json", "sha256.json"


class VectorIndex:
    """Unit vectors of `dim` numbers, each with a key of its own; exact search by inner product, the cosine.

    Not safe for threads that write; any number may search while none does.
    """

    def __init__(self, dim: int) -> None:
        self.dim = dim
        self._faiss: faiss.Index = faiss.IndexIDMap2(faiss.IndexFlatIP(dim))
        self._rows: dict[str, int] = {}  # key -> FAISS's number of its vector
        self._keys: dict[int, str] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def keys(self) -> Collection[str]:
        return self._rows.keys()

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Add vectors, shape (len(keys), dim). Raises ValueError for another shape and for keys that are taken."""
        if vectors.shape != (len(keys), self.dim):
            raise ValueError(f"vectors have shape {vectors.shape}; allowed: {(len(keys), self.dim)}")
        taken = [key for key in keys if key in self._rows]
        if taken or len(set(keys)) < len(keys):
            raise ValueError(f"keys {taken or list(keys)} are taken or come twice")
        if not keys:
            return
        numbers = np.arange(self._next, self._next + len(keys), dtype=np.int64)
        self._faiss.add_with_ids(np.ascontiguousarray(vectors, np.float32), numbers)
        self._rows |= zip(keys, numbers.tolist(), strict=True)
        self._keys |= zip(numbers.tolist(), keys, strict=True)
        self._next += len(keys)

    def remove(self, keys: Collection[str]) -> None:
        """Take these out; keys that are not in are ignored."""
        numbers = [self._rows.pop(key) for key in keys if key in self._rows]
        for number in numbers:
            del self._keys[number]
        if numbers:
            self._faiss.remove_ids(faiss.IDSelectorBatch(np.array(numbers, np.int64)))

    def get(self, keys: Sequence[str]) -> Vectors:
        """Return the vectors of these keys, shape (len(keys), dim). Raises KeyError for a key that is not in."""
        found = [self._faiss.reconstruct(self._rows[key]) for key in keys]
        return np.stack(found) if found else np.zeros((0, self.dim), np.float32)

    def search(self, vector: Vectors, k: int, among: Collection[str] | None = None) -> list[tuple[str, float]]:
        """Return at most k keys with their cosine to the vector, shape (dim,), the nearest first.

        `among` narrows the search to these keys; those that are not in are ignored. [] for an empty index.
        """
        numbers = None if among is None else [self._rows[key] for key in among if key in self._rows]
        k = min(k, len(self) if numbers is None else len(numbers))
        if k < 1:
            return []
        wanted = faiss.SearchParameters()
        if numbers is not None:
            chosen = faiss.IDSelectorBatch(np.array(numbers, np.int64))  # must live as long as the search
            wanted.sel = chosen
        cosines, found = self._faiss.search(vector.reshape(1, -1), k, params=wanted)
        pairs = zip(found[0].tolist(), cosines[0].tolist(), strict=True)
        return [(self._keys[number], cosine) for number, cosine in pairs if number >= 0]

    def save(self, folder: Path) -> None:
        """Write the index into the folder; a reader finds the old one or the new one, never a mixture."""
        folder.mkdir(parents=True, exist_ok=True)
        name = uuid.uuid4().hex
        index, keys = folder / f"{name}.{_INDEX}", folder / f"{name}.{_KEYS}"
        faiss.write_index(self._faiss, str(index))
        keys.write_text(json.dumps({"dim": self.dim, "next": self._next, "rows": self._rows}), encoding="utf-8")
        sums = {path.name: _hash(path) for path in (index, keys)}
        staging = folder / f"{name}.{_SUMS}"
        staging.write_text(json.dumps(sums), encoding="utf-8")
        os.replace(staging, folder / _SUMS)  # from here on the new one is the index
        for path in folder.iterdir():
            if path.name not in (*sums, _SUMS):
                path.unlink(missing_ok=True)

    @classmethod
    def load(cls, folder: Path) -> "VectorIndex":
        """Return the index that `save` wrote. Raises IndexRefused when it is missing or not as it was written."""
        index, keys = _check(folder)
        kept = json.loads(keys.read_text(encoding="utf-8"))
        loaded = cls(kept["dim"])
        loaded._faiss = faiss.read_index(str(index))
        loaded._rows = kept["rows"]
        loaded._keys = {number: key for key, number in loaded._rows.items()}
        loaded._next = kept["next"]
        return loaded


def _check(folder: Path) -> tuple[Path, Path]:
    """Return the files of vectors and of keys. Raises IndexRefused."""
    try:
        sums: dict[str, str] = json.loads((folder / _SUMS).read_text(encoding="utf-8"))
        for name, expected in sums.items():
            if _hash(folder / name) != expected:
                raise IndexRefused(f"{folder / name} was changed since it was written; delete {folder} to build anew.")
        index, keys = (folder / next(name for name in sums if name.endswith(end)) for end in (_INDEX, _KEYS))
    except (OSError, ValueError, StopIteration) as error:
        raise IndexRefused(f"{folder} holds no whole index: {error}") from error
    return index, keys


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
