"""hnswlib as its own examples set it: M 16, ef_construction 200, ef 50. `python -m … FOLDER SECONDS`, see index_run.py.

It is left out when, after the first vectors, its building would take more than so many seconds.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import hnswlib  # type: ignore[import-not-found,import-untyped,unused-ignore]
import numpy as np

from benchmarks.index_data import DIM, count_vectors, read_slices
from benchmarks.peers.index_run import LeftOut, Vectors, run

_FILE = "hnsw.bin"


class Hnsw:
    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._index = hnswlib.Index(space="ip", dim=DIM)

    def build(self, folder: Path) -> None:
        size = count_vectors(folder)
        self._index.init_index(max_elements=size + size // 10 + 10_000, M=16, ef_construction=200)
        self._index.set_num_threads(1)
        self._index.set_ef(50)
        began = time.perf_counter()
        for start, vectors in read_slices(folder):
            self._index.add_items(vectors, np.arange(start, start + len(vectors)))
            whole_s = (time.perf_counter() - began) * size / (start + len(vectors))
            if whole_s > self._limit_s:
                raise LeftOut(f"building would take {whole_s:.0f} s at least; allowed: {self._limit_s:.0f}")

    def search(self, vector: Vectors, k: int) -> Sequence[int]:
        found: list[int] = self._index.knn_query(vector, k)[0][0].tolist()
        return found

    def add(self, numbers: Sequence[int], vectors: Vectors) -> None:
        self._index.add_items(vectors, numbers)

    def delete(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            self._index.mark_deleted(number)

    def save(self, place: Path) -> None:
        self._index.save_index(str(place / _FILE))

    def load(self, place: Path) -> None:
        self._index = hnswlib.Index(space="ip", dim=DIM)
        self._index.load_index(str(place / _FILE))

    def describe(self) -> str:
        return "HNSW, M 16, ef 50"


if __name__ == "__main__":
    run(Hnsw(float(sys.argv[2])), Path(sys.argv[1]))
