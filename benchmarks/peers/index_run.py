"""One index on the data of a folder (see benchmarks/index_data.py): the same steps for ours and for its peers.

Imports nothing but NumPy, as it runs in the peers' environment, too.
"""

import json
import resource
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_K, _BATCH = 10, 100
_THREADS, _EACH = 16, 60  # searches of each thread
_WARM = 50


class LeftOut(Exception):
    """The index is not measured; the message says why."""


class Index(Protocol):
    """Vectors go by their numbers, 0 and up."""

    def build(self, folder: Path) -> None:
        """Take in all vectors of the folder. Raises LeftOut."""
        ...

    def search(self, vector: Vectors, k: int) -> Sequence[int]: ...

    def add(self, numbers: Sequence[int], vectors: Vectors) -> None: ...

    def delete(self, numbers: Sequence[int]) -> None: ...

    def save(self, place: Path) -> None: ...

    def load(self, place: Path) -> None: ...

    def describe(self) -> str: ...


def run(index: Index, folder: Path) -> None:
    """Measure the index and write its figures to out.json in the folder."""
    try:
        figures = measure(index, folder)
    except LeftOut as error:
        figures = {"left_out": str(error)}
    (folder / "out.json").write_text(json.dumps(figures), encoding="utf-8")


def measure(index: Index, folder: Path) -> dict[str, float | str]:
    queries, truth, further = (np.load(folder / f"{name}.npy") for name in ("queries", "truth", "further"))
    size = (folder / "vectors.f32").stat().st_size // (4 * queries.shape[1])
    build_s = _time(lambda: index.build(folder))
    for query in queries[:_WARM]:
        index.search(query, _K)
    found, wall_ms, cpu_ms = _search_all(index, queries)
    figures: dict[str, float | str] = {"recall10": _recall(found, truth), "kind": index.describe()}
    figures |= {"ms_p50": _quantile(wall_ms, 0.5), "ms_p95": _quantile(wall_ms, 0.95)}
    figures |= {"cpu_ms_p50": _quantile(cpu_ms, 0.5)} | _search_together(index, queries)
    place = folder / "saved"
    place.mkdir()
    figures |= {"build_s": round(build_s, 2), "save_s": round(_time(lambda: index.save(place)), 2)}
    stored = sum(file.stat().st_size for file in place.iterdir())
    figures |= {"bytes_per_vector": round(stored / size, 1)} | _change(index, further, size)
    figures |= {"peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}
    return figures | {"load_s": round(_time(lambda: index.load(place)), 2)}


def _change(index: Index, further: Vectors, size: int) -> dict[str, float]:
    """Add vectors and take them out again, a hundred at a time."""
    batches = [range(start, start + _BATCH) for start in range(0, len(further), _BATCH)]

    def add() -> None:
        for batch in batches:
            index.add([size + at for at in batch], further[batch.start : batch.stop])

    def delete() -> None:
        for batch in batches:
            index.delete([size + at for at in batch])

    add_s, delete_s = _time(add), _time(delete)
    return {"add_per_s": round(len(further) / add_s), "delete_per_s": round(len(further) / delete_s)}


def _search_all(index: Index, queries: Vectors) -> tuple[list[Sequence[int]], list[float], list[float]]:
    found, wall_ms, cpu_ms = [], [], []
    for query in queries:
        began, cpu_began = time.perf_counter(), time.thread_time()
        found.append(index.search(query, _K))
        cpu_ms.append(1000 * (time.thread_time() - cpu_began))
        wall_ms.append(1000 * (time.perf_counter() - began))
    return found, wall_ms, cpu_ms


def _search_together(index: Index, queries: Vectors) -> dict[str, float]:
    """Search on sixteen threads at once."""
    took: list[float] = []
    start = threading.Barrier(_THREADS + 1)

    def search(first: int) -> None:
        start.wait()
        for at in range(first, first + _EACH):
            began = time.perf_counter()
            index.search(queries[at % len(queries)], _K)
            took.append(1000 * (time.perf_counter() - began))

    threads = [threading.Thread(target=search, args=(_EACH * number,)) for number in range(_THREADS)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    searches_per_s = round(len(took) / (time.perf_counter() - began))
    times = {"ms_p50_16": _quantile(took, 0.5), "ms_p95_16": _quantile(took, 0.95)}
    return times | {"searches_per_s_16": searches_per_s}


def _recall(found: list[Sequence[int]], truth: NDArray[np.int64]) -> float:
    hits = sum(len(set(one) & set(other.tolist())) for one, other in zip(found, truth, strict=True))
    return round(hits / truth.size, 4)


def _quantile(values: Sequence[float], share: float) -> float:
    return round(float(np.quantile(values, share)), 3)


def _time(call: Callable[[], None]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began
