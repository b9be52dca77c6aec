"""One list for several people: nobody should be unhappy with it, and all together as happy as may be.

Each member's scores are brought to 0 to 1; a product counts half by the mean and half by the member whom it pleases
least. Least misery is PolyLens's (O'Connor, Cosley, Konstan and Riedl, ECSCW 2001); that neither it nor the average is
best alone, J. Masthoff, "Group Recommender Systems", Recommender Systems Handbook, 2011.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

import numpy as np

from recommender.assortment import Mask, Range
from recommender.ranking.protocol import Scores
from recommender.reasons import MOST, Evidence, explain
from recommender.serve import Reason, SuggestContext
from recommender.taste import Taste, read_own_taste, read_shown_taste
from shop.access import Eyes
from shop.catalogue import Product
from shop.errors import Invalid
from shop.store import Reader

MOST_MEMBERS = 10
_LEAST_PLEASED = 0.5  # the weight of the member whom a product pleases least


@dataclass(frozen=True)
class Members:
    """Whom a list is for, one or several, each as far as the viewer may see their taste."""

    tastes: tuple[Taste, ...]

    @property
    def unwanted(self) -> frozenset[str]:
        """What one of them must not be suggested."""
        return frozenset(chain.from_iterable(taste.unwanted for taste in self.tastes))

    @property
    def age(self) -> int | None:
        """The youngest one's; None when one is not known."""
        ages = [taste.age for taste in self.tastes if taste.age is not None]
        return min(ages) if len(ages) == len(self.tastes) else None

    def like(self, products: Mask, range: Range) -> bool:
        """Say whether one of them is known to like one of these products."""
        return any((products & range.mark({*taste.liking, *taste.wished})).any() for taste in self.tastes)

    def score(self, of_one: Callable[[Taste], Scores], offered: Mask) -> Scores:
        """Return (n,): the score of each product for all of them. Of whom nothing is known, nothing counts."""
        known = [taste for taste in self.tastes if _says_something(taste)] or self.tastes[:1]
        return blend([of_one(taste) for taste in known], offered)

    def explain(self, product: Product, evidence: Evidence) -> tuple[Reason, ...]:
        """Return at most three reasons: the strongest of each member in turn; () when there is nothing to say."""
        if len(self.tastes) == 1:
            return explain(product, evidence)
        each = [explain(product, replace(evidence, taste=taste)) for taste in self.tastes]
        in_turn = (reason for reasons in zip_longest(*each) for reason in reasons if reason is not None)
        return tuple({reason.text: reason for reason in in_turn}.values())[:MOST]


def read_members(tx: Reader, eyes: Eyes, context: SuggestContext, half_life_days: float) -> Members:
    """Return whose taste counts: the members', else the recipient's, else the viewer's own.

    The viewer's own taste is read by their own consent, everybody else's as far as the viewer may see it. Raises
    NotFound for somebody who does not exist for the viewer, Invalid for more than ten members.
    """
    ids = tuple(dict.fromkeys(context.member_ids)) or (context.recipient_id or eyes.viewer_id,)
    if len(ids) > MOST_MEMBERS:
        raise Invalid("member_ids", f"A list is for at most {MOST_MEMBERS} people, not {len(ids)}.")
    return Members(tuple(_read_taste(tx, eyes, id, half_life_days) for id in ids))


def blend(each: Sequence[Scores], offered: Mask) -> Scores:
    """Return (n,): one score a product out of those of several people, (n,) each; one person's stay as they are.

    Of several the result is 0 to 1 for what is offered.
    """
    if len(each) == 1:
        return each[0]
    pleased = np.stack([_scale(scores, offered) for scores in each])
    blended: Scores = (1 - _LEAST_PLEASED) * pleased.mean(axis=0) + _LEAST_PLEASED * pleased.min(axis=0)
    return blended


def _read_taste(tx: Reader, eyes: Eyes, member_id: str | None, half_life_days: float) -> Taste:
    if member_id is None or member_id == eyes.viewer_id:
        return read_own_taste(tx, eyes, half_life_days)
    return read_shown_taste(tx, eyes, member_id)


def _says_something(taste: Taste) -> bool:
    return bool(taste.liking or taste.stars or taste.wished or taste.interests)


def _scale(scores: Scores, offered: Mask) -> Scores:
    """Return (n,): from 0, the lowest that is offered, to 1, the highest; 0 for all where these are equal."""
    among = scores[offered]
    low, high = (float(among.min()), float(among.max())) if among.size else (0.0, 0.0)
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)
