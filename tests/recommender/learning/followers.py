"""A shop in which everybody takes one friend's advice, while the other friend only repeats what they have already.

Who looks at likeness of taste alone takes the echo for the better adviser: it praises all that its friend has.
"""

from datetime import timedelta

import numpy as np

from shop.consent import Purpose
from shop.friends import Friendship
from shop.ids import pair_id
from shop.reviews import Review, Visibility
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.recommender.crowd import Clock, add_person, put_on_sale
from tests.recommender.learning.shops import buy_then

GOODS = tuple(f"thing{number:02}" for number in range(40))
PEOPLE = 60
_YEAR = 360
_TAKEN = 6  # of what the adviser praised


def open_followers(seed: int = 0) -> Store:
    """Return the shop; the friends of customer cNN are adviser aNN and echo eNN, who have no other."""
    store = MemoryStore(Clock())
    chance = np.random.default_rng(seed)
    for place, id in enumerate(GOODS):
        put_on_sale(store, id, f"Kind {place % 5}", cents=1000)
    for number in range(PEOPLE):
        customer, adviser, echo = (f"{role}{number:02}" for role in "cae")
        for person in (customer, adviser, echo):
            add_person(store, person, Purpose.TRAIN, Purpose.PERSONALISE, Purpose.FRIENDS_SEE)
        become_friends(store, customer, adviser)
        become_friends(store, customer, echo)
        _live(store, customer, adviser, echo, chance)
    return store


def _live(store: Store, customer: str, adviser: str, echo: str, chance: np.random.Generator) -> None:
    """Let the adviser praise a dozen things, the customer take half of them later, and the echo repeat it."""
    order = [GOODS[place] for place in chance.permutation(len(GOODS))]
    advised, ignored = order[:12], order[12:20]
    for place, id in enumerate(advised):
        praised = _YEAR - 24 * place
        praise_then(store, adviser, id, days_ago=praised)
        if place % 2 == 0 and place // 2 < _TAKEN:
            bought = praised - int(chance.integers(5, 60))
            buy_then(store, customer, id, days_ago=max(2, bought))
            praise_then(store, echo, id, days_ago=max(1, bought - 3))
    for id in ignored:
        praise_then(store, echo, id, days_ago=int(chance.integers(100, _YEAR)))


def become_friends(store: Store, one: str, other: str) -> None:
    with store.write() as tx:
        since = tx.now - timedelta(days=2 * _YEAR)
        tx.add(*(Friendship(pair_id(a, b), a, b, since) for a, b in ((one, other), (other, one))))


def praise_then(store: Store, author_id: str, product_id: str, *, days_ago: int) -> None:
    with store.write() as tx:
        at = tx.now - timedelta(days=days_ago)
        id = pair_id(product_id, author_id)
        tx.add(Review(id, product_id, author_id, 5, "", Visibility.FRIENDS, None, True, False, at, changed_at=at))
