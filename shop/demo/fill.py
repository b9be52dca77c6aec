"""Puts the demo shop together and into a store, all of it or nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from shop.api_keys import ApiKey
from shop.customers import PaymentMethod
from shop.demo.authors import assign_reviews
from shop.demo.bonds import Bonds, bond_records, follow_records, make_bonds
from shop.demo.browsing import make_events
from shop.demo.chance import Calendar
from shop.demo.goods import goods_records, make_goods
from shop.demo.people import make_people
from shop.demo.purchases import make_orders
from shop.demo.read import Content, read_content
from shop.demo.talk import make_likes, make_reviews, poll_records, question_records
from shop.demo.wishes import make_wishes, opt_ins
from shop.errors import Conflict
from shop.idempotency import IdempotencyRecord
from shop.knowledge import Article
from shop.sql.schema import KINDS
from shop.store import Reader, Record, Store, Writer
from shop.wishlists import WishlistItem

Progress = Callable[[int, int], None]
"""Called again and again with how many records are stored and how many there will be."""

_BATCH = 2_000  # records between two calls
_OPERATORS = (ApiKey, IdempotencyRecord)  # no part of the shop: a shop with nothing but these is empty


def fill(
    store: Store,
    *,
    seed: int = 7,
    today: date,
    content: Content | None = None,
    replace_all: bool = False,
    further_kinds: Sequence[type[Any]] = (),
    progress: Progress = lambda done, total: None,
) -> dict[str, int]:
    """Fill an empty store in one transaction; return how many records of each kind it now holds.

    The same seed and day give the same records. An interrupted filling leaves nothing behind. With `replace_all`
    everything in the store is deleted first, but for the API keys, and with it the records of the `further_kinds` that
    a door keeps in the same store; without it, raises Conflict unless `is_empty`. Raises Invalid, naming file and line,
    when the written content has a mistake.
    """
    if not replace_all:
        with store.read() as early:  # the answer of the transaction below, without the wait for it
            _check_empty(early)
    records = build(content or read_content(), seed=seed, today=today)
    with store.write() as tx:
        if replace_all:
            _empty(tx, further_kinds)
        _check_empty(tx)
        for start in range(0, len(records), _BATCH):
            tx.add(*records[start : start + _BATCH])
            progress(min(start + _BATCH, len(records)), len(records))
    return {kind.__name__: len(list(group)) for kind, group in groupby(records, key=type)}


def is_empty(tx: Reader) -> bool:
    """Return whether there is nothing of a shop in here yet."""
    return not any(tx.count(kind) for kind in KINDS if kind not in _OPERATORS)


def build(content: Content, *, seed: int, today: date) -> list[Record]:
    """Return every record of the demo shop, sorted by kind."""
    calendar = Calendar(today)
    people = make_people(content, calendar, seed)
    bonds = make_bonds(people, content.people.circles, calendar, seed)
    goods = make_goods(content, calendar, seed)
    authored = assign_reviews(content, goods, bonds, calendar, seed)
    orders, balances = make_orders(people, goods, authored, calendar, seed)
    reviews = make_reviews(authored, bonds, seed)
    likes = make_likes(reviews, bonds, calendar, seed)
    wishes = make_wishes(content.people.notes, goods, orders, bonds, calendar, seed)
    wished = [wish for wish in wishes if isinstance(wish, WishlistItem)]
    records: list[Record] = [
        *goods_records(goods),
        *(person.customer for person in people),
        *_methods(bonds, balances),
        *bond_records(bonds, calendar, seed),
        *follow_records(bonds, Counter(review.author_id for review in reviews), calendar, seed),
        *orders,
        *reviews,
        *likes,
        *question_records(content, goods, orders, bonds, calendar, seed),
        *poll_records(content, goods, bonds, calendar, seed),
        *wishes,
        *opt_ins(bonds, calendar, seed),
        *make_events(goods, bonds, orders, reviews, likes, wished, calendar, seed),
        *_articles(content, calendar),
    ]
    return sorted(records, key=lambda record: KINDS.index(type(record)))


def _methods(bonds: Bonds, balances: dict[str, int]) -> Iterable[PaymentMethod]:
    for person in bonds.people.values():
        for method in person.methods:
            yield replace(method, balance_cents=balances.get(method.id, method.balance_cents))


def _articles(content: Content, calendar: Calendar) -> Iterable[Article]:
    for written in content.articles:
        head = written.head
        yield Article(written.id, head.title, head.topic, written.body, head.tags, calendar.moved(head.updated))


def _check_empty(tx: Reader) -> None:
    if not is_empty(tx):
        raise Conflict("This shop is not empty; only an empty one can be filled with the demo shop.")


def _empty(tx: Writer, further_kinds: Sequence[type[Any]]) -> None:
    for kind in (*KINDS, *further_kinds):
        if kind is not ApiKey:
            found: list[Record] = tx.find(kind)
            tx.remove(kind, *(record.id for record in found))
