"""Acts that say nothing of taste: sent twice, made by a program, or by many who were told to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.acts import RECEIVED, Acts, kind_of
from shop.activity import EventName

_SAME_MOMENT = 2.0 / 86_400  # days within which the same act is one
_MOST_A_MINUTE = 60  # acts of a person
_MOST_A_DAY = 1_000
_SPAN_BITS = 32  # for the number of a span; those before are who
_BURST = 10  # people who rate one product within an hour, where else so many need more than a day


@dataclass(frozen=True)
class CleaningReport:
    """How many acts there were and how many were left out, for which reason; each for the first that applies."""

    acts: int = 0
    repeated: int = 0
    by_programs: int = 0
    in_bursts: int = 0
    contradicted: int = 0  # likes and dislikes that a later one of the same person takes back

    @property
    def kept(self) -> int:
        return self.acts - self.repeated - self.by_programs - self.in_bursts - self.contradicted


def clean(acts: Acts) -> tuple[Acts, CleaningReport]:
    """Return the acts that may tell of taste, and what became of the others. Received purchases are never doubted."""
    counted: dict[str, int] = {}
    left = acts
    for name, find in (
        ("repeated", _find_repeated),
        ("by_programs", _find_programs),
        ("in_bursts", _find_bursts),
        ("contradicted", _find_contradicted),
    ):
        doubted = find(left) & (left.kind != RECEIVED)
        counted[name] = int(doubted.sum())
        left = left.keep(~doubted)
    return left, CleaningReport(acts=len(acts), **counted)


def _find_repeated(acts: Acts) -> NDArray[np.bool_]:
    """Mark what the same person did with the same product less than two seconds before."""
    order = np.lexsort((acts.at, acts.kind, acts.product, acts.customer))
    same = np.zeros(len(acts), bool)
    columns = (acts.customer[order], acts.product[order], acts.kind[order])
    alike = np.logical_and.reduce([column[1:] == column[:-1] for column in columns])
    same[order[1:]] = alike & (np.diff(acts.at[order]) < _SAME_MOMENT)
    return same


def _find_programs(acts: Acts) -> NDArray[np.bool_]:
    """Mark everything of those who ever did more within a minute, or a day, than a person does."""
    programs = np.zeros(len(acts.customer_ids), bool)
    for most, length in ((_MOST_A_MINUTE, 1 / 1440), (_MOST_A_DAY, 1.0)):
        spans, counts = np.unique(_span(acts.customer, acts.at, length), return_counts=True)
        programs[spans[counts > most] >> _SPAN_BITS] = True
    return programs[acts.customer]


def _find_bursts(acts: Acts) -> NDArray[np.bool_]:
    """Mark ratings of a product in an hour in which ten or more rated it, and more than on all usual days together."""
    rated = np.asarray(acts.kind == kind_of(EventName.RATE))
    if not rated.any():
        return rated
    hours, at = np.unique(_span(acts.product[rated], acts.at[rated], 1 / 24), return_inverse=True)
    in_hour = np.bincount(at)
    of_product = np.bincount(acts.product[rated], minlength=len(acts.product_ids))
    burst = (in_hour >= _BURST) & (in_hour > of_product[hours >> _SPAN_BITS] / 2)
    found = np.zeros(len(acts), bool)
    found[rated] = burst[at]
    return found


def _find_contradicted(acts: Acts) -> NDArray[np.bool_]:
    """Mark likes and dislikes that are not the person's last word on the product."""
    judged = np.isin(acts.kind, (kind_of(EventName.LIKE), kind_of(EventName.DISLIKE)))
    pairs = acts.customer.astype(np.int64) * max(1, len(acts.product_ids)) + acts.product
    places = np.flatnonzero(judged)
    _, last = np.unique(pairs[places][::-1], return_index=True)  # acts are the oldest first
    kept = np.zeros(len(acts), bool)
    kept[places[::-1][last]] = True
    return judged & ~kept


def _span(who: NDArray[np.int32], at: NDArray[np.float64], length: float) -> NDArray[np.int64]:
    """Return (n,): who, and the number of the span of this length, in days, in one number."""
    return (who.astype(np.int64) << _SPAN_BITS) + (at / length).astype(np.int64)
