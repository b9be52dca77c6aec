"""Orders: those behind the verified reviews, those written for the personas, and everyday ones in every status."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from shop.catalogue import Variant
from shop.customers import PaymentKind, PaymentMethod
from shop.demo.authors import Authored
from shop.demo.chance import Calendar, dice, moment
from shop.demo.goods import CURRENCY, Goods
from shop.demo.people import Person
from shop.demo.written import PersonaOrder
from shop.errors import Invalid
from shop.orders.records import (
    CancelReason,
    Exchange,
    Fulfillment,
    Order,
    OrderItem,
    OrderStatus,
    Return,
    Transaction,
    TransactionKind,
)

_FREE_FROM_CENTS, _STANDARD_CENTS, _EXPRESS_CENTS = 5_000, 490, 990
_MERGED_WITHIN = timedelta(days=45)
# How many orders without a review stand in each status, and how many days ago the oldest and the newest were placed.
_EVERYDAY = {
    OrderStatus.PENDING: (110, 1.5, 0.02),
    OrderStatus.ITEMS_MODIFIED: (35, 1.6, 0.1),
    OrderStatus.PROCESSED: (130, 4, 1.2),
    OrderStatus.DELIVERED: (420, 700, 8),
    OrderStatus.CANCELLED: (120, 500, 1),
    OrderStatus.RETURN_REQUESTED: (70, 35, 8),
    OrderStatus.EXCHANGE_REQUESTED: (60, 35, 8),
}


@dataclass(frozen=True)
class Bought:
    """A piece that somebody buys at a moment."""

    person: Person
    item: Goods
    variant: Variant
    at: datetime


class Counter:
    """Writes orders, oldest first, so that gift cards pay only what they hold."""

    def __init__(self, goods: dict[str, Goods], calendar: Calendar, rng: Random) -> None:
        self.goods = goods
        self.calendar = calendar
        self.rng = rng
        self.balances: dict[str, int] = {}

    def sell(self, id: str, pieces: Sequence[Bought], status: OrderStatus, *, paid_by: int | None = None) -> Order:
        """Return the order of these pieces, placed when the first was bought and paid in full."""
        person, at = pieces[0].person, pieces[0].at
        items = tuple(_line(piece.item, piece.variant, at) for piece in pieces)
        goods_cents = sum(item.price_cents for item in items)
        standard = 0 if goods_cents >= _FREE_FROM_CENTS else _STANDARD_CENTS
        shipping = standard if paid_by is not None or self.rng.random() < 0.9 else _EXPRESS_CENTS
        total = goods_cents + shipping
        method = person.methods[paid_by] if paid_by is not None else self._method(person, total)
        self._charge(method, total)
        assert person.customer.address is not None  # noqa: S101 - everybody here has one
        order = Order(
            id=id,
            customer_id=person.id,
            status=status,
            items=items,
            address=person.customer.address,
            currency=CURRENCY,
            payments=(Transaction(TransactionKind.PAYMENT, method.id, total, at),),
            fulfillments=(),
            placed_at=at,
            shipping_cents=shipping,
        )
        return self._brought_to(order, method)

    def _brought_to(self, order: Order, method: PaymentMethod) -> Order:
        """Return the order with everything that happened until its status."""
        if order.status is OrderStatus.CANCELLED:
            return self._cancelled(order, method)
        if order.status is OrderStatus.ITEMS_MODIFIED:
            return self._modified(order, method)
        if order.status is OrderStatus.PENDING:
            return order
        tracking = (f"LM{self.rng.randrange(10**10):010d}",)
        parcel = Fulfillment(tracking, tuple(item.variant_id for item in order.items))
        order = replace(order, fulfillments=(parcel,))
        if order.status is OrderStatus.PROCESSED:
            return order
        order = replace(order, delivered_at=_delivery(self.rng, order.placed_at))
        if order.status is OrderStatus.RETURN_REQUESTED:
            back = tuple(sorted(item.variant_id for item in order.items[:1]))
            return replace(order, returned=Return(back, method.id, self._asked(order)))
        if order.status is OrderStatus.EXCHANGE_REQUESTED:
            return replace(order, exchanged=self._exchange(order, method))
        return order

    def _cancelled(self, order: Order, method: PaymentMethod) -> Order:
        at = moment(self.rng, order.placed_at, order.placed_at + timedelta(hours=20))
        at = min(at, self.calendar.now)
        self._charge(method, -order.total_cents)
        refund = Transaction(TransactionKind.REFUND, method.id, order.total_cents, at)
        return replace(order, cancel_reason=self.rng.choice(list(CancelReason)), payments=(*order.payments, refund))

    def _modified(self, order: Order, method: PaymentMethod) -> Order:
        """Return the order as it is after its first piece was changed to a variant at today's price."""
        new = _line_of(self.goods, self._other(order.items[0]), order.placed_at)
        difference = new.price_cents - order.items[0].price_cents
        if method.kind is PaymentKind.GIFT_CARD and difference > self.balances[method.id]:
            new, difference = order.items[0], 0
        self._charge(method, difference)
        kind = TransactionKind.PAYMENT if difference > 0 else TransactionKind.REFUND
        at = moment(self.rng, order.placed_at, self.calendar.now)
        paid = Transaction(kind, method.id, abs(difference), at)
        return replace(order, items=(new, *order.items[1:]), payments=(*order.payments, paid))

    def _exchange(self, order: Order, method: PaymentMethod) -> Exchange:
        old = order.items[0]
        new = _line_of(self.goods, self._other(old), self.calendar.now)
        asked = self._asked(order)
        difference = new.price_cents - old.price_cents
        return Exchange((old.variant_id,), (new.variant_id,), method.id, difference, asked)

    def _asked(self, order: Order) -> datetime:
        assert order.delivered_at is not None  # noqa: S101 - set just before
        return moment(self.rng, order.delivered_at, min(order.delivered_at + timedelta(days=20), self.calendar.now))

    def _other(self, item: OrderItem) -> Variant:
        """Return another variant of the same product, one in stock if there is one."""
        others = [variant for variant in self.goods[item.product_id].variants if variant.id != item.variant_id]
        return self.rng.choice([variant for variant in others if variant.available] or others)

    def _method(self, person: Person, total: int) -> PaymentMethod:
        able = [
            method
            for method in person.methods
            if method.kind is not PaymentKind.GIFT_CARD or self._balance(method) >= total
        ]
        return self.rng.choice(able)

    def _balance(self, method: PaymentMethod) -> int:
        return self.balances.setdefault(method.id, method.balance_cents)

    def _charge(self, method: PaymentMethod, cents: int) -> None:
        if method.kind is PaymentKind.GIFT_CARD:
            balance = self._balance(method) - cents
            if balance < 0:
                raise Invalid("paid_by", f"{method.label} of {method.customer_id} does not cover {cents} cents.")
            self.balances[method.id] = balance


