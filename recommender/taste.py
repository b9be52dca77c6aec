"""What is known of the one who is to be pleased: by their own consent, or as far as a friend may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from recommender.interactions import MOST_EVENTS, weigh
from shop.access import Eyes, get_person, readable_reviews, readable_wishlist
from shop.activity import Event
from shop.activity.feed import shown_purchases
from shop.catalogue import Product
from shop.consent import Purpose, allows
from shop.customers import Customer
from shop.orders.records import Order, OrderStatus
from shop.purchases import purchases_of
from shop.reviews import Review
from shop.store import AtLeast, Reader
from shop.wishlists import WishlistItem
from shop.wishlists.gifts import show_wishes

OWNED_LATELY = timedelta(days=365)
_SEPARATOR = " > "  # between the names of a category's path
_LIKED = 4  # stars from which somebody likes what they rated
_SHOWN_PURCHASE, _SHOWN_WISH = 2.0, 3.0  # confidence that a friend likes what they are seen to buy or wish for


@dataclass(frozen=True)
class Taste:
    """Products by how much somebody likes them, and what must not be suggested. Empty for a guest."""

    liking: Mapping[str, float] = field(default_factory=dict)  # product -> confidence, above 0
    stars: Mapping[str, int] = field(default_factory=dict)  # product -> what they gave it
    bought: frozenset[str] = frozenset()
    wished: frozenset[str] = frozenset()  # and not yet somebody else's gift
    interests: tuple[tuple[str, ...], ...] = ()  # paths of categories that they said they like
    unwanted: frozenset[str] = frozenset()  # owned lately, disliked, given by somebody else
    age: int | None = None  # None: not known, or not for the viewer to know
    name: str = ""  # of the recipient of a present; "" for the customer themselves


def read_own_taste(tx: Reader, customer_id: str) -> Taste:
    """Return what customers let be used for themselves: interests and wishes they told, behaviour by consent."""
    customer = tx.get(Customer, customer_id)
    if customer is None:
        return Taste()
    wished = frozenset(item.product_id for item in tx.find(WishlistItem, customer_id=customer_id))
    interests = tuple(tuple(interest.split(_SEPARATOR)) for interest in customer.interests)
    told = Taste(interests=interests, wished=wished, age=_age(customer, tx.now.date()))
    if not allows(tx, customer_id, Purpose.PERSONALISE):
        return told
    events = tx.find(Event, customer_id=customer_id, order="at", descending=True, limit=MOST_EVENTS)
    purchases = purchases_of(tx, (customer_id,))
    stars = {review.product_id: review.rating for review in tx.find(Review, author_id=customer_id)}
    weights = weigh(reversed(events), purchases, tx.now)
    disliked = {id for id, weight in weights.items() if weight < 0} | {id for id, given in stars.items() if given < 3}
    return Taste(
        liking={id: weight for id, weight in weights.items() if weight > 0 and id not in disliked},
        stars=stars,
        bought=frozenset(purchase.product_id for purchase in purchases),
        wished=wished,
        interests=told.interests,
        unwanted=frozenset(disliked | _owned_lately(tx, customer_id)),
        age=told.age,
    )


def read_shown_taste(tx: Reader, eyes: Eyes, recipient_id: str) -> Taste:
    """Return what the viewer may see of a recipient's taste. Raises NotFound for one who does not exist for them.

    Nothing hidden is used, not even to leave something out: what is missing would tell.
    """
    recipient = get_person(tx, eyes, recipient_id)
    reviews = readable_reviews(tx, eyes, author_id=recipient_id)
    stars = {review.product_id: review.rating for review in reviews if eyes.may_name(recipient)}
    shown = shown_purchases(tx, eyes, None) if recipient_id in eyes.sharing_ids else []
    bought = frozenset(purchase.product_id for purchase in shown if purchase.customer_id == recipient_id)
    wishes = show_wishes(tx, eyes, readable_wishlist(tx, eyes, customer_id=recipient_id))
    wished = frozenset(wish.product_id for wish in wishes if not wish.taken)
    liking = dict.fromkeys(bought, _SHOWN_PURCHASE) | dict.fromkeys(wished, _SHOWN_WISH)
    liking |= {id: float(given - 2) for id, given in stars.items() if given >= _LIKED}
    return Taste(
        liking={id: weight for id, weight in liking.items() if stars.get(id, _LIKED) >= _LIKED},
        stars=stars,
        bought=bought,
        wished=wished - bought - stars.keys(),
        unwanted=bought | stars.keys() | {wish.product_id for wish in wishes if wish.taken},
        name=recipient.nickname,
    )


def is_within(product: Product, path: tuple[str, ...]) -> bool:
    """Return whether the product is in this category or below it."""
    return product.path[: len(path)] == path


def _owned_lately(tx: Reader, customer_id: str) -> set[str]:
    """Return what the customer ordered for themselves in the last year and did not cancel."""
    orders = tx.find(Order, customer_id=customer_id, placed_at=AtLeast(tx.now - OWNED_LATELY), gift_for="")
    return {item.product_id for order in orders if order.status is not OrderStatus.CANCELLED for item in order.items}


def _age(customer: Customer, today: date) -> int | None:
    born = customer.born_on
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
