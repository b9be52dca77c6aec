"""The demo shop keeps its promises: as much of everything as it says, and nothing that contradicts itself."""

import dataclasses
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime
from statistics import mean

import networkx as nx
import pytest

from shop.access import open_eyes
from shop.activity import Event, EventName
from shop.api_keys import Scope, make_key
from shop.catalogue import Product, Variant
from shop.consent import ConsentRecord, Purpose
from shop.customers import Customer, PaymentMethod, add_customer
from shop.demo.fill import build, fill, is_empty
from shop.demo.read import Content
from shop.errors import Conflict
from shop.friends import Block, Circle, CircleMember, Follow, FriendRequest, Friendship, RequestStatus
from shop.knowledge import Article
from shop.orders.records import Order, OrderStatus, TransactionKind
from shop.prices import PriceObservation
from shop.privacy.export import export_my_data
from shop.purchases import RECEIVED, purchases_of
from shop.questions import Answer, Poll, PollInvitation, ProductQuestion, Vote
from shop.reviews import Review, ReviewLike, Visibility
from shop.sql.store import SqlStore
from shop.store import R, Record, Store
from shop.wishlists import GiftPlan, WishlistItem
from shop.wishlists.gifts import planned_gifts, wishlist_of
from tests.fakes.store import MemoryStore
from tests.shop.demo.conftest import DAY, NOW

All = Callable[[type[R]], list[R]]


@pytest.fixture(scope="module")
def every(records: list[Record]) -> All[Record]:
    """Return every record of a kind."""
    by_kind: dict[type[Record], list[Record]] = defaultdict(list)
    for record in records:
        by_kind[type(record)].append(record)
    return lambda kind: by_kind[kind]


# The same shop again, or another


def test_the_same_seed_and_day_give_the_same_shop_in_any_process(content: Content, records: list[Record]) -> None:
    assert build(content, seed=7, today=DAY) == records
    program = (
        "import datetime, hashlib; from shop.demo.fill import build; from shop.demo.read import read_content;"
        "shop = build(read_content(), seed=7, today=datetime.date(2026, 11, 24));"
        "print(hashlib.sha256(repr(shop).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": number, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout
        for number in ("1", "2")
    }
    assert len(seen) == 1


def test_another_seed_gives_other_people_and_the_same_catalogue(content: Content, records: list[Record]) -> None:
    other = build(content, seed=8, today=DAY)
    assert {r.id for r in other if isinstance(r, Product)} == {r.id for r in records if isinstance(r, Product)}
    names = [{r.nickname for r in shop if isinstance(r, Customer)} for shop in (records, other)]
    assert len(names[0] & names[1]) < 400
    assert {r.id for r in other if isinstance(r, Friendship)} != {r.id for r in records if isinstance(r, Friendship)}


def test_everything_moves_with_the_day(content: Content, records: list[Record]) -> None:
    later = build(content, seed=7, today=date(2027, 1, 3))
    tom, tom_later = (next(r for r in shop if r.id == "#W4305538") for shop in (records, later))
    assert isinstance(tom, Order)
    assert isinstance(tom_later, Order)
    assert tom_later.placed_at - tom.placed_at == date(2027, 1, 3) - DAY


# How much there is


def test_there_is_as_much_as_promised(content: Content, every: All[Record]) -> None:
    assert len(content.categories) >= 12
    assert len(every(Product)) >= 240
    assert len(every(Customer)) == 500
    assert len(every(Review)) >= 4_000
    assert len(every(Article)) >= 80
    assert len(every(Event)) >= 20_000
    of_the_chat = {EventName.THUMB_UP, EventName.THUMB_DOWN}  # no chat is filled in
    assert {event.name for event in every(Event)} == set(EventName) - of_the_chat
    assert {order.status for order in every(Order)} == set(OrderStatus)
    assert 20 <= sum(person.private for person in every(Customer)) <= 100
    assert len(every(Block)) >= 10
    for kind in (ProductQuestion, Answer, Poll, Vote, WishlistItem, GiftPlan, Follow, ReviewLike):
        assert len(every(kind)) >= 20, kind


