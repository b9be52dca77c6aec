"""FAISS as it comes: "IVF,Flat" with about sqrt(n) lists, 16 of them probed. `python -m … FOLDER`, see index_run.py."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from benchmarks.index_data import DIM, count_vectors, read_slices
from benchmarks.peers.index_run import Vectors, run

_FILE = "ivf.faiss"
_LEARNED = 128  # vectors a list


class Ivf:
    def __init__(self) -> None:
        self._index: Any = faiss.IndexFlatIP(DIM)

    def build(self, folder: Path) -> None:
        size = count_vectors(folder)
        lists = round(size**0.5)
        self._index = faiss.index_factory(DIM, f"IVF{lists},Flat", faiss.METRIC_INNER_PRODUCT)
        share = min(1.0, _LEARNED * lists / size)
        rng = np.random.default_rng(1)
        sample = [vectors[rng.random(len(vectors)) < share] for _, vectors in read_slices(folder)]
        self._index.train(np.concatenate(sample))
        for _, vectors in read_slices(folder):
            self._index.add(vectors)
        self._index.nprobe = 16

    def search(self, vector: Vectors, k: int) -> Sequence[int]:
        found: list[int] = self._index.search(vector.reshape(1, -1), k)[1][0].tolist()
        return found

    def add(self, numbers: Sequence[int], vectors: Vectors) -> None:
        self._index.add(np.ascontiguousarray(vectors))

    def delete(self, numbers: Sequence[int]) -> None:
        self._index.remove_ids(np.array(numbers, np.int64))

    def save(self, place: Path) -> None:
        faiss.write_index(self._index, str(place / _FILE))

    def load(self, place: Path) -> None:
        self._index = faiss.read_index(str(place / _FILE))

    def describe(self) -> str:
        return f"IVF{self._index.nlist},Flat, nprobe {self._index.nprobe}"


if __name__ == "__main__":
    faiss.omp_set_num_threads(1)
    run(Ivf(), Path(sys.argv[1]))
