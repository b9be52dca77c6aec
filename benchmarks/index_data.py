"""Vectors in clusters, as those of product texts are, made from a seed.

A vector is a direction common to all, plus its topic's (80), plus its family's (one for every 8 vectors, such as the
variants of a model), plus its own, scaled and brought to length 1. The variance falls with the dimension as
1 / (i + 6) ** 1.2, and families differ in how near their members are. The weights were chosen so that 6,000 of them
are like MiniLM's vectors of 6,000 product titles: cosine of two at random .17 (titles: .19), of the nearest .91 (.91),
of the tenth nearest .75 (.72), of the hundredth .42 (.51); half of the variance in 50 directions (participation ratio
of both).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

DIM = 384
_COMMON, _TOPIC, _FAMILY, _OWN = 0.45, 0.75, 0.5, 0.45
_TOPICS, _MEMBERS = 80, 8
_SLICE = 20_000
_NEAREST = 10


@dataclass(frozen=True)
class Crowd:
    """Where families lie, shape (families, DIM), and how far from there their members do."""

    families: Vectors
    spreads: Vectors
    scales: Vectors  # of each dimension

    def draw(self, count: int, rng: np.random.Generator) -> Vectors:
        """Return unit vectors, shape (count, DIM)."""
        chosen = rng.integers(0, len(self.families), count)
        own = rng.standard_normal((count, DIM), np.float32) * self.scales
        vectors = self.families[chosen] + _OWN * self.spreads[chosen, None] * own
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def make_crowd(size: int, seed: int) -> Crowd:
    """Return families for so many vectors."""
    rng = np.random.default_rng([seed, size])
    variances = (np.arange(DIM) + 6.0) ** -1.2
    scales = np.sqrt(variances / variances.sum()).astype(np.float32)
    common = rng.standard_normal(DIM, np.float32) * scales
    topics = rng.standard_normal((_TOPICS, DIM), np.float32) * scales
    families = rng.standard_normal((max(1, size // _MEMBERS), DIM), np.float32) * scales
    families *= _FAMILY
    families += _COMMON * common / np.linalg.norm(common)
    families += _TOPIC * topics[rng.integers(0, _TOPICS, len(families))]
    return Crowd(families, rng.gamma(2.0, 0.5, len(families)).astype(np.float32), scales)


def write_data(folder: Path, size: int, queries: int, further: int, seed: int) -> None:
    """Write vectors.f32, the rows one after the other, and held out from them queries.npy and further.npy; truth.npy
    holds the numbers of each query's ten nearest, by comparing all, shape (queries, 10)."""
    crowd = make_crowd(size, seed)
    asked = crowd.draw(queries, np.random.default_rng([seed, size, 1]))
    np.save(folder / "queries.npy", asked)
    np.save(folder / "further.npy", crowd.draw(further, np.random.default_rng([seed, size, 2])))
    rng = np.random.default_rng([seed, size, 3])
    best, at = np.full((queries, 0), 0, np.float32), np.zeros((queries, 0), np.int64)
    with (folder / "vectors.f32").open("wb") as file:
        for start in range(0, size, _SLICE):
            vectors = crowd.draw(min(_SLICE, size - start), rng)
            vectors.tofile(file)
            best = np.concatenate((best, asked @ vectors.T), axis=1)
            at = np.concatenate((at, np.tile(np.arange(start, start + len(vectors)), (queries, 1))), axis=1)
            first = np.argpartition(-best, min(_NEAREST, best.shape[1]) - 1, axis=1)[:, :_NEAREST]
            best, at = np.take_along_axis(best, first, axis=1), np.take_along_axis(at, first, axis=1)
    np.save(folder / "truth.npy", at)


def read_slice(folder: Path, start: int, stop: int) -> Vectors:
    """Return these rows of vectors.f32, shape (stop - start, DIM)."""
    vectors = np.fromfile(folder / "vectors.f32", np.float32, (stop - start) * DIM, offset=start * DIM * 4)
    return vectors.reshape(-1, DIM)


def count_vectors(folder: Path) -> int:
    return (folder / "vectors.f32").stat().st_size // (4 * DIM)


def read_slices(folder: Path) -> Iterator[tuple[int, Vectors]]:
    """Yield all rows of vectors.f32, some at a time, each time with the number of the first."""
    size = count_vectors(folder)
    for start in range(0, size, _SLICE):
        yield start, read_slice(folder, start, min(start + _SLICE, size))