def make_orders(
    people: Sequence[Person], goods: dict[str, Goods], authored: Sequence[Authored], calendar: Calendar, seed: int
) -> tuple[tuple[Order, ...], dict[str, int]]:
    """Return every order, oldest first, and what is left on each gift card that paid."""
    rng = dice(seed, "orders")
    baskets = [(basket, OrderStatus.DELIVERED) for basket in _reviewed(authored, goods, calendar, rng)]
    avoid = {(review.author.id, review.written.product_id) for review in authored}
    baskets += _everyday(people, goods, avoid, calendar, rng)
    baskets.sort(key=lambda basket: (basket[0][0].at, basket[0][0].person.id))
    numbers = sorted(rng.sample(range(1_000_000, 4_290_000), len(baskets)))
    counter = Counter(goods, calendar, rng)
    orders = [
        _persona_order(counter, person, order) for person in people if person.persona for order in person.persona.orders
    ]
    orders += [
        counter.sell(f"#W{number}", basket, status) for number, (basket, status) in zip(numbers, baskets, strict=True)
    ]
    return tuple(sorted(orders, key=lambda order: (order.placed_at, order.id))), counter.balances


def _reviewed(
    authored: Sequence[Authored], goods: dict[str, Goods], calendar: Calendar, rng: Random
) -> list[list[Bought]]:
    """Return the baskets in which people bought what they wrote about, several things together where dates allow."""
    bought: dict[str, list[Bought]] = defaultdict(list)
    for review in authored:
        item = goods[review.written.product_id]
        if not review.written.verified or _is_written(review, calendar):
            continue
        earliest = max(item.launched, review.author.joined)
        wished = review.bought_by - timedelta(days=rng.expovariate(1 / 20))
        variant = pick_variant(rng, item, review.author)
        bought[review.author.id].append(Bought(review.author, item, variant, max(earliest, wished)))
    baskets: list[list[Bought]] = []
    for pieces in bought.values():
        last: list[Bought] = []
        for piece in sorted(pieces, key=lambda piece: piece.at):
            joins = bool(last) and last[0].at >= piece.item.launched and piece.at - last[0].at < _MERGED_WITHIN
            if joins and len(last) < 4 and rng.random() < 0.75:
                last.append(piece)
            else:
                last = [piece]
                baskets.append(last)
    return baskets


def _is_written(review: Authored, calendar: Calendar) -> bool:
    """Return whether an order written for the persona brought this product before the review."""
    orders = review.author.persona.orders if review.author.persona else ()
    return any(
        order.status is OrderStatus.DELIVERED
        and order.delivered_days_ago is not None
        and calendar.ago(order.delivered_days_ago) < review.at
        and any(id.split("--")[0] == review.written.product_id for id in order.items)
        for order in orders
    )


