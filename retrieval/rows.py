"""Vectors by row, and which are nearest. FAISS lives here and nowhere else."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from retrieval.centres import find_nearest, train_centres
from retrieval.errors import IndexRefused
from retrieval.index_files import IndexFacts
from retrieval.index_plan import IndexPlan
from retrieval.keys import Bits, Rows
from retrieval.recall import Truth

Vectors = NDArray[np.float32]
Nearest = list[tuple[int, float]]  # rows with their cosine, the nearest first
Reader = Callable[[int, int], Vectors]  # gives the vectors from a number up to another, shape (stop - start, dim)

SLICE = 20_000  # vectors read together in a build
_SAMPLED, _PASSES = 40, 6  # vectors a list, and passes, of the training
_NARROWED = 8  # times the rows of a search of everything are read in a narrowed one
_GPU_MOST = 2_048  # what a GPU gives back, and lists it probes, at most

# Queries times numbers of each: from here on FAISS compares a block of vectors with all queries before it reads on.
# By itself it does so from 334 queries of 384 numbers on; eight are quicker so already, twenty take a quarter.
faiss.cvar.distance_compute_blas_threshold = 3_000


class Accelerator(Protocol):
    def count(self) -> int:
        """Return how many GPUs there are."""
        ...

    def copy(self, index: Any, number: int) -> Any:
        """Return a copy that searches and adds on this GPU. Raises RuntimeError where there is no room."""
        ...


class FaissGpu:
    """The GPUs that FAISS sees: none for builds of FAISS that cannot use them."""

    def count(self) -> int:
        return int(faiss.get_num_gpus()) if hasattr(faiss, "StandardGpuResources") else 0

    def copy(self, index: Any, number: int) -> Any:
        return faiss.index_cpu_to_gpu(faiss.StandardGpuResources(), number, index)


class VectorRows:
    """Vectors by row, 0 and up, in FAISS. Rows are added at the end and stay: a search says which to leave out."""

    def __init__(self, index: Any, facts: IndexFacts) -> None:
        self.facts = facts
        self._index = index
        self._centres: Vectors | None = index.quantizer.reconstruct_n(0, index.nlist) if facts.probes else None
        self._copy: Any = None  # on a GPU; it searches what is not narrowed
        self._copy_lock = threading.Lock()  # one search at a time there

    @property
    def count(self) -> int:
        return int(self._index.ntotal)

    def prepare(self, vectors: Vectors) -> tuple[Vectors, Rows | None]:
        """Return what `append` takes: the part of adding that others need not wait for."""
        vectors = np.ascontiguousarray(vectors, np.float32)
        return vectors, None if self._centres is None else find_nearest(vectors, self._centres)

    def append(self, vectors: Vectors, lists: Rows | None) -> None:
        if lists is None:
            self._index.add(vectors)
        elif len(vectors):
            self._index.add_core(len(vectors), faiss.swig_ptr(vectors), None, faiss.swig_ptr(lists))
        if self._copy is not None and len(vectors):
            self._copy.add(vectors)

    def fetch(self, rows: Rows) -> Vectors:
        """Return the vectors of these rows, shape (len(rows), dim)."""
        if not len(rows):
            return np.zeros((0, self.facts.dim), np.float32)
        vectors: Vectors = self._index.reconstruct_batch(rows)
        return vectors

    def search(self, queries: Vectors, k: int, bits: Bits | None) -> list[Nearest]:
        """Return for each query the k nearest rows, of those whose bit is set, with their cosine.

        `queries` (n, dim) are compared together, which takes a fifth of the time. Few of the rows may be left out.
        """
        found: list[Nearest] = [[] for _ in queries]
        if k < 1:
            return found
        if self._copy is not None:
            found = self._search_copy(queries, k, bits)
        lists = self._index.nlist if self.facts.probes else 1
        probes = min(lists, _widen(self.facts.probes, k))
        while short := [at for at, one in enumerate(found) if len(one) < k]:
            for at, one in zip(short, self._pick(self._index, queries[short], k, probes, bits), strict=True):
                found[at] = one
            if probes >= lists:
                break
            probes *= 4
        return found

    def search_among(self, query: Vectors, k: int, rows: Rows, bits: Bits, *, whole: bool) -> Nearest:
        """Return the k of these rows, whose bits are set, nearest to the query (1, dim), with their cosine.

        `whole` compares all of them; else lists are read, the nearest first, until several times as many of these rows
        have come by as in a search of everything: where they are rare, many lists are.
        """
        if not self.facts.probes:
            return self._pick(self._index, query, k, 0, bits)[0]
        probes = lists = self._index.nlist
        if not whole:
            places = faiss.rev_swig_ptr(self._index.direct_map.array.data(), self.count)
            admitted = np.bincount(places[rows] >> 32, minlength=lists)  # by list
            order = self._index.quantizer.assign(query, lists)[0]
            enough = max(k, _NARROWED * _widen(self.facts.probes, k) * self.count // lists)
            probes = 1 + int(np.searchsorted(np.cumsum(admitted[order]), enough))
        return self._pick(self._index, query, k, min(probes, lists), bits)[0]

    def measure(self, truth: Truth, probes: int) -> float:
        """Return the share of the truly nearest that a search finds."""
        wanted = faiss.SearchParametersIVF(nprobe=probes)  # type: ignore[call-arg]
        return truth.score(*self._index.search(truth.queries, truth.asked, params=wanted))

    def follow(self, gpus: Accelerator, number: int) -> None:
        self._copy = gpus.copy(self._index, number)

    def write(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))

    def _search_copy(self, queries: Vectors, k: int, bits: Bits | None) -> list[Nearest]:
        """Return what the GPU finds for each; [] where it must leave out too many, or cannot look far enough."""
        asked, probes = k if bits is None else 2 * k + 16, _widen(self.facts.probes, k)
        if max(asked, probes) > _GPU_MOST:
            return [[] for _ in queries]
        with self._copy_lock:
            found = self._pick(self._copy, queries, min(asked, self.count), probes, None)
        kept = [[pair for pair in one if bits is None or bits[pair[0] >> 3] >> (pair[0] & 7) & 1] for one in found]
        return [one[:k] if len(one) >= k else [] for one in kept]

    def _pick(self, index: Any, queries: Vectors, k: int, probes: int, bits: Bits | None) -> list[Nearest]:
        chosen: dict[str, Any] = {"nprobe": max(1, probes)} if self.facts.probes else {}
        if bits is not None:
            chosen["sel"] = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        wanted = faiss.SearchParametersIVF(**chosen) if self.facts.probes else faiss.SearchParameters(**chosen)
        cosines, rows = index.search(queries, k, params=wanted if chosen else None)  # a flat one on a GPU takes none
        each = zip(rows, cosines, (rows >= 0).sum(axis=1).tolist(), strict=True)  # what is not found stands last
        return [list(zip(own[:n].tolist(), near[:n].tolist(), strict=True)) for own, near, n in each]


def _widen(probes: int, k: int) -> int:
    """Return the lists to read for k: the hundredth nearest lies in farther ones than the tenth."""
    return int(probes * max(1.0, 1 + np.log10(max(k, 1) / 10) / 2))


def make_flat(dim: int) -> VectorRows:
    return VectorRows(faiss.IndexFlatIP(dim), IndexFacts(dim))


def read_rows(path: Path, facts: IndexFacts) -> VectorRows:
    """Return the rows that `write` wrote. Raises RuntimeError for another file."""
    return VectorRows(faiss.read_index(str(path)), facts)


def build_rows(read: Reader, count: int, dim: int, plan: IndexPlan) -> VectorRows:
    """Return rows of the kind that the plan wants for so many vectors, which are read in slices, twice for lists.

    Raises IndexRefused when they find less than the plan allows.
    """
    if plan.is_flat(count):
        rows, truth = make_flat(dim), None
    else:
        sample, numbers = _draw(read, count, _SAMPLED * plan.count_lists(count))
        rows, truth = _make_lists(sample, count, plan), Truth(sample, numbers)
        del sample  # some hundred megabytes
    for start in range(0, count, SLICE):
        vectors = np.ascontiguousarray(read(start, min(start + SLICE, count)), np.float32)
        rows.append(*rows.prepare(vectors))
        if truth:
            truth.see(vectors, start)
    return _tune(rows, truth, plan) if truth else rows


def _make_lists(sample: Vectors, count: int, plan: IndexPlan) -> VectorRows:
    """Train on the sample for `count` vectors, none of which is in yet."""
    dim, lists = sample.shape[1], plan.count_lists(count)
    centres = faiss.IndexFlatIP(dim)
    centres.add(train_centres(sample, lists, _PASSES, seed=7))
    half = faiss.ScalarQuantizer.QT_fp16
    index = faiss.IndexIVFScalarQuantizer(centres, dim, lists, half, faiss.METRIC_INNER_PRODUCT, False)
    index.train(sample[:1])  # half precision has nothing to learn
    index.set_direct_map_type(faiss.DirectMap.Array)  # type: ignore[attr-defined]
    return VectorRows(index, IndexFacts(dim, 1, count))


def _tune(rows: VectorRows, truth: Truth, plan: IndexPlan) -> VectorRows:
    """Let searches probe as many lists as the goal asks for. Raises IndexRefused when all that may be are too few."""
    most = max(1, int(plan.most_probed * plan.count_lists(rows.facts.trained_for)))
    for probes in _steps(most):
        recall = rows.measure(truth, probes)
        if recall >= plan.recall_goal:
            break
    if recall < plan.recall_floor:
        raise IndexRefused(f"recall@10 is {recall:.3f} with {probes} lists; allowed: {plan.recall_floor} and above.")
    rows.facts = replace(rows.facts, probes=probes, recall10=round(recall, 4))
    return rows


def _steps(most: int) -> Iterator[int]:
    """Yield 1, 2, 3 and so on, from 16 on an eighth more each time, up to `most`."""
    probes = 1
    while probes < most:
        yield probes
        probes = max(probes + 1, probes * 9 // 8)
    yield most


def _draw(read: Reader, count: int, wanted: int) -> tuple[Vectors, Rows]:
    """Return about as many vectors as are wanted, drawn by chance from all, and their numbers."""
    rng = np.random.default_rng(7)
    numbers = np.sort(rng.choice(count, min(wanted, count), replace=False))
    drawn = []
    for start in range(0, count, SLICE):
        stop = min(start + SLICE, count)
        here = numbers[(numbers >= start) & (numbers < stop)]
        drawn.append(read(start, stop)[here - start])
    return np.ascontiguousarray(np.concatenate(drawn), np.float32), numbers
