"""How well a ranking foresees what customers wanted."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.ranking.protocol import Histories, Scorer, Scores

_CELLS = 4_000_000  # scores held at once


@dataclass(frozen=True)
class Measures:
    """Means over the customers who wanted anything; all 0 when nobody did."""

    ndcg: float
    map: float
    precision: float
    recall: float
    hit_rate: float


def measure(
    scorer: Scorer, known: Histories, wanted: csr_matrix, cuts: tuple[int, ...], hidden: Histories | None = None
) -> dict[int, Measures]:
    """Return the measures of the first k of each list, by k. Items of the history, or `hidden` ones, are not listed.

    nDCG has gains of 1 and the ideal of min(k, wanted); average precision is divided by the number of wanted items, as
    recommenders-team does. Among equal scores the item with the smaller number comes first.
    """
    hits = np.concatenate(
        [
            *_mark_hits(scorer, known, wanted, max(cuts), known if hidden is None else hidden),
            np.zeros((0, max(cuts)), bool),
        ]
    )
    sought = np.asarray(wanted.getnnz(axis=1))
    return {k: _sum_up(hits[sought > 0, :k], sought[sought > 0], k) for k in cuts}


def measure_lists(listed: NDArray[np.int64], wanted: csr_matrix, cuts: tuple[int, ...]) -> dict[int, Measures]:
    """Return the measures of lists (n, length) of items, the best first and -1 for none, by k.

    A list that is shorter than k is taken as if nothing more were to be had.
    """
    marked = np.asarray(wanted.todense()) > 0
    hits = np.take_along_axis(marked, np.maximum(listed, 0), axis=1) & (listed >= 0)
    hits = np.pad(hits, ((0, 0), (0, max(0, max(cuts) - hits.shape[1]))))
    sought = np.asarray(wanted.getnnz(axis=1))
    return {k: _sum_up(hits[sought > 0, :k], sought[sought > 0], k) for k in cuts}


def rank(scores: Scores, known: Histories, length: int) -> NDArray[np.int64]:
    """Return (n, length) items, the best first, none of the histories'; where too few are left the rest is -1."""
    masked = scores.copy()
    masked[known.customers, known.items] = -np.inf
    length = min(length, masked.shape[1])
    if not masked.size:
        return np.full((len(masked), length), -1)
    best = np.sort(np.argpartition(-masked, length - 1, axis=1)[:, :length], axis=1)
    values = np.take_along_axis(masked, best, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    ranked = np.take_along_axis(best, order, axis=1)
    ranked[np.isneginf(np.take_along_axis(values, order, axis=1))] = -1
    return ranked


def batches(histories: Histories) -> Iterator[NDArray[np.int64]]:
    """Return the customers in batches whose scores fit into memory."""
    size = max(1, _CELLS // max(1, histories.n_items))
    for start in range(0, len(histories), size):
        yield np.arange(start, min(start + size, len(histories)))


def _mark_hits(
    scorer: Scorer, known: Histories, wanted: csr_matrix, length: int, hidden: Histories
) -> Iterator[NDArray[np.bool_]]:
    """Return (batch, length): whether the item at this place was wanted."""
    for rows in batches(known):
        ranked = rank(scorer.scores(known.take(rows)), hidden.take(rows), length)
        marked = np.asarray(wanted[rows].todense()) > 0
        hits = np.take_along_axis(marked, np.maximum(ranked, 0), axis=1) & (ranked >= 0)
        yield np.pad(hits, ((0, 0), (0, length - hits.shape[1])))


def _sum_up(hits: NDArray[np.bool_], sought: NDArray[np.int64], k: int) -> Measures:
    if not len(hits):
        return Measures(0.0, 0.0, 0.0, 0.0, 0.0)
    most = np.minimum(sought, k)
    discounts = 1 / np.log2(np.arange(2, k + 2))
    precisions = np.cumsum(hits, axis=1) / np.arange(1, k + 1)
    found = hits.sum(axis=1)
    return Measures(
        ndcg=float(np.mean(hits @ discounts / np.cumsum(discounts)[most - 1])),
        map=float(np.mean((precisions * hits).sum(axis=1) / sought)),
        precision=float(np.mean(found / k)),
        recall=float(np.mean(found / sought)),
        hit_rate=float(np.mean(found > 0)),
    )
