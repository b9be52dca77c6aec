"""What acts come to for the models: what customers like, and who bought and looked at what.

Rows are customers and columns products, in the order of their ids.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.acts import RECEIVED, Acts, kind_of, weigh
from recommender.ranking.protocol import Histories
from shop.activity import EventName


def tell_liked(acts: Acts, now: float, half_life_days: float) -> Histories:
    """Return what each customer seems to like at this day since 1970, with confidence above 0, the longest ago first.

    `at` are whole days. Acts are weighed part by part, as weighing takes ten times the memory of what comes of it.
    """
    items, confidence = np.empty(len(acts), np.int32), np.empty(len(acts), np.float32)
    at = np.empty(len(acts), np.float32)  # which holds whole days exactly
    counts = np.zeros(len(acts.customer_ids), np.int64)
    end = 0
    for part in acts.parts():
        weighed = weigh(acts.keep(part), now, half_life_days)
        liked = weighed.value > 0
        start, end = end, end + int(liked.sum())
        items[start:end] = weighed.product[liked]
        confidence[start:end] = weighed.value[liked]
        at[start:end] = np.floor(weighed.last[liked])
        counts += np.bincount(weighed.customer[liked], minlength=len(counts))
    starts = _bound(counts)
    return Histories(items[:end], starts, len(acts.product_ids), confidence=confidence[:end], at=at[:end])


def tell_bought(acts: Acts) -> csr_matrix:
    """Return float32 (n_customers, n_products): 1 for each product that the customer bought."""
    return _mark(acts, RECEIVED, kind_of(EventName.PURCHASE))


def tell_viewed(acts: Acts) -> csr_matrix:
    """Return float32 (n_customers, n_products): 1 for each product that the customer looked at."""
    return _mark(acts, kind_of(EventName.VIEW_ITEM))


def _mark(acts: Acts, *kinds: int) -> csr_matrix:
    """Return float32 (n_customers, n_products), 1 where any act of these kinds was done."""
    done = np.logical_or.reduce([acts.kind == kind for kind in kinds])
    starts = _bound(np.bincount(acts.customer[done], minlength=len(acts.customer_ids)))
    cells = (np.ones(starts[-1], np.float32), acts.product[done], starts)
    matrix = csr_matrix(cells, shape=(len(acts.customer_ids), len(acts.product_ids)))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def _bound(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return (n + 1,): where each of n rows starts that have so many cells, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