def test_every_order_status_has_enough_to_try(every: All[Order]) -> None:
    counts = Counter(order.status for order in every(Order))
    assert min(counts.values()) >= 20, counts


# The catalogue


def test_what_is_sold_has_a_price_and_never_less_than_nothing_in_stock(every: All[Variant]) -> None:
    products = {product.id: product for product in every(Product)}
    assert all(variant.stock >= 0 and variant.price_cents > 0 for variant in every(Variant))
    assert {variant.product_id for variant in every(Variant)} == set(products)
    lowest = defaultdict(list)
    for variant in every(Variant):
        lowest[variant.product_id].append(variant.price_cents)
    assert {id: min(prices) for id, prices in lowest.items()} == {p.id: p.price_from_cents for p in products.values()}
    assert {id for product in products.values() for ids in product.relations.values() for id in ids} <= set(products)


def test_the_last_price_observed_is_the_price(every: All[PriceObservation]) -> None:
    last = {seen.variant_id: seen.price_cents for seen in sorted(every(PriceObservation), key=lambda seen: seen.at)}
    assert last == {variant.id: variant.price_cents for variant in every(Variant)}


# Friends


def test_friends_form_a_small_world(every: All[Friendship]) -> None:
    graph = nx.Graph((half.customer_id, half.friend_id) for half in every(Friendship))
    chance = nx.gnm_random_graph(graph.number_of_nodes(), graph.number_of_edges(), seed=1)
    assert nx.is_connected(graph)
    assert nx.average_clustering(graph) > 5 * nx.average_clustering(chance)
    assert nx.average_shortest_path_length(graph) < 1.5 * nx.average_shortest_path_length(chance)


def test_a_friendship_has_two_halves_and_an_accepted_request(every: All[Friendship]) -> None:
    halves = {(half.customer_id, half.friend_id, half.since) for half in every(Friendship)}
    assert halves == {(friend, customer, since) for customer, friend, since in halves}
    assert not [half for half in halves if half[0] == half[1]]
    asked = {
        frozenset((request.from_id, request.to_id))
        for request in every(FriendRequest)
        if request.status is RequestStatus.ACCEPTED
    }
    assert asked == {frozenset(half[:2]) for half in halves}


def test_nothing_is_between_people_of_whom_one_blocked_the_other(every: All[Block]) -> None:
    blocked = {frozenset((block.blocker_id, block.blocked_id)) for block in every(Block)}
    owners = {circle.id: circle.owner_id for circle in every(Circle)}
    authors = {review.id: review.author_id for review in every(Review)}
    askers = {poll.id: poll.asker_id for poll in every(Poll)}
    ties = [
        *((half.customer_id, half.friend_id) for half in every(Friendship)),
        *((request.from_id, request.to_id) for request in every(FriendRequest)),
        *((follow.follower_id, follow.followed_id) for follow in every(Follow)),
        *((owners[member.circle_id], member.member_id) for member in every(CircleMember)),
        *((authors[like.review_id], like.customer_id) for like in every(ReviewLike)),
        *((askers[invitation.poll_id], invitation.customer_id) for invitation in every(PollInvitation)),
        *((plan.giver_id, plan.recipient_id) for plan in every(GiftPlan)),
    ]
    assert [tie for tie in ties if frozenset(tie) in blocked] == []


def test_circles_overlap_and_hold_friends_only(every: All[Circle]) -> None:
    friends = {(half.customer_id, half.friend_id) for half in every(Friendship)}
    owners = {circle.id: circle.owner_id for circle in every(Circle)}
    assert {(owners[member.circle_id], member.member_id) for member in every(CircleMember)} <= friends
    circles_of = Counter(member.member_id for member in every(CircleMember))
    assert sum(count > 1 for count in circles_of.values()) > 200


def test_an_open_request_is_between_strangers(every: All[FriendRequest]) -> None:
    friends = {(half.customer_id, half.friend_id) for half in every(Friendship)}
    pending = [request for request in every(FriendRequest) if request.status is RequestStatus.PENDING]
    assert pending
    assert [request for request in pending if (request.from_id, request.to_id) in friends] == []


# Reviews


