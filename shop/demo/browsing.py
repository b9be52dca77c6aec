"""What people did in the shop: sessions of looking, searching, choosing and buying, with each person's taste."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from shop.activity import Event, EventName
from shop.catalogue import Variant
from shop.consent import Purpose
from shop.demo.bonds import Bonds
from shop.demo.chance import Calendar, dice, moment
from shop.demo.goods import Goods
from shop.demo.people import Person
from shop.demo.purchases import pick_variant
from shop.orders.records import Order, OrderStatus
from shop.reviews import Review, ReviewLike
from shop.wishlists import WishlistItem

_SINCE_DAYS = 540  # how far back sessions go
_VISITS = 4.5  # without an order, by a person of average diligence


class _Session:
    """The events of one visit, a little time apart, never after now."""

    def __init__(self, person: Person, at: datetime, now: datetime, rng: Random) -> None:
        self.person = person
        self.at = at
        self.now = now
        self.rng = rng
        self.events: list[Event] = []

    def add(
        self,
        name: EventName,
        product_id: str | None = None,
        variant: Variant | None = None,
        value: float | None = None,
        search_term: str = "",
    ) -> None:
        self.at = min(self.at + timedelta(seconds=self.rng.randint(4, 140)), self.now)
        self.events.append(
            Event(
                "", name, self.person.id, product_id, variant.id if variant else None, value, self.at, "", search_term
            )
        )


def make_events(
    goods: dict[str, Goods],
    bonds: Bonds,
    orders: Sequence[Order],
    reviews: Sequence[Review],
    likes: Sequence[ReviewLike],
    wishes: Sequence[WishlistItem],
    calendar: Calendar,
    seed: int,
) -> list[Event]:
    """Return the events of everybody who agreed to be personalised for, oldest first, in sessions."""
    rng = dice(seed, "browsing")
    known = {id: person for id, person in bonds.people.items() if person.allows(Purpose.PERSONALISE)}
    praised = _praised_by_friends(bonds, reviews)
    sessions = [
        _bought(known[order.customer_id], order, goods, calendar, rng) for order in orders if order.customer_id in known
    ]
    for person in known.values():
        sessions += _idle(person, goods, praised[person.id], calendar, rng)
    for customer_id, at, name, product_id, value in _marks(orders, reviews, likes, wishes):
        if customer_id in known:
            session = _Session(known[customer_id], at, calendar.now, rng)
            session.add(name, product_id, value=value)
            sessions.append(session)
    return _numbered(sessions)


def _numbered(sessions: list[_Session]) -> list[Event]:
    sessions.sort(key=lambda session: (session.events[0].at, session.person.id))
    placed = [(event, f"session_{n:05d}") for n, session in enumerate(sessions, 1) for event in session.events]
    placed.sort(key=lambda pair: (pair[0].at, pair[1]))
    return [
        replace(event, id=f"event_{number:06d}", session_id=session)
        for number, (event, session) in enumerate(placed, 1)
    ]


def _praised_by_friends(bonds: Bonds, reviews: Sequence[Review]) -> dict[str, dict[str, int]]:
    """Return by customer and product how many friends gave four stars or more."""
    praised: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for review in reviews:
        for friend in bonds.friends[review.author_id] if review.rating >= 4 else ():
            praised[friend][review.product_id] += 1
    return praised


def _bought(person: Person, order: Order, goods: dict[str, Goods], calendar: Calendar, rng: Random) -> _Session:
    """Return the visit that ended with this order."""
    begun = order.placed_at - timedelta(minutes=rng.randint(3, 25), seconds=70 * 4 * len(order.items))
    session = _Session(person, max(begun, person.joined), calendar.now, rng)
    for line in order.items:
        item = goods[line.product_id]
        variant = next(variant for variant in item.variants if variant.id == line.variant_id)
        if rng.random() < 0.4:
            session.add(EventName.SEARCH, search_term=_term(item, rng))
            session.add(EventName.SELECT_ITEM, line.product_id)
        session.add(EventName.VIEW_ITEM, line.product_id)
        session.add(EventName.ADD_TO_CART, line.product_id, variant, 1.0)
    session.add(EventName.BEGIN_CHECKOUT)
    session.at = max(session.at, order.placed_at - timedelta(seconds=5))
    for line in order.items:
        item = goods[line.product_id]
        variant = next(variant for variant in item.variants if variant.id == line.variant_id)
        session.add(EventName.PURCHASE, line.product_id, variant, 1.0)
    return session


def _idle(
    person: Person, goods: dict[str, Goods], praised: dict[str, int], calendar: Calendar, rng: Random
) -> list[_Session]:
    """Return visits without an order: looking around in what the person likes, or what friends praise."""
    liked = {
        id: (7.0 if item.category in person.categories else 0.35)
        * (2.0 if item.shelf in person.customer.interests else 1.0)
        * (1.1 - abs(person.budget - item.dearness))
        * (1 + min(3, praised[item.product.id]))
        for id, item in goods.items()
    }
    sessions = []
    for _ in range(round(_VISITS * min(person.diligence, 3) * rng.uniform(0.6, 1.4))):
        at = moment(rng, max(person.joined, calendar.ago(_SINCE_DAYS)), calendar.ago(0.05))
        launched = [id for id, item in goods.items() if item.launched <= at]
        items, weights = [goods[id] for id in launched], [liked[id] for id in launched]
        session = _Session(person, at, calendar.now, rng)
        wanted = list({item.product.id: item for item in rng.choices(items, weights, k=rng.randint(2, 8))}.values())
        if rng.random() < 0.5:
            session.add(EventName.SEARCH, search_term=_term(wanted[0], rng))
        else:
            session.add(EventName.VIEW_ITEM_LIST, search_term=wanted[0].product.category)
        for item in wanted:
            _look(session, item, rng)
        sessions.append(session)
    return sessions


def _look(session: _Session, item: Goods, rng: Random) -> None:
    id = item.product.id
    session.add(EventName.SELECT_ITEM, id)
    session.add(EventName.VIEW_ITEM, id)
    drawn = rng.random()
    if drawn < 0.12:
        variant = pick_variant(rng, item, session.person)
        session.add(EventName.ADD_TO_CART, id, variant, 1.0)
        if rng.random() < 0.5:
            session.add(EventName.REMOVE_FROM_CART, id, variant, 1.0)
    elif drawn < 0.15:
        session.add(EventName.SHARE, id)
    elif drawn < 0.18:
        session.add(EventName.DISLIKE if rng.random() < 0.4 else EventName.LIKE, id)


def _term(item: Goods, rng: Random) -> str:
    """Return what somebody types who finds this product."""
    product = item.product
    colours = [variant.options["colour"] for variant in item.variants if "colour" in variant.options]
    limit = (product.price_from_cents // 1000 + 1) * 10
    terms = [product.type, product.type, product.brand, f"{product.brand} {product.type}", product.title.lower()]
    terms += [f"{product.type} under {limit}", f"{product.type} {limit} euro"]
    if colours:
        terms.append(f"{rng.choice(colours)} {product.type}")
    return rng.choice(terms)


def _marks(
    orders: Sequence[Order], reviews: Sequence[Review], likes: Sequence[ReviewLike], wishes: Sequence[WishlistItem]
) -> Iterator[tuple[str, datetime, EventName, str, float | None]]:
    """Yield what stands on its own: stars given, likes, wishes, and money that went back."""
    products = {review.id: review.product_id for review in reviews}
    for review in reviews:
        yield review.author_id, review.written_at, EventName.RATE, review.product_id, float(review.rating)
    for like in likes:
        yield like.customer_id, like.at, EventName.LIKE, products[like.review_id], None
    for wish in wishes:
        yield wish.customer_id, wish.added_at, EventName.ADD_TO_WISHLIST, wish.product_id, None
    for order in orders:
        refund = order.payments[-1]
        if order.status is OrderStatus.CANCELLED and refund.at:
            for line in order.items:
                yield order.customer_id, refund.at, EventName.REFUND, line.product_id, 1.0
