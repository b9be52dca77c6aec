"""A first place drawn at random now and then, with the chances written down: what off-policy estimates live on."""

from collections.abc import Sequence
from dataclasses import dataclass

CANDIDATES = 10  # of the ranking that may be drawn


@dataclass(frozen=True)
class Explored:
    """A list, and for each product in it the chance that it stood in its place."""

    product_ids: tuple[str, ...]
    propensities: tuple[float, ...]


def explore(ranked: Sequence[str], n: int, candidates: Sequence[str], exploration: float, drawn: float) -> Explored:
    """Return the first n; in a share of `exploration` one of the candidates changes places with the first.

    `drawn` is even from 0 to below 1. Candidates hold the first of the ranking; one from outside the list takes the
    first place alone.
    """
    shown = list(ranked[:n])
    if not shown or exploration <= 0:
        return Explored(tuple(shown), (1.0,) * len(shown))
    each = exploration / len(candidates)
    if drawn < exploration:
        pick = candidates[min(int(drawn / each), len(candidates) - 1)]
        if pick in shown:
            shown[shown.index(pick)] = shown[0]
        shown[0] = pick
    return Explored(
        tuple(shown), tuple(_chance(shown, place, ranked, candidates, exploration) for place in range(len(shown)))
    )


def _chance(
    shown: Sequence[str], place: int, ranked: Sequence[str], candidates: Sequence[str], exploration: float
) -> float:
    each, id = exploration / len(candidates), shown[place]
    if place == 0:
        return 1 - exploration + each if id == ranked[0] else each
    if id == ranked[0]:
        return each  # only when the product of this place was drawn
    return 1 - each if id in candidates else 1.0