def test_every_review_has_an_author_and_a_product_and_at_most_one_for_both(every: All[Review]) -> None:
    people = {person.id: person for person in every(Customer)}
    products = {product.id: product for product in every(Product)}
    for review in every(Review):
        author, product = people[review.author_id], products[review.product_id]
        assert author.created_at is not None
        assert product.launched_at is not None
        assert max(author.created_at, product.launched_at) <= review.written_at, review.id
        assert 1 <= review.rating <= 5
        assert (review.circle_id is not None) == (review.visibility is Visibility.CIRCLE)
    assert len({(review.product_id, review.author_id) for review in every(Review)}) == len(every(Review))


def test_a_review_is_verified_exactly_when_its_author_had_received_the_product(shop: Store, every: All[Review]) -> None:
    received = {
        (order.customer_id, item.product_id): order.delivered_at
        for order in sorted(every(Order), key=lambda order: order.placed_at, reverse=True)
        if order.delivered_at
        for item in order.items
    }
    for review in every(Review):
        at = received.get((review.author_id, review.product_id))
        assert review.verified == (at is not None and at <= review.written_at), review.id
    with shop.read() as tx:
        bought = purchases_of(tx, {review.author_id for review in every(Review)})
    owned = {(purchase.customer_id, purchase.product_id) for purchase in bought}
    assert [r.id for r in every(Review) if r.verified and (r.author_id, r.product_id) not in owned] == []


def test_what_reviews_say_agrees_with_their_stars(content: Content) -> None:
    said = [(r.rating, sum(1 if mark[-1] == "+" else -1 for mark in r.marks)) for r in content.reviews if r.marks]
    assert len(said) > 0.75 * len(content.reviews)
    assert [balance for rating, balance in said if rating <= 2 and balance > 0] == []
    assert [balance for rating, balance in said if rating == 5 and balance < 0] == []
    averages = [mean(balance for rating, balance in said if rating == stars) for stars in range(1, 6)]
    assert averages == sorted(averages)


def test_reviews_differ(every: All[Review]) -> None:
    texts = Counter(review.text for review in every(Review))
    assert len(texts) > 0.99 * len(every(Review))


# Orders


def test_orders_are_of_variants_that_exist_and_are_paid_to_the_cent(every: All[Order]) -> None:
    variants = {variant.id: variant.product_id for variant in every(Variant)}
    methods = {method.id: method.customer_id for method in every(PaymentMethod)}
    people = {person.id: person for person in every(Customer)}
    for order in every(Order):
        joined = people[order.customer_id].created_at
        assert joined is not None
        assert joined <= order.placed_at, order.id
        assert {item.variant_id: item.product_id for item in order.items}.items() <= variants.items()
        assert {methods[payment.payment_method_id] for payment in order.payments} == {order.customer_id}
        sign = {TransactionKind.PAYMENT: 1, TransactionKind.REFUND: -1}
        paid = sum(sign[payment.kind] * payment.amount_cents for payment in order.payments)
        assert paid == (0 if order.status is OrderStatus.CANCELLED else order.total_cents), order.id
    assert [method.id for method in every(PaymentMethod) if (method.balance_cents or 0) < 0] == []


def test_an_order_has_what_its_status_says(every: All[Order]) -> None:
    for order in every(Order):
        assert (order.delivered_at is not None) == (order.status in RECEIVED), order.id
        assert (order.cancel_reason is not None) == (order.status is OrderStatus.CANCELLED), order.id
        assert (order.returned is not None) == (order.status is OrderStatus.RETURN_REQUESTED), order.id
        assert (order.exchanged is not None) == (order.status is OrderStatus.EXCHANGE_REQUESTED), order.id
        assert bool(order.fulfillments) == (order.status in (*RECEIVED, OrderStatus.PROCESSED)), order.id


# Behaviour and consent


def test_events_are_of_those_who_allow_it_and_of_what_exists(every: All[Event]) -> None:
    newest = {
        (consent.customer_id, consent.purpose): consent.granted
        for consent in sorted(every(ConsentRecord), key=lambda consent: (consent.at, consent.id))
    }
    products = {product.id for product in every(Product)}
    for event in every(Event):
        assert newest[event.customer_id, Purpose.PERSONALISE], event.id
        assert event.product_id is None or event.product_id in products
    assert {granted for (_, purpose), granted in newest.items() if purpose is Purpose.TRAIN} == {True, False}


