"""Our index, measured as its peers are: `python -m benchmarks.index_ours FOLDER [gpu]`, see peers/index_run.py.

"gpu" lets the first GPU search what it can (see IndexPlan).
"""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.index_data import DIM, count_vectors, read_slice
from benchmarks.peers.index_run import Vectors, run
from retrieval.index import VectorIndex
from retrieval.index_plan import IndexPlan


class Ours:
    def __init__(self, plan: IndexPlan) -> None:
        self._plan = plan
        self._index = VectorIndex(DIM, plan)

    def build(self, folder: Path) -> None:
        keys = [_name(number) for number in range(count_vectors(folder))]
        self._index = VectorIndex.build(keys, partial(read_slice, folder), DIM, self._plan)

    def search(self, vector: Vectors, k: int) -> Sequence[int]:
        return [int(key.removeprefix("product-")) for key, _ in self._index.search(vector, k)]

    def add(self, numbers: Sequence[int], vectors: Vectors) -> None:
        self._index.add([_name(number) for number in numbers], vectors)

    def delete(self, numbers: Sequence[int]) -> None:
        self._index.remove([_name(number) for number in numbers])

    def save(self, place: Path) -> None:
        self._index.save(place)

    def load(self, place: Path) -> None:
        self._index = VectorIndex.load(place, self._plan)

    def describe(self) -> str:
        facts = self._index.facts
        if not facts.probes:
            return "flat"
        return f"lists of half precision, {facts.probes} probed, recall {facts.recall10} when built"


def _name(number: int) -> str:
    return f"product-{number}"


if __name__ == "__main__":
    run(Ours(IndexPlan(gpu=0 if sys.argv[2:] == ["gpu"] else None)), Path(sys.argv[1]))
