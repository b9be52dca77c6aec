"""Who wrote which review, and when: people write about what they like, and friends pull friends along."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import exp
from random import Random

from shop.demo.bonds import Bonds
from shop.demo.chance import Calendar, dice, moment
from shop.demo.goods import Goods
from shop.demo.people import Person
from shop.demo.read import Content
from shop.demo.written import WrittenReview
from shop.errors import Invalid
from shop.orders.records import OrderStatus

_MOST = 40  # reviews by one person
_PULL = 3.0  # how much each friend who praised a product, up to three, adds to the wish to write about it
_FIRST = date(2024, 1, 8)
_TO_HAND = timedelta(days=12)  # from the order to the first impression, at least
_NUMBERS = {
    "half a": 0.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "eighteen": 18, "thirty": 30,
}  # fmt: skip
_DAYS = {"week": 7, "month": 30, "year": 365}
_USED_FOR = re.compile(
    r"\b(" + "|".join(_NUMBERS) + r"|\d{1,2}) (week|month|year)s?\b"
    r"(?!-| old| warranty| guarantee| ago)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Authored:
    """A review with its author. `bought_by`: the latest moment of buying that fits the text."""

    written: WrittenReview
    author: Person
    at: datetime
    bought_by: datetime


def assign_reviews(
    content: Content, goods: dict[str, Goods], bonds: Bonds, calendar: Calendar, seed: int
) -> list[Authored]:
    """Return every review with somebody who would write it, one per person and product."""
    by_product: dict[str, list[WrittenReview]] = defaultdict(list)
    for review in content.reviews:
        by_product[review.product_id].append(review)
    desk = _Desk(bonds, calendar, dice(seed, "authors"))
    claimed = _claims(content)
    return [
        authored
        for id, reviews in by_product.items()
        for authored in desk.assign(goods[id], reviews, claimed.get(id, {}))
    ]


def _claims(content: Content) -> dict[str, dict[int, str]]:
    """Return by product the place of each review that a persona wrote, with the nickname."""
    claims: dict[str, dict[int, str]] = defaultdict(dict)
    for persona in content.personas:
        for product_id, opening in persona.wrote.items():
            reviews = [review for review in content.reviews if review.product_id == product_id]
            places = [place for place, review in enumerate(reviews) if review.text.startswith(opening)]
            if len(places) != 1 or places[0] in claims[product_id]:
                raise Invalid(
                    "wrote", f"personas.yml: {len(places)} reviews of {product_id} that begin with {opening!r} are "
                    f"free for {persona.nickname}; one is needed.",
                )  # fmt: skip
            claims[product_id][places[0]] = persona.nickname
    return claims


class _Desk:
    def __init__(self, bonds: Bonds, calendar: Calendar, rng: Random) -> None:
        self.bonds = bonds
        self.calendar = calendar
        self.rng = rng
        self.everybody = list(bonds.people.values())
        self.joined = {person.id: person.joined for person in self.everybody}
        self.leaning = {
            stars: {person.id: exp(person.kindness * (stars - 3.5)) for person in self.everybody}
            for stars in range(1, 6)
        }
        self.named = {person.persona.nickname: person for person in self.everybody if person.persona}
        self.written: dict[str, int] = defaultdict(int)

    def assign(self, item: Goods, reviews: list[WrittenReview], claims: dict[int, str]) -> list[Authored]:
        """Return the reviews of one product, oldest first."""
        claimed = {place: self.named[nickname] for place, nickname in claims.items()}
        dates = {place: self._date(item, review, claimed.get(place)) for place, review in enumerate(reviews)}
        dates |= self._burst(item, [place for place, review in enumerate(reviews) if review.fake])
        love = {person.id: _love(person, item) for person in self.everybody}
        praise: dict[str, int] = defaultdict(int)
        free = {person.id: person for person in self.everybody if person not in claimed.values()}
        done = []
        for place in sorted(dates, key=dates.__getitem__):
            review, (at, bought_by) = reviews[place], dates[place]
            author = claimed.get(place) or self._choose(review, bought_by, free, love, praise)
            free.pop(author.id, None)
            self.written[author.id] += 1
            for friend in self.bonds.friends[author.id] if review.rating >= 4 else ():
                praise[friend] = min(3, praise[friend] + 1)
            done.append(Authored(review, author, at, bought_by))
        return done

    def _date(self, item: Goods, review: WrittenReview, author: Person | None) -> tuple[datetime, datetime]:
        """Return when it was written and until when, at the latest, the product was bought for that."""
        start = max(item.launched, self.calendar.moved(_FIRST))
        if author:
            start = max(start, author.joined, _delivered(author, item, self.calendar))
        end = self.calendar.ago(0.2)
        used = min(_used_for(review.text), (end - start - _TO_HAND) * 0.9)
        at = moment(self.rng, start + used + _TO_HAND, end)
        return at, at - max(used, timedelta()) - _TO_HAND

    def _burst(self, item: Goods, places: list[int]) -> dict[int, tuple[datetime, datetime]]:
        """Return dates within three days of one another for paid raves."""
        start = max(item.launched, self.calendar.moved(_FIRST)) + timedelta(days=60)
        first = moment(self.rng, start, self.calendar.ago(30))
        moments = [moment(self.rng, first, first + timedelta(days=3)) for _ in places]
        return {place: (at, at) for place, at in zip(places, moments, strict=True)}

    def _choose(
        self,
        review: WrittenReview,
        bought_by: datetime,
        free: dict[str, Person],
        love: dict[str, float],
        praise: dict[str, int],
    ) -> Person:
        """Return one of those who were there by then and have not written about this product."""
        if review.fake:
            return self.rng.choice([person for person in free.values() if person.paid_raver])
        joined, written, leaning = self.joined, self.written, self.leaning[review.rating]
        there = [id for id in free if joined[id] < bought_by and written[id] < _MOST]
        weights = [love[id] * leaning[id] for id in there]
        if review.rating >= 3:
            weights = [
                weight * (1 + _PULL * praise[id]) if id in praise else weight
                for id, weight in zip(there, weights, strict=True)
            ]
        return free[self.rng.choices(there, weights)[0]]


def _love(person: Person, item: Goods) -> float:
    """Return how likely this person writes about this: interest, purse and diligence."""
    interest = 1 / (1 + 0.4 * person.categories.index(item.category)) if item.category in person.categories else 0.025
    if item.shelf in person.customer.interests:
        interest *= 1.6
    return interest * person.diligence * exp(-2.2 * abs(person.budget - item.dearness))


def _delivered(author: Person, item: Goods, calendar: Calendar) -> datetime:
    """Return when an order written for this persona brought the product; the beginning when none did."""
    assert author.persona is not None  # noqa: S101 - only personas claim reviews
    brought = [
        calendar.ago(order.delivered_days_ago)
        for order in author.persona.orders
        if order.status is OrderStatus.DELIVERED
        and order.delivered_days_ago is not None
        and any(id.split("--")[0] == item.product.id for id in order.items)
    ]
    return min(brought, default=item.launched)


def _used_for(text: str) -> timedelta:
    """Return the longest time that the text says the product was used, 0 when it says nothing."""
    spans = [
        _NUMBERS.get(number.lower(), 0) * _DAYS[unit.lower()]
        if not number.isdigit()
        else int(number) * _DAYS[unit.lower()]
        for number, unit in _USED_FOR.findall(text)
    ]
    return timedelta(days=max(spans, default=0))