def test_nothing_happens_after_today(records: list[Record]) -> None:
    late = {
        (type(record).__name__, field.name)
        for record in records
        for field in dataclasses.fields(record)  # type: ignore[arg-type]
        if isinstance(value := getattr(record, field.name), datetime) and value > NOW
    }
    assert late == {("Poll", "closes_at")}


def test_every_record_is_there_once(records: list[Record]) -> None:
    assert len({(type(record), record.id) for record in records}) == len(records)


# Presents


def test_those_who_get_a_present_find_no_trace_of_it(shop: Store, every: All[GiftPlan]) -> None:
    plans = every(GiftPlan)
    assert len(plans) >= 20
    for recipient_id in {plan.recipient_id for plan in plans}:
        own = wishlist_of(shop, recipient_id, recipient_id)
        assert {plan.item_id for plan in plans if plan.recipient_id == recipient_id} <= {wish.id for wish in own}
        assert {(wish.taken, wish.mine_to_give, wish.givers) for wish in own} == {(False, False, ())}
    exported = str(export_my_data(shop, "cust_ana"))
    assert "nestbox-cubes-6" in exported
    assert "cust_ana~nestbox-cubes-6~cust_jonas" not in exported
    assert [gift.recipient for gift in planned_gifts(shop, "cust_jonas")] == ["Ana"]


def test_what_somebody_gives_was_not_bought_for_themselves(every: All[GiftPlan]) -> None:
    bought = {(order.customer_id, item.product_id) for order in every(Order) for item in order.items}
    assert [plan.id for plan in every(GiftPlan) if (plan.giver_id, plan.product_id) in bought] == []


def test_nobody_plans_to_give_what_they_cannot_see(shop: Store, every: All[GiftPlan]) -> None:
    wishes = {wish.id: wish for wish in every(WishlistItem)}
    with shop.read() as tx:
        for plan in every(GiftPlan):
            wish = wishes[plan.item_id]
            assert open_eyes(tx, plan.giver_id).may_see(wish.customer_id, wish.visibility, wish.circle_id), plan.id


# Into the store


def test_a_filled_store_holds_exactly_what_was_built(
    sqlite_store: SqlStore, content: Content, records: list[Record]
) -> None:
    told: list[tuple[int, int]] = []
    counts = fill(sqlite_store, today=DAY, content=content, progress=lambda done, total: told.append((done, total)))
    assert counts == Counter(type(record).__name__ for record in records)
    with sqlite_store.read() as tx:
        for kind in {type(record) for record in records}:
            assert {r.id: r for r in tx.find(kind)} == {r.id: r for r in records if type(r) is kind}
    assert told[-1] == (len(records), len(records))
    assert told == sorted(told)


def test_an_interrupted_filling_leaves_nothing(sqlite_store: SqlStore, content: Content) -> None:
    def interrupt(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(sqlite_store, today=DAY, content=content, progress=interrupt)
    with sqlite_store.read() as tx:
        assert is_empty(tx)


def test_a_shop_that_holds_anything_is_refused_and_left_alone(content: Content) -> None:
    store = MemoryStore()
    add_customer(store, Customer("ana", "Ana", "Ana", "ana@example.com"))
    with pytest.raises(Conflict, match="not empty"):
        fill(store, today=DAY, content=content)
    with store.read() as tx:
        assert (tx.count(Customer), tx.count(Product)) == (1, 0)


def test_replacing_leaves_nothing_of_what_was_there(content: Content, records: list[Record]) -> None:
    store = MemoryStore()
    add_customer(store, Customer("ana", "Ana", "Ana", "ana@example.com"))
    fill(store, today=DAY, content=content, replace_all=True)
    with store.read() as tx:
        assert tx.get(Customer, "ana") is None
        assert tx.count(Customer) == 500


def test_a_shop_with_nothing_but_keys_is_empty() -> None:
    store = MemoryStore()
    make_key(store, "our platform", [Scope.CATALOGUE_READ])
    with store.read() as tx:
        assert is_empty(tx)
