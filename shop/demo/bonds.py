"""Who knows whom: a small world of overlapping circles of friends."""

import functools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from shop.consent import ConsentRecord, Purpose
from shop.demo.chance import Calendar, dice, moment
from shop.demo.people import Person
from shop.errors import Invalid
from shop.friends import Block, Circle, CircleMember, Follow, FriendRequest, Friendship, RequestStatus
from shop.ids import pair_id
from shop.store import Record

_NEAR_INTEREST = 4  # neighbours on either side among people with the same interests
_NEAR_TOWN = 2
_REWIRED = 0.12
_BLOCKS = 22
_OPEN_REQUESTS = 45
_MESSAGES = ("", "", "", "It's me from the course!", "We met at the lake.", "Neighbour from the third floor :)", "hi!")


@dataclass(frozen=True)
class Bonds:
    """`friends` by customer id, both ways; `blocks` from blocker to blocked. No two people are in both."""

    people: dict[str, Person]
    friends: dict[str, set[str]]
    blocks: tuple[tuple[str, str], ...]
    circles: dict[str, tuple[Circle, tuple[str, ...]]]  # by circle id, with the members

    def apart(self, one: str, other: str) -> bool:
        """Return whether one of the two has blocked the other."""
        return (one, other) in self.blocks or (other, one) in self.blocks

    def circles_of(self, id: str) -> list[str]:
        return self._circles_by_owner.get(id, [])

    @functools.cached_property
    def _circles_by_owner(self) -> dict[str, list[str]]:
        """Return the circles that have members, as they are asked for again and again."""
        owned: dict[str, list[str]] = defaultdict(list)
        for circle, members in self.circles.values():
            if members:
                owned[circle.owner_id].append(circle.id)
        return owned


def make_bonds(people: Sequence[Person], circle_names: Sequence[str], calendar: Calendar, seed: int) -> Bonds:
    """Return friendships as rings of the like-minded and of neighbours, a few of them rewired to anywhere."""
    rng = dice(seed, "bonds")
    friends: dict[str, set[str]] = {person.id: set() for person in people}
    social = [person for person in people if person.sociable]
    named = {person.persona.nickname: person for person in people if person.persona}
    blocks = [
        (person.id, _named(named, other).id)
        for person in people if person.persona
        for other in person.persona.blocks
    ]  # fmt: skip
    forbidden = {frozenset(block) for block in blocks}
    for one, other in _ring_pairs(social, rng):
        if one != other and frozenset((one, other)) not in forbidden:
            friends[one].add(other)
            friends[other].add(one)
    for person in named.values():
        for nickname in person.persona.friends if person.persona else ():
            other_id = _named(named, nickname).id
            friends[person.id].add(other_id)
            friends[other_id].add(person.id)
    while len(blocks) < _BLOCKS:
        one, other = (person.id for person in rng.sample(social[len(named) :], 2))
        if other not in friends[one] and (other, one) not in blocks and (one, other) not in blocks:
            blocks.append((one, other))
    circles = _make_circles(people, friends, circle_names, named, calendar, rng)
    return Bonds({person.id: person for person in people}, friends, tuple(blocks), circles)


def _ring_pairs(social: Sequence[Person], rng: Random) -> list[tuple[str, str]]:
    """Return each person with the next few on two rings, now and then with a stranger instead."""
    shuffled = rng.sample(list(social), len(social))
    by_interest = sorted(shuffled, key=lambda person: (person.categories[:1], person.town))
    by_town = sorted(shuffled, key=lambda person: (person.town, person.categories[1:2]))
    pairs = []
    for ring, near in ((by_interest, _NEAR_INTEREST), (by_town, _NEAR_TOWN)):
        for place, person in enumerate(ring):
            for step in range(1, near + 1):
                other = ring[(place + step) % len(ring)]
                if rng.random() < _REWIRED:
                    other = rng.choice(social)
                pairs.append((person.id, other.id))
    return pairs


def _make_circles(
    people: Sequence[Person],
    friends: dict[str, set[str]],
    names: Sequence[str],
    named: dict[str, Person],
    calendar: Calendar,
    rng: Random,
) -> dict[str, tuple[Circle, tuple[str, ...]]]:
    circles = {}
    for person in people:
        wanted: dict[str, tuple[str, ...]] = {}
        if person.persona:
            for name, members in person.persona.circles.items():
                wanted[name] = tuple(_named(named, member).id for member in members)
        elif len(friends[person.id]) >= 4 and rng.random() < 0.6:
            for name in rng.sample(list(names), rng.choice((1, 1, 1, 2, 2, 3))):
                known = sorted(friends[person.id])
                wanted[name] = tuple(rng.sample(known, rng.randint(2, min(len(known), 7))))
        for number, (name, members) in enumerate(wanted.items(), 1):
            at = moment(rng, person.joined, calendar.ago(5))
            strangers = set(members) - friends[person.id]
            if strangers:
                raise Invalid("circles", f"personas.yml: {strangers} in {name!r} are no friends of {person.id}.")
            circle = Circle(f"circle_{person.id.removeprefix('cust_')}_{number}", person.id, name, at)
            circles[circle.id] = circle, members
    return circles


