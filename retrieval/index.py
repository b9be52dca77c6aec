"""Vectors by key, and which are nearest, in memory and on disk, of the kind that their number asks for."""

import threading
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from retrieval.errors import IndexRefused
from retrieval.gate import Gate
from retrieval.index_files import IndexFacts, checked_files, write_files
from retrieval.index_plan import IndexPlan
from retrieval.keys import Keys, KeyTable, Rows
from retrieval.rows import SLICE, Accelerator, FaissGpu, Reader, VectorRows, Vectors, build_rows, make_flat, read_rows

_VECTORS, _KEYS = "vectors.faiss", "keys.npz"
_WRITTEN = 2_000  # vectors added at a time while nobody searches: some milliseconds
_COMPARED = 2_000  # rows: up to here they are cheaper to fetch than to look for in their lists


class VectorIndex:
    """Unit vectors of `dim` numbers, each with a key of its own, searched by inner product, the cosine.

    Safe for threads that search and write at once: a search sees all of a call that writes or nothing of it. Small
    sets are compared whole and kept as they are; large ones stand in lists (see IndexPlan), in half precision.
    """

    def __init__(self, dim: int, plan: IndexPlan | None = None, accelerator: Accelerator | None = None) -> None:
        """`accelerator` is asked when the plan names a GPU; by default FAISS's own."""
        self.dim = dim
        self.refusal: IndexRefused | None = None  # why the last rebuild on a thread was given up
        self._plan = plan or IndexPlan()
        self._gpus = accelerator or FaissGpu()
        self._gpu = self._plan.gpu if self._plan.gpu is not None and self._plan.gpu < self._gpus.count() else None
        self._rows, self._keys = self._place(make_flat(dim)), KeyTable()
        self._gate = Gate()  # between searches and what changes under them
        self._writing, self._rebuilding = threading.Lock(), threading.Lock()
        self._builder: threading.Thread | None = None
        self._refused_at = 0  # vectors

    @classmethod
    def build(
        cls,
        keys: Sequence[str],
        read: Reader,
        dim: int,
        plan: IndexPlan | None = None,
        accelerator: Accelerator | None = None,
    ) -> "VectorIndex":
        """Return an index of vectors that need not be in memory together: they are read twice, in slices.

        Raises IndexRefused when it finds too little (see IndexPlan), ValueError for keys that come twice.
        """
        built = cls(dim, plan, accelerator)
        if len(set(keys)) < len(keys):
            raise ValueError(f"{len(keys) - len(set(keys))} of {len(keys)} keys come twice")
        built._rows = built._place(build_rows(read, len(keys), dim, built._plan))
        built._keys.fill(keys)
        return built

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: str) -> bool:
        return self._keys.find(key) is not None

    @property
    def facts(self) -> IndexFacts:
        return self._rows.facts

    def keys(self) -> Collection[str]:
        """Return the keys as a view; it shows what comes and goes until the index is rebuilt."""
        return Keys(self._keys)

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Add vectors, shape (len(keys), dim). Raises ValueError for another shape and for keys that are taken."""
        with self._writing:
            if taken := np.flatnonzero(self._keys.find_each(keys) >= 0).tolist():
                raise ValueError(f"keys {[keys[at] for at in taken]} are taken")
            self._write(keys, vectors)
        self._keep_up()

    def put(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Add vectors, in place of those that have these keys. Raises ValueError for another shape."""
        with self._writing:
            self._write(keys, vectors)
        self._keep_up()

    def remove(self, keys: Collection[str]) -> None:
        """Take these out; keys that are not in are ignored."""
        with self._writing:
            rows = self._keys.find_many(keys)
            with self._gate.writing():
                self._keys.discard(rows)
        self._keep_up()

    def get(self, keys: Sequence[str]) -> Vectors:
        """Return the vectors of these keys, shape (len(keys), dim). Raises KeyError for a key that is not in."""
        with self._gate.reading():
            rows = self._keys.find_each(keys)
            if missing := np.flatnonzero(rows < 0).tolist():
                raise KeyError(keys[missing[0]])
            return self._rows.fetch(rows)

    def search(self, vector: Vectors, k: int, among: Collection[str] | None = None) -> list[tuple[str, float]]:
        """Return k keys with their cosine to the vector, shape (dim,), the nearest first; fewer where fewer are in.

        `among` narrows the search to these keys; those that are not in are ignored. [] for an empty index.
        """
        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        if among is None:
            return self.search_each(query, k)[0]
        with self._gate.reading():
            found = self._search_among(query, k, self._keys.find_many(among))
            return [(self._keys.key_of(row), cosine) for row, cosine in found]

    def search_each(self, vectors: Vectors, k: int) -> list[list[tuple[str, float]]]:
        """Return for each of the vectors, shape (n, dim), what `search` does, give or take a rounding of the cosines.

        Many at once take a fraction of the time.
        """
        queries = np.ascontiguousarray(vectors, np.float32)
        with self._gate.reading():
            bits = self._keys.bits if len(self) < self._rows.count else None
            found = self._rows.search(queries, min(k, len(self)), bits)
            return [[(self._keys.key_of(row), cosine) for row, cosine in one] for one in found]

    def rebuild(self) -> None:
        """Build anew, of the kind that today's size asks for. Searching and writing go on, with the old one.

        Raises IndexRefused when the new one finds too little (see IndexPlan): the old one stays.
        """
        with self._rebuilding:
            with self._writing:
                old, table = self._rows, self._keys
                start_count, live = old.count, table.live_rows()
            new = build_rows(lambda start, stop: self._fetch(old, live[start:stop]), len(live), self.dim, self._plan)
            with self._writing:
                rows = table.live_rows()
                kept = np.concatenate((live, rows[rows >= start_count]))
                for start in range(len(live), len(kept), SLICE):
                    new.append(*new.prepare(old.fetch(kept[start : start + SLICE])))
                keys = KeyTable()
                keys.fill(map(table.key_of, kept.tolist()))
                keys.discard(np.flatnonzero(~np.isin(kept, rows, assume_unique=True)))
                new = self._place(new)
                with self._gate.writing():
                    self._rows, self._keys = new, keys

    def settle(self) -> None:
        """Wait for a rebuild that goes on on a thread."""
        builder = self._builder
        if builder is not None:
            builder.join()

    def save(self, folder: Path) -> None:
        """Write the index into the folder; a reader finds the old one or the new one, never a mixture.

        A rebuild that is going on is waited for. Searches go on, writers wait.
        """
        self.settle()
        with self._writing:
            write_files(folder, self.facts, {_VECTORS: self._rows.write, _KEYS: self._keys.save})

    @classmethod
    def load(cls, folder: Path, plan: IndexPlan | None = None, accelerator: Accelerator | None = None) -> "VectorIndex":
        """Return the index that `save` wrote.

        Raises IndexRefused when it is missing, not as it was written, or finds less than the plan allows.
        """
        with checked_files(folder, _VECTORS, _KEYS) as (facts, (vectors, keys)):
            loaded = cls(facts.dim, plan, accelerator)
            if facts.recall10 < loaded._plan.recall_floor:
                raise IndexRefused(f"{folder} finds {facts.recall10}; allowed: {loaded._plan.recall_floor} and above.")
            loaded._rows = loaded._place(read_rows(vectors, facts))
            loaded._keys = KeyTable.load(keys)
            if loaded._keys.row_count != loaded._rows.count:
                counts = f"{loaded._keys.row_count} keys and {loaded._rows.count} vectors"
                raise IndexRefused(f"{folder} holds {counts}; allowed: as many of both.")
        return loaded

    def _write(self, keys: Sequence[str], vectors: Vectors) -> None:
        if vectors.shape != (len(keys), self.dim):
            raise ValueError(f"vectors have shape {vectors.shape}; allowed: {(len(keys), self.dim)}")
        if len(set(keys)) < len(keys):
            raise ValueError(f"keys {list(keys)} come twice")
        first = self._rows.count
        self._keys.settle()
        self._keys.reserve(keys, first)
        for start in range(0, len(keys), _WRITTEN):
            prepared = self._rows.prepare(vectors[start : start + _WRITTEN])
            with self._gate.writing():
                self._rows.append(*prepared)  # not found yet: the rows have no keys
        replaced = self._keys.find_many(keys)
        with self._gate.writing():
            self._keys.discard(replaced)
            self._keys.publish(keys, first)

    def _search_among(self, query: Vectors, k: int, rows: Rows) -> list[tuple[int, float]]:
        k = min(k, len(rows))
        if len(rows) <= _COMPARED:
            cosines = self._rows.fetch(rows) @ query[0]
            best = np.argsort(-cosines, kind="stable")[: max(k, 0)]
            return list(zip(rows[best].tolist(), cosines[best].tolist(), strict=True))
        chosen = np.zeros(8 * len(self._keys.bits), np.uint8)
        chosen[rows] = 1
        bits = np.packbits(chosen, bitorder="little")
        return self._rows.search_among(query, k, rows, bits, whole=len(rows) <= self._plan.exact_up_to)

    def _fetch(self, rows: VectorRows, numbers: Rows) -> Vectors:
        with self._gate.reading():
            return rows.fetch(numbers)

    def _place(self, rows: VectorRows) -> VectorRows:
        if self._gpu is not None:
            rows.follow(self._gpus, self._gpu)
        return rows

    def _keep_up(self) -> None:
        """Have what has outgrown its kind rebuilt, flat rows at once: that takes less than a training."""
        if not self._is_outgrown():
            return
        if self._plan.is_flat(len(self)) and not self.facts.probes:
            self.rebuild()
        elif self._plan.background:
            with self._writing:
                if self._builder is None or not self._builder.is_alive():
                    self._builder = threading.Thread(target=self._rebuild_aside, name="index-builder", daemon=True)
                    self._builder.start()

    def _is_outgrown(self) -> bool:
        size, rows, facts = len(self), self._rows.count, self.facts
        if rows - size > max(1_000, self._plan.dead_share * rows):
            return True
        if size < 2 * self._refused_at:
            return False
        return size > self._plan.growth * facts.trained_for if facts.probes else not self._plan.is_flat(size)

    def _rebuild_aside(self) -> None:
        while self._is_outgrown():
            size = len(self)
            try:
                self.rebuild()
                self.refusal, self._refused_at = None, 0
            except IndexRefused as error:
                self.refusal, self._refused_at = error, size
