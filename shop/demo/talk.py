"""What people say to one another: reviews and likes, questions about products, polls among friends."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from re import search

from shop.consent import Purpose
from shop.demo.authors import Authored
from shop.demo.bonds import Bonds
from shop.demo.chance import Calendar, dice, moment
from shop.demo.goods import Goods
from shop.demo.people import Person
from shop.demo.read import Content
from shop.demo.written import PersonaPoll
from shop.errors import Invalid
from shop.ids import pair_id
from shop.orders.records import Order, OrderStatus
from shop.questions import Answer, Poll, PollInvitation, ProductQuestion, Vote
from shop.reviews import Review, ReviewLike, Visibility
from shop.store import Record

_POLLS = 26
_SHOWN = ((Visibility.PUBLIC, 85), (Visibility.FRIENDS, 8), (Visibility.CIRCLE, 4), (Visibility.ONLY_ME, 3))
_OF_A_BUYER = r"\b(I|I'm|I've|[Mm]y|[Mm]ine)\b"


def make_reviews(authored: Sequence[Authored], bonds: Bonds, seed: int) -> list[Review]:
    """Return the reviews as the shop keeps them; most are public, personas' and paid ones always."""
    rng = dice(seed, "reviews")
    return [_review(review, bonds, rng) for review in authored]


def _review(authored: Authored, bonds: Bonds, rng: Random) -> Review:
    author, written = authored.author, authored.written
    shown = rng.choices([kind for kind, _ in _SHOWN], [share for _, share in _SHOWN])[0]
    circles = bonds.circles_of(author.id)
    if written.fake or author.persona:
        shown = Visibility.PUBLIC
    elif shown is Visibility.CIRCLE and not circles:
        shown = Visibility.FRIENDS
    return Review(
        id=pair_id(written.product_id, author.id),
        product_id=written.product_id,
        author_id=author.id,
        rating=written.rating,
        text=written.text,
        visibility=shown,
        circle_id=rng.choice(circles) if shown is Visibility.CIRCLE else None,
        verified=written.verified,
        sponsored=written.sponsored,
        written_at=authored.at,
    )