def _named(named: dict[str, Person], nickname: str) -> Person:
    if nickname not in named:
        raise Invalid("personas", f"personas.yml names {nickname!r}, who is no persona.")
    return named[nickname]


def bond_records(bonds: Bonds, calendar: Calendar, seed: int) -> list[Record]:
    """Return friendships, requests, blocks, circles and what everybody agreed to."""
    rng = dice(seed, "bond records")
    records: list[Record] = [record for person in bonds.people.values() for record in _consents(person, calendar, rng)]
    records += [
        record
        for one in bonds.friends
        for other in sorted(bonds.friends[one])
        if one < other
        for record in _friendship(bonds.people[one], bonds.people[other], calendar, rng)
    ]
    for blocker, blocked in bonds.blocks:
        since = moment(rng, max(bonds.people[blocker].joined, bonds.people[blocked].joined), calendar.ago(3))
        records.append(Block(pair_id(blocker, blocked), blocker, blocked, since))
    for circle, members in bonds.circles.values():
        records.append(circle)
        records += [CircleMember(pair_id(circle.id, id), circle.id, id, circle.created_at) for id in members]
    return records + _open_requests(bonds, calendar, rng)


def _consents(person: Person, calendar: Calendar, rng: Random) -> list[Record]:
    records: list[Record] = []
    for purpose in Purpose:
        rng = dice(0, f"sizes of {person.id}") if purpose is Purpose.SIZES else rng
        at = person.joined
        for number, granted in enumerate(person.consents[purpose]):
            source = "sign-up" if number == 0 else rng.choice(("chat", "settings page"))
            id = f"consent_{person.id.removeprefix('cust_')}_{purpose}_{number + 1}"
            records.append(ConsentRecord(id, person.id, purpose, granted, source, at))
            at = moment(rng, at, min(at.replace(year=at.year + 1, day=1), calendar.now))
    return records


def _friendship(one: Person, other: Person, calendar: Calendar, rng: Random) -> list[Record]:
    """Return both halves and the request that began it."""
    known = max(one.joined, other.joined)
    since = moment(rng, known, min(known.replace(year=known.year + 1, day=1), calendar.ago(3)))
    asker, asked = (one, other) if rng.random() < 0.5 else (other, one)
    return [
        FriendRequest(
            pair_id(asker.id, asked.id), asker.id, asked.id, rng.choice(_MESSAGES), RequestStatus.ACCEPTED,
            moment(rng, known, since), since,
        ),
        Friendship(pair_id(one.id, other.id), one.id, other.id, since),
        Friendship(pair_id(other.id, one.id), other.id, one.id, since),
    ]  # fmt: skip


def _open_requests(bonds: Bonds, calendar: Calendar, rng: Random) -> list[Record]:
    """Return requests that nobody has answered, those of the personas first."""
    named = {person.persona.nickname: person for person in bonds.people.values() if person.persona}
    pairs = [
        (_named(named, asker).id, person.id)
        for person in named.values() if person.persona
        for asker in person.persona.asked_by
    ]  # fmt: skip
    ids = [person.id for person in bonds.people.values() if person.sociable]
    while len(pairs) < _OPEN_REQUESTS:
        one, other = rng.sample(ids, 2)
        strangers = other not in bonds.friends[one] and not bonds.apart(one, other)
        if strangers and not bonds.people[other].customer.private and (other, one) not in pairs:
            pairs.append((one, other))
    return [
        FriendRequest(
            pair_id(one, other), one, other, rng.choice(_MESSAGES), RequestStatus.PENDING,
            moment(rng, calendar.ago(3), calendar.now),
        )
        for one, other in dict.fromkeys(pairs)
    ]  # fmt: skip


def follow_records(bonds: Bonds, reviews_written: dict[str, int], calendar: Calendar, seed: int) -> list[Record]:
    """Return whom people follow: mostly those who write much, never somebody private or behind a block."""
    rng = dice(seed, "follows")
    known = [
        person for person in bonds.people.values() if not person.customer.private and reviews_written.get(person.id)
    ]
    weights = [reviews_written[person.id] ** 1.5 for person in known]
    records: list[Record] = []
    for person in bonds.people.values():
        if not person.sociable or rng.random() < 0.4:
            continue
        followed = {other.id: other for other in rng.choices(known, weights, k=rng.randint(1, 5))}
        for id, other in followed.items():
            if id != person.id and not bonds.apart(id, person.id):
                since = moment(rng, max(person.joined, other.joined), calendar.ago(2))
                records.append(Follow(pair_id(person.id, id), person.id, id, since))
    return records
