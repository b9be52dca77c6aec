"""How many of the truly nearest an index finds, measured on some of its own vectors."""

import numpy as np
from numpy.typing import NDArray

_QUERIES, _NEAREST = 200, 10
_SAME = 1e-4  # a difference of cosines that half precision makes by itself


class Truth:
    """The ten nearest of a sample of vectors, each without itself, as far as the vectors have been seen."""

    def __init__(self, sample: NDArray[np.float32], numbers: NDArray[np.int64]) -> None:
        """Take some of the sample, shape (n, dim), as queries; `numbers` are their places among all vectors."""
        chosen = np.linspace(0, len(sample) - 1, min(_QUERIES, len(sample))).astype(np.int64)
        self.queries = np.ascontiguousarray(sample[chosen])
        self._numbers = numbers[chosen]
        self._best = np.full((len(chosen), _NEAREST), -np.inf, np.float32)

    @property
    def asked(self) -> int:
        """How many a search must be asked for: it finds the query itself, too."""
        return _NEAREST + 1

    def see(self, vectors: NDArray[np.float32], start: int) -> None:
        """Compare with these vectors, whose places begin at `start`."""
        cosines = self.queries @ vectors.T
        own = self._numbers - start
        here = np.flatnonzero((own >= 0) & (own < len(vectors)))
        cosines[here, own[here]] = -np.inf
        seen = np.concatenate((self._best, cosines), axis=1)
        self._best = np.partition(seen, -_NEAREST, axis=1)[:, -_NEAREST:]

    def score(self, cosines: NDArray[np.float32], numbers: NDArray[np.int64]) -> float:
        """Return the share that a search found, given its cosines and places, shape (queries, asked).

        What is as near as the tenth counts as one of the ten, whichever of several equals was found.
        """
        others = (numbers >= 0) & (numbers != self._numbers[:, None])
        near = others & (cosines >= self._best.min(axis=1, keepdims=True) - _SAME)
        return float(np.minimum(near.sum(axis=1), _NEAREST).mean() / _NEAREST)
