"""Vectors in clusters, as those of texts are, and the truth about them."""

import numpy as np
from numpy.typing import NDArray

from retrieval.index_plan import IndexPlan

Vectors = NDArray[np.float32]

DIM = 16
SMALL = IndexPlan(flat_up_to=500, exact_up_to=2_500, background=False)


def make_vectors(count: int, seed: int = 0, spread: float = 0.5) -> Vectors:
    """Return unit vectors, shape (count, DIM), around forty centres that are the same for every seed."""
    centres = np.random.default_rng(99).standard_normal((40, DIM))
    rng = np.random.default_rng(seed)
    made = centres[rng.integers(0, 40, count)] + spread * rng.standard_normal((count, DIM))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def name_all(count: int, start: int = 0) -> list[str]:
    return [f"key-{number}" for number in range(start, start + count)]


def nearest(keys: list[str], vectors: Vectors, query: Vectors, k: int) -> list[str]:
    """Return the keys of the k nearest, by comparing all."""
    return [keys[at] for at in np.argsort(-(vectors @ query))[:k]]
