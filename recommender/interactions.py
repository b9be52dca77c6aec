"""What acts come to for the models: whose histories they learn from, and who bought and looked at what."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from recommender.acts import RECEIVED, Acts, kind_of, weigh
from recommender.ranking.protocol import Histories
from shop.activity import EventName

_BOUGHT = (RECEIVED, kind_of(EventName.PURCHASE))
_VIEWED = (kind_of(EventName.VIEW_ITEM),)


@dataclass(frozen=True)
class Interactions:
    """Rows are customers and columns products, in the order of their ids."""

    customer_ids: tuple[str, ...]
    product_ids: tuple[str, ...]
    liked: Histories  # what each customer seems to like, with confidence above 0, the longest ago first
    bought: csr_matrix  # float32 (n_customers, n_products): 1 for each product that the customer bought
    viewed: csr_matrix  # float32 (n_customers, n_products): 1 for each product that the customer looked at


def tell_interactions(acts: Acts, now: float, half_life_days: float) -> Interactions:
    """Return what the acts come to at this day since 1970; shapes (0, n) where nobody did anything."""
    weighed = weigh(acts, now, half_life_days)
    liked = weighed.value > 0
    counts = np.bincount(weighed.customer[liked], minlength=len(acts.customer_ids))
    histories = Histories(
        weighed.product[liked],
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        len(acts.product_ids),
        confidence=weighed.value[liked],
        at=np.floor(weighed.last[liked]),
    )
    return Interactions(acts.customer_ids, acts.product_ids, histories, _mark(acts, _BOUGHT), _mark(acts, _VIEWED))


def _mark(acts: Acts, kinds: Collection[int]) -> csr_matrix:
    """Return float32 (n_customers, n_products), 1 where any act of these kinds was done."""
    done = np.isin(acts.kind, tuple(kinds))
    cells = (np.ones(done.sum(), np.float32), (acts.customer[done], acts.product[done]))
    matrix = csr_matrix(cells, shape=(len(acts.customer_ids), len(acts.product_ids)))
    return matrix.sign()
