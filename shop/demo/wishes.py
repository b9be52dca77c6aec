"""Wishlists, the gifts that friends plan in secret, and what people show of their doings."""

from collections.abc import Sequence
from random import Random

from shop.activity import ActivityOptIn, ActivityType
from shop.consent import Purpose
from shop.demo.bonds import Bonds
from shop.demo.chance import Calendar, dice, moment
from shop.demo.goods import Goods
from shop.demo.people import Person
from shop.errors import Invalid
from shop.ids import pair_id
from shop.orders.records import Order
from shop.reviews import Visibility
from shop.store import Record
from shop.wishlists import GiftPlan, WishlistItem

_SHOWN = {
    ActivityType.PURCHASED: 0.5,
    ActivityType.REVIEWED: 0.75,
    ActivityType.WISHED: 0.6,
    ActivityType.FOLLOWED: 0.5,
}
_GIVEN = 0.12  # of the wishes that friends can see


def opt_ins(bonds: Bonds, calendar: Calendar, seed: int) -> list[Record]:
    """Return what each person shows to friends; personas with that consent show everything."""
    rng = dice(seed, "opt-ins")
    records: list[Record] = []
    for person in bonds.people.values():
        for type, share in _SHOWN.items():
            shows = person.persona is not None or rng.random() < share
            if shows and person.sociable and person.allows(Purpose.FRIENDS_SEE):
                since = moment(rng, person.joined, calendar.ago(40))
                records.append(ActivityOptIn(pair_id(person.id, type), person.id, type, since))
    return records


def make_wishes(
    notes: Sequence[str],
    goods: dict[str, Goods],
    orders: Sequence[Order],
    bonds: Bonds,
    calendar: Calendar,
    seed: int,
) -> list[WishlistItem | GiftPlan]:
    """Return wishes with, here and there, a friend's plan to give it.

    Nobody plans what they cannot see, or what they bought: a purchase of what somebody gives counts as the present.
    """
    rng = dice(seed, "wishes")
    bought = {(order.customer_id, item.product_id) for order in orders for item in order.items}
    named = {person.persona.nickname: person for person in bonds.people.values() if person.persona}
    records: list[WishlistItem | GiftPlan] = []
    for person in bonds.people.values():
        if person.persona:
            records += _persona_wishes(person, named, goods, bought, bonds, calendar, rng)
        elif person.sociable and rng.random() < 0.62:
            for wish in _wishes(person, notes, goods, bonds, calendar, rng):
                records.append(wish)
                records += _plans(person, wish, bought, bonds, calendar, rng)
    return records


def _persona_wishes(
    person: Person,
    named: dict[str, Person],
    goods: dict[str, Goods],
    bought: set[tuple[str, str]],
    bonds: Bonds,
    calendar: Calendar,
    rng: Random,
) -> list[WishlistItem | GiftPlan]:
    records: list[WishlistItem | GiftPlan] = []
    for wish in person.persona.wishes if person.persona else ():
        if wish.product not in goods or (wish.given_by and wish.given_by not in named):
            raise Invalid("wishes", f"personas.yml: {person.customer.nickname}: {wish} names what does not exist.")
        added = moment(rng, max(person.joined, goods[wish.product].launched, calendar.ago(120)), calendar.ago(12))
        id = pair_id(person.id, wish.product)
        records.append(WishlistItem(id, person.id, wish.product, wish.visibility, None, wish.note, added))
        if wish.given_by:
            giver = named[wish.given_by].id
            if giver not in bonds.friends[person.id]:
                raise Invalid("wishes", f"personas.yml: {wish.given_by} is no friend of {person.customer.nickname}.")
            if (giver, wish.product) in bought:
                raise Invalid("wishes", f"personas.yml: {wish.given_by} bought {wish.product} and cannot give it.")
            records.append(GiftPlan(pair_id(id, giver), id, person.id, giver, False, calendar.ago(4)))
    return records


def _wishes(
    person: Person, notes: Sequence[str], goods: dict[str, Goods], bonds: Bonds, calendar: Calendar, rng: Random
) -> list[WishlistItem]:
    items = list(goods.values())
    weights = [6.0 if item.category in person.categories else 0.5 for item in items]
    chosen = {item.product.id: item for item in rng.choices(items, weights, k=rng.randint(1, 6))}
    circles = bonds.circles_of(person.id)
    wishes = []
    for id, item in chosen.items():
        shown = rng.choices(list(Visibility), (30, 50, 8, 12))[0]
        if shown is Visibility.CIRCLE and not circles:
            shown = Visibility.FRIENDS
        circle = rng.choice(circles) if shown is Visibility.CIRCLE else None
        note = rng.choice(notes) if rng.random() < 0.25 else ""
        added = moment(rng, max(person.joined, item.launched, calendar.ago(400)), calendar.ago(1))
        wishes.append(WishlistItem(pair_id(person.id, id), person.id, id, shown, circle, note, added))
    return wishes


def _plans(
    person: Person,
    wish: WishlistItem,
    bought: set[tuple[str, str]],
    bonds: Bonds,
    calendar: Calendar,
    rng: Random,
) -> list[GiftPlan]:
    seen = wish.visibility is Visibility.PUBLIC or (
        wish.visibility is Visibility.FRIENDS and person.allows(Purpose.FRIENDS_SEE)
    )
    friends = sorted(id for id in bonds.friends[person.id] if (id, wish.product_id) not in bought)
    if not seen or not friends or rng.random() >= _GIVEN:
        return []
    giver = rng.choice(friends)
    at = moment(rng, max(wish.added_at, bonds.people[giver].joined), calendar.now)
    return [GiftPlan(pair_id(wish.id, giver), wish.id, person.id, giver, rng.random() < 0.3, at)]
