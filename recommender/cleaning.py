"""Acts that say nothing of taste: sent twice, made by a program, or by many who were told to."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from recommender.acts import RECEIVED, Acts, kind_of
from shop.activity import EventName

_SAME_MOMENT = 2.0 / 86_400  # days within which the same act is one
_MOST_A_MINUTE = 60  # acts of a person
_MOST_A_DAY = 1_000
_SPAN_BITS = 32  # for the number of a span; those before are who
_BURST = 10  # people who rate one product within an hour, where else so many need more than a day
_RATINGS = 5_000_000  # that are looked at together for bursts

Mask = NDArray[np.bool_]


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
    kept = np.ones(len(acts), bool)
    for name, find in (
        ("repeated", partial(_find_by_customers, _find_repeated)),
        ("by_programs", partial(_find_by_customers, _find_programs)),
        ("in_bursts", _find_bursts),
        ("contradicted", partial(_find_by_customers, _find_contradicted)),
    ):
        doubted = find(acts, kept) & (acts.kind != RECEIVED)
        counted[name] = int(doubted.sum())
        kept &= ~doubted
    return acts if kept.all() else acts.keep(kept), CleaningReport(acts=len(acts), **counted)


def _find_by_customers(find: Callable[[Acts], Mask], acts: Acts, kept: Mask) -> Mask:
    """Mark those of the kept acts that are found where it is enough to look at a few customers at a time."""
    found = np.zeros(len(acts), bool)
    for part in acts.parts():
        among = kept[part]
        found[part][among] = find(acts.keep(part).keep(among))
    return found


def _find_repeated(acts: Acts) -> Mask:
    """Mark what the same person did with the same product less than two seconds before."""
    order = np.lexsort((acts.at, acts.kind, acts.product, acts.customer))
    same = np.zeros(len(acts), bool)
    columns = (acts.customer[order], acts.product[order], acts.kind[order])
    alike = np.logical_and.reduce([column[1:] == column[:-1] for column in columns])
    same[order[1:]] = alike & (np.diff(acts.at[order]) < _SAME_MOMENT)
    return same


def _find_programs(acts: Acts) -> Mask:
    """Mark everything of those who ever did more within a minute, or a day, than a person does."""
    programs = np.zeros(len(acts.customer_ids), bool)
    for most, length in ((_MOST_A_MINUTE, 1 / 1440), (_MOST_A_DAY, 1.0)):
        spans, counts = np.unique(_span(acts.customer, acts.at, length), return_counts=True)
        programs[spans[counts > most] >> _SPAN_BITS] = True
    return programs[acts.customer]


def _find_bursts(acts: Acts, kept: Mask) -> Mask:
    """Mark ratings of a product in an hour in which ten or more rated it, and more than on all usual days together.

    Some products are looked at after others, each with all its ratings.
    """
    rated = kept & (acts.kind == kind_of(EventName.RATE))
    found = np.zeros(len(acts), bool)
    runs = 1 + int(rated.sum()) // _RATINGS
    for first, end in pairwise(np.linspace(0, len(acts.product_ids), runs + 1).astype(int).tolist()):
        places = np.flatnonzero(rated & (acts.product >= first) & (acts.product < end))
        found[places] = _mark_bursts(acts.product[places], acts.at[places])
    return found


def _mark_bursts(products: NDArray[np.int32], at: NDArray[np.float64]) -> Mask:
    """Mark those ratings that are in a burst, given all of these products."""
    spans = _span(products, at, 1 / 24)
    hours, in_hour = np.unique(spans, return_counts=True)
    of_product = np.bincount(products)[hours >> _SPAN_BITS]
    bursts = hours[(in_hour >= _BURST) & (in_hour > of_product / 2)]
    return np.isin(spans, bursts)


def _find_contradicted(acts: Acts) -> Mask:
    """Mark likes and dislikes that are not the person's last word on the product."""
    judged = np.isin(acts.kind, (kind_of(EventName.LIKE), kind_of(EventName.DISLIKE)))
    pairs = acts.customer.astype(np.int64) * max(1, len(acts.product_ids)) + acts.product
    places = np.flatnonzero(judged)
    _, last = np.unique(pairs[places][::-1], return_index=True)  # a customer's acts are the oldest first
    kept = np.zeros(len(acts), bool)
    kept[places[::-1][last]] = True
    return judged & ~kept


def _span(who: NDArray[np.int32], at: NDArray[np.float64], length: float) -> NDArray[np.int64]:
    """Return (n,): who, and the number of the span of this length, in days, in one number."""
    return (who.astype(np.int64) << _SPAN_BITS) + (at / length).astype(np.int64)
