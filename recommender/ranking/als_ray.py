"""Implicit ALS on a Ray cluster: its workers keep shares of the histories and improve the vectors of their shares.

Vectors of the other side travel through Ray's object store, once a machine. Needs the extra `ray`.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.ranking.als import Alone, Improve, Side
from recommender.ranking.protocol import Scores


class Share:
    """What one worker keeps: some rows of either matrix. It improves their vectors."""

    def __init__(self, by_customer: csr_matrix, by_item: csr_matrix) -> None:
        self._improve = Alone().take(by_customer, by_item)

    def improve(self, side: Side, own: Scores, others: Scores, square: Scores, ridges: Scores, steps: int) -> Scores:
        return self._improve(side, own.copy(), others, square, ridges, steps)  # what Ray hands over is read-only


@dataclass(frozen=True)
class RayCrew:
    """`workers` processes on the cluster that is connected to, or on this machine when there is none."""

    workers: int = 2

    def take(self, by_customer: csr_matrix, by_item: csr_matrix) -> Improve:
        import ray

        if not ray.is_initialized():
            ray.init(num_cpus=self.workers, include_dashboard=False, log_to_driver=False)
        bounds = {Side.CUSTOMERS: _share_out(by_customer, self.workers), Side.ITEMS: _share_out(by_item, self.workers)}
        remote: Any = ray.remote(num_cpus=1)(Share)
        crew = [
            remote.remote(by_customer[slice(*customers)], by_item[slice(*items)])
            for customers, items in zip(pairwise(bounds[Side.CUSTOMERS]), pairwise(bounds[Side.ITEMS]), strict=True)
        ]

        def improve(side: Side, own: Scores, others: Scores, square: Scores, ridges: Scores, steps: int) -> Scores:
            seen = ray.put(others)
            parts = [
                worker.improve.remote(side, own[start:end], seen, square, ridges[start:end], steps)
                for worker, (start, end) in zip(crew, pairwise(bounds[side]), strict=True)
            ]
            return np.concatenate(ray.get(parts))

        return improve


def _share_out(matrix: csr_matrix, shares: int) -> list[int]:
    """Return the bounds of so many runs of rows, each with about as many values."""
    wanted: NDArray[np.float64] = np.linspace(0, matrix.nnz, shares + 1)[1:-1]
    return [0, *np.searchsorted(matrix.indptr, wanted).tolist(), matrix.shape[0]]
