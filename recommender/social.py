"""What a customer's friends show of products: stars and purchases, as far as this viewer may know them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from shop.access import Eyes, name_people, readable_reviews
from shop.activity.feed import shown_purchases
from shop.store import OneOf, Reader

_PER_OWNER = 0.5  # of what two stars above three say
_HALFWAY = 2.0  # support that counts as three quarters of all there can be


@dataclass(frozen=True)
class FriendSignal:
    """What friends show of one product, as (nickname, stars) and nicknames; the most stars first, then by name."""

    raters: tuple[tuple[str, int], ...] = ()
    owners: tuple[str, ...] = ()  # who bought it and gave no stars

    @property
    def support(self) -> float:
        """Return -1 to 1: how much the friends speak for the product."""
        stars = sum((given - 3) / 2 for _, given in self.raters)
        return float(np.tanh((stars + _PER_OWNER * len(self.owners)) / _HALFWAY))


def read_friend_signals(tx: Reader, eyes: Eyes) -> Mapping[str, FriendSignal]:
    """Return by product what the friends of this viewer show; {} for guests and people without such friends."""
    if not eyes.sharing_ids:
        return {}
    names = name_people(tx, eyes, sorted(eyes.sharing_ids))
    raters: dict[str, dict[str, int]] = {}
    for review in readable_reviews(tx, eyes, author_id=OneOf(tuple(sorted(names)))):
        raters.setdefault(review.product_id, {})[review.author_id] = review.rating
    owners: dict[str, set[str]] = {}
    for purchase in shown_purchases(tx, eyes, None):
        if purchase.customer_id in names:
            owners.setdefault(purchase.product_id, set()).add(purchase.customer_id)
    return {
        id: _signal(names, raters.get(id, {}), owners.get(id, set())) for id in sorted(raters.keys() | owners.keys())
    }


def _signal(names: Mapping[str, str], raters: Mapping[str, int], owners: set[str]) -> FriendSignal:
    given = [(names[id], stars) for id, stars in raters.items()]
    return FriendSignal(
        raters=tuple(sorted(given, key=lambda pair: (-pair[1], pair[0].casefold()))),
        owners=tuple(sorted((names[id] for id in owners - raters.keys()), key=str.casefold)),
    )