def make_likes(reviews: Sequence[Review], bonds: Bonds, calendar: Calendar, seed: int) -> list[ReviewLike]:
    """Return likes of public reviews: from friends of the author first, more for the longer and older ones."""
    rng = dice(seed, "likes")
    likes = []
    crowd = [person for person in bonds.people.values() if person.diligence > 0]
    for review in reviews:
        if review.visibility is not Visibility.PUBLIC or review.written_at >= calendar.ago(1):
            continue
        age = (calendar.now - review.written_at).days
        wanted = int(rng.expovariate(1 / (0.3 + min(len(review.text), 400) / 160 + min(age, 600) / 500)))
        near = [bonds.people[id] for id in sorted(bonds.friends[review.author_id])]
        likers = rng.sample(near, min(len(near), wanted // 2)) + rng.sample(crowd, min(wanted - wanted // 2, 20))
        for liker in {person.id: person for person in likers}.values():
            if liker.id != review.author_id and not bonds.apart(liker.id, review.author_id):
                at = moment(rng, max(review.written_at, liker.joined), calendar.now)
                likes.append(ReviewLike(pair_id(review.id, liker.id), review.id, liker.id, at))
    return likes


def question_records(
    content: Content, goods: dict[str, Goods], orders: Sequence[Order], bonds: Bonds, calendar: Calendar, seed: int
) -> list[Record]:
    """Return the questions, each with its answer: by a buyer when it tells of somebody's own, else by the shop."""
    rng = dice(seed, "questions")
    buyers: dict[str, dict[str, Order]] = defaultdict(dict)
    for order in orders:
        if order.status is OrderStatus.DELIVERED:
            for line in order.items:
                buyers[line.product_id].setdefault(order.customer_id, order)
    records: list[Record] = []
    for number, written in enumerate(content.questions, 1):
        item = goods[written.product_id]
        askers = [
            person
            for person in bonds.people.values()
            if person.diligence and item.category in person.categories and person.id not in buyers[written.product_id]
        ]
        asker = rng.choice(askers)
        start = max(item.launched + timedelta(days=10), asker.joined, calendar.ago(500))
        asked = moment(rng, start, calendar.ago(2))
        id = f"question_{number:04d}"
        records.append(ProductQuestion(id, written.product_id, asker.id, written.question, asked))
        if not written.answer:
            continue
        owners = [
            bonds.people[id]
            for id, order in buyers[written.product_id].items()
            if order.delivered_at and order.delivered_at < asked and not bonds.apart(id, asker.id)
        ]
        owner = rng.choice(owners) if owners and search(_OF_A_BUYER, written.answer) else None
        at = moment(rng, asked, min(asked + timedelta(days=6), calendar.now))
        records.append(
            Answer(f"answer_{number:04d}", id, owner.id if owner else None, written.answer, owner is not None, at)
        )
    return records


def poll_records(
    content: Content, goods: dict[str, Goods], bonds: Bonds, calendar: Calendar, seed: int
) -> list[Record]:
    """Return polls that are still open, those of the personas first, some of the invited without a vote."""
    rng = dice(seed, "polls")
    named = {person.persona.nickname: person for person in bonds.people.values() if person.persona}
    records: list[Record] = []
    for person in named.values():
        for poll in person.persona.polls if person.persona else ():
            missing = [name for name in poll.votes if named[name].id not in bonds.friends[person.id]]
            if missing:
                raise Invalid("polls", f"personas.yml: {missing[0]} is invited but no friend of {person.id}.")
            votes = {named[name].id: choice for name, choice in poll.votes.items()}
            records += _poll(len(records), person, poll, votes, goods, calendar, rng)
    by_type: dict[str, list[str]] = defaultdict(list)
    for item in goods.values():
        by_type[item.product.type].append(item.product.id)
    rich = [ids for ids in by_type.values() if len(ids) >= 3]
    askers = [
        person
        for person in bonds.people.values()
        if not person.persona and len(_invitable(bonds, person)) >= 4 and person.allows(Purpose.FRIENDS_SEE)
    ]
    for asker in rng.sample(askers, _POLLS):
        liked = [ids for ids in rich if goods[ids[0]].category in asker.categories] or rich
        products = rng.sample(rng.choice(liked), rng.choice((2, 2, 3)))
        invited = rng.sample(_invitable(bonds, asker), rng.randint(3, 4))
        votes = {id: rng.randrange(len(products)) if rng.random() < 0.55 else None for id in invited}
        poll = PersonaPoll(question=rng.choice(content.people.polls), products=tuple(products), votes={})
        records += _poll(len(records), asker, poll, votes, goods, calendar, rng)
    return records


def _invitable(bonds: Bonds, asker: Person) -> list[str]:
    return sorted(id for id in bonds.friends[asker.id] if bonds.people[id].allows(Purpose.FRIENDS_SEE))


def _poll(
    number: int,
    asker: Person,
    written: PersonaPoll,
    votes: dict[str, int | None],
    goods: dict[str, Goods],
    calendar: Calendar,
    rng: Random,
) -> list[Record]:
    at = moment(rng, calendar.ago(2.5), calendar.ago(0.3))
    id = f"poll_{number:05d}"
    poll = Poll(
        id=id,
        asker_id=asker.id,
        question=written.question,
        choices=tuple(goods[product].product.title for product in written.products),
        product_ids=written.products,
        invited_ids=tuple(votes),
        asked_at=at,
        closes_at=at + timedelta(days=rng.randint(5, 9)),
    )
    cast: list[Record] = [
        Vote(pair_id(id, voter), id, voter, choice, "", moment(rng, at, calendar.now))
        for voter, choice in votes.items()
        if choice is not None
    ]
    return [poll, *(PollInvitation(pair_id(id, friend), id, friend) for friend in votes), *cast]
