"""What is known of the one who is to be pleased: by their own consent, or as far as a friend may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np

from recommender.acts import RECEIVED, day_of, find_taken, kind_of, read_own_acts, weigh
from shop.access import Eyes, get_person, readable_stars, readable_wishlist
from shop.activity import EventName
from shop.activity.feed import shown_purchases
from shop.customers import Customer
from shop.orders.records import OrderStatus
from shop.purchases import OwnOrder, own_orders
from shop.store import Reader
from shop.wishlists import WishlistItem
from shop.wishlists.gifts import show_wishes

OWNED_LATELY_DAYS = 365
_SEPARATOR = " > "  # between the names of a category's path
_UNLOVED = 3  # stars below which somebody does not
_LIKED = 4  # stars from which somebody likes what they rated
_SHOWN_PURCHASE, _SHOWN_WISH = 2.0, 3.0  # confidence that a friend likes what they are seen to buy or wish for


@dataclass(frozen=True)
class Taste:
    """Products by how much somebody likes them, and what must not be suggested. Empty for a guest."""

    liking: Mapping[str, float] = field(default_factory=dict)  # product -> confidence, above 0; the longest ago first
    stars: Mapping[str, int] = field(default_factory=dict)  # product -> what they gave it
    taken: Mapping[str, float] = field(default_factory=dict)  # taken up and not disliked -> first day since 1970
    bought: frozenset[str] = frozenset()
    wished: frozenset[str] = frozenset()  # and not yet somebody else's gift
    interests: tuple[tuple[str, ...], ...] = ()  # paths of categories that they said they like
    unwanted: frozenset[str] = frozenset()  # owned lately, disliked, given by somebody else
    age: int | None = None  # None: not known, or not for the viewer to know
    name: str = ""  # of the recipient of a present; "" for the customer themselves

    @cached_property
    def praised(self) -> list[tuple[str, int]]:
        """What they gave four stars or more, with these: the most stars first, then by id."""
        given = [(id, stars) for id, stars in self.stars.items() if stars >= _LIKED]
        return sorted(given, key=lambda one: (-one[1], one[0]))


def read_own_taste(tx: Reader, eyes: Eyes, half_life_days: float, *, until: float | None = None) -> Taste:
    """Return what viewers let be used for themselves: interests and wishes they told, behaviour by consent.

    With `until` it is their taste of that day since 1970, as far as it is still known. Empty for a guest.
    """
    customer_id = eyes.viewer_id
    customer = None if customer_id is None else tx.get(Customer, customer_id)
    if customer is None or customer_id is None:
        return Taste()
    now = day_of(tx.now) if until is None else until
    wishes = tx.find(WishlistItem, customer_id=customer_id)
    told = Taste(
        wished=frozenset(item.product_id for item in wishes if until is None or day_of(item.added_at) < until),
        interests=tuple(tuple(interest.split(_SEPARATOR)) for interest in customer.interests),
        age=_age(customer, tx.now.date()),
    )
    if not eyes.personal:
        return told
    orders = own_orders(tx, customer_id)
    acts = read_own_acts(tx, customer_id, orders).until(now if until is not None else np.inf)
    weighed = weigh(acts, now, half_life_days)
    values = {acts.product_ids[at]: value for at, value in zip(weighed.product, weighed.value.tolist(), strict=True)}
    rated = acts.kind == kind_of(EventName.RATE)
    stars = {acts.product_ids[at]: int(given) for at, given in zip(acts.product[rated], acts.value[rated], strict=True)}
    disliked = {id for id, value in values.items() if value < 0} | {
        id for id, given in stars.items() if given < _UNLOVED
    }
    return replace(
        told,
        liking={id: value for id, value in values.items() if value > 0 and id not in disliked},
        stars=stars,
        taken={id: day for id, day in find_taken(acts).items() if id not in disliked},
        bought=frozenset(acts.product_ids[at] for at in set(acts.product[acts.kind == RECEIVED].tolist())),
        unwanted=frozenset(disliked | _owned_lately(orders, now)),
    )


def read_shown_taste(tx: Reader, eyes: Eyes, recipient_id: str) -> Taste:
    """Return what the viewer may see of a recipient's taste. Raises NotFound for one who does not exist for them.

    Nothing hidden is used, not even to leave something out: what is missing would tell.
    """
    recipient = get_person(tx, eyes, recipient_id)
    given = readable_stars(tx, eyes, author_id=recipient_id) if eyes.may_name(recipient) else []
    stars = {one.product_id: one.rating for one in given}
    shown = shown_purchases(tx, eyes, None) if recipient_id in eyes.sharing_ids else []
    purchases = [purchase for purchase in shown if purchase.customer_id == recipient_id]
    bought = frozenset(purchase.product_id for purchase in purchases)
    wishes = show_wishes(tx, eyes, readable_wishlist(tx, eyes, customer_id=recipient_id))
    wished = frozenset(wish.product_id for wish in wishes if not wish.taken)
    unpraised = {id for id, rating in stars.items() if rating < _LIKED}
    liking = dict.fromkeys(bought, _SHOWN_PURCHASE) | dict.fromkeys(wished, _SHOWN_WISH)
    liking |= {id: float(rating - 2) for id, rating in stars.items() if rating >= _LIKED}
    seen = [(wish.added_at, wish.product_id) for wish in wishes]
    seen += [(purchase.at, purchase.product_id) for purchase in purchases]
    seen += [(one.written_at, one.product_id) for one in given]
    last = {id: at for at, id in sorted(seen)}
    in_order = sorted((last[id], id) for id in liking if id not in unpraised)
    return Taste(
        liking={id: liking[id] for _, id in in_order},
        stars=stars,
        bought=bought,
        wished=wished - bought - stars.keys(),
        unwanted=bought | stars.keys() | {wish.product_id for wish in wishes if wish.taken},
        name=recipient.nickname,
    )


def _owned_lately(orders: Sequence[OwnOrder], now: float) -> set[str]:
    """Return what was ordered in the year before this day and not cancelled."""
    return {
        item.product_id
        for order in orders
        if now - OWNED_LATELY_DAYS <= day_of(order.placed_at) <= now and order.status is not OrderStatus.CANCELLED
        for item in order.items
    }


def _age(customer: Customer, today: date) -> int | None:
    born = customer.born_on
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