def _everyday(
    people: Sequence[Person], goods: dict[str, Goods], avoid: set[tuple[str, str]], calendar: Calendar, rng: Random
) -> list[tuple[list[Bought], OrderStatus]]:
    buyers = [person for person in people if person.diligence > 0]
    weights = [person.diligence for person in buyers]
    baskets = []
    for status, (count, oldest, newest) in _EVERYDAY.items():
        for _ in range(count):
            person = rng.choices(buyers, weights)[0]
            at = moment(rng, max(person.joined, calendar.ago(oldest)), calendar.ago(newest))
            basket = [
                Bought(person, item, pick_variant(rng, item, person, sellable=status is not OrderStatus.DELIVERED), at)
                for item in _liked(rng, person, goods, at, status)
                if (person.id, item.product.id) not in avoid
            ]
            if basket:
                baskets.append((basket, status))
    return baskets


def _liked(rng: Random, person: Person, goods: dict[str, Goods], at: datetime, status: OrderStatus) -> list[Goods]:
    """Return one to three different products that were for sale then, mostly from the categories the person likes."""
    changeable = status in (OrderStatus.ITEMS_MODIFIED, OrderStatus.EXCHANGE_REQUESTED)
    lately = status is not OrderStatus.DELIVERED
    known = [
        item
        for item in goods.values()
        if item.launched <= at
        and (len(item.variants) > 1 or not changeable)
        and (not lately or any(variant.available for variant in item.variants))
    ]
    weights = [
        (8.0 if item.category in person.categories else 0.4) * (1.1 - abs(person.budget - item.dearness))
        for item in known
    ]
    drawn = rng.choices(known, weights, k=rng.choice((1, 1, 1, 2, 2, 3)))
    return list({item.product.id: item for item in drawn}.values())


def _persona_order(counter: Counter, person: Person, written: PersonaOrder) -> Order:
    variants = {variant.id: item for item in counter.goods.values() for variant in item.variants}
    unknown = [id for id in written.items if id not in variants]
    if unknown:
        raise Invalid("items", f"personas.yml: order {written.id}: {unknown[0]!r} is no variant.")
    at = counter.calendar.ago(written.days_ago) - timedelta(hours=5, minutes=12)
    pieces = [
        Bought(person, variants[id], next(v for v in variants[id].variants if v.id == id), at) for id in written.items
    ]
    order = counter.sell(written.id, pieces, written.status, paid_by=written.paid_by)
    if written.delivered_days_ago is None:
        return order
    delivered = counter.calendar.ago(written.delivered_days_ago) - timedelta(hours=9)
    order = replace(order, delivered_at=delivered)
    since = delivered + timedelta(days=1)
    if order.returned:
        return replace(order, returned=replace(order.returned, requested_at=since))
    if order.exchanged:
        return replace(order, exchanged=replace(order.exchanged, requested_at=since))
    return order


def pick_variant(rng: Random, item: Goods, person: Person, *, sellable: bool = False) -> Variant:
    """Return the variant that fits this person best; with `sellable`, one in stock if there is any."""
    choices = [variant for variant in item.variants if variant.available] if sellable else []
    scored = [(_fit(variant, item.product.type, person), variant) for variant in choices or item.variants]
    best = max(score for score, _ in scored)
    return rng.choice([variant for score, variant in scored if score == best])


def _fit(variant: Variant, type: str, person: Person) -> int:
    """Return how many options are in this person's size."""
    sizes = person.customer.sizes
    on_feet = any(word in type for word in ("shoe", "boot", "sock"))
    mine = {sizes.get("shoe", "")} if on_feet else {size for name, size in sizes.items() if name != "shoe"}
    woman = "dress" in sizes
    return sum(_matches(value, mine) or value == ("women" if woman else "men") for value in variant.options.values())


def _matches(value: str, mine: set[str]) -> bool:
    """Return whether a size or a range of sizes ("38-40") holds one of mine."""
    low, dash, high = value.partition("-")
    if dash and low.isdigit() and high.isdigit():
        return any(size.isdigit() and int(low) <= int(size) <= int(high) for size in mine)
    return value in mine


def _line(item: Goods, variant: Variant, at: datetime) -> OrderItem:
    return OrderItem(variant.id, item.product.id, item.product.title, variant.options, item.price_at(variant, at))


def _line_of(goods: dict[str, Goods], variant: Variant, at: datetime) -> OrderItem:
    return _line(goods[variant.product_id], variant, at)


def _delivery(rng: Random, placed: datetime) -> datetime:
    """Return a moment two to four working days later."""
    left = rng.randint(2, 4)
    day = placed
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day.replace(hour=rng.randint(9, 18), minute=rng.randrange(60))
